"""One element alone: what it may hold holds in every note, with random weights."""

import pytest

from compose.generation.batching import write_measures
from compose.generation.plan import read_plan
from compose.generation.stream import Stream
from compose.music.tokenizer import decode

from .small import make_brief, small_generator


def write(element, instruments, seed=3, **wishes):
    brief = make_brief(instruments, measure_count=6, element=element, **wishes)
    measures = write_measures(small_generator(), Stream(brief, seed))
    return decode(brief.header, [step for measure in measures for step in measure])


def chords_at(score, staff):
    """(measure, onset, chord of the plan, chord written) of a staff."""
    for number, measure in enumerate(score.measures):
        spans, start = [], 0
        for harmony in measure.harmony:
            spans.append((start, start + harmony.duration_ticks, harmony))
            start += harmony.duration_ticks
        for onset, chord in measure.staves[staff].voices[0].timed():
            yield number, onset, next(harmony for begin, end, harmony in spans if begin <= onset < end), chord


@pytest.mark.parametrize("seed", range(3))
def test_a_rhythm_alone_is_one_pitch(seed):
    score = write("rhythm", ("Recorder",), seed, fifths=2)
    assert {note.pitch.name for note in score.notes} == {"D5"} and len({note.duration for note in score.notes}) > 1
    assert all(len(staff.voices) == 1 for measure in score.measures for staff in measure.staves)


@pytest.mark.parametrize(("instruments", "wishes"), [(("Piano",), {"mode": "minor"}), (("Guitar",), {"fifths": 3, "time": (3, 4)})])
@pytest.mark.parametrize("seed", range(3))
def test_a_chord_progression_is_its_chords_and_nothing_else(instruments, wishes, seed):
    score = write("chords", instruments, seed, **wishes)
    sizes = {"major": 3, "minor": 3, "diminished": 3, "augmented": 3, "suspended-fourth": 3}
    for _, _, harmony, chord in chords_at(score, 0):
        if harmony.root is None:
            continue
        assert len(chord.pitches) == sizes.get(harmony.quality, 4)
        assert harmony.root in {pitch.fifths for pitch in chord.pitches}
        assert chord.pitches[-1].midi - chord.pitches[0].midi < 12
    if score.staff_count == 2:
        assert all(chord.pitches[0].fifths == harmony.root for _, _, harmony, chord in chords_at(score, 1) if harmony.root is not None)


def test_a_bass_line_is_a_single_line():
    score = write("bass", ("Double bass",))
    assert all(len(chord.pitches) <= 1 for *_, chord in chords_at(score, 0))


READ = [
    ("just a melody in G major, 8 bars", "melody", ("Flute",)),
    ("a sad chord progression in A minor", "chords", ("Piano",)),
    ("chord progression for guitar in D", "chords", ("Guitar",)),
    ("a walking bass line in F", "bass", ("Double bass",)),
    ("bass line for bassoon in C minor", "bass", ("Bassoon",)),
    ("only a rhythm in 6/8", "rhythm", ("Recorder",)),
    ("clapping rhythm, 4 bars", "rhythm", ("Recorder",)),
    ("a folk tune, melody only, for fiddle", "melody", ("Fiddle",)),
]


@pytest.mark.parametrize(("sentence", "element", "players"), READ)
def test_an_element_is_read_with_its_player(sentence, element, players):
    plan = read_plan(sentence)
    assert plan.element.value == element and plan.instruments.value == players


@pytest.mark.parametrize("sentence", [
    "a waltz with a walking bass line", "a tango over a descending chord progression", "a song without chords",
    "not just a melody but a full string quartet", "a lively rhythm for string quartet", "a beautiful melody with piano accompaniment",
])
def test_a_detail_of_something_bigger_is_no_element(sentence):
    assert read_plan(sentence).element is None


def test_a_lead_sheet_prints_its_chords():
    plan = read_plan("lead sheet of a ballad in Bb")
    assert plan.element.value == "melody" and plan.chord_symbols.value is True
    assert not read_plan("a ballad without chord symbols").chord_symbols
