import re
import time
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a short sentence is best"


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), {"username": "clara", "password1": PASSWORD, **changes})


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"])
def test_its_pages_open_for_a_stranger(client, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["account_change_password", "account_email"])
def test_a_stranger_is_asked_to_sign_in(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302 and reverse("account_login") in answer["Location"]


@pytest.mark.parametrize("name", ["account_change_password", "account_email", "account_logout"])
def test_its_pages_open_for_the_composer(client, name):
    sign_up(client)
    assert client.get(reverse(name)).status_code == 200


def test_nobody_needs_an_email_address(client):
    assert sign_up(client).status_code == 302
    clara = User.objects.get()
    assert (clara.email, clara.get_full_name()) == ("", "clara")


def test_others_see_the_display_name(client):
    sign_up(client, display_name="Clara W.")
    assert User.objects.get().get_full_name() == "Clara W."


def test_a_common_password_is_refused(client):
    answer = sign_up(client, password1="password")
    assert answer.status_code == 200 and not User.objects.exists()


def test_passwords_are_stored_with_argon2(client, real_passwords):
    sign_up(client)
    assert User.objects.get().password.startswith("argon2")


def test_signing_out_takes_a_post(client):
    sign_up(client)
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("login", ["clara", "clara@example.org"])
def test_name_and_address_both_sign_in(client, login):
    sign_up(client, email="clara@example.org")
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
    assert "_auth_user_id" in client.session


def test_a_forgotten_password_is_set_anew_through_a_letter(client):
    sign_up(client, email="clara@example.org")
    client.post(reverse("account_logout"))
    client.post(reverse("account_reset_password"), {"email": "clara@example.org"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[-1].body).group(1)
    form_page = client.get(link, follow=True)
    answer = client.post(form_page.request["PATH_INFO"], {"password1": "another short sentence", "password2": "another short sentence"})
    assert answer.status_code == 302
    assert client.login(username="clara", password="another short sentence")


def test_nobody_learns_who_has_an_account(client):
    sign_up(client, email="clara@example.org")
    client.post(reverse("account_logout"))
    known = client.post(reverse("account_reset_password"), {"email": "clara@example.org"})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_signing_up_with_a_known_address_looks_like_any_other_sign_up(client):
    """Both go in; nobody can ask the site who is a member."""
    sign_up(client, email="clara@example.org")
    client.post(reverse("account_logout"))
    known = sign_up(client, username="other", email="clara@example.org")
    client.post(reverse("account_logout"))
    unknown = sign_up(client, username="third", email="nobody@example.org")
    assert (known.status_code, known["Location"], known.content) == (unknown.status_code, unknown["Location"], unknown.content)


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(client):
    sign_up(client, email="clara@example.org")
    client.post(reverse("account_logout"))
    for known, unknown in (("clara", "clarb"), ("clara@example.org", "clarb@example.org")):
        pages = [client.post(reverse("account_login"), {"login": login, "password": "wrong"}) for login in (known, unknown)]
        assert pages[0].status_code == pages[1].status_code == 200
        told = [each.context["form"].non_field_errors() for each in pages]
        assert told[0] == told[1]


def test_a_wrong_name_takes_as_long_as_a_wrong_password(client, real_passwords):
    """A password is hashed either way: without that an unknown name would answer ten times as fast."""
    sign_up(client)
    client.post(reverse("account_logout"))
    seconds: dict[str, list[float]] = {"clara": [], "nobody": []}
    for _ in range(4):
        for login, taken in seconds.items():
            began_at = time.process_time()
            client.post(reverse("account_login"), {"login": login, "password": "wrong"})
            taken.append(time.process_time() - began_at)
    known, unknown = (min(taken) for taken in seconds.values())
    assert 0.5 < known / unknown < 2


def test_a_cookie_from_before_signing_out_opens_nothing(client):
    sign_up(client)
    old = client.cookies["session"].value
    client.post(reverse("account_logout"))
    client.cookies["session"] = old
    assert client.get(reverse("account_email")).status_code == 302


def test_signing_in_gives_a_new_cookie_so_a_planted_one_is_worth_nothing(client):
    sign_up(client)
    client.post(reverse("account_logout"))
    client.get(reverse("compose:home"))
    client.post(reverse("compose:compose"), {"description": "slow waltz"})
    planted = client.cookies["session"].value
    client.post(reverse("account_login"), {"login": "clara", "password": PASSWORD})
    assert client.cookies["session"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_a_new_password_ends_all_other_sessions(client):
    sign_up(client)
    elsewhere = Client()
    elsewhere.post(reverse("account_login"), {"login": "clara", "password": PASSWORD})
    assert elsewhere.get(reverse("account_email")).status_code == 200
    fields = {"oldpassword": PASSWORD, "password1": "another short sentence", "password2": "another short sentence"}
    assert client.post(reverse("account_change_password"), fields).status_code == 302
    assert client.get(reverse("account_email")).status_code == 200
    assert elsewhere.get(reverse("account_email")).status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "http:evil.example"]
)
@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_logout"])
def test_nobody_is_sent_to_another_site_afterwards(client, name, elsewhere):
    sign_up(client)
    if name != "account_logout":
        client.post(reverse("account_logout"))
    fields = {"login": "clara", "password": PASSWORD, "username": "new", "password1": PASSWORD, "next": elsewhere}
    answer = client.post(f"{reverse(name)}?{urlencode({'next': elsewhere})}", fields)
    assert answer.status_code == 302 and answer["Location"] == "/"
