"""What can be counted in notes: scale degrees, lengths, gaps, steps, chords, registers. A piece takes a few milliseconds.

A piano roll shows a network all of this in windows; the counts are of the whole piece, exact, and need no learning. Everything is a
share or a plain figure of the order of one, so that long and short pieces can be compared; pitches are those of the roll, moved
to the signature without accidentals. Shares are square roots, so that what is rare is seen too.
"""

from collections.abc import Callable

import numpy as np

from .rolls import COLUMNS_PER_QUARTER, PlainNotes

DURATION_EDGES = np.array((2, 3.5, 5, 8, 11, 15, 22, 34, 60))  # columns; twelve to the quarter note
LENGTHS = len(DURATION_EDGES) + 1
SLOTS = np.array((0, 6, 1, 2, 3, 6, 4, 6, 5, 3, 1, 6))  # of a quarter: on it, off the grid, 32nds and 24ths, sixteenths, triplets, eighths
LAGS = np.array((6, 12, 18, 24, 36, 48, 72, 96))  # columns, at which a rhythm may come back
MOST_STRUCK, MOST_SOUNDING, WIDEST = 6, 8, 12


def _shares(values: np.ndarray, size: int, weights: np.ndarray | None = None) -> np.ndarray:
    counts = np.bincount(values.astype(np.int64), weights, size).astype(np.float64)
    return np.sqrt(counts / max(counts.sum(), 1e-9))


class _Lines:
    """The notes of a piece, and what its top and bottom lines do: the highest and lowest pitch struck at each onset."""

    def __init__(self, piece: PlainNotes) -> None:
        self.onsets, self.ends, pitches = piece.notes.T.astype(np.int64)
        self.pitches = pitches + piece.shift  # as in the roll, so that another key changes nothing
        self.lengths, self.degrees = self.ends - self.onsets, self.pitches % 12
        self.struck, self.first = np.unique(self.onsets, return_index=True)
        self.struck_counts = np.diff(np.append(self.first, len(self.onsets)))
        self.tops, self.bottoms = np.maximum.reduceat(self.pitches, self.first), np.minimum.reduceat(self.pitches, self.first)
        self.columns = piece.column_count
        self.gaps = np.diff(self.struck) if len(self.struck) > 1 else np.array([COLUMNS_PER_QUARTER])


def _pitch(lines: _Lines) -> list[np.ndarray]:
    bass = lines.bottoms % 12
    return [
        _shares(lines.degrees, 12, lines.lengths),
        _shares(bass, 12),
        np.eye(12)[bass[0]],
        np.eye(12)[bass[-1]],
        _shares(np.clip(lines.pitches // 12, 1, 8) - 1, 8, lines.lengths),
    ]


def _time(lines: _Lines) -> list[np.ndarray]:
    lengths, gaps = np.searchsorted(DURATION_EDGES, lines.lengths), np.searchsorted(DURATION_EDGES, lines.gaps)
    pairs = gaps[:-1] * LENGTHS + gaps[1:]
    hits = np.bincount(lines.struck - lines.struck[0])
    returns = [float(hits[lag:] @ hits[:-lag]) / len(lines.struck) if lag < len(hits) else 0.0 for lag in LAGS.tolist()]
    return [
        _shares(lengths, LENGTHS), _shares(gaps, LENGTHS), _shares(pairs, LENGTHS**2),
        _shares(SLOTS[lines.onsets % COLUMNS_PER_QUARTER], 7), np.array(returns),
    ]  # fmt: skip


def _motion(lines: _Lines) -> list[np.ndarray]:
    steps, below = (np.clip(np.diff(line), -WIDEST, WIDEST) + WIDEST for line in (lines.tops, lines.bottoms))
    melody = lines.tops % 12
    return [_shares(steps, 2 * WIDEST + 1), _shares(below, 2 * WIDEST + 1), _shares(melody[:-1] * 12 + melody[1:], 144)]


def _chords(lines: _Lines) -> list[np.ndarray]:
    above = (lines.pitches - np.repeat(lines.bottoms, lines.struck_counts)) % 12
    changes = np.zeros(lines.columns + 1)
    np.add.at(changes, lines.onsets, 1)
    np.add.at(changes, lines.ends, -1)
    sounding = np.cumsum(changes)[: lines.columns]
    return [
        _shares(above, 12), _shares(np.minimum(lines.struck_counts, MOST_STRUCK) - 1, MOST_STRUCK),
        _shares(np.minimum(sounding, MOST_SOUNDING), MOST_SOUNDING + 1),
    ]  # fmt: skip


def _sizes(lines: _Lines) -> list[np.ndarray]:
    quarters = max(lines.columns, 1) / COLUMNS_PER_QUARTER
    per_part = np.histogram(lines.onsets, 8, (0, max(lines.columns, 1)))[0] / (quarters / 8)
    return [
        np.array((
            np.log(quarters) / 4, len(lines.onsets) / quarters / 4, len(lines.struck) / quarters / 2,
            len(lines.onsets) / len(lines.struck) / 3, lines.lengths.sum() / max(lines.columns, 1) / 3,
            lines.pitches.mean() / 60, lines.pitches.std() / 12, lines.pitches.min() / 60, lines.pitches.max() / 60,
        )),
        np.sort(per_part)[::-1] / 4,
    ]  # fmt: skip


GROUPS: tuple[Callable[[_Lines], list[np.ndarray]], ...] = (_pitch, _time, _motion, _chords, _sizes)


def count_notes(piece: PlainNotes) -> np.ndarray:
    """float32 [COUNTS] of a piece with at least one note."""
    lines = _Lines(piece)
    return np.concatenate([each for group in GROUPS for each in group(lines)]).astype(np.float32)


COUNTS = len(count_notes(PlainNotes(np.array(((0, 12, 60),), np.int32), 0)))
