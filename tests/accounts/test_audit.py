import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.browsers import browser_name
from accounts.models import AccountEvent
from tests.factories import make_user

from .people import PASSWORD, sign_in, sign_up

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def kinds_of(user) -> list[str]:
    return list(AccountEvent.objects.of(user).order_by("pk").values_list("kind", flat=True))


def test_what_happens_to_an_account_is_written_down(client):
    clara = sign_up(client, email="clara@example.org")
    client.post(reverse("account_logout"))
    sign_in(client, password="wrong")
    sign_in(client)
    new = "another short sentence"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    client.post(reverse("account_email"), {"action_add": "", "email": "wieck@example.org"})
    told = kinds_of(clara)
    wanted = ["signed_up", "signed_in", "signed_out", "sign_in_failed", "signed_in", "password_changed", "email_added"]
    assert [kind for kind in told if kind in wanted] == wanted


def test_it_says_from_where_and_keeps_nothing_that_was_typed():
    elsewhere = Client(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="198.51.100.7")
    clara = sign_up(elsewhere)
    sign_in(Client(), password="my secret of secrets")
    sign_in(Client(), name="my secret of secrets", password="x")
    event = AccountEvent.objects.of(clara).get(kind="signed_in")
    assert (event.address, event.browser) == ("198.51.100.7", "Firefox, Linux")
    assert "secret" not in repr(list(AccountEvent.objects.values()))
    assert AccountEvent.objects.filter(user=None, kind="sign_in_failed").count() == 1


def test_a_person_sees_their_own_and_nobody_elses(client):
    other = Client()
    sign_up(other, username="robert")
    other.post(reverse("account_logout"))
    sign_up(client)
    page = client.get(reverse("accounts:history"))
    assert {event.user.username for event in page.context["page"]} == {"clara"}
    assert "Account created" in page.content.decode()


def test_the_log_is_forgotten_after_its_time(client):
    clara = sign_up(client)
    AccountEvent.objects.filter(kind="signed_up").update(at=timezone.now() - timezone.timedelta(days=181))
    call_command("tidy", verbosity=0)
    assert kinds_of(clara) == ["signed_in"]


def test_the_administration_sees_all_and_changes_nothing(client):
    clara = make_user()
    event = AccountEvent.objects.create(user=clara, kind="signed_in")
    client.force_login(make_user(is_staff=True, is_superuser=True))
    assert clara.username in client.get(reverse("admin:accounts_accountevent_changelist")).content.decode()
    client.post(reverse("admin:accounts_accountevent_change", args=[event.pk]), {"kind": "signed_out"})
    client.post(reverse("admin:accounts_accountevent_delete", args=[event.pk]), {"post": "yes"})
    event.refresh_from_db()
    assert event.kind == "signed_in"


@pytest.mark.parametrize(("user_agent", "name"), [
    (FIREFOX, "Firefox, Linux"),
    ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
    ("Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36", "Chrome, ChromeOS"),
    ("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1", "Safari, iPad"),
    ("", ""),
])
def test_a_browser_is_named_as_its_owner_would_name_it(user_agent, name):
    assert browser_name(user_agent) == name
