import mido
import numpy as np
import pytest

from compose.music.errors import ScoreError
from compose.music.harmony import annotate
from compose.music.key_finding import find_key
from compose.music.midi_events import UnreadableMidi
from compose.music.quantise import notate, snap
from compose.music.score import KeySignature
from compose.music.tokenizer import decode, encode
from compose.music.transcription import read_midi

from .midi_files import SCALE, write_midi


def test_a_melody_keeps_its_notes_metre_key_and_tempo(tmp_path):
    score, losses = read_midi(write_midi(tmp_path / "scale.mid", [("Flute", 73, SCALE)], key="C"))
    assert [note.pitch.midi for note in score.notes] == [pitch for _, _, pitch in SCALE]
    assert (score.key.name, score.time.name, score.tempo_qpm, len(score.measures)) == ("C major", "4/4", 90, 4)
    assert (losses.note_count, losses.moved, losses.relengthened) == (16, 0, 0)
    header, steps = encode(score)
    assert decode(header, steps.tolist()).measures == score.measures


def test_two_keyboard_tracks_are_one_piano(tmp_path):
    left = [(0, 4, 48), (4, 4, 43), (8, 4, 43), (12, 4, 48)]
    score, _ = read_midi(write_midi(tmp_path / "piano.mid", [("Piano RH", 0, SCALE), ("Piano LH", 0, left)]))
    assert [part.instrument.name for part in score.parts] == ["Piano"]
    assert score.staff_count == 2
    assert {note.staff for note in score.notes if note.pitch.midi < 50} == {1}


def test_held_notes_and_moving_notes_become_two_voices(tmp_path):
    notes = [(0, 4, 72), (0, 1, 64), (1, 1, 65), (2, 1, 67), (3, 1, 65)]
    score, losses = read_midi(write_midi(tmp_path / "voices.mid", [("Organ RH", 19, notes), ("Organ LH", 19, [(0, 4, 48)])]))
    assert len(score.measures[0].staves[0].voices) == 2
    assert losses.relengthened == 0


def test_a_note_over_the_bar_line_is_tied(tmp_path):
    score, losses = read_midi(write_midi(tmp_path / "tied.mid", [("Violin", 40, [(0, 3, 69), (3, 3, 71), (6, 2, 69)])]))
    assert [float(note.duration) for note in score.notes] == [3, 3, 2]
    assert losses.ties == 0


def test_triplets_are_kept(tmp_path):
    notes = [(number / 3, 1 / 3, 60 + number) for number in range(12)]
    score, losses = read_midi(write_midi(tmp_path / "triplets.mid", [("Violin", 40, notes)]))
    assert {float(note.duration * 3) for note in score.notes} == {1}
    assert losses.moved == 0


def test_a_pickup_becomes_a_short_measure(tmp_path):
    notes = [(3, 1, 67)] + [(4 + number, 1, pitch) for number, pitch in enumerate((72, 71, 69, 67) * 4)]
    score, _ = read_midi(write_midi(tmp_path / "pickup.mid", [("Fiddle", 110, notes)]))
    assert score.measures[0].length_ticks == 24
    assert score.notes[0].onset == 0


def test_players_that_share_a_track_are_told_apart(tmp_path):
    path = write_midi(tmp_path / "two.mid", [("Flute", 73, SCALE), ("Cello", 42, [(0, 16, 36)])])
    together = mido.MidiFile(type=0, ticks_per_beat=480)
    together.tracks.append(mido.merge_tracks(mido.MidiFile(path).tracks))
    together.save(tmp_path / "one.mid")
    score, _ = read_midi(tmp_path / "one.mid")
    assert [part.instrument.name for part in score.parts] == ["Flute", "Cello"]
    assert len(score.notes) == 17


NO_MUSICAL_TIME = b"MThd\x00\x00\x00\x06\x00\x01\x00\x01\x00\x00MTrk\x00\x00\x00\x00"


@pytest.mark.parametrize("content", [b"", b"MThd", b"not a midi file at all", NO_MUSICAL_TIME])
def test_it_refuses_what_is_no_midi_file(tmp_path, content):
    path = tmp_path / "broken.mid"
    path.write_bytes(content)
    with pytest.raises(UnreadableMidi):
        read_midi(path)


def test_it_refuses_a_file_without_notes(tmp_path):
    with pytest.raises(UnreadableMidi, match="no notes"):
        read_midi(write_midi(tmp_path / "empty.mid", [("Piano", 0, [])]))


def test_it_refuses_a_metre_the_vocabulary_does_not_have(tmp_path):
    with pytest.raises(ScoreError, match="17/16"):
        read_midi(write_midi(tmp_path / "odd.mid", [("Violin", 40, SCALE)], time=(17, 16)))


def test_noise_is_put_on_the_grid_and_triplets_are_recognised():
    beats = np.zeros(3, np.int64)
    assert snap(np.array([0.4, 12.3, 23.8]), beats).tolist() == [0, 12, 24]
    assert snap(np.array([0.0, 8.1, 15.9]), beats).tolist() == [0, 8, 16]


@pytest.mark.parametrize(
    ("position", "length", "values"), [(0, 96, (96,)), (0, 60, (48, 12)), (12, 24, (24,)), (8, 28, (16, 12)), (0, 1, None)]
)
def test_lengths_are_written_in_notated_values(position, length, values):
    found = notate(position, length)
    assert (found is None) == (values is None)
    assert values is None or (sum(found) == length and len(found) <= len(values))


def test_the_key_is_found_in_the_notes():
    minor = np.array([(number, number + 1, pitch) for number, pitch in enumerate((57, 59, 60, 62, 64, 65, 68, 69, 64, 60, 57))], float)
    assert find_key(minor) == KeySignature(0, "minor")


def test_harmony_and_cadence_are_heard(tmp_path):
    chords = ((48, 64, 67, 72), (53, 65, 69, 72), (43, 62, 65, 71), (48, 64, 67, 72))
    tracks = [("Organ RH", 19, [(4 * bar, 4, pitch) for bar, chord in enumerate(chords) for pitch in chord[1:]]),
              ("Organ LH", 19, [(4 * bar, 4, chord[0]) for bar, chord in enumerate(chords)])]
    score, _ = read_midi(write_midi(tmp_path / "cadence.mid", tracks))
    score = annotate(score)
    roots = [(harmony.root, harmony.quality) for measure in score.measures for harmony in measure.harmony]
    assert roots == [(0, "major"), (-1, "major"), (1, "dominant-seventh"), (0, "major")]
    assert [measure.cadence for measure in score.measures] == ["", "", "", "authentic"]
    assert score.measures[0].section == "A"
