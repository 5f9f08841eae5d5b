"""What the literature measures on generated music, on finished scores. A figure is good where it is as in real music, not where it is high.

Sources: pitch-class entropy and grooving, Wu & Yang, arXiv:2008.01307; scale consistency, Mogren, arXiv:1611.09904 (both as in MusPy,
Dong et al., arXiv:2008.01951); compression of the notes, Bhandari et al., arXiv:2406.02255.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from ...music.score import TICKS_PER_QUARTER, Note, Score

MAJOR_SCALE = (0, 2, 4, 5, 7, 9, 11)
SCALES = np.array([[(pitch_class - tonic) % 12 in MAJOR_SCALE for pitch_class in range(12)] for tonic in range(12)])
WIDE_LEAP = 12  # semitones
PHRASE = 4  # notes that are looked for again
LOW, HIGH = 0.05, 0.95  # quantiles of real music between which a piece is not unusual


def pitch_class_entropy(score: Score) -> float:
    """Bits: 0 for one pitch class, log2(12) = 3.58 for all alike."""
    shares = _pitch_classes(score)
    shares = shares[shares > 0] / shares.sum()
    return float(-(shares * np.log2(shares)).sum())


def scale_consistency(score: Score) -> float:
    """Share of the notes in that diatonic scale which holds most of them."""
    counts = _pitch_classes(score)
    return float((SCALES @ counts).max() / counts.sum())


def groove_consistency(score: Score) -> float:
    """How alike neighbouring measures are in where something begins, 0 to 1, over all ticks of a measure."""
    grooves = [frozenset(place for place, *_ in _shape(score, group)) for group in _by_measure(score)]
    changes = [len(before ^ after) / score.time.length_ticks for before, after in pairwise(grooves)]
    return 1 - float(np.mean(changes)) if changes else 1.0


def phrase_repetition(score: Score) -> float:
    """Share of the four-note figures of the top line, interval and length, that were heard before."""
    line = _top_line(score)
    moves = [(second.pitch.midi - first.pitch.midi, second.duration) for first, second in pairwise(line)]
    figures = [tuple(moves[start : start + PHRASE]) for start in range(len(moves) - PHRASE + 1)]
    return 1 - len(set(figures)) / len(figures) if figures else 0.0


def distinct_measures(score: Score) -> float:
    """Share of the measures, all staves together, that are not as an earlier one."""
    shapes = [_shape(score, group) for group in _by_measure(score)]
    return len(set(shapes)) / max(1, len(shapes))


def compression(score: Score) -> float:
    """How many times smaller a general compressor makes the notes (time since the last, length, pitch, staff: a byte each)."""
    notes = sorted(score.notes, key=lambda note: (note.onset, note.staff, note.pitch.midi))
    gaps = [0, *(after.onset - before.onset for before, after in pairwise(notes))]
    times = [[int(TICKS_PER_QUARTER * time) % 256 for time in (gap, note.duration)] for gap, note in zip(gaps, notes, strict=True)]
    data = bytes(value for ticks, note in zip(times, notes, strict=True) for value in (*ticks, note.pitch.midi, note.staff))
    return len(data) / len(zlib.compress(data, 9))


def accidentals_per_measure(score: Score) -> float:
    """Notes that the signature does not hold."""
    signature = SCALES[score.key.fifths * 7 % 12]
    foreign = sum(not signature[note.pitch.midi % 12] for note in score.notes)
    return foreign / max(1, len(score.measures))


def widest_chord(score: Score) -> float:
    """Semitones that one staff strikes at once, of the widest one in twenty."""
    spans = [max(pitches) - min(pitches) for pitches in _struck(score)]
    return float(np.quantile(spans, HIGH)) if spans else 0.0


def leaps(score: Score) -> float:
    """Share of the steps of the top line that are wider than an octave."""
    moves = [abs(second.pitch.midi - first.pitch.midi) > WIDE_LEAP for first, second in pairwise(_top_line(score))]
    return float(np.mean(moves)) if moves else 0.0


PANEL: dict[str, Callable[[Score], float]] = {
    "pitch_class_entropy": pitch_class_entropy, "scale_consistency": scale_consistency, "groove_consistency": groove_consistency,
    "phrase_repetition": phrase_repetition, "distinct_measures": distinct_measures, "compression": compression,
    "accidentals_per_measure": accidentals_per_measure, "widest_chord": widest_chord, "leaps": leaps,
}  # fmt: skip


def table(scores: Sequence[Score]) -> np.ndarray:
    """Float [pieces, figures of PANEL]; pieces without notes are left out."""
    return np.array([[figure(score) for figure in PANEL.values()] for score in scores if score.notes]).reshape(-1, len(PANEL))


def usual_share(pieces: np.ndarray, real: np.ndarray) -> np.ndarray:
    """[F]: the share of the pieces that lie between the 5 and 95 % quantiles of real ones; of other real ones about nine in ten do."""
    low, high = np.quantile(real, (LOW, HIGH), axis=0)
    return ((pieces >= low - 1e-9) & (pieces <= high + 1e-9)).mean(0)


def _pitch_classes(score: Score) -> np.ndarray:
    return np.bincount([note.pitch.midi % 12 for note in score.notes], minlength=12).astype(float)


def _by_measure(score: Score) -> list[list[Note]]:
    """The notes that begin in each measure, of those with any."""
    groups: dict[int, list[Note]] = {}
    for note in score.notes:
        groups.setdefault(note.measure, []).append(note)
    return [groups[number] for number in sorted(groups)]


def _shape(score: Score, notes: Sequence[Note]) -> tuple[tuple, ...]:
    """(ticks from the bar line, quarters, pitch, staff) of each note, in order."""
    start = score.measure_onsets_ticks[notes[0].measure]
    return tuple(sorted((int(note.onset * TICKS_PER_QUARTER) - start, note.duration, note.pitch.midi, note.staff) for note in notes))


def _top_line(score: Score) -> list[Note]:
    """The highest note of each onset of the first staff."""
    tops: dict[object, Note] = {}
    for note in score.notes:
        if note.staff == 0 and (note.onset not in tops or note.pitch.midi > tops[note.onset].pitch.midi):
            tops[note.onset] = note
    return [tops[onset] for onset in sorted(tops)]


def _struck(score: Score) -> Iterator[list[int]]:
    groups: dict[tuple[int, object], list[int]] = {}
    for note in score.notes:
        groups.setdefault((note.staff, note.onset), []).append(note.pitch.midi)
    yield from groups.values()
