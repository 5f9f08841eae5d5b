"""An account that is erased: every table is searched for every word the person ever wrote here."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts import leaving
from accounts.models import User
from compose import housekeeping, sharing
from compose.gallery import actions, thumbnails
from compose.gallery.models import Collection, Comment, Listing, Report
from compose.models import Piece, Project
from compose.remixing import remix
from compose.visibility import Visibility
from compose.visitors import Visitor
from tests.factories import make_user
from tests.gallery.factories import make_music

WORD = "zyzzyva"  # in everything they write

pytestmark = pytest.mark.django_db


def columns_with(word: str) -> list[str]:
    """Table and column of every value that holds the word, in letters or in bytes; the shadow tables of the search too."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [f"{table}.{name}" for name, value in zip(names, row, strict=True) if word in _as_text(value)]
    return sorted(set(found))


def _as_text(value: object) -> str:
    return (bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)).casefold()


@pytest.fixture
def person(db) -> User:
    """Somebody who has used everything, among people who answered them."""
    user = make_user(username=f"{WORD}1", display_name=f"{WORD} of Vienna", email=f"{WORD}@example.org", bio=f"I am {WORD}.")
    user.emailaddress_set.create(email=f"{WORD}@example.org")
    others = make_music(title="Somebody else's", licence="CC-BY-4.0")
    piece = make_music(title=f"{WORD} waltz", description=f"a {WORD} evening", composer=user, licence="CC-BY-4.0", tags=(WORD,))
    thumbnails.svg_of(piece.current)
    make_music(title=f"secret {WORD}", composer=user, is_public=False)
    Project.objects.create(owner=user, title=f"{WORD} suite")
    sharing.add_link(piece=piece)
    sharing.grant(piece=piece, user=others.composer)
    remix(piece=others, by=Visitor(user))
    others.comments.create(author=user, text=f"As {WORD} says")
    piece.comments.create(author=others.composer, text=f"Dear {WORD}, lovely")
    collection = Collection.objects.create(owner=user, title=f"{WORD} collects", description=WORD)
    actions.gather(collection=collection, piece=others)
    actions.like(piece=others, user=user)
    actions.follow(person=others.composer, follower=user)
    Report.objects.create(piece=others, reporter=user, reason="other", words=f"{WORD} objects")
    made = remix(piece=piece, by=Visitor(others.composer))
    sharing.share(piece=made, visibility=Visibility.PUBLIC)
    remix(piece=made, by=Visitor(make_user()))  # in which their title comes up twice
    return user


def test_no_word_of_them_is_left_anywhere(person):
    before = columns_with(WORD)
    wanted = {"accounts_user.username", "compose_piece.title", "gallery_comment.text", "gallery_words_content.c0", "compose_credit.name"}
    assert wanted <= set(before), "the search finds what is there"
    User.objects.filter(pk=person.pk).update(leaves_at=timezone.now() - timedelta(days=1))
    assert leaving.erase_due() == 1
    housekeeping.tidy()
    assert columns_with(WORD) == []


def test_what_others_made_stays(person):
    User.objects.filter(pk=person.pk).update(leaves_at=timezone.now() - timedelta(days=1))
    leaving.erase_due()
    assert sorted(Piece.objects.values_list("title", flat=True)) == ["Remix", "Remix", "Somebody else's"]
    assert Listing.objects.count() == 2 and not Comment.objects.exists()
    remixed = Piece.objects.filter(title="Remix").earliest("pk")
    assert [credit.licence for credit in remixed.credits.all()] == ["CC-BY-4.0"] and remixed.current.steps


def test_a_title_that_was_changed_stays(person):
    remixed = Piece.objects.filter(title=f"{WORD} waltz").exclude(composer=person).earliest("pk")
    Piece.objects.filter(pk=remixed.pk).update(title="My own title")
    User.objects.filter(pk=person.pk).update(leaves_at=timezone.now() - timedelta(days=1))
    leaving.erase_due()
    assert Piece.objects.filter(title="My own title").exists()


def test_a_piece_without_its_words_can_still_be_opened(person, client):
    User.objects.filter(pk=person.pk).update(leaves_at=timezone.now() - timedelta(days=1))
    leaving.erase_due()
    for listing in Listing.objects.all():
        assert client.get(listing.piece.get_absolute_url()).status_code == 200
        assert client.get(f"/music/{listing.piece.public_id}/", follow=True).status_code == 200
