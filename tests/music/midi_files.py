"""MIDI files made of (onset, length, pitch) in quarters."""

from collections.abc import Sequence
from pathlib import Path

import mido

QUARTER = 480

SCALE = [(number, 1, pitch) for number, pitch in enumerate((60, 62, 64, 65, 67, 69, 71, 72, 67, 64, 62, 67, 72, 67, 64, 60))]

Notes = Sequence[tuple[float, float, int]]


def write_midi(path: Path, tracks: Sequence[tuple[str, int, Notes]], *, time: tuple[int, int] = (4, 4), key: str = "C",
               tempo_qpm: float = 90) -> Path:  # fmt: skip
    """tracks: name, programme and notes (onset, length, pitch) in quarters."""
    file = mido.MidiFile(ticks_per_beat=QUARTER)
    head = mido.MidiTrack()
    head.append(mido.MetaMessage("time_signature", numerator=time[0], denominator=time[1]))
    head.append(mido.MetaMessage("key_signature", key=key))
    head.append(mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(tempo_qpm)))
    file.tracks.append(head)
    for channel, (name, program, notes) in enumerate(tracks):
        head_of_track = (mido.MetaMessage("track_name", name=name), mido.Message("program_change", channel=channel, program=program))
        track = mido.MidiTrack(head_of_track)
        events = [(onset, 1, pitch) for onset, _, pitch in notes] + [(onset + length, 0, pitch) for onset, length, pitch in notes]
        now = 0
        for at, is_on, pitch in sorted(events):
            ticks = round(at * QUARTER)
            track.append(mido.Message("note_on", channel=channel, note=pitch, velocity=80 * is_on, time=ticks - now))
            now = ticks
        file.tracks.append(track)
    file.save(path)
    return path
