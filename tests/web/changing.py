"""A piece to change, and the ways of changing it."""

import pytest
from django.urls import reverse

from compose import changes
from compose.changes import Wanted
from compose.generation.plan import read_plan
from compose.models import Generation, Piece, Version
from compose.music.edits import Edit
from compose.node import Node
from compose.worker import Worker
from tests.factories import make_piece, make_user
from tests.web.composers import SteadyComposer


def work() -> None:
    worker = Worker(SteadyComposer(), Node("here:1:a"))
    while worker.run_one():
        pass


@pytest.fixture
def piece() -> Piece:
    """Eight measures, a whole note each."""
    made = make_piece(plan=read_plan("slow march in C major for solo flute", measure_count=8).to_json(), requester="user:a")
    work()
    return Piece.objects.get(pk=made.pk)


@pytest.fixture
def mine(piece, client) -> Piece:
    """The same of the person who looks at it."""
    piece.composer = make_user()
    piece.save()
    client.force_login(piece.composer)
    return piece


def up(measure: int, by: str = "step", count: int = 1) -> dict:
    """The edit that moves the note of a measure (from 1)."""
    return {"do": "move", "at": f"n{measure - 1}-0-0-0-0", "by": by, "count": count}


def write(piece: Piece, *edits: dict) -> Version:
    return changes.write(piece=piece, base=piece.current.number, edits=[Edit.from_json(each) for each in edits], made_by=piece.composer)


def ask(piece: Piece, kind: str = "recompose", first: int = 1, last: int = 8, *, candidates: int = 1, **more) -> list[Generation]:
    wanted = Wanted(kind, first, last, **more)
    return changes.ask(piece=piece, base=piece.current.number, wanted=wanted, requester="user:a", made_by=None, candidates=candidates)


def vary(piece: Piece) -> None:
    """The machine varies the first measures, and that is taken."""
    piece.refresh_from_db()
    ask(piece, "vary", 1, 4)
    work()
    changes.choose(piece=piece, number=piece.versions.latest("number").number)
    piece.refresh_from_db()


def post(client, piece: Piece, where: str, **data):
    data = {"base": piece.current.number} | data
    return client.post(reverse(f"compose:{where}", args=[piece.public_id]), data, headers={"accept": "application/json"})


def reshape(client, piece: Piece, **data):
    return post(client, piece, "reshapes", **data)
