from dataclasses import replace
from io import StringIO

import music21
import pytest

from compose.music import musicxml
from compose.music.performance import perform
from compose.music.score import KeySignature
from compose.music.transposing import WRITTEN, Interval, interval_of, only_parts, transpose, written_name

from .factories import ALL, make_piano, make_score, make_song


@pytest.mark.parametrize(("fifths", "steps", "semitones"), [(0, 0, 0), (1, 4, 7), (2, 1, 2), (-3, 2, 3), (7, 0, 1), (0, 7, 12)])
def test_an_interval_knows_its_semitones(fifths, steps, semitones):
    assert Interval(fifths, steps).semitones == semitones


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("semitones", [-12, -5, -1, 1, 6, 11, 12])
def test_every_note_sounds_that_much_higher(name, semitones):
    score = ALL[name]()
    moved = transpose(score, interval_of(semitones, score.key))
    assert [note.pitch for note in perform(moved)] == [note.pitch + semitones for note in perform(score)]
    assert abs(moved.key.fifths) <= 6 and moved.key.mode == score.key.mode


def test_there_and_back_is_the_same_score():
    score = make_song()
    up = interval_of(3, score.key)
    assert transpose(transpose(score, up), Interval(-up.fifths, -up.steps)) == score


def test_spelling_and_chords_go_with_the_key():
    moved = transpose(make_piano(), interval_of(2, make_piano().key))  # C minor to D minor
    assert moved.key == KeySignature(-1, "minor") and moved.measures[0].staves[0].voices[0].chords[2].pitches[0].name == "F5"
    assert transpose(make_song(), interval_of(1, make_song().key)).measures[0].harmony[0].root == -5  # D flat, not C sharp


@pytest.mark.parametrize("instrument", WRITTEN)
def test_a_second_program_hears_written_pitches_as_they_sound(instrument):
    score = make_score([("c''4 e''4 g''4 bes''4",), ("f''1",)], parts=(instrument,), fifths=-5)
    read = music21.converter.parse(musicxml.write(score, written=True), format="musicxml")
    assert [note.pitch.midi for note in read.recurse().notes] != [note.pitch for note in perform(score)]
    sounding = read.toSoundingPitch()
    assert [note.pitch.midi for note in sounding.recurse().notes] == [note.pitch for note in perform(score)]


def test_each_player_reads_their_own_key():
    score = make_score([("c''1", "c'1")], parts=("Clarinet", "Cello"), fifths=-2)
    read = music21.converter.parse(musicxml.write(score, written=True), format="musicxml")
    assert [key.sharps for key in read.recurse().getElementsByClass(music21.key.KeySignature)] == [0, -2]
    assert written_name(score.parts[0]) == "Clarinet in B♭" and written_name(score.parts[1]) == "Cello"


def test_some_parts_alone_keep_their_notes():
    score = make_song()
    piano, staves = only_parts(score, (1,))
    assert staves == (1, 2) and [part.label for part in piano.parts] == ["Piano"]
    assert piano.measures[0].staves == score.measures[0].staves[1:]
    assert only_parts(score, (0, 1))[0] == replace(score)


def test_an_extreme_key_is_respelled():
    score = make_score([("c''1",)], parts=("Clarinet",), fifths=7)
    xml = musicxml.write(score, written=True)
    assert "<fifths>-3</fifths>" in xml and music21.converter.parse(StringIO(xml).read(), format="musicxml")
