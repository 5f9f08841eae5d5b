"""Pieces that grow louder or die away: what the words wish, where the dynamics stand, and that the piece keeps to it."""

import numpy as np
import pytest

from compose.generation.by_rule import measures_by_rule
from compose.generation.plan import complete, read_plan
from compose.generation.swelling import COURSES, course
from compose.music.score import DYNAMICS
from compose.music.tokenizer import decode
from compose.understanding import fields
from tests.generation.plans import check
from tests.generation.small import make_brief
from tests.generation.test_batching import write


@pytest.mark.parametrize(
    ("sentence", "swell"),
    [
        ("a march with a crescendo to the end", "rising"),
        ("film score for strings, getting louder and louder", "rising"),
        ("string quartet that builds to a climax", "rising"),
        ("a lullaby, dying away at the end", "falling"),
        ("nocturne, morendo", "falling"),
        ("sad waltz that fades out", "falling"),
        ("hymn, swelling", "arch"),
        ("adagio with a crescendo and then a diminuendo", "arch"),
        ("a march with no crescendo", None),
        ("a loud march", None),
    ],
)
def test_it_reads_how_the_dynamics_go(sentence, swell):
    check(sentence, swell=swell)


def test_a_slip_in_the_italian_is_put_right():
    check("a march with a cresendo", swell="rising")


def test_the_first_dynamic_leaves_room_unless_it_was_said():
    for sentence, dynamic in (("waltz with a crescendo", "p"), ("waltz, dying away", "mf"), ("fortissimo waltz, dying away", "ff")):
        assert complete(read_plan(sentence), {}, 1).dynamics.value == dynamic


def test_a_person_is_told_in_words():
    told = {field["name"]: (field["value"], field["words"]) for field in fields(read_plan("a waltz that fades out"))}
    assert told["swell"] == ("dies away at the end", "fades out")


@pytest.mark.parametrize("count", [2, 3, 8, 11, 12, 13, 32, 128])
@pytest.mark.parametrize("dynamic", DYNAMICS)
@pytest.mark.parametrize("swell", COURSES)
def test_it_moves_one_way_and_ends_with_the_piece(swell, dynamic, count):
    marks = course(swell, dynamic, count)
    levels = [DYNAMICS.index(mark) for mark in (dynamic, *marks.values())]
    steps = np.diff(levels)
    assert list(marks) == sorted(marks) and all(0 < measure < count for measure in marks) and np.all(steps)
    if swell == "rising":
        assert np.all(steps > 0) and (count - 1 in marks or dynamic in ("ff", "fff"))
    elif swell == "falling":
        assert np.all(steps < 0) and (count - 1 in marks or dynamic in ("ppp", "pp"))


def test_the_generator_keeps_to_it_whatever_it_would_rather_do():
    _, score = write(make_brief(("Violin", "Piano"), measure_count=16, form="AB", dynamic="p", course=course("rising", "p", 16)))
    for staff, marks in enumerate(({0: "p", 8: "mp", 12: "mf", 15: "f"}, {0: "p", 8: "mp", 12: "mf", 15: "f"}, {})):
        assert {number: each.staves[staff].dynamic for number, each in enumerate(score.measures) if each.staves[staff].dynamic} == marks


def test_pieces_by_rule_keep_to_it():
    brief = make_brief(measure_count=24, fifths=-1, dynamic="p", course=course("rising", "p", 24))
    brief.conditions["bucket"] = "blues"
    score = decode(brief.header, [step for measure in measures_by_rule(brief, 3) for step in measure])
    assert [measure.staves[0].dynamic for measure in score.measures if measure.staves[0].dynamic] == ["p", "mp", "mf", "f"]
