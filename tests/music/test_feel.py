from dataclasses import replace
from statistics import mean

import pytest

from compose.music.feel import MOST_TOUCH, feel, humanise
from compose.music.performance import perform

from .factories import ALL, make_piano, make_score


@pytest.mark.parametrize("name", ALL)
def test_it_is_gentle_and_always_the_same(name):
    score = ALL[name]()
    felt = feel(score, perform(score))
    assert felt == feel(score, perform(score)) and set(felt) == {note.id for note in perform(score)}
    assert all(0 <= each.late_ms < 50 and abs(each.touch) <= MOST_TOUCH for each in felt.values())
    assert len({each.late_ms for each in felt.values()}) > 2


def test_the_melody_leads_and_chords_are_spread_upwards():
    score = make_piano()
    felt = feel(score, perform(score))
    late = {staff: mean(felt[note.id].late_ms for note in perform(score) if note.staff == staff) for staff in (0, 1)}
    assert late[0] + 8 < late[1]


def test_a_new_dynamic_is_approached():
    steady = make_score([("c'4 c'4 c'4 c'4", "r1")] * 2, dynamic="p")
    first, second = steady.measures
    loud = replace(steady, measures=(first, replace(second, staves=(replace(second.staves[0], dynamic="ff"), second.staves[1]))))
    before = [note.velocity for note in humanise(steady, perform(steady)) if note.measure == 0]
    growing = [note.velocity for note in humanise(loud, perform(loud)) if note.measure == 0]
    assert growing[0] == before[0] and growing[3] > before[3] + 5


def test_a_slice_feels_like_the_whole():
    score = make_piano()
    whole, part = feel(score, perform(score)), feel(score, perform(score, 1, 3))
    assert part == {name: each for name, each in whole.items() if name in part}
