import re

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a short sentence is best"


@pytest.fixture(autouse=True)
def forget_earlier_attempts():
    """Limits on attempts are counted in the cache, which outlives a test."""
    from django.core.cache import cache

    cache.clear()


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


def test_passwords_are_stored_with_argon2(client):
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


def test_guessing_passwords_is_slowed_down(client):
    sign_up(client)
    client.post(reverse("account_logout"))
    for _ in range(12):
        answer = client.post(reverse("account_login"), {"login": "clara", "password": "wrong"})
    assert "_auth_user_id" not in client.session
    assert "Too many failed login attempts" in answer.content.decode() or answer.status_code == 429
