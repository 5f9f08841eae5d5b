import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.test import Client
from django.urls import reverse

from accounts import leaving, tokens
from accounts.models import AccountEvent, User
from compose.generation.plan import read_plan
from musesite.asgi import application
from tests.factories import make_piece, make_user

from .people import sign_in, sign_up

pytestmark = pytest.mark.django_db


def test_a_suspended_person_is_out_at_once_and_cannot_come_back(client):
    clara = sign_up(client)
    clara.suspend("spam")
    assert client.get(reverse("accounts:profile")).status_code == 302
    elsewhere = Client()
    answer = sign_in(elsewhere)
    assert answer.status_code == 403 and "_auth_user_id" not in elsewhere.session
    assert "This account is suspended" in answer.content.decode() and "spam" in answer.content.decode()
    assert "spam" not in sign_in(elsewhere, password="guessed").content.decode()


def test_a_lifted_suspension_leaves_everything_as_it_was(client):
    clara = sign_up(client)
    clara.suspend("spam")
    User.objects.get().reinstate()
    assert sign_in(client)["Location"] == "/"
    clara.refresh_from_db()
    assert (clara.is_active, clara.suspended_at, clara.suspension_reason) == (True, None, "")
    assert {"suspended", "reinstated"} <= set(AccountEvent.objects.of(clara).values_list("kind", flat=True))


def test_others_see_neither_who_is_suspended_nor_who_leaves():
    clara, robert, fanny = make_user(), make_user(), make_user()
    robert.suspend()
    User.objects.filter(pk=fanny.pk).update(leaves_at="2100-01-01T00:00:00Z")
    assert list(User.objects.shown()) == [clara] and set(User.objects.hidden()) == {robert, fanny}


@pytest.mark.parametrize("end", [User.suspend, lambda user: leaving.ask(user=user)])
def test_their_public_pieces_are_hidden(client, end):
    clara = make_user()
    piece = make_piece(composer=clara, visibility="public", plan=read_plan("slow waltz").to_json())
    assert client.get(piece.get_absolute_url()).status_code == 200
    end(clara)
    assert client.get(piece.get_absolute_url()).status_code == 404


def test_tokens_of_a_suspended_person_open_nothing():
    clara = make_user()
    _, secret = tokens.make(user=clara, name="script", scopes=["read"])
    clara.suspend()
    assert tokens.find(secret) is None


@pytest.mark.django_db(transaction=True)
async def test_an_open_socket_ends(settings):
    settings.SOCKET_RECHECK_SECONDS = 0.2
    client = Client()
    clara = await sync_to_async(sign_up)(client)
    piece = await sync_to_async(make_piece)(composer=clara)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    headers = [(b"origin", b"http://testserver"), (b"host", b"testserver"), (b"cookie", cookie.encode())]
    socket = WebsocketCommunicator(application, piece.socket_path, headers=headers)
    assert (await socket.connect(timeout=10))[0]
    await sync_to_async(clara.suspend)()
    while True:
        output = await socket.receive_output(timeout=10)
        if output["type"] == "websocket.close":
            break
    assert output["code"] == 4404


def test_the_administration_suspends_with_an_action_but_never_itself(client):
    operator = make_user(username="operator", is_staff=True, is_superuser=True)
    clara = make_user(username="clara")
    client.force_login(operator)
    client.post(reverse("admin:accounts_user_changelist"), {"action": "suspend", "_selected_action": [clara.pk, operator.pk]})
    assert list(User.objects.hidden()) == [clara]
