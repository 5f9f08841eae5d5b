from fractions import Fraction

import pytest

from compose.music.instruments import INSTRUMENTS
from compose.music.playability import faults, grade, playability
from compose.music.score import Chord, KeySignature, Measure, Part, Pitch, Score, Staff, TimeSignature, Voice

from .factories import make_piano, make_score

FOUR = TimeSignature(4, 4)
NAMES = (0, 7, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5)  # places on the line of fifths of the twelve pitch classes


def line(instrument: str, midis: list[tuple[int, ...]], ticks: int = 24, tempo: int = 100, fifths: int = 0) -> Score:
    """Chords of equal length, a measure of 4/4 at a time, on the upper staff of an instrument."""
    key = KeySignature(fifths)
    score = Score((Part(INSTRUMENTS[instrument]),), key, FOUR, tempo)
    a_measure = 96 // ticks
    rest = Staff((Voice((Chord(96, (), ()),)),))
    for start in range(0, len(midis), a_measure):
        pitches = [tuple(Pitch.from_midi(midi, NAMES[midi % 12]) for midi in sorted(each)) for each in midis[start : start + a_measure]]
        chords = [Chord(ticks, each, (False,) * len(each)) for each in pitches]
        left = 96 - ticks * len(chords)
        chords += [Chord(left, (), ())] if left else []
        staves = (Staff((Voice(tuple(chords)),)), *(rest,) * (len(INSTRUMENTS[instrument].clefs) - 1))
        score = score.append(Measure(key, FOUR, staves, 96))
    return score


def what(score: Score) -> set[str]:
    return {fault.what for fault in faults(score)}


def test_an_ordinary_piece_can_be_played():
    assert what(make_piano()) == set()
    assert playability(make_score([("c''4 b'4 a'4 g'4", "<c e g>1")]))["faults"] == []


@pytest.mark.parametrize(
    ("score", "fault"),
    [
        (line("Flute", [(50,)] * 4), "range"),
        (line("Piano", [(60, 79)] * 4), "span"),
        (line("Piano", [(60, 62, 64, 65, 67, 69)] * 4), "fingers"),
        (line("Voice", [(60,), (79,), (60,), (79,)], ticks=12), "leap"),
        (line("Trumpet", [(60,), (62,)] * 16, ticks=3, tempo=120), "speed"),
    ],
)
def test_what_nobody_can_play_is_named_with_its_measure(score, fault):
    assert what(score) == {fault}
    assert faults(score)[0].measure == 1 and faults(score)[0].part == 0


def test_a_slow_leap_leaves_time():
    assert what(line("Voice", [(60,), (76,)] * 2, ticks=24)) == set()


def test_grades_rise_with_speed_leaps_and_accidentals():
    easy = line("Piano", [(60,), (62,), (64,), (62,)], tempo=72)
    fast = line("Piano", [(60,), (62,), (64,), (65,)] * 8, ticks=3, tempo=144)
    wide = line("Piano", [(60,), (84,)] * 4, ticks=12, tempo=100, fifths=5)
    assert grade(easy) <= 2 < 6 <= min(grade(wide), grade(fast))
    assert 1 <= grade(line("Piano", [])) <= 8


def test_equal_onsets_are_no_division_by_nothing():
    score = line("Piano", [(60, 64)] * 4)
    assert score.notes[0].onset == Fraction(0) and 1 <= grade(score) <= 8
