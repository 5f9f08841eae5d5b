"""Locked measures stay to the note, whatever is tried."""

import json
import random

import pytest

from compose import changes, exports
from compose.changes import ChangeRefused
from compose.models import Piece
from tests.web.changing import piece, post, reshape, up, write

pytestmark = pytest.mark.django_db
__all__ = ["piece"]


def test_a_locked_measure_is_refused_by_name(piece):
    changes.lock(piece=piece, first=3, last=5, staff=None, is_locked=True)
    with pytest.raises(ChangeRefused, match="4"):
        write(piece, up(4))
    write(piece, up(6))
    changes.lock(piece=piece, first=4, last=4, staff=None, is_locked=False)
    assert piece.locks == [[3, 3, None], [5, 5, None]]
    write(piece, up(4))


def test_an_exercise_lets_nobody_lift_its_locks(piece):
    Piece.objects.update(locks=[[1, 2, None]], locks_are_fixed=True)
    piece.refresh_from_db()
    with pytest.raises(ChangeRefused):
        changes.lock(piece=piece, first=1, last=2, staff=None, is_locked=False)
    with pytest.raises(ChangeRefused):
        write(piece, up(2))


def test_locks_move_with_their_measures_and_come_back_with_undo(piece, client):
    client.force_login(piece.composer)
    changes.lock(piece=piece, first=3, last=4, staff=None, is_locked=True)
    reshape(client, piece, op="insert", after=1, count=2)
    piece.refresh_from_db()
    assert piece.locks == [[5, 6, None]] and len(piece.current.steps) == 10
    assert reshape(client, piece, op="delete", first=5, last=5).status_code == 409
    changes.undo(piece=piece)
    assert piece.locks == [[3, 4, None]]
    changes.redo(piece=piece)
    assert piece.locks == [[5, 6, None]]


def test_locked_measures_are_untouched_by_200_random_changes(piece, client):
    client.force_login(piece.composer)
    changes.lock(piece=piece, first=3, last=5, staff=None, is_locked=True)
    kept = exports.score_of(piece).measures[2:5]
    draw = random.Random(5)
    outcomes = set()
    for _ in range(200):
        piece.refresh_from_db()
        count = len(piece.current.steps)
        measure = draw.randint(1, count)
        if draw.random() < 0.7:
            edit = draw.choice([up(measure, count=draw.choice((-2, -1, 1, 2))), up(measure, "semitone"),
                                {"do": "stretch", "at": f"n{measure - 1}-0-0-0-0", "to": draw.choice(("shorter", "longer"))},
                                {"do": "delete", "at": f"n{measure - 1}-0-0-0-0"}])  # fmt: skip
            answer = post(client, piece, "edits", edits=json.dumps([edit]))
        else:
            op = draw.choice([{"op": "insert", "after": measure, "count": 1}, {"op": "key", "fifths": draw.randint(-3, 3)},
                              {"op": "delete", "first": measure, "last": min(count, measure + draw.randint(0, 1))},
                              {"op": "dynamics", "first": measure, "last": measure, "dynamic": "ff"}])  # fmt: skip
            answer = reshape(client, piece, **op)
        outcomes.add(answer.status_code)
        piece.refresh_from_db()
        first = piece.locks[0][0]
        assert exports.score_of(piece).measures[first - 1 : first + 2] == kept and piece.locks == [[first, first + 2, None]]
    assert {201, 409} <= outcomes
