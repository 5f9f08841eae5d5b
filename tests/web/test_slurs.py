"""Slurs are drawn and taken away by hand, and whatever the machine changes afterwards keeps to it."""

import pytest
from django.urls import reverse

from compose import changes
from compose.changes import Wanted
from compose.generation.plan import read_plan
from compose.models import Piece
from compose.node import Node
from compose.worker import Worker
from tests.factories import make_piece, make_user
from tests.web.composers import SteadyComposer

pytestmark = pytest.mark.django_db


def work() -> None:
    worker = Worker(SteadyComposer(), Node("here:1:a"))
    while worker.run_one():
        pass


@pytest.fixture
def piece() -> Piece:
    made = make_piece(plan=read_plan("slow march in C major for solo flute", measure_count=8).to_json(), composer=make_user())
    work()
    return Piece.objects.get(pk=made.pk)


def slurs(client, piece: Piece, is_legato: str):
    piece.refresh_from_db()
    data = {"op": "slurs", "is_legato": is_legato, "base": piece.current.number}
    return client.post(reverse("compose:reshapes", args=[piece.public_id]), data, headers={"accept": "application/json"})


def vary(piece: Piece) -> None:
    piece.refresh_from_db()
    wanted = Wanted("vary", 1, 4, distance=0.5)
    changes.ask(piece=piece, base=piece.current.number, wanted=wanted, requester="user:a", made_by=None)
    work()
    changes.choose(piece=piece, number=piece.versions.latest("number").number)
    piece.refresh_from_db()


def test_slurs_stay_through_what_the_machine_changes_until_they_are_taken_away(piece, client):
    client.force_login(piece.composer)
    assert slurs(client, piece, "1").status_code == 201
    vary(piece)
    assert piece.current.header["is_legato"] and piece.current.plan["articulation"]["value"] == "legato"
    assert slurs(client, piece, "0").status_code == 201
    vary(piece)
    assert not piece.current.header["is_legato"] and not piece.current.plan.get("articulation")


def test_a_pupil_may_draw_slurs_in_an_exercise(piece, client):
    client.force_login(piece.composer)
    Piece.objects.filter(pk=piece.pk).update(locks_are_fixed=True)
    assert slurs(client, piece, "1").status_code == 201


@pytest.mark.parametrize("nonsense", ["", "yes", "2"])
def test_only_yes_or_no_is_understood(piece, client, nonsense):
    client.force_login(piece.composer)
    assert slurs(client, piece, nonsense).status_code == 400
    assert piece.versions.count() == 1


def test_slurs_that_are_there_already_make_no_version(piece, client):
    client.force_login(piece.composer)
    slurs(client, piece, "0")
    assert piece.versions.count() == 1


def test_a_wish_for_legato_draws_slurs():
    made = make_piece(plan=read_plan("legato march in C major for solo flute", measure_count=4).to_json())
    work()
    assert Piece.objects.get(pk=made.pk).current.header["is_legato"]
