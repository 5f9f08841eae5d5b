"""Changing a piece: every change is a version beside the old one, locked measures stay to the note, what is refused changes nothing."""

import json
import random

import pytest
from django.urls import reverse

from compose import changes, exports
from compose.changes import ChangeRefused, Wanted
from compose.generation.plan import read_plan
from compose.models import Generation, Piece, Version
from compose.music.comparing import compare
from compose.music.edits import Edit
from compose.music.errors import ComposeError
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
    """Eight measures, a whole note each."""
    made = make_piece(plan=read_plan("slow march in C major for solo flute", measure_count=8).to_json(), requester="user:a")
    work()
    return Piece.objects.get(pk=made.pk)


def up(measure: int, by: str = "step", count: int = 1) -> dict:
    """The edit that moves the note of a measure (from 1)."""
    return {"do": "move", "at": f"n{measure - 1}-0-0-0-0", "by": by, "count": count}


def write(piece: Piece, *edits: dict) -> Version:
    return changes.write(piece=piece, base=piece.current.number, edits=[Edit.from_json(each) for each in edits], made_by=piece.composer)


def ask(piece: Piece, kind: str = "recompose", first: int = 1, last: int = 8, *, candidates: int = 1, **more) -> list[Generation]:
    wanted = Wanted(kind, first, last, **more)
    return changes.ask(piece=piece, base=piece.current.number, wanted=wanted, requester="user:a", made_by=None, candidates=candidates)


# By hand ----------------------------------------------------------------------------------------------------------


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


# Locks ------------------------------------------------------------------------------------------------------------


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


def test_a_player_joins_for_an_accompaniment(piece):
    order = ask(piece, "accompany", player="Piano")[0]
    work()
    version = changes.choose(piece=piece, number=order.version.number)
    score = exports.score_of(piece)
    assert [part.label for part in score.parts] == ["Flute", "Piano"] and version.header["instruments"] == ["Flute", "Piano"]
    melody = exports.score_of(piece, piece.versions.get(number=1))
    assert [m.staves[0].voices for m in score.measures] == [m.staves[0].voices for m in melody.measures]


# Over HTTP --------------------------------------------------------------------------------------------------------


def post(client, piece: Piece, where: str, **data):
    data = {"base": piece.current.number} | data
    return client.post(reverse(f"compose:{where}", args=[piece.public_id]), data, headers={"accept": "application/json"})


def reshape(client, piece: Piece, **data):
    return post(client, piece, "reshapes", **data)


def test_an_edit_answers_with_what_the_page_shows_now(piece, client):
    client.force_login(piece.composer)
    answer = post(client, piece, "edits", edits=json.dumps([up(2)]))
    facts = answer.json()
    assert answer.status_code == 201 and facts["version"] == 2 and "<svg" in facts["svg"]
    assert (facts["can_undo"], facts["can_redo"], facts["note_times"]["measure_count"]) == (True, False, 8)
    facts = client.post(reverse("compose:current", args=[piece.public_id]), {"move": "undo"}, headers={"accept": "application/json"}).json()
    assert (facts["version"], facts["can_undo"], facts["can_redo"]) == (1, False, True)


def test_a_change_answers_with_its_candidates_and_their_sockets(piece, client):
    client.force_login(piece.composer)
    answer = post(client, piece, "changes", kind="vary", first=1, last=2, distance=30, candidates=2)
    facts = answer.json()["versions"]
    assert answer.status_code == 201 and [each["number"] for each in facts] == [2, 3]
    assert facts[0]["socket"] == f"/ws/pieces/{piece.public_id}/?version=2"
    assert Version.objects.get(number=2).task["distance"] == 0.3
    work()
    assert client.get(facts[0]["events"]).json()["is_final"]


@pytest.mark.parametrize(
    ("where", "data"),
    [
        ("edits", {"edits": "not json"}), ("edits", {"edits": "[]"}), ("edits", {"edits": "[1]"}), ("edits", {"edits": "[{}]"}),
        ("edits", {}), ("edits", {"edits": json.dumps([up(99)])}), ("edits", {"edits": json.dumps([up(1)]), "base": "x"}),
        ("edits", {"edits": "[" * 90_000}), ("reshapes", {"op": "explode"}), ("reshapes", {"op": "insert"}),
        ("reshapes", {"op": "insert", "after": 99, "count": 1}), ("reshapes", {"op": "delete", "first": 1, "last": 8}),
        ("reshapes", {"op": "key", "fifths": 9}), ("reshapes", {"op": "tempo", "tempo_qpm": 1}),
        ("reshapes", {"op": "instrument", "part": 0, "instrument": "Kazoo"}),
        ("reshapes", {"op": "instrument", "part": 9, "instrument": "Oboe"}),
        ("reshapes", {"op": "dynamics", "first": 1, "last": 99, "dynamic": "ff"}),
        ("reshapes", {"op": "paste", "first": 1, "last": 9, "after": 1}), ("changes", {"kind": "vary"}),
        ("changes", {"kind": "vary", "first": 1, "last": 99}), ("changes", {"kind": "vary", "first": 1, "last": 2, "distance": 101}),
        ("changes", {"kind": "recompose", "first": 1, "last": 2, "candidates": 9}),
        ("changes", {"kind": "recompose", "first": 1, "last": 2, "words": "x" * 501}), ("current", {}), ("current", {"version": 99}),
        ("current", {"move": "undo"}), ("current", {"move": "undo", "version": 1}), ("locks", {"first": 1, "last": 99, "is_locked": 1}),
        ("locks", {"first": 1, "last": 2, "is_locked": "x"}),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_answered_with_a_sentence_and_changes_nothing(piece, client, where, data):
    client.force_login(piece.composer)
    before = list(Piece.objects.values()), list(Version.objects.values_list("pk", "steps"))
    answer = post(client, piece, where, **data)
    assert answer.status_code in (400, 409) and len(answer.json()["error"]["message"]) > 10
    assert (list(Piece.objects.values()), list(Version.objects.values_list("pk", "steps"))) == before


def test_without_scripts_forms_lead_back_to_the_page_and_say_what_went_wrong(piece, client):
    client.force_login(piece.composer)
    address = reverse("compose:reshapes", args=[piece.public_id])
    answer = client.post(address, {"base": 1, "op": "delete", "first": 1, "last": 99}, follow=True)
    assert answer.redirect_chain[-1][0] == piece.get_absolute_url() and "measure" in str(next(iter(answer.context["messages"])))


def test_the_history_lists_every_version_and_two_can_be_compared(piece, client):
    client.force_login(piece.composer)
    write(piece, up(3))
    page = client.get(reverse("compose:versions", args=[piece.public_id]))
    assert [(entry.version.number, entry.bars) for entry in page.context["entries"]] == [(2, "bar 3"), (1, "")]
    page = client.get(reverse("compose:comparison", args=[piece.public_id, 1, 2]))
    assert [(row["new"], row["notes"]) for row in page.context["differences"]] == [(3, 1)]
    assert page.context["marks"]["new"] == [(3, 0)]
    assert client.get(reverse("compose:comparison", args=[piece.public_id, 1, 9])).status_code == 404


def test_a_person_with_many_waiting_changes_is_told_to_wait(piece, client, settings):
    settings.COMPOSE_QUEUED_LIMIT = 2
    client.force_login(piece.composer)
    answer = post(client, piece, "changes", kind="recompose", first=1, last=2, candidates=3)
    assert answer.status_code == 429 and answer["Retry-After"] and Generation.objects.count() == 1


def test_a_stranger_changes_nothing(piece, client):
    client.force_login(make_user())
    Piece.objects.update(visibility="public")
    for where in ("edits", "reshapes", "changes", "current", "locks"):
        assert post(client, piece, where).status_code == 404


# With the real composer -------------------------------------------------------------------------------------------


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
