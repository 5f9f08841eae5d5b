from io import BytesIO

import mido
import pretty_midi
import pytest

from compose.music import midi
from compose.music.performance import perform, playable

from .factories import ALL, make_satb, make_score, make_song


@pytest.mark.parametrize("name", ALL)
def test_it_holds_the_notes_that_are_played(name):
    score = ALL[name]()
    read = pretty_midi.PrettyMIDI(BytesIO(midi.write(score)))
    found = sorted((track, note.pitch, note.velocity, round(note.start, 2)) for track, i in enumerate(read.instruments) for note in i.notes)
    assert found == sorted((note.part, note.pitch, note.velocity, round(note.onset_seconds, 2)) for note in perform(score))


def test_tracks_have_names_and_programmes():
    read = pretty_midi.PrettyMIDI(BytesIO(midi.write(make_song())))
    assert [(track.name, track.program) for track in read.instruments] == [("Voice", 52), ("Piano", 0)]


def test_twins_are_numbered():
    assert midi.track_names(make_score([("c'1", "c'1")], parts=("Violin", "Violin"))) == ["Violin 1", "Violin 2"]


def conductor(score):
    return mido.MidiFile(file=BytesIO(midi.write(score))).tracks[0]


def test_a_pickup_has_its_own_metre():
    metres = [(message.numerator, message.denominator) for message in conductor(make_satb()) if message.type == "time_signature"]
    assert metres == [(1, 4), (4, 4)]


@pytest.mark.parametrize(("fifths", "mode", "name"), [(-6, "major", "Gb"), (6, "major", "F#"), (-7, "minor", "Abm")])
def test_the_key_signature_is_exact(fifths, mode, name):
    score = make_score([("c'1", "r1")], fifths=fifths, mode=mode)
    assert [message.key for message in conductor(score) if message.type == "key_signature"] == [name]


def test_it_is_marked_as_machine_made():
    texts = [message.text for message in conductor(make_score()) if message.type == "text"]
    assert texts[0] == "AI-generated music (model abc123, seed 7)" and "seed: 7" in texts


def test_a_title_in_any_script_is_written():
    assert midi.write(make_score(title="雨夜"))


def test_a_key_struck_twice_is_released_between():
    score = make_score([("c'1|r4 c'4 r2", "r1")])
    first, second = sorted((note for note in playable(perform(score))), key=lambda note: note.onset_ticks)
    assert first.onset_seconds + first.duration_seconds == second.onset_seconds
