"""Notes of a MIDI file → Score: measures, grid, spelling, voices and parts."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from .errors import ScoreError
from .header import Header
from .instruments import INSTRUMENTS
from .key_finding import find_key
from .midi_events import MidiPiece, MidiTrack, read_events
from .part_names import instrument_of, is_keyboard
from .quantise import BEAT_TICKS, snap
from .score import Chord, KeySignature, Measure, Score, Staff, TimeSignature, Voice
from .spelling import spell
from .vocabulary import DURATIONS_TICKS, INDEX
from .voices import separate, to_voice

MIDDLE_C = 60
DYNAMIC_VELOCITIES = ((35, "ppp"), (45, "pp"), (58, "p"), (70, "mp"), (84, "mf"), (98, "f"), (112, "ff"), (128, "fff"))


@dataclass
class Losses:
    """What reading changed. note_count: notes read. moved: onsets moved, by moved_ticks in all. relengthened: lengths changed
    by the grid or to keep voices apart. ties: ties that could not be kept. drums: notes left out."""

    note_count: int = 0
    moved: int = 0
    moved_ticks: float = 0.0
    relengthened: int = 0
    ties: int = 0
    drums: int = 0


@dataclass
class Frame:
    """The measures of a piece before its notes. starts: ticks of each measure and of the end."""

    times: list[TimeSignature] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])


def read_midi(path: Path, tempo_qpm: int | None = None) -> tuple[Score, Losses]:
    """The score of a MIDI file and what was lost on the way.

    Raises UnreadableMidi, or ScoreError where the vocabulary has no place for its metre or its parts.
    """
    return transcribe(read_events(path), tempo_qpm)


def transcribe(piece: MidiPiece, tempo_qpm: int | None = None) -> tuple[Score, Losses]:
    """As `read_midi`, of a file that is read already. Raises ScoreError."""
    losses = Losses(drums=piece.drum_note_count)
    staves, instruments = _assign_staves(piece.tracks)
    end_ticks = max(float(staff[:, 1].max()) for staff in staves if len(staff))
    key = find_key(np.concatenate(staves), [fifths for onset, fifths, _ in piece.keys if onset <= 0] or [0])
    frame = _measure_frame(piece, key, end_ticks)
    pickup_ticks = _find_pickup(frame, staves)
    columns = [_read_staff(staff, frame, key, pickup_ticks, losses) for staff in staves]
    _mark_dynamics(columns, staves, frame, instruments)
    measures = _to_measures(columns, frame, key, pickup_ticks)
    tempo = tempo_qpm or round(min(300, max(20, piece.tempo_qpm or 100)))
    header = Header(instruments, key, frame.times[0], tempo, len(measures))
    return Score(header.parts, key, frame.times[0], tempo, measures), losses


def _assign_staves(tracks: list[MidiTrack]) -> tuple[list[np.ndarray], tuple[str, ...]]:
    """One note array a staff, and the instruments. Two keyboard tracks in a row are one keyboard; a lone one is split at middle C."""
    staves: list[np.ndarray] = []
    instruments: list[str] = []
    waiting = list(tracks)
    while waiting:
        track = waiting.pop(0)
        name = instrument_of(track.name, track.program, float(np.median(track.notes[:, 2])))
        instruments.append(name)
        if len(INSTRUMENTS[name].clefs) == 1:
            staves.append(track.notes)
        elif waiting and is_keyboard(waiting[0].program) == is_keyboard(track.program) and not _starts_new_keyboard(track, waiting[0]):
            staves.extend((track.notes, waiting.pop(0).notes))
        else:
            is_upper = track.notes[:, 2] >= MIDDLE_C
            staves.extend((track.notes[is_upper], track.notes[~is_upper]))
    return staves, tuple(instruments)


def _starts_new_keyboard(track: MidiTrack, after: MidiTrack) -> bool:
    return len(INSTRUMENTS[instrument_of(after.name, after.program, float(np.median(after.notes[:, 2])))].clefs) == 1 or (
        float(after.notes[:, 2].mean()) > float(track.notes[:, 2].mean()) + 3
    )


def _measure_frame(piece: MidiPiece, key: KeySignature, end_ticks: float) -> Frame:
    frame = Frame()
    times = piece.times or [(0.0, 4, 4)]
    first_fifths = next((fifths for onset, fifths, _ in piece.keys if onset <= 0), key.fifths)
    while frame.starts[-1] < end_ticks - 1e-6:
        now = frame.starts[-1]
        _, beats, beat_type = [time for time in times if time[0] <= now + 1e-6 or time is times[0]][-1]
        time = TimeSignature(beats, beat_type)
        if time not in INDEX["time"]:
            raise ScoreError(f"the vocabulary has no time signature {time.name}")
        changed = [fifths for onset, fifths, _ in piece.keys if 0 < onset <= now + 1e-6]
        # A change is kept relative to the first signature, so that a corrected home key moves with it.
        fifths = key.fifths + (changed[-1] - first_fifths if changed else 0)
        frame.times.append(time)
        frame.keys.append((fifths + 7) % 12 - 7 if not -7 <= fifths <= 7 else fifths)
        frame.starts.append(now + time.length_ticks)
    return frame


def _find_pickup(frame: Frame, staves: list[np.ndarray]) -> int:
    """Length of a first measure that is mostly silence before the first note, or 0."""
    first = min(float(staff[:, 0].min()) for staff in staves if len(staff))
    length = frame.times[0].length_ticks
    pickup = length - int(first // 12 * 12)
    is_pickup = len(frame.times) > 3 and first < length and 0 < pickup <= length // 2 and pickup in DURATIONS_TICKS
    return pickup if is_pickup and frame.keys[0] == frame.keys[1] and frame.times[0] == frame.times[1] else 0


Column = list[list[tuple[int, int, int, int, bool]]]  # the notes of each measure of a staff, as voices.separate takes them


def _read_staff(notes: np.ndarray, frame: Frame, key: KeySignature, pickup_ticks: int, losses: Losses) -> list[tuple[Voice, ...]]:
    starts = np.array(frame.starts)
    column: Column = [[] for _ in frame.times]
    if len(notes):
        onsets, ends = _to_grid(notes, starts, losses)
        fifths = spell(onsets, notes[:, 2].astype(np.int64), key)
        first = np.searchsorted(starts, onsets, side="right") - 1
        for onset, end, pitch, letter, measure in zip(
            onsets.tolist(), ends.tolist(), notes[:, 2].astype(int).tolist(), np.asarray(fifths).tolist(), first.tolist(), strict=True
        ):
            while measure < len(column):
                start, stop = frame.starts[measure], frame.starts[measure + 1]
                column[measure].append((max(onset, start) - start, min(end, stop) - start, pitch, letter, end > stop))
                if end <= stop:
                    break
                measure += 1
    voices = [_measure_voices(column[0], frame.times[0].length_ticks, key, losses, pickup_ticks)]
    voices += [_measure_voices(notes, time.length_ticks, key, losses) for notes, time in zip(column[1:], frame.times[1:], strict=True)]
    return _drop_dangling_ties(voices, losses)


def _to_grid(notes: np.ndarray, starts: np.ndarray, losses: Losses) -> tuple[np.ndarray, np.ndarray]:
    times = np.concatenate((notes[:, 0], notes[:, 1]))
    measure = np.clip(np.searchsorted(starts, times + 1e-3, side="right") - 1, 0, len(starts) - 2)
    beats = measure * 64 + ((times - starts[measure] + 1e-3) // BEAT_TICKS).astype(np.int64)
    grid = snap(times, beats)
    onsets, ends = np.split(grid, 2)
    onsets = np.where(onsets >= starts[-1], starts[-1] - 12, onsets)
    shortest = np.where(np.isin(onsets % 12, (4, 8)), 4, 3)
    ends = np.minimum(np.maximum(ends, onsets + shortest), starts[-1])
    error = np.abs(onsets - notes[:, 0])
    losses.note_count += len(notes)
    losses.moved += int((error > 0.01).sum())
    losses.moved_ticks += float(error.sum())
    losses.relengthened += int((np.abs(ends - onsets - (notes[:, 1] - notes[:, 0])) > 0.01).sum())
    return onsets, ends


def _measure_voices(notes: list, length_ticks: int, key: KeySignature, losses: Losses, pickup_ticks: int = 0) -> tuple[Voice, ...]:
    if pickup_ticks:
        shift = length_ticks - pickup_ticks
        notes = [(onset - shift, end - shift, pitch, letter, is_held) for onset, end, pitch, letter, is_held in notes]
        length_ticks = pickup_ticks
    lines, changed = separate(notes)
    losses.relengthened += changed
    voices = [to_voice(line, length_ticks, key) for line in lines]
    if None in voices:  # a triplet and a 32nd met inside one beat: fall back to sixteenths for this measure
        losses.relengthened += len(notes)
        lines, _ = separate(_coarse(notes, length_ticks))
        voices = [to_voice(line, length_ticks, key) for line in lines]
        if None in voices:
            raise ScoreError("a measure cannot be written in notated values")
    return tuple(voice for voice in voices if voice)


def _coarse(notes: list, length_ticks: int) -> list:
    """The notes on the sixteenths before them, each pitch once a place."""
    coarse = {}
    for onset, end, pitch, letter, is_held in notes:
        start = onset // 6 * 6
        coarse[start, min(length_ticks, max(end // 6 * 6, start + 6)), pitch] = (letter, is_held)
    return [(start, end, pitch, *rest) for (start, end, pitch), rest in coarse.items() if start < length_ticks]


def _drop_dangling_ties(measures: list[tuple[Voice, ...]], losses: Losses) -> list[tuple[Voice, ...]]:
    """Clear tie flags over a bar line whose pitch does not go on in the same voice."""
    result = []
    for number, voices in enumerate(measures):
        after = measures[number + 1] if number + 1 < len(measures) else ()
        following = [voice.chords[0].pitches for voice in after] + [(), ()]
        result.append(tuple(_without_dangling(voice, pitches, losses) for voice, pitches in zip(voices, following, strict=False)))
    return result


def _without_dangling(voice: Voice, following: tuple, losses: Losses) -> Voice:
    last = voice.chords[-1]
    ties = tuple(is_tied and pitch in following for pitch, is_tied in zip(last.pitches, last.ties, strict=True))
    if ties == last.ties:
        return voice
    losses.ties += sum(last.ties) - sum(ties)
    return Voice((*voice.chords[:-1], Chord(last.duration_ticks, last.pitches, ties, last.articulation)))


def _mark_dynamics(columns: list, staves: list[np.ndarray], frame: Frame, instruments: tuple[str, ...]) -> None:
    """Turn each column into (voices, dynamic) pairs: a mark where the median velocity of a part's first staff changes class."""
    has_dynamics = len({velocity for staff in staves for velocity in staff[:, 3].tolist()}) > 1
    index = 0
    starts = np.array(frame.starts)
    for name in instruments:
        for offset in range(len(INSTRUMENTS[name].clefs)):
            marks = _dynamic_marks(staves[index], starts) if has_dynamics and offset == 0 else [""] * len(frame.times)
            columns[index] = list(zip(columns[index], marks, strict=True))
            index += 1


def _dynamic_marks(notes: np.ndarray, starts: np.ndarray) -> list[str]:
    marks, last = [], ""
    measures = np.searchsorted(starts, notes[:, 0] + 1e-3, side="right") - 1
    for measure in range(len(starts) - 1):
        velocities = notes[measures == measure, 3]
        mark = next(name for limit, name in DYNAMIC_VELOCITIES if np.median(velocities) < limit) if len(velocities) else last
        marks.append(mark if mark != last else "")
        last = mark
    return marks


def _to_measures(columns: list, frame: Frame, key: KeySignature, pickup_ticks: int) -> tuple[Measure, ...]:
    measures = []
    for number, (time, fifths) in enumerate(zip(frame.times, frame.keys, strict=True)):
        staves = tuple(Staff(column[number][0], column[number][1]) for column in columns)
        length = pickup_ticks if number == 0 and pickup_ticks else time.length_ticks
        measures.append(Measure(KeySignature(fifths, key.mode), time, staves, length))
    return tuple(measures)
