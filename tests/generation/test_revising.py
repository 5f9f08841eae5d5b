"""A change in words: what moves, how far, what stays, and what cannot be done here."""

import pytest

from compose.generation.plan import DescriptionError, Plan, complete, read_plan
from compose.generation.revising import revise


@pytest.fixture(scope="module")
def waltz() -> Plan:
    return complete(read_plan("slow sad waltz in D minor, moderate texture, mezzo forte"), None, 0)


def changed(plan: Plan, words: str) -> dict:
    """The fields that are others than before."""
    new, old = revise(plan, words).plan.to_json(), plan.to_json()
    return {name: value["value"] if isinstance(value, dict) else value for name, value in new.items() if value != old[name]}


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("make it busier", "density", "busy"),
        ("less busy please", "density", "sparse"),
        ("a bit louder", "dynamics", "f"),
        ("much softer", "dynamics", "mp"),
        ("more staccato", "articulation", "staccato"),
        ("end on a plagal cadence", "cadence", "plagal"),
        ("harder", "difficulty", "advanced"),
    ],
)
def test_a_comparison_moves_from_where_the_piece_stands(waltz, words, field, value):
    assert changed(waltz, words)[field] == value


def test_harder_than_a_grade_is_that_grade_no_more():
    piece = complete(read_plan("a grade 2 waltz for piano"), None, 0)
    assert piece.grade.value == 2 and revise(piece, "brighter").plan.grade.value == 2
    assert revise(piece, "harder").plan.grade is None and revise(piece, "grade 5").plan.grade.value == 5


def test_brighter_and_darker_are_opposite_ways(waltz):
    assert changed(waltz, "brighter")["valence"] > waltz.valence > changed(waltz, "darker")["valence"]
    assert changed(waltz, "not darker")["valence"] > waltz.valence


TEMPOS = [("faster", 77), ("a little slower", 58), ("much faster", 90), ("Allegro", 132), ("louder", None)]


@pytest.mark.parametrize(("words", "tempo"), TEMPOS)
def test_the_tempo_is_that_of_the_whole_piece_and_is_told_apart(waltz, words, tempo):
    revision = revise(waltz, words)
    assert (revision.tempo_qpm, revision.plan.tempo_qpm) == (tempo, waltz.tempo_qpm)


def test_simpler_is_a_task_of_its_own(waltz):
    assert revise(waltz, "make it simpler").kind == "simplify"
    assert revise(waltz, "brighter").kind == "recompose"


def test_the_hard_fields_stay_and_a_sentence_says_where_they_change(waltz):
    revision = revise(waltz, "brighter, in G major, in 4/4, for string quartet")
    assert revision.plan.header() == waltz.header()
    assert len(revision.notes) == 3 and "3/4" in revision.notes[1]


@pytest.mark.parametrize("words", ["", "   ", "qwertz", "the the the", "x" * 600, "\u202e\x00"])
def test_words_that_ask_for_nothing_are_told_what_would(waltz, words):
    with pytest.raises(DescriptionError) as caught:
        revise(waltz, words)
    assert len(str(caught.value)) > 20


def test_only_what_cannot_be_changed_here_is_answered_with_where_it_can(waltz):
    with pytest.raises(DescriptionError, match="whole piece"):
        revise(waltz, "in E flat major")
