"""What the page of a piece offers to its owner, to others, and inside an exercise."""

import pytest
from django.urls import reverse

from compose import exports
from compose.models import Piece
from compose.workbench import staff_name
from tests.factories import make_user
from tests.music.factories import make_piano, make_quartet, make_song

from .changing import piece, up, write

pytestmark = pytest.mark.django_db
__all__ = ["piece"]


def page_of(client, piece: Piece, **query) -> str:
    return client.get(piece.get_absolute_url(), query).content.decode()


def test_only_the_owner_is_given_tools_and_their_script(piece, client):
    Piece.objects.update(visibility="public")
    client.force_login(piece.composer)
    mine = page_of(client, piece)
    assert "<change-panel" in mine and "<work-desk" in mine and "workbench.js" in mine
    client.force_login(make_user())
    theirs = page_of(client, piece)
    assert "<change-panel" not in theirs and "<work-desk" not in theirs and "workbench.js" not in theirs


def test_an_exercise_may_forbid_the_machine_and_fix_its_locks(piece, client):
    Piece.objects.update(machine_allowance=0, locks=[[1, 2, None]], locks_are_fixed=True)
    client.force_login(piece.composer)
    page = page_of(client, piece)
    assert "the notes are yours to write" in page and "set by the exercise" in page
    assert reverse("compose:changes", args=[piece.public_id]) + '" data-ask' not in page and "data-plan" not in page
    assert "<note-editor" in page


def test_an_older_version_is_looked_at_and_can_be_taken(piece, client):
    client.force_login(piece.composer)
    write(piece, up(1))
    page = page_of(client, piece, version=1)
    assert "You are looking at version 1" in page and "<change-panel" not in page
    client.post(reverse("compose:current", args=[piece.public_id]), {"version": 1})
    piece.refresh_from_db()
    assert piece.current.number == 1 and exports.score_of(piece).measures[0].staves[0].voices[0].chords[0].pitches


def test_a_link_can_choose_the_kind_of_change(piece, client):
    client.force_login(piece.composer)
    assert 'value="accompany" checked' in page_of(client, piece, kind="accompany")
    assert 'value="recompose" checked' in page_of(client, piece, kind="nonsense")


def test_staves_are_called_as_players_call_them():
    assert [staff_name(make_piano(), staff) for staff in (0, 1)] == ["right hand", "left hand"]
    assert [staff_name(make_song(), staff) for staff in (0, 1, 2)] == ["Voice", "Piano, right hand", "Piano, left hand"]
    assert staff_name(make_quartet(), 3) == "Cello"
