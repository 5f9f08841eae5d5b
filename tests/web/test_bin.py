from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from compose.models import Generation, Piece, Project, Version
from tests.factories import make_piece, make_user

pytestmark = pytest.mark.django_db


def days_ago(days: float):
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def clara(client):
    clara = make_user()
    client.force_login(clara)
    return clara


def test_the_bin_says_until_when_a_thing_can_be_brought_back(client, clara):
    make_piece(composer=clara, title="Waltz", deleted_at=days_ago(10))
    Project.objects.create(owner=clara, title="Suite", deleted_at=days_ago(3))
    page = client.get(reverse("compose:bin")).content.decode()
    for title, days in (("Waltz", 20), ("Suite", 27)):
        assert title in page and f"gone for good on {date_format(timezone.now() + timedelta(days=days), 'j F Y')}" in page


def test_an_empty_bin_says_so(client, clara):
    assert "The bin is empty" in client.get(reverse("compose:bin")).content.decode()


def test_a_guest_has_a_bin_for_their_pieces(client):
    url = client.post(reverse("compose:compose"), {"description": "slow waltz"})["Location"]
    client.post(f"{url}deletion/")
    assert "Slow waltz" in client.get(reverse("compose:bin")).content.decode()
    assert "Slow waltz" not in Client().get(reverse("compose:bin")).content.decode()


def test_things_come_back(client, clara):
    suite = Project.objects.create(owner=clara, title="Suite")
    client.post(reverse("compose:project_deletion", args=[suite.public_id]))
    assert client.get(suite.get_absolute_url()).status_code == 404
    client.post(reverse("compose:project_restoration", args=[suite.public_id]))
    assert client.get(suite.get_absolute_url()).status_code == 200


def test_housekeeping_erases_after_thirty_days_and_not_before(clara):
    kept = make_piece(composer=clara)
    fresh = make_piece(composer=clara, deleted_at=days_ago(29.9))
    old = make_piece(composer=clara, deleted_at=days_ago(30.1))
    Project.objects.create(owner=clara, title="old", deleted_at=days_ago(30.1))
    suite = Project.objects.create(owner=clara, title="Suite")
    suite.add(old)
    call_command("tidy", verbosity=0)
    assert set(Piece.objects.all()) == {kept, fresh} and list(Project.objects.all()) == [suite]
    assert not Version.objects.filter(piece=old.pk).exists() and not Generation.objects.filter(piece=old.pk).exists()


def test_deleting_a_project_leaves_its_pieces(clara):
    waltz = make_piece(composer=clara)
    suite = Project.objects.create(owner=clara, title="Suite", deleted_at=days_ago(31))
    suite.add(waltz)
    call_command("tidy", verbosity=0)
    assert list(Piece.objects.all()) == [waltz] and not Project.objects.exists()


def test_a_remix_outlives_the_piece_it_came_from(clara):
    old = make_piece(composer=clara, deleted_at=days_ago(31))
    remix = make_piece(composer=make_user())
    Version.objects.filter(piece=remix).update(parent=old.current)
    call_command("tidy", verbosity=0)
    assert Version.objects.get(piece=remix).parent is None


def test_somebody_may_erase_at_once_but_only_out_of_the_bin(client, clara):
    waltz, suite = make_piece(composer=clara), Project.objects.create(owner=clara, title="Suite")
    erasures = reverse("compose:erasure", args=[waltz.public_id]), reverse("compose:project_erasure", args=[suite.public_id])
    assert [client.post(url).status_code for url in erasures] == [404, 404]
    Piece.objects.update(deleted_at=timezone.now())
    Project.objects.update(deleted_at=timezone.now())
    assert [client.post(url).status_code for url in erasures] == [302, 302]
    assert not Piece.objects.exists() and not Project.objects.exists()
