from fractions import Fraction

import pytest

from compose.music.errors import ScoreError
from compose.music.instruments import INSTRUMENTS
from compose.music.pitch import Pitch, fifths_name
from compose.music.score import Chord, KeySignature, Measure, Part, Score, Staff, TimeSignature, Voice

C4, E4 = Pitch(0, 4), Pitch(4, 4)


@pytest.mark.parametrize(
    ("fifths", "octave", "name", "midi"),
    [(0, 4, "C4", 60), (6, 4, "F#4", 66), (-2, 2, "Bb2", 46), (12, 3, "B#3", 60), (-7, 4, "Cb4", 59), (13, 4, "F##4", 67)],
)
def test_a_pitch_knows_its_name_and_its_sound(fifths, octave, name, midi):
    assert (Pitch(fifths, octave).name, Pitch(fifths, octave).midi) == (name, midi)
    assert Pitch.from_midi(midi, fifths) == Pitch(fifths, octave)


def test_it_refuses_a_spelling_that_sounds_differently():
    with pytest.raises(ScoreError):
        Pitch.from_midi(61, 0)


@pytest.mark.parametrize(
    ("fifths", "mode", "name"), [(0, "major", "C major"), (0, "minor", "A minor"), (-5, "minor", "Bb minor"), (7, "major", "C# major")]
)
def test_a_key_is_named_by_its_tonic(fifths, mode, name):
    assert KeySignature(fifths, mode).name == name


def test_a_minor_scale_holds_both_sevenths():
    assert KeySignature(0, "minor").scale == {9, 11, 0, 2, 4, 5, 6, 7, 8}


@pytest.mark.parametrize(("fifths", "mode"), [(8, "major"), (-8, "minor"), (0, "dorian")])
def test_it_refuses_a_key_that_does_not_exist(fifths, mode):
    with pytest.raises(ScoreError):
        KeySignature(fifths, mode)


def test_compound_metres_are_felt_in_dotted_beats():
    assert TimeSignature(6, 8).beat_ticks == 36
    assert TimeSignature(3, 8).beat_ticks == 12
    assert TimeSignature(3, 4).length_ticks == 72


def piano(*chords: Chord, length_ticks: int = 96) -> Measure:
    rest = Staff((Voice((Chord(length_ticks),)),))
    return Measure(KeySignature(0), TimeSignature(4, 4), (Staff((Voice(chords),)), rest), length_ticks)


def score(*measures: Measure) -> Score:
    return Score((Part(INSTRUMENTS["Piano"]),), KeySignature(0), TimeSignature(4, 4), 120, measures)


def test_it_refuses_a_measure_that_is_not_full():
    with pytest.raises(ScoreError, match="72 ticks"):
        piano(Chord(72, (C4,), (False,)))


def test_it_refuses_a_measure_for_other_staves():
    one_staff = Measure(KeySignature(0), TimeSignature(4, 4), (Staff((Voice((Chord(96),)),)),), 96)
    with pytest.raises(ScoreError):
        score().append(one_staff)


def test_tied_notes_sound_as_one_over_the_bar_line():
    held = piano(Chord(48), Chord(48, (C4, E4), (True, False)))
    after = piano(Chord(24, (C4,), (False,)), Chord(72))
    notes = score().append(held).append(after).notes
    assert {(note.pitch.name, note.onset, note.duration, note.measure) for note in notes} == {
        ("C4", Fraction(2), Fraction(3), 0),
        ("E4", Fraction(2), Fraction(2), 0),
    }


def test_a_tie_that_leads_nowhere_still_sounds():
    notes = score(piano(Chord(96, (C4,), (True,))), piano(Chord(96))).notes
    assert [note.duration for note in notes] == [Fraction(4)]


def test_length_in_seconds_follows_the_tempo():
    assert score(piano(Chord(96))).duration_seconds == 2.0


def test_names_on_the_line_of_fifths():
    assert [fifths_name(place) for place in (-9, -1, 0, 5, 6, 13)] == ["Bbb", "F", "C", "B", "F#", "F##"]
