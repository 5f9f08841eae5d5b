import numpy as np
import pytest

from compose.generation.context import PITCH_OFFSET, describe
from compose.generation.foresight import BLIND, FORESIGHT, Foresight, Known, StaffSketch
from compose.generation.training.given_windows import GIVEN_WEIGHT, TASKS, Template, Window, draw_template
from compose.music.grammar import Cursor
from compose.music.tokenizer import encode, read_measures
from compose.music.vocabulary import INDEX, Kind
from tests.music.factories import ALL, make_score

NAMES = list(FORESIGHT)


def staff_steps(header, steps):
    """[measure][staff] → the steps of that staff."""
    measures = []
    for _, taken in read_measures(header, steps):
        staves = [[] for _ in range(header.staff_count)]
        for step in taken:
            if step[0] == Kind.VOICE:
                staff = step[1] - INDEX["staff"][0]
            if step[0] in (Kind.VOICE, Kind.NOTE, Kind.CHORD, Kind.REST):
                staves[staff].append(step)
        measures.append([StaffSketch(tuple(staff)) for staff in staves])
    return measures


def look(score, given, place):
    """Features by name at (measure, staff, voice, position) where only (measure, staff) pairs of `given` are known."""
    header, steps = encode(score)
    sketches = staff_steps(header, steps)
    known = [
        Known(None, tuple(sketch if (number, staff) in given else None for staff, sketch in enumerate(staves)), 96)
        for number, staves in enumerate(sketches)
    ]
    return dict(zip(NAMES, Foresight(known).features(*place), strict=True))


DUET = make_score([("c'2 e'2", "c2. g4"), ("d'1", "<g b>1"), ("e'2 c'2", "c1")])


def test_the_hand_below_is_seen_while_the_upper_one_is_written():
    seen = look(DUET, {(0, 1), (1, 1)}, (1, 0, 0, 0))
    assert seen["later_sounding"] == 1 << 7 | 1 << 11
    assert (seen["later_bass"], seen["later_top"]) == (PITCH_OFFSET - 5, PITCH_OFFSET - 1)
    assert seen["later_next"] == 1 + 96


def test_the_next_onset_below_is_counted_in_ticks():
    assert look(DUET, {(0, 1)}, (0, 0, 0, 48))["later_next"] == 1 + 24


def test_a_gap_sees_where_it_has_to_arrive_and_what_happens_there():
    seen = look(DUET, {(2, 0)}, (0, 0, 0, 48))
    assert seen["next_distance"] == 2 and seen["next_pitch"] == PITCH_OFFSET + 4
    assert (seen["ahead_duration"], seen["ahead_pitch"]) == (INDEX["duration"][48], PITCH_OFFSET)


def test_nothing_given_is_nothing_seen():
    assert tuple(look(DUET, set(), (0, 0, 0, 0)).values()) == BLIND


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("task", TASKS)
def test_a_training_window_shows_nothing_of_what_has_to_be_written(name, task):
    """Changing every free step changes no feature: there is nothing to copy the answer from."""
    header, steps = encode(ALL[name]())
    positions = describe(Cursor(header), steps)[:, 0]
    window = Window(steps, positions, is_whole=True)
    template = draw_template(window, np.random.default_rng(1), task)
    rows, weights = window.shown(template)
    assert (rows < np.array(list(FORESIGHT.values()))).all()
    assert set(weights.tolist()) <= {1.0, np.float32(GIVEN_WEIGHT)}
    assert not rows[weights < 1].any()
    changed = steps.copy()
    is_free_note = (weights == 1) & (steps[:, 0] == Kind.NOTE)
    changed[is_free_note, 2] = INDEX["degree"][3]
    other, _ = Window(changed, positions, is_whole=True).shown(template)
    assert (other == rows).all()


def test_what_a_window_cuts_off_is_not_given():
    header, steps = encode(DUET)
    window = Window(steps[:-2], describe(Cursor(header), steps)[:-2, 0], is_whole=False)
    everything = Template(np.ones(3, bool), np.array([[False, True]] * 3))
    known = window._known(everything)
    assert known[1].staves[1] is not None and known[2].staves[1] is None
