"""A MIDI file as plain numbers: tracks of notes, metre, keys and tempo. Timing in ticks of 24 to the quarter, unrounded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import mido
import numpy as np
from mido.midifiles.meta import KeySignatureError

from .errors import ScoreError
from .score import TICKS_PER_QUARTER

DRUM_CHANNEL = 9
MOST_TEXTS = 20


class UnreadableMidi(ScoreError):
    """A file that is not a standard MIDI file with notes."""

    code = "score.unreadable_midi"


@dataclass
class MidiTrack:
    """notes: float64 [N, 4] of onset, end (ticks), MIDI pitch and velocity, sorted by onset then pitch."""

    name: str
    program: int
    notes: np.ndarray


@dataclass
class MidiPiece:
    """times: (onset_ticks, beats, beat_type). keys: (onset_ticks, fifths, mode). tempo_qpm: the first one, or None.

    title: name of a first track without notes. texts: remarks, among them our own mark. tempo_change_count: after the first.
    """

    tracks: list[MidiTrack] = field(default_factory=list)
    times: list[tuple[float, int, int]] = field(default_factory=list)
    keys: list[tuple[float, int, str]] = field(default_factory=list)
    tempo_qpm: float | None = None
    drum_note_count: int = 0
    tempo_change_count: int = 0
    title: str = ""
    texts: list[str] = field(default_factory=list)


# Tonics along the line of fifths: major keys from seven flats to seven sharps, minor keys three places further.
TONICS = ("Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#", "G#", "D#", "A#")
MAJOR_FIFTHS = {name: fifths for fifths, name in enumerate(TONICS[:15], -7)}
MINOR_FIFTHS = {name: fifths for fifths, name in enumerate(TONICS[3:], -7)}


def read_events(source: Path | BinaryIO) -> MidiPiece:
    """Read a MIDI file. Raises UnreadableMidi if it is damaged, has no ticks or has no pitched note."""
    name = source.name if isinstance(source, Path) else "the file"
    try:
        midi = mido.MidiFile(source) if isinstance(source, Path) else mido.MidiFile(file=source)
    except (OSError, EOFError, ValueError, KeyError, IndexError, TypeError, KeySignatureError) as error:
        raise UnreadableMidi(f"{name} is not a readable MIDI file: {error}") from error
    if midi.ticks_per_beat <= 0:
        raise UnreadableMidi(f"{name} has no musical time")
    piece = MidiPiece(title=_title(midi))
    for track in midi.tracks:
        for single in _by_channel(track):
            _read_track(single, TICKS_PER_QUARTER / midi.ticks_per_beat, piece)
    if not piece.tracks:
        raise UnreadableMidi(f"{name} has no notes")
    piece.times.sort()
    piece.keys.sort(key=lambda key: key[0])
    return piece


def _title(midi: mido.MidiFile) -> str:
    """The name of a first track that plays nothing: by custom that of the piece."""
    first = midi.tracks[0] if midi.tracks else mido.MidiTrack()
    return "" if any(message.type == "note_on" for message in first) else first.name.strip()


def _by_channel(track: mido.MidiTrack) -> Iterator[mido.MidiTrack]:
    """A track in which several players play, as in files of type 0, as one track a player; what is no note comes with the first."""
    channels = sorted({message.channel for message in track if message.type == "note_on"})
    if len(channels) < 2:
        yield track
        return
    for channel in channels:
        single, waited = mido.MidiTrack(), 0
        for message in track:
            waited += message.time
            is_mine = message.channel == channel if hasattr(message, "channel") else channel == channels[0]
            if is_mine:
                single.append(message.copy(time=waited))
                waited = 0
        yield single


def _read_track(track: mido.MidiTrack, scale: float, piece: MidiPiece) -> None:
    now, name, program = 0, "", 0
    started: dict[tuple[int, int], list[tuple[float, int]]] = {}
    notes = []
    for message in track:
        now += message.time
        kind = message.type
        if kind == "note_on" and message.velocity:
            started.setdefault((message.channel, message.note), []).append((now * scale, message.velocity))
        elif kind in ("note_off", "note_on"):
            begun = started.get((message.channel, message.note))
            if begun:
                onset, velocity = begun.pop(0)
                if message.channel == DRUM_CHANNEL:
                    piece.drum_note_count += 1
                elif now * scale > onset:
                    notes.append((onset, now * scale, message.note, velocity))
        elif kind == "track_name":
            name = name or message.name.strip()
        elif kind == "program_change":
            program = program or message.program
        elif kind == "time_signature":
            piece.times.append((now * scale, message.numerator, message.denominator))
        elif kind == "key_signature":
            mode = "minor" if message.key.endswith("m") else "major"
            table = MINOR_FIFTHS if mode == "minor" else MAJOR_FIFTHS
            piece.keys.append((now * scale, table[message.key.rstrip("m")], mode))
        elif kind == "set_tempo" and message.tempo:
            tempo_qpm = mido.tempo2bpm(message.tempo)
            piece.tempo_change_count += piece.tempo_qpm is not None and tempo_qpm != piece.tempo_qpm
            piece.tempo_qpm = piece.tempo_qpm or tempo_qpm
        elif kind == "text" and len(piece.texts) < MOST_TEXTS:
            piece.texts.append(message.text)
    if notes:
        piece.tracks.append(MidiTrack(name, program, np.array(sorted(notes, key=lambda note: (note[0], note[2])), np.float64)))
