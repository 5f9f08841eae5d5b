import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.avatars import avatar, initials
from accounts.models import User

from .people import sign_in, sign_up

pytestmark = pytest.mark.django_db
PROFILE = {"display_name": "Clara W.", "bio": "I play.", "default_visibility": "unlisted"}


def test_a_profile_is_changed(client):
    sign_up(client)
    assert client.post(reverse("accounts:profile"), PROFILE).status_code == 302
    clara = User.objects.get()
    assert (clara.display_name, clara.bio, clara.default_visibility) == ("Clara W.", "I play.", "unlisted")
    assert "Clara W." in client.get("/").content.decode()


@pytest.mark.parametrize("wrong", [{"display_name": "x" * 61}, {"bio": "x" * 601}, {"default_visibility": "everyone"}])
def test_a_profile_that_makes_no_sense_is_refused(client, wrong):
    sign_up(client)
    assert client.post(reverse("accounts:profile"), PROFILE | wrong).status_code == 400
    assert User.objects.get().default_visibility == "private"


def test_new_pieces_are_private_unless_somebody_says_otherwise(client):
    assert sign_up(client).default_visibility == "private"


@pytest.mark.parametrize(("wanted", "is_opened"), [("private", False), ("public", True)])
def test_a_new_piece_is_shown_to_whom_the_profile_says(client, wanted, is_opened):
    sign_up(client)
    client.post(reverse("accounts:profile"), PROFILE | {"default_visibility": wanted})
    made = client.post(reverse("compose:compose"), {"description": "slow waltz"})
    assert (Client().get(made["Location"]).status_code == 200) is is_opened


def test_nobody_becomes_more_than_they_are_through_the_form(client):
    sign_up(client)
    client.post(reverse("accounts:profile"), PROFILE | {"is_staff": "on", "username": "admin", "is_active": ""})
    clara = User.objects.get()
    assert (clara.is_staff, clara.username, clara.is_active) == (False, "clara", True)


def test_the_language_of_the_profile_goes_before_the_browsers(client, settings):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    sign_up(client)
    client.post(reverse("accounts:profile"), PROFILE | {"language": "de"})
    assert '<html lang="de">' in client.get("/", headers={"accept-language": "en"}).content.decode()


@pytest.mark.parametrize(("name", "letters"), [("Clara Wieck", "CW"), ("clara", "C"), ("舒曼", "舒"), ("--", "♪"), ("j. s. bach", "JB")])
def test_a_picture_is_drawn_from_the_name(name, letters):
    assert initials(name) == letters
    assert avatar(name) == avatar(name) and f">{letters}<" in avatar(name)


def test_a_name_stays_a_name_in_the_picture():
    assert "<script" not in avatar("<script> <b>")


def test_sessions_are_listed_and_ended_elsewhere(client):
    sign_up(client)
    elsewhere = Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Safari/604.1")
    sign_in(elsewhere)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "Safari, iPhone" in page and "Sign out everywhere else" in page
    client.post(reverse("usersessions_list"))
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302
    assert client.get(reverse("accounts:profile")).status_code == 200
    assert User.objects.get().account_events.filter(kind="signed_out_elsewhere").exists()


def test_a_session_in_use_is_noted_once_an_hour_and_ends_all_the_same(client):
    clara = sign_up(client)
    expires_at = client.session.get_expiry_date()
    long_ago = timezone.now() - timezone.timedelta(days=2)
    clara.usersession_set.update(last_seen_at=long_ago)
    cache.clear()
    client.get("/")
    assert clara.usersession_set.get().last_seen_at > long_ago
    clara.usersession_set.update(last_seen_at=long_ago)
    client.get("/")
    assert clara.usersession_set.get().last_seen_at == long_ago
    assert abs(client.session.get_expiry_date() - expires_at).total_seconds() < 5
