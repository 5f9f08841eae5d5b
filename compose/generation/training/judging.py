"""How near a set of pieces is to another one: plain features of finished scores, and a distance between their distributions.

No feature sees a plan or a model. The distance is the energy distance of standardised features, which needs few pieces and assumes
no shape. Source: Székely & Rizzo, Journal of Statistical Planning and Inference 143, 2013.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ...music.figures import measure_repetition, rhythm_repetition, semitone_clash_share, share_in_scale
from ...music.score import Note, Score

DURATIONS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0)  # quarter notes, the upper bound of each class but the last
INTERVALS = 13  # semitones between successive notes of a staff, the octave and more together
VOICES = (1, 2, 3, 4)  # notes that begin together, the last class open


def features(score: Score) -> np.ndarray:
    """Float [F]: pitch classes above the tonic, lengths, intervals and chords as shares; density, range and repetition as numbers."""
    notes = score.notes
    if not notes:
        return np.zeros(feature_count())
    pitches = np.array([note.pitch.midi for note in notes])
    tonic = score.key.tonic * 7
    classes = np.bincount((pitches - tonic) % 12, minlength=12) / len(notes)
    lengths = np.searchsorted(DURATIONS, [float(note.duration) for note in notes])
    lengths = np.bincount(lengths, minlength=len(DURATIONS) + 1) / len(notes)
    measures = max(1, len(score.measures))
    numbers = (len(notes) / measures / score.staff_count, pitches.std(), pitches.mean() / 12, rhythm_repetition(score),
               measure_repetition(score), semitone_clash_share(score), share_in_scale(score))
    return np.concatenate((classes, lengths, _intervals(notes), _together(notes), numbers))


def feature_count() -> int:
    return 12 + len(DURATIONS) + 1 + INTERVALS + len(VOICES) + 7


def _intervals(notes: Sequence[Note]) -> np.ndarray:
    """Shares of the intervals between the highest notes of successive onsets of a staff."""
    tops: dict[tuple[int, object], int] = {}
    for note in notes:
        tops[note.staff, note.onset] = max(note.pitch.midi, tops.get((note.staff, note.onset), 0))
    steps = [min(INTERVALS - 1, abs(tops[first] - tops[second])) for first, second in pairwise(sorted(tops)) if first[0] == second[0]]
    return np.bincount(steps, minlength=INTERVALS) / max(1, len(steps)) if steps else np.zeros(INTERVALS)


def _together(notes: Sequence[Note]) -> np.ndarray:
    """Shares of the onsets of a staff by how many notes begin."""
    _, counts = np.unique([hash((note.staff, note.onset)) for note in notes], return_counts=True)
    return np.bincount(np.minimum(counts, len(VOICES)) - 1, minlength=len(VOICES)) / len(counts)


def energy_distance(first: np.ndarray, second: np.ndarray) -> float:
    """0 for the same distribution, more the further apart. first, second: [N, F], [M, F] in the same units."""

    def mean_distance(left: np.ndarray, right: np.ndarray) -> float:
        return float(np.sqrt(((left[:, None] - right[None]) ** 2).sum(-1)).mean())

    return 2 * mean_distance(first, second) - mean_distance(first, first) - mean_distance(second, second)


class Standard:
    """The units in which features are compared: the spread of real music. pieces: float [N, F]."""

    def __init__(self, pieces: np.ndarray) -> None:
        self.mean, self.spread = pieces.mean(0), pieces.std(0) + 1e-3

    def units(self, pieces: np.ndarray) -> np.ndarray:
        return (pieces - self.mean) / self.spread

    def distance(self, first: np.ndarray, second: np.ndarray) -> float:
        """Energy distance of two sets of raw features."""
        return energy_distance(self.units(first), self.units(second))
