"""Changes by the real composer: nothing but the chosen measures."""

import pytest

from compose import changes, exports
from compose.generation.plan import read_plan
from compose.models import Piece, Version
from compose.node import Node
from compose.worker import Worker
from tests.factories import make_piece
from tests.web.changing import ask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["recompose", "vary", "simplify", "reharmonise", "rerhythm", "melody", "accompany", "bass"])
def test_the_real_composer_changes_the_chosen_measures_and_no_other(piano_piece, composer, kind):
    old = exports.score_of(piano_piece)
    changes.lock(piece=piano_piece, first=4, last=4, staff=None, is_locked=True)
    (order,) = ask(piano_piece, kind, 3, 5)
    Worker(composer, Node("here:1:a")).run_one()
    order.refresh_from_db()
    assert order.status == "done", order.error_code
    new = exports.score_of(piano_piece, order.version)
    assert len(new.measures) == len(old.measures)
    kept = [number for number in range(1, len(old.measures) + 1) if number not in (3, 5)]
    assert [new.measures[number - 1] for number in kept] == [old.measures[number - 1] for number in kept]


def test_the_real_composer_goes_on_where_a_piece_ends(piano_piece, composer):
    old = exports.score_of(piano_piece)
    (order,) = ask(piano_piece, "continue", count=4)
    Worker(composer, Node("here:1:a")).run_one()
    new = exports.score_of(piano_piece, Version.objects.get(pk=order.version.pk))
    assert len(new.measures) == len(old.measures) + 4 and new.measures[: len(old.measures) - 1] == old.measures[:-1]


@pytest.fixture(scope="module")
def composer(weights):
    from compose.generation.composer import Composer

    return Composer(weights)


@pytest.fixture
def piano_piece(composer) -> Piece:
    made = make_piece(plan=read_plan("piano prelude in G major, 8 bars").to_json(), requester="user:a")
    Worker(composer, Node("here:1:a")).run_one()
    return Piece.objects.get(pk=made.pk)
