import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import tokens
from accounts.models import AccessToken
from tests.factories import make_user

from .people import sign_up

pytestmark = pytest.mark.django_db
WISH = {"name": "my script", "scopes": ["read", "compose"], "days": "30"}


def make(client, **changes) -> str:
    page = client.post(reverse("accounts:tokens"), WISH | changes)
    return re.search(r"<code>(score_[\w-]+)</code>", page.content.decode()).group(1)


def test_the_secret_is_shown_once_and_only_its_hash_is_kept(client):
    sign_up(client)
    secret = make(client)
    assert secret not in client.get(reverse("accounts:tokens")).content.decode()
    assert secret not in repr(list(AccessToken.objects.values()))
    token = tokens.find(secret)
    assert (token.user.username, token.name, token.scopes) == ("clara", "my script", ["compose", "read"])
    assert abs(token.expires_at - timezone.now() - timedelta(days=30)) < timedelta(minutes=1)


def test_a_revoked_token_opens_nothing(client):
    sign_up(client)
    secret = make(client)
    client.post(reverse("accounts:token_revocation", args=[AccessToken.objects.get().pk]))
    assert tokens.find(secret) is None
    assert "my script" not in re.sub(r'role="status".*?</ul>', "", client.get(reverse("accounts:tokens")).content.decode(), flags=re.S)


def test_nobody_revokes_somebody_elses(client):
    token, secret = tokens.make(user=make_user(), name="theirs", scopes=["read"])
    sign_up(client)
    assert client.post(reverse("accounts:token_revocation", args=[token.pk])).status_code == 404
    assert tokens.find(secret) == token


def test_a_token_that_has_run_out_opens_nothing():
    _, secret = tokens.make(user=make_user(), name="old", scopes=["read"], expires_at=timezone.now() - timedelta(seconds=1))
    assert tokens.find(secret) is None


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["everything"]}, {"days": "9999"}])
def test_a_token_that_makes_no_sense_is_refused(client, wrong):
    sign_up(client)
    assert client.post(reverse("accounts:tokens"), WISH | wrong).status_code == 400
    assert not AccessToken.objects.exists()


def test_nobody_collects_tokens_without_end(client):
    clara = sign_up(client)
    for number in range(tokens.MOST_OF_A_PERSON):
        tokens.make(user=clara, name=str(number), scopes=["read"])
    assert client.post(reverse("accounts:tokens"), WISH).status_code == 400


def test_its_use_is_noted_at_most_once_a_minute():
    _, secret = tokens.make(user=make_user(), name="script", scopes=["read"])
    tokens.find(secret)
    used_at = AccessToken.objects.get().last_used_at
    tokens.find(secret)
    assert used_at is not None and AccessToken.objects.get().last_used_at == used_at


def test_a_stranger_sees_no_tokens():
    assert reverse("account_login") in Client().get(reverse("accounts:tokens"))["Location"]
