"""Changing a piece: every change is a version beside the old one, and what is refused changes nothing."""

import pytest

from compose import changes, exports
from compose.changes import ChangeRefused
from compose.models import Generation, Piece
from compose.music.comparing import compare
from compose.music.edits import Edit
from compose.music.errors import ComposeError
from tests.web.changing import ask, piece, reshape, up, work, write

pytestmark = pytest.mark.django_db
__all__ = ["piece"]


def test_an_edit_is_a_finished_version_that_is_shown(piece):
    old = exports.score_of(piece)
    version = write(piece, up(3))
    assert (piece.current, version.kind, version.parent.number, version.made_by) == (version, "edited", 1, piece.composer)
    assert [row.old for row in compare(old, exports.score_of(piece)) if row.kind != "same"] == [2]
    assert exports.score_of(piece, piece.versions.get(number=1)).measures == old.measures


def test_an_edit_that_changes_nothing_makes_no_version(piece):
    assert write(piece, {"do": "length", "at": "n2-0-0-0-0", "ticks": 96}) == piece.current
    assert piece.versions.count() == 1


def test_undo_and_redo_walk_the_tree_and_redo_follows_the_latest_branch(piece):
    first, second = write(piece, up(1)), write(piece, up(2))
    assert [changes.undo(piece=piece).number, changes.undo(piece=piece).number] == [first.number, 1]
    with pytest.raises(ChangeRefused):
        changes.undo(piece=piece)
    assert [changes.redo(piece=piece).number, changes.redo(piece=piece).number] == [first.number, second.number]
    with pytest.raises(ChangeRefused):
        changes.redo(piece=piece)
    changes.choose(piece=piece, number=1)
    other = write(piece, up(5))
    changes.undo(piece=piece)
    assert changes.redo(piece=piece) == other and piece.versions.count() == 4


def test_the_plan_says_what_the_notes_are_and_keeps_where_wishes_came_from(piece, client):
    client.force_login(piece.composer)
    reshape(client, piece, op="tempo", tempo_qpm=90)
    piece.refresh_from_db()
    assert (piece.current.plan["tempo_qpm"]["value"], piece.current.header["tempo_qpm"]) == (90, 90)
    assert piece.current.plan["key"]["source"] == "said" and piece.current.plan["key"]["words"]


def test_an_edit_of_an_older_version_is_refused(piece):
    base = piece.current.number
    write(piece, up(1))
    with pytest.raises(changes.Outdated):
        changes.write(piece=piece, base=base, edits=[Edit.from_json(up(2))], made_by=None)
    assert piece.versions.count() == 2


# By the machine ---------------------------------------------------------------------------------------------------


def test_candidates_are_composed_beside_the_piece_and_one_is_chosen(piece):
    orders = ask(piece, "recompose", 3, 4, candidates=3)
    work()
    piece.refresh_from_db()
    assert piece.current.number == 1 and piece.versions.count() == 4
    assert len({order.version.seed for order in orders}) == 3 and {order.version.parent.number for order in orders} == {1}
    changes.choose(piece=piece, number=orders[1].version.number)
    assert piece.current == orders[1].version
    assert changes.undo(piece=piece).number == 1 and changes.redo(piece=piece) == orders[1].version


def test_what_is_not_finished_cannot_be_chosen(piece):
    (order,) = ask(piece)
    with pytest.raises(ChangeRefused, match="not finished"):
        changes.choose(piece=piece, number=order.version.number)


def test_words_change_the_plan_of_the_candidates_and_not_the_piece(piece):
    (order,) = ask(piece, words="make it simpler and brighter", first=1, last=4)
    assert order.version.plan["density"]["value"] == "sparse" and order.version.plan["valence"] > (piece.current.plan["valence"] or 0)
    assert order.version.words == "make it simpler and brighter" and order.version.task["kind"] == "simplify"


def test_going_on_asks_for_more_measures(piece):
    (order,) = ask(piece, "continue", count=6)
    assert (order.measure_count, order.version.plan["measure_count"]["value"]) == (14, 14)


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": 0}, {"first": 5, "last": 4}, {"last": 9}, {"kind": "explode"}, {"kind": "continue", "count": 500},
        {"words": "qwertz asdf"}, {"staff": 7, "kind": "melody"},
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_asks_for_nothing(piece, wrong):
    with pytest.raises(ComposeError):
        ask(piece, **wrong)
    assert piece.versions.count() == 1 and Generation.objects.count() == 1


def test_where_everything_is_locked_nothing_is_asked(piece):
    changes.lock(piece=piece, first=1, last=8, staff=None, is_locked=True)
    with pytest.raises(ComposeError, match="locked"):
        ask(piece, "vary", 2, 3)
    assert Generation.objects.count() == 1


def test_an_exercise_may_allow_the_machine_a_few_tries_or_none(piece):
    Piece.objects.update(machine_allowance=1)
    ask(piece, candidates=2)
    with pytest.raises(ChangeRefused, match="may not"):
        ask(piece)
    assert Piece.objects.get().machine_allowance == 0 and Generation.objects.count() == 3


def test_a_player_joins_for_an_accompaniment(piece):
    order = ask(piece, "accompany", player="Piano")[0]
    work()
    version = changes.choose(piece=piece, number=order.version.number)
    score = exports.score_of(piece)
    assert [part.label for part in score.parts] == ["Flute", "Piano"] and version.header["instruments"] == ["Flute", "Piano"]
    melody = exports.score_of(piece, piece.versions.get(number=1))
    assert [m.staves[0].voices for m in score.measures] == [m.staves[0].voices for m in melody.measures]
