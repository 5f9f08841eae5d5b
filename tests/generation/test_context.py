from dataclasses import replace

import numpy as np
import pytest

from compose.generation.context import FEATURE_COUNT, FEATURES, PITCH_OFFSET, Context, describe, staff_players
from compose.music.grammar import Cursor
from compose.music.header import Header
from compose.music.score import Harmony, KeySignature, TimeSignature
from compose.music.tokenizer import encode
from compose.music.vocabulary import INDEX, Kind
from tests.music.factories import ALL, make_measure, make_score

NAMES = list(FEATURES)
C_MAJOR, COMMON = KeySignature(0), TimeSignature(4, 4)


def described(score):
    """The steps, and for each its features by name."""
    header, steps = encode(score)
    return steps.tolist(), [dict(zip(NAMES, row, strict=True)) for row in describe(Cursor(header), steps).tolist()]


def notes_of(steps, places):
    return [place for step, place in zip(steps, places, strict=True) if step[0] == Kind.NOTE]


@pytest.mark.parametrize("name", ALL)
def test_every_feature_stays_within_its_table(name):
    header, steps = encode(ALL[name]())
    rows = describe(Cursor(header), steps)
    assert rows.shape == (len(steps), FEATURE_COUNT)
    assert (rows < np.array(list(FEATURES.values()))).all()


@pytest.mark.parametrize("name", ALL)
def test_a_place_is_described_before_its_step_is_known(name):
    header, steps = encode(ALL[name]())
    whole = describe(Cursor(header), steps)
    half = len(steps) // 2
    changed = steps[: half + 1].copy()
    context = Context(Cursor(header))
    for step in changed[:half].tolist():
        context.advance(step)
    assert context.features() == tuple(whole[half].tolist())


def test_positions_count_ticks_and_measures_count_down():
    steps, places = described(make_score([("c'4 d'4 e'2",), ("c'1",)], parts=("Flute",)))
    notes = notes_of(steps, places)
    assert [place["position"] for place in notes] == [0, 24, 48, 0]
    assert [place["remaining"] for place in notes] == [1, 1, 1, 0]


def test_the_last_pitch_and_the_chord_so_far_are_told():
    steps, places = described(make_score([("<c' e' g'>2 d'2",)], parts=("Flute",)))
    sizes = [place["chord_size"] for step, place in zip(steps, places, strict=True) if step[0] in (Kind.NOTE, Kind.CHORD)]
    assert sizes == [0, 1, 2, 3]  # a new note may also become a fourth note of the chord
    first, second = notes_of(steps, places)
    assert first["last_pitch"] == 0 and second["last_pitch"] == PITCH_OFFSET + 7


def test_a_lower_staff_sees_what_sounds_above_it():
    steps, places = described(make_score([("c'2 g'2", "c1")]))
    bass = notes_of(steps, places)[-1]
    assert bass["sounding"] == 1 << 0
    assert bass["lowest"] == PITCH_OFFSET


def test_a_voice_sees_what_it_did_a_measure_ago():
    steps, places = described(make_score([("c'4 e'4 g'2",), ("c'4 e'4 g'2",)], parts=("Flute",)))
    first, again = notes_of(steps, places)[:3], notes_of(steps, places)[3:]
    assert {place["echo_duration"] for place in first} == {0}
    assert [place["echo_duration"] for place in again] == [INDEX["duration"][ticks] for ticks in (24, 24, 48)]
    assert [place["echo_pitch"] for place in again] == [PITCH_OFFSET, PITCH_OFFSET + 4, PITCH_OFFSET + 7]


def test_a_voice_sees_what_it_did_two_and_four_measures_ago():
    steps, places = described(make_score([("c'1",), ("d'2 d'2",), ("e'1",), ("f'1",), ("g'1",)], parts=("Flute",)))
    seen = [(place["echo_2_pitch"], place["echo_4_pitch"]) for place in notes_of(steps, places)]
    assert seen == [(0, 0), (0, 0), (0, 0), (PITCH_OFFSET, 0), (PITCH_OFFSET + 2, 0), (PITCH_OFFSET + 4, PITCH_OFFSET)]
    assert [place["echo_2_duration"] for place in notes_of(steps, places)][3:] == [INDEX["duration"][ticks] for ticks in (96, 48, 96)]


def test_a_chord_of_the_plan_sees_the_roots_of_earlier_measures():
    base = make_score([("c'1",)] * 5, parts=("Flute",))
    chords = [(Harmony(96, root),) for root in (0, 1, -1, 2, 3)]
    measures = tuple(replace(measure, harmony=chord) for measure, chord in zip(base.measures, chords, strict=True))
    steps, places = described(replace(base, measures=measures))
    seen = [(place["echo_2_pitch"], place["echo_4_pitch"]) for step, place in zip(steps, places, strict=True) if step[0] == Kind.HARMONY]
    roots = [PITCH_OFFSET + semitones for semitones in (0, 7, 5)]
    assert seen == [(0, 0), (0, 0), (roots[0], 0), (roots[1], 0), (roots[2], roots[0])]


def test_a_section_that_comes_back_recalls_its_first_time():
    texts = ("c'1", "e'1", "g'1")
    measures = [make_measure(text, key=C_MAJOR, time=COMMON, section=letter) for text, letter in zip(texts, "ABA", strict=True)]
    base = make_score([("c'1",)], parts=("Flute",))
    score = type(base)(base.parts, base.key, base.time, base.tempo_qpm, tuple(measures))
    notes = notes_of(*described(score))
    assert [place["recall_pitch"] for place in notes] == [0, 0, PITCH_OFFSET]
    assert [place["echo_pitch"] for place in notes] == [0, PITCH_OFFSET, PITCH_OFFSET + 4]


def test_the_chord_of_the_plan_is_told_where_it_holds():
    harmony = (Harmony(48, 0), Harmony(48, 1, "dominant-seventh"))
    measure = make_measure("c'2 d'2", key=C_MAJOR, time=COMMON, harmony=harmony)
    base = make_score([("c'1",)], parts=("Flute",))
    score = type(base)(base.parts, base.key, base.time, base.tempo_qpm, (measure,))
    tonic, dominant = notes_of(*described(score))
    assert (tonic["degree"], tonic["quality"]) == (INDEX["degree"][0], INDEX["quality"]["major"])
    assert (dominant["degree"], dominant["quality"]) == (INDEX["degree"][1], INDEX["quality"]["dominant-seventh"])


def test_transposing_a_piece_changes_nothing_the_generator_is_told():
    _, in_c = described(make_score([("c'4 e'4 g'2", "c1")]))
    _, in_d = described(make_score([("d'4 fis'4 a'2", "d1")], fifths=2))
    assert in_c == in_d


def test_each_hand_of_a_keyboard_is_a_player_of_its_own():
    header = Header(("Voice", "Piano"), C_MAJOR, COMMON, 90, 4)
    assert len(set(staff_players(Cursor(header)))) == 3
