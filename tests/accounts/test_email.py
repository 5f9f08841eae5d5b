"""E-mail addresses: nobody needs one, but where the site asks for it, who gives one has to own it."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import AccountEvent, User

from .people import PASSWORD, sign_in

pytestmark = pytest.mark.django_db


def sign_up(client, **fields):
    return client.post(reverse("account_signup"), {"username": "clara", "password1": PASSWORD} | fields)


def link_in_the_letter() -> str:
    return re.search(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[-1].body).group(1)


@pytest.fixture
def strict(settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def test_who_gives_an_address_confirms_it_before_coming_in(client, strict):
    answer = sign_up(client, email="clara@example.org")
    assert answer["Location"] == reverse("account_email_verification_sent") and "_auth_user_id" not in client.session
    assert sign_in(Client())["Location"] == reverse("account_email_verification_sent")
    page = client.get(link_in_the_letter())
    client.post(page.request["PATH_INFO"])
    assert User.objects.get().emailaddress_set.get().verified
    assert AccountEvent.objects.filter(kind="email_confirmed").exists()
    elsewhere = Client()
    sign_in(elsewhere)
    assert "_auth_user_id" in elsewhere.session


def test_a_pupil_without_an_address_comes_in_all_the_same(client, strict):
    assert sign_up(client).status_code == 302
    assert "_auth_user_id" in client.session and mail.outbox == []
    elsewhere = Client()
    sign_in(elsewhere)
    assert "_auth_user_id" in elsewhere.session


def test_a_letter_goes_to_the_old_address_where_the_password_changes(client):
    sign_up(client, email="clara@example.org")
    new = "another short sentence"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert mail.outbox[-1].to == ["clara@example.org"] and "password" in mail.outbox[-1].body.lower()


def test_an_address_is_added_and_removed_on_its_page(client):
    sign_up(client)
    assert "You have given none" in client.get(reverse("account_email")).content.decode()
    client.post(reverse("account_email"), {"action_add": "", "email": "clara@example.org"})
    page = client.get(reverse("account_email")).content.decode()
    assert "clara@example.org" in page and "not confirmed" in page
    client.post(reverse("account_email"), {"action_remove": "", "email": "clara@example.org"})
    assert not User.objects.get().emailaddress_set.exists()
