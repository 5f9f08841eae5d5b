from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from compose.music.comparing import changed_measures, compare

from .factories import make_measure, make_piano, make_quartet, make_score

A, B, C, D = ("c'1", "c1"), ("d'2 e'2", "g1"), ("f'4 g'4 a'4 b'4", "f1"), ("c''1", "<c e>1")
X = ("g'8 g'8 g'4 g'2", "r1")


def kinds(old, new):
    return [(row.kind, row.old, row.new) for row in compare(make_score(old), make_score(new))]


def test_equal_scores_are_the_same_in_every_bar():
    assert {row.kind for row in compare(make_piano(), make_piano())} == {"same"}
    assert changed_measures(make_piano(), make_piano()) == ()


def test_a_changed_bar_tells_its_staves_and_how_many_notes():
    row = compare(make_score([A, B, C]), make_score([A, ("d'2 f'2", "g1"), C]))[1]
    assert (row.kind, row.old, row.new, row.staves, row.note_count) == ("changed", 1, 1, (0,), 1)


def test_an_inserted_bar_moves_the_rest_and_changes_nothing_else():
    assert kinds([A, B, C], [A, X, B, C]) == [("same", 0, 0), ("inserted", None, 1), ("same", 1, 2), ("same", 2, 3)]


def test_a_deleted_bar_is_seen_where_it_was():
    assert kinds([A, B, C, D], [A, C, D]) == [("same", 0, 0), ("deleted", 1, None), ("same", 2, 1), ("same", 3, 2)]


def test_a_bar_that_was_edited_beside_a_new_one_finds_its_partner():
    edited = ("f'4 g'4 a'4 c''4", "f1")
    assert kinds([A, C, D], [A, X, edited, D]) == [("same", 0, 0), ("inserted", None, 1), ("changed", 1, 2), ("same", 2, 3)]


def test_bars_composed_anew_are_changed_one_by_one():
    assert [kind for kind, _, _ in kinds([A, B, C, D], [A, X, X, D])] == ["same", "changed", "changed", "same"]


def test_a_new_key_signature_is_a_change_without_notes():
    old = make_score([A])
    new = replace(old, measures=(replace(old.measures[0], section="B"),))
    assert [(row.kind, row.staves, row.note_count) for row in compare(old, new)] == [("changed", (), 0)]


def test_scores_of_different_size_can_be_compared():
    rows = compare(make_piano(), make_quartet())
    assert len(rows) == 4
    assert all(row.kind == "changed" and row.note_count for row in rows)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([A, B, C, D, X]), max_size=9), st.lists(st.sampled_from([A, B, C, D, X]), max_size=9))
def test_every_bar_of_both_scores_appears_once_and_in_order(old, new):
    base = make_score([A])
    build = lambda bars: replace(base, measures=tuple(make_measure(*bar, key=base.key, time=base.time) for bar in bars))  # noqa: E731
    rows = compare(build(old), build(new))
    assert [row.old for row in rows if row.old is not None] == list(range(len(old)))
    assert [row.new for row in rows if row.new is not None] == list(range(len(new)))
    assert all((old[row.old] == new[row.new]) == (row.kind == "same") for row in rows if row.kind in ("same", "changed"))
    mirrored = {"inserted": "deleted", "deleted": "inserted"}
    back = compare(build(new), build(old))
    count = lambda rows, kind: sum(row.kind == kind for row in rows)  # noqa: E731
    assert all(count(rows, kind) == count(back, mirrored.get(kind, kind)) for kind in ("same", "changed", "inserted", "deleted"))
