"""Slurs are drawn and taken away by hand, and whatever the machine changes afterwards keeps to it."""

import pytest

from compose.generation.plan import read_plan
from compose.models import Piece
from tests.factories import make_piece
from tests.web.changing import mine, piece, reshape, vary, work

pytestmark = pytest.mark.django_db
__all__ = ["mine", "piece"]


def slurs(client, piece: Piece, is_legato: str):
    piece.refresh_from_db()
    return reshape(client, piece, op="slurs", is_legato=is_legato)


def test_slurs_stay_through_what_the_machine_changes_until_they_are_taken_away(mine, client):
    assert slurs(client, mine, "1").status_code == 201
    vary(mine)
    assert mine.current.header["is_legato"] and mine.current.plan["articulation"]["value"] == "legato"
    assert slurs(client, mine, "0").status_code == 201
    vary(mine)
    assert not mine.current.header["is_legato"] and not mine.current.plan.get("articulation")


def test_a_pupil_may_draw_slurs_in_an_exercise(mine, client):
    Piece.objects.filter(pk=mine.pk).update(locks_are_fixed=True)
    assert slurs(client, mine, "1").status_code == 201


@pytest.mark.parametrize("nonsense", ["", "yes", "2"])
def test_only_yes_or_no_is_understood(mine, client, nonsense):
    assert slurs(client, mine, nonsense).status_code == 400
    assert mine.versions.count() == 1


def test_slurs_that_are_there_already_make_no_version(mine, client):
    slurs(client, mine, "0")
    assert mine.versions.count() == 1


def test_a_wish_for_legato_draws_slurs():
    made = make_piece(plan=read_plan("legato march in C major for solo flute", measure_count=4).to_json())
    work()
    assert Piece.objects.get(pk=made.pk).current.header["is_legato"]
