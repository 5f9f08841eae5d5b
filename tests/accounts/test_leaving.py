"""Deleting an account: what is asked for, undone, carried out, and that nothing is left."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import leaving, tokens
from accounts.models import AccountEvent, User
from compose import takeout_runs
from compose.gallery.models import Comment
from compose.models import Piece, Project
from tests.factories import make_piece, make_user

from .people import sign_in, sign_up

pytestmark = pytest.mark.django_db


def ask_to_leave(client) -> None:
    assert client.post(reverse("accounts:leaving")).status_code == 302


def days_later(days: float) -> None:
    for user in User.objects.exclude(leaves_at=None):
        User.objects.filter(pk=user.pk).update(leaves_at=user.leaves_at - timedelta(days=days))


def test_before_it_happens_the_page_says_what_will_happen(client):
    sign_up(client)
    page = client.get(reverse("accounts:leaving")).content.decode()
    assert "for 14 days" in page
    for kind in ("Private pieces", "public pieces", "others remixed", "Your remixes", "Projects, comments"):
        assert kind in page


def test_whoever_asks_is_signed_out_everywhere_and_hidden_at_once(client):
    clara = sign_up(client)
    elsewhere = Client()
    sign_in(elsewhere)
    ask_to_leave(client)
    assert "_auth_user_id" not in client.session
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302
    assert not User.objects.shown().filter(pk=clara.pk).exists()
    assert abs(User.objects.get().leaves_at - timezone.now() - timedelta(days=14)) < timedelta(minutes=1)


def test_signing_in_again_offers_to_undo_it(client):
    clara = sign_up(client)
    ask_to_leave(client)
    days_later(13)
    page = client.get(sign_in(client)["Location"]).content.decode()
    assert "Keep my account" in page
    assert "will be erased" in client.get("/").content.decode()
    client.post(reverse("accounts:staying"))
    clara.refresh_from_db()
    assert not clara.is_leaving and clara.is_shown
    days_later(30)
    call_command("tidy", verbosity=0)
    assert User.objects.filter(pk=clara.pk).exists()


def test_nothing_is_erased_before_its_time(client):
    sign_up(client)
    ask_to_leave(client)
    days_later(13.9)
    call_command("tidy", verbosity=0)
    assert User.objects.exists()


def every_text_of_the_database() -> str:
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += cursor.fetchall()
    return repr(rows)


def test_deletion_leaves_nothing(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    clara = sign_up(client, username="clara-unmistakable", display_name="Clara Unmistakable", email="unmistakable@example.org")
    clara.bio = "an unmistakable life"
    clara.save()
    waltz = make_piece(composer=clara, title="Unmistakable waltz", description="an unmistakable waltz")
    Project.objects.create(owner=clara, title="Unmistakable suite").add(waltz)
    Comment.objects.create(piece=make_piece(), author=clara, text="An unmistakable echo")
    operator = make_user()
    for thing in (clara, waltz, Project.objects.get(), Comment.objects.get()):
        LogEntry.objects.create(user=operator, content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk),
                                object_repr=f"{thing} unmistakable", action_flag=2)
    takeout = takeout_runs.begin(user=clara, has_sound=False)
    takeout_runs.run_next()
    takeout.refresh_from_db()
    assert takeout.path.is_file()
    make_piece(composer=clara, title="Unmistakable, put away", deleted_at=timezone.now())
    tokens.make(user=clara, name="unmistakable script", scopes=["read"])
    LogEntry.objects.create(user=make_user(), content_type_id=1, object_id="x", object_repr="something else", action_flag=2)
    client.post(reverse("account_login"), {"login": "clara-unmistakable", "password": "wrong"})
    assert "nmistakable" in every_text_of_the_database()
    ask_to_leave(client)
    days_later(14)
    call_command("tidy", verbosity=0)
    assert not User.objects.filter(pk=clara.pk).exists() and not Piece.objects.filter(title__icontains="unmistakable").exists()
    assert "nmistakable" not in every_text_of_the_database()
    assert AccountEvent.objects.get(kind="erased").user is None
    assert LogEntry.objects.count() == 1 and not takeout.path.exists()


def test_an_account_that_cannot_be_erased_does_not_keep_the_others(monkeypatch):
    stuck, free = make_user(), make_user()
    User.objects.update(leaves_at=timezone.now() - timedelta(days=1))
    whole = User.delete

    def delete(self, *arguments):
        if self.pk == stuck.pk:
            from django.db import IntegrityError

            raise IntegrityError
        return whole(self, *arguments)

    monkeypatch.setattr(User, "delete", delete)
    assert leaving.erase_due() == 1
    assert list(User.objects.all()) == [stuck] and free.pk not in User.objects.values_list("pk", flat=True)


def test_a_stranger_is_asked_to_sign_in(client):
    assert reverse("account_login") in client.get(reverse("accounts:leaving"))["Location"]
