from collections import Counter

import music21
import pytest
import verovio

from compose.music import abc
from compose.music.score import Harmony

from .factories import ALL, make_piano, make_score, make_song, make_triplets


def lines(score):
    return abc.write(score).splitlines()


def test_the_head_says_what_the_score_says():
    head = lines(make_piano())
    assert {"T:A small piece", "M:4/4", "Q:1/4=88", "K:Cm", "N:AI-generated music (model abc123, seed 7)", "%%seed 7"} <= set(head)


def test_pitches_accidentals_and_lengths():
    score = make_score([("c'4 fis''8 f''8 c'''2~", "r1"), ("c'''1", "c,1")])
    assert "!mf!C2 ^f=f c'4- |" in abc.write(score) and "C,,8 |]" in abc.write(score)


def test_triplets_are_marked():
    assert "(3:2:3cde (3:2:2f2 g (3:2:3a2 b2 a2 |" in abc.write(make_triplets())


def test_chord_symbols_stand_before_the_note():
    assert '"C"' in abc.write(make_song()) and '"Ebm7"' in abc.write(make_song())
    assert '"N.C."' in abc.write(_without_root())


def _without_root():
    from dataclasses import replace

    song = make_song()
    return replace(song, measures=(replace(song.measures[0], harmony=(Harmony(96, None),)), *song.measures[1:]))


def test_every_key_has_its_name():
    assert "K:Gb" in lines(make_score([("c'1", "r1")], fifths=-6)) and "K:D#m" in lines(make_score([("c'1", "r1")], fifths=6, mode="minor"))


@pytest.mark.parametrize("name", [name for name in ALL if name != "two voices"])
def test_music21_reads_back_the_same_notes(name):
    score = ALL[name]()
    read_back = music21.converter.parse(abc.write(score), format="abc").stripTies()
    found = Counter(pitch.midi for note in read_back.flatten().notes if "ChordSymbol" not in note.classes for pitch in note.pitches)
    assert found == Counter(note.pitch.midi for note in score.notes)


@pytest.mark.parametrize("name", ALL)
def test_the_engraver_reads_it(name):
    toolkit = verovio.toolkit()
    verovio.enableLog(verovio.LOG_OFF)
    toolkit.setOptions({"inputFrom": "abc"})
    assert toolkit.loadData(abc.write(ALL[name]()))
