import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import AccountEvent

from .people import PASSWORD, sign_in, sign_up, six_digits

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def codes_are_fresh():
    """A code counts once, which the cache remembers; these tests use the same half minute several times."""
    cache.clear()


def set_up_an_app(client) -> tuple[str, list[str]]:
    """The secret, and the recovery codes that are shown once."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = re.search(r'id="authenticator_secret">(\w+)<', page.content.decode()).group(1)
    answer = client.post(reverse("mfa_activate_totp"), {"code": six_digits(secret)}, follow=True)
    shown = re.search(r'id="recovery_codes"[^>]*>([\d\s]+)<', answer.content.decode())
    cache.clear()
    return secret, shown.group(1).split()


def test_after_the_password_the_digits_are_asked_for(client):
    sign_up(client)
    secret, _ = set_up_an_app(client)
    elsewhere = Client()
    assert sign_in(elsewhere)["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in elsewhere.session
    elsewhere.post(reverse("mfa_authenticate"), {"code": six_digits(secret)})
    assert "_auth_user_id" in elsewhere.session


def test_wrong_digits_open_nothing_and_are_written_down(client):
    clara = sign_up(client)
    secret, _ = set_up_an_app(client)
    elsewhere = Client()
    sign_in(elsewhere)
    answer = elsewhere.post(reverse("mfa_authenticate"), {"code": str((int(six_digits(secret)) + 1) % 1_000_000).zfill(6)})
    assert answer.status_code == 200 and "This code is not right" in answer.content.decode()
    assert "_auth_user_id" not in elsewhere.session
    assert AccountEvent.objects.of(clara).filter(kind="code_failed").count() == 1


def test_digits_are_not_guessed(client):
    """Ten tries for an account, wherever they come from."""
    sign_up(client)
    set_up_an_app(client)
    statuses = []
    for number in range(12):
        elsewhere = Client(REMOTE_ADDR=f"198.51.100.{number}")
        sign_in(elsewhere)
        statuses.append(elsewhere.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code)
    assert statuses == [200] * 10 + [429] * 2


def test_a_recovery_code_opens_once(client):
    sign_up(client)
    _, codes = set_up_an_app(client)
    assert len(codes) == 10
    for expected in (True, False):
        elsewhere = Client()
        sign_in(elsewhere)
        elsewhere.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert ("_auth_user_id" in elsewhere.session) is expected


def test_a_copy_of_the_database_holds_no_usable_secret(client):
    sign_up(client)
    secret, codes = set_up_an_app(client)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert "gAAAA" in stored  # encrypted
    assert secret not in stored and not any(code in stored for code in codes)


def test_recovery_codes_are_shown_once(client):
    sign_up(client)
    _, codes = set_up_an_app(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert "10 codes are left" in page and codes[0] not in page


@pytest.mark.django_db(transaction=True)
def test_setting_up_and_switching_off_is_told_by_letter_and_written_down(client):
    clara = sign_up(client, email="clara@example.org")
    set_up_an_app(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert {letter.to[0] for letter in mail.outbox} == {"clara@example.org"} and len(mail.outbox) >= 2
    kinds = set(AccountEvent.objects.of(clara).values_list("kind", flat=True))
    assert {"factor_added", "factor_removed"} <= kinds


def test_whoever_signed_in_long_ago_shows_once_more_that_it_is_them(client):
    sign_up(client)
    session = client.session
    del session["account_authentication_methods"]
    session.save()
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    client.post(answer["Location"], {"password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
