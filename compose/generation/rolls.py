"""Notes → piano rolls: what the music side of the style space looks at.

A piece is reduced to plain notes (onset and end on a grid of 12 columns a quarter note, which holds sixteenths, 32nds of a
beat's half and triplets alike, and MIDI pitch) and cut into windows of 16 quarters. Quarters and not measures, because bar lines are a
guess in many uploads. The rows are the 88 keys of a piano, moved by at most six semitones so that the signature becomes
that of C major and A minor: the same music in another key gives the same roll, or one an octave away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from ..music.key_finding import find_key
from ..music.midi_events import read_events
from ..music.score import TICKS_PER_QUARTER, Score
from .conditions import AXES, ensemble_class, index, tempo_class

COLUMNS_PER_QUARTER = 12
WINDOW_COLUMNS = 16 * COLUMNS_PER_QUARTER
LOWEST_PITCH, ROW_COUNT = 21, 88
MOST_STAVES = 8
# What a listener hears at once and a window of notes hardly shows, with the number of values. Staves came last: older files know three.
FACTS = {axis: len(AXES[axis]) for axis in ("tempo_class", "ensemble", "time")} | {"staves": MOST_STAVES}


@dataclass(frozen=True)
class PlainNotes:
    """The notes of a piece without their score.

    notes: int32 [N, 3] of first column, column after the last, and MIDI pitch, by onset. fifths: of the signature, found or declared.
    facts: numbers from 1 for each of FACTS, 0 where unknown.
    """

    notes: np.ndarray
    fifths: int
    facts: tuple[int, ...] = (0,) * len(FACTS)

    @cached_property
    def column_count(self) -> int:
        return int(self.notes[:, 1].max()) if len(self.notes) else 0

    @property
    def shift(self) -> int:
        """Semitones to the signature without accidentals, -5 to 6."""
        return (5 - 7 * self.fifths) % 12 - 5


def facts_of(tempo_qpm: float | None = None, ensemble: str = "", time: str = "", staves: int = 0) -> tuple[int, ...]:
    """Numbers for each of FACTS; time: "3/4"."""
    tempo = index("tempo_class", tempo_class(tempo_qpm)) if tempo_qpm else 0
    return tempo, index("ensemble", ensemble), index("time", time), min(staves, MOST_STAVES)


def plain_notes(quarters: np.ndarray, fifths: int | None = None, facts: tuple[int, ...] | None = None) -> PlainNotes:
    """quarters: [N, 3] of onset and duration in quarter notes and MIDI pitch. fifths: found by the notes if None."""
    quarters = np.asarray(quarters, np.float64).reshape(-1, 3)
    columns = np.stack((quarters[:, 0], quarters[:, 0] + quarters[:, 1]), -1) * COLUMNS_PER_QUARTER
    columns = np.column_stack((columns, quarters[:, 2]))
    if fifths is None:
        fifths = find_key(columns).fifths if len(columns) else 0
    return _plain(columns, fifths, facts or facts_of())


def _plain(columns: np.ndarray, fifths: int, facts: tuple[int, ...]) -> PlainNotes:
    notes = np.rint(columns).astype(np.int32)
    notes[:, 1] = np.maximum(notes[:, 1], notes[:, 0] + 1)
    return PlainNotes(notes[np.argsort(notes[:, 0], kind="stable")], fifths, facts)


def notes_of_score(score: Score) -> PlainNotes:
    """The sounding notes of a score, with its key, tempo, players and metre."""
    rows = [(float(note.onset), float(note.duration), note.pitch.midi) for note in score.notes]
    players = ensemble_class(part.instrument.name for part in score.parts)
    return plain_notes(np.array(rows), score.key.fifths, facts_of(score.tempo_qpm, players, score.time.name, score.staff_count))


def notes_of_midi(path: Path) -> PlainNotes:
    """The notes of a MIDI file without drums, with its first tempo and metre. Raises UnreadableMidi."""
    piece = read_events(path)
    columns = np.concatenate([track.notes[:, :3] for track in piece.tracks])
    columns[:, :2] *= COLUMNS_PER_QUARTER / TICKS_PER_QUARTER
    signatures = [fifths for onset, fifths, _ in piece.keys if onset <= 0]
    times = [f"{beats}/{beat_type}" for onset, beats, beat_type in piece.times if onset <= 0]
    return _plain(columns, find_key(columns, signatures).fifths, facts_of(piece.tempo_qpm, "", times[0] if times else ""))


def window_starts(column_count: int, count: int) -> list[int]:
    """First columns of at most `count` windows spread evenly over a piece, fewer where they would overlap by more than half."""
    last = max(0, column_count - WINDOW_COLUMNS)
    count = min(count, 1 + -(-last // (WINDOW_COLUMNS // 2)))
    return np.linspace(0, last, count).round().astype(int).tolist()


def fill_rolls(pieces: Sequence[PlainNotes], starts: Sequence[int], shifts: Sequence[int] | None = None) -> np.ndarray:
    """Rolls [B, 2, ROW_COUNT, WINDOW_COLUMNS] float32 of one window a piece: onsets, and all columns a note sounds in.

    starts: first column of each window. shifts: semitones to move each piece; its own `shift` if None. Notes off the keyboard are left out.
    """
    shifts = [piece.shift for piece in pieces] if shifts is None else shifts
    parts = [_window(piece.notes, start, shift, row) for row, (piece, start, shift) in enumerate(zip(pieces, starts, shifts, strict=True))]
    cells, onsets, ends, is_struck = (np.concatenate(column) for column in zip(*parts, strict=True))
    width = WINDOW_COLUMNS + 1  # one more, where notes end that sound on
    size = len(pieces) * ROW_COUNT * width
    change = np.bincount(cells * width + onsets, minlength=size).astype(np.float32)
    change -= np.bincount(cells * width + ends, minlength=size)
    struck = np.bincount((cells * width + onsets)[is_struck], minlength=size)
    shape = (len(pieces), ROW_COUNT, width)
    sounding = np.cumsum(change.reshape(shape), -1)[..., :WINDOW_COLUMNS] > 0.5
    return np.stack((struck.reshape(shape)[..., :WINDOW_COLUMNS] > 0, sounding), 1).astype(np.float32)


def _window(notes: np.ndarray, start: int, shift: int, row: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Cell (piece and pitch), first and last column inside the window, and whether the note begins there."""
    stop = start + WINDOW_COLUMNS
    notes = notes[: np.searchsorted(notes[:, 0], stop)]
    pitches = notes[:, 2] + shift - LOWEST_PITCH
    is_in = (notes[:, 1] > start) & (pitches >= 0) & (pitches < ROW_COUNT)
    notes, pitches = notes[is_in], pitches[is_in]
    return (row * ROW_COUNT + pitches).astype(np.int64), np.maximum(notes[:, 0] - start, 0), \
        np.minimum(notes[:, 1] - start, WINDOW_COLUMNS), notes[:, 0] >= start
