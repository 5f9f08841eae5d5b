from itertools import pairwise

import pytest

from compose.generation.batching import write_measures
from compose.generation.brief import Limits
from compose.generation.limit_masks import ticks_of, window
from compose.generation.plan import complete, read_plan
from compose.generation.stream import Stream
from compose.music.figures import end_is_on_tonic
from compose.music.score import TICKS_PER_QUARTER
from compose.music.tokenizer import decode

from .small import make_brief, small_generator

SEEDS = range(1, 5)


def write(seed, instruments=("Flute",), limits=None, **changes):
    brief = make_brief(instruments, limits=limits or Limits(), measure_count=changes.pop("measure_count", 6), **changes)
    measures = write_measures(small_generator(seed), Stream(brief, seed))
    return decode(brief.header, [step for measure in measures for step in measure])


def chords(score, staff=0):
    return [chord for measure in score.measures for voice in measure.staves[staff].voices for chord in voice.chords]


def line(score):
    """MIDI pitches of the first voice of the first staff; a tied note once."""
    return [chord.pitches[-1].midi for measure in score.measures for chord in measure.staves[0].voices[0].chords if chord.pitches]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("time", [(4, 4), (3, 4)])
def test_only_the_allowed_note_values_are_written(seed, time):
    score = write(seed, ("Piano",), Limits(durations=("half", "quarter")), time=time)
    values = {chord.duration_ticks for staff in (0, 1) for chord in chords(score, staff) if chord.pitches}
    assert values <= {2 * TICKS_PER_QUARTER, TICKS_PER_QUARTER}
    assert not any(any(chord.ties) for staff in (0, 1) for chord in chords(score, staff))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("pitch_range", [(60, 72), (67, 79), (64, 71)])
def test_the_melody_stays_in_its_range(seed, pitch_range):
    score = write(seed, ("Flute",), Limits(pitch_range=pitch_range))
    pitches = [note.pitch.midi for note in score.notes]
    assert pitch_range[0] <= min(pitches) and max(pitches) <= pitch_range[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_one_end_of_a_range_holds_for_everybody(seed):
    score = write(seed, ("Soprano", "Alto", "Tenor", "Bass"), Limits(pitch_range=(21, 76)))
    assert max(note.pitch.midi for note in score.notes) <= 76


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("fifths", [-3, 0, 4])
def test_each_hand_stays_in_five_fingers(seed, fifths):
    score = write(seed, ("Piano",), Limits(compass=7, hand_span=7), fifths=fifths)
    for staff in (0, 1):
        pitches = [pitch.midi for chord in chords(score, staff) for pitch in chord.pitches]
        assert not pitches or max(pitches) - min(pitches) <= 7
    assert end_is_on_tonic(score)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("span", [7, 9, 12])
def test_no_chord_is_wider_than_the_hand(seed, span):
    score = write(seed, ("Piano",), Limits(hand_span=span))
    widths = [chord.pitches[-1].midi - chord.pitches[0].midi for staff in (0, 1) for chord in chords(score, staff) if chord.pitches]
    assert max(widths) <= span
    assert all(len(staff.voices) == 1 for measure in score.measures for staff in measure.staves)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("instruments", "leap"), [(("Flute",), 2), (("Flute",), 4), (("Violin", "Piano"), 2)])
def test_the_melody_moves_as_it_may(seed, instruments, leap):
    pitches = line(write(seed, instruments, Limits(largest_leap=leap)))
    assert all(abs(one - other) <= leap for one, other in pairwise(pitches))


def test_without_limits_everything_is_as_before():
    assert line(write(3)) == line(write(3, limits=Limits()))


def test_a_range_that_the_instrument_does_not_have_is_left_aside():
    assert window(Limits(pitch_range=(20, 40)), 0, (60, 96), 60) == (60, 96)
    assert window(Limits(pitch_range=(50, 70)), 0, (60, 96), 60) == (60, 70)
    assert window(Limits(pitch_range=(60, 70)), 1, (29, 69), 60) == (29, 69)


def test_a_compass_begins_on_the_tonic():
    assert window(Limits(compass=7), 0, (52, 93), 60) == (60, 67)
    assert window(Limits(compass=7), 1, (29, 69), 60) == (48, 55)
    assert window(Limits(compass=7), 0, (28, 60), 62) == (38, 45)


@pytest.mark.parametrize(("name", "quarters"), [("whole", 4), ("quarter", 1), ("dotted half", 3), ("sixteenth", 0.25)])
def test_note_values_in_ticks(name, quarters):
    assert ticks_of(name) == TICKS_PER_QUARTER * quarters


def test_a_sentence_reaches_the_sampler():
    sentence = "flute melody, only quarter and half notes, stepwise, range C4 to C5, small hands, within an octave"
    plan = complete(read_plan(sentence), None, 1)
    assert plan.limits() == Limits((60, 72), 12, 9, 2, ("half", "quarter"))


def test_nothing_said_means_no_limits():
    assert read_plan("a waltz").limits() == Limits()
