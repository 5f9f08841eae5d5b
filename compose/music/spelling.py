"""Pitch spelling: from MIDI pitches and a key signature to places on the line of fifths.

Where a pitch class has two or three plausible spellings, a small network (129 inputs, 64 hidden, 3 outputs) decides from
the pitch classes around the note, as ps13 does with fixed counts. It was trained on OpenScore (CC0); `spelling.npz` holds
its weights. `python -m compose.music.spelling --corpus DIR` measures it against MusicXML files.
Sources: Meredith, The ps13 pitch spelling algorithm, J. New Music Research 35(2), 2006; Temperley, line of fifths.
"""

from functools import lru_cache
from pathlib import Path

import numpy as np

from .score import KeySignature

WEIGHTS = Path(__file__).with_name("spelling.npz")
LOWEST = -3  # the spellings nearest a signature: three places flatwards of its major tonic to eight sharpwards
WINDOWS = (6, 24, 96, 384)  # notes before and after
LAGS = 8  # notes in which a step to a neighbouring pitch counts
STEPS = (-2, -1, 1, 2)  # semitones
TURNS = np.array([-1, 0, 1])  # circles of fifths away from the nearest spelling
BLOCK = 1 << 15  # notes at a time, to keep memory small


def spell(onset_ticks: np.ndarray, midi_pitches: np.ndarray, key: KeySignature) -> np.ndarray:
    """Spell notes under one key signature; returns each note's place on the line of fifths, in the order given.

    onset_ticks, midi_pitches: [N], any order. key: in force over all of them; the mode only tips the scales.
    """
    midi_pitches = np.asarray(midi_pitches, dtype=np.int64)
    onset_ticks = np.asarray(onset_ticks)
    if not len(midi_pitches):
        return np.zeros(0, dtype=np.int64)
    order = np.lexsort((midi_pitches, onset_ticks))
    pitches = midi_pitches[order]
    classes = (pitches - 7 * key.fifths) % 12  # semitones above the signature's major tonic
    turns = _turns(_features(onset_ticks[order], pitches, classes, key.mode == "minor"))
    fifths = np.empty(len(pitches), dtype=np.int64)
    fifths[order] = _nearest()[classes] + key.fifths + 12 * turns
    return fifths


@lru_cache(maxsize=1)
def _nearest() -> np.ndarray:
    """For each pitch class above the major tonic, its nearest place on the line of fifths."""
    nearest = np.empty(12, dtype=np.int64)
    for degree in range(LOWEST, LOWEST + 12):
        nearest[7 * degree % 12] = degree
    return nearest


@lru_cache(maxsize=1)
def _weights() -> dict[str, np.ndarray]:
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def _turns(features: np.ndarray) -> np.ndarray:
    weights = _weights()
    turns = np.empty(len(features), dtype=np.int64)
    for start in range(0, len(features), BLOCK):
        hidden = np.maximum(features[start : start + BLOCK] @ weights["hidden"] + weights["hidden_bias"], 0)
        turns[start : start + BLOCK] = TURNS[(hidden @ weights["turn"] + weights["turn_bias"]).argmax(axis=1)]
    return turns


def _features(onsets: np.ndarray, pitches: np.ndarray, classes: np.ndarray, is_minor: bool) -> np.ndarray:
    """[N, 129]: the note's class, classes in windows before and after it and struck with it, steps from and to it, mode."""
    own = np.eye(12, dtype=np.float32)[classes]
    count = len(own)
    features = np.empty((count, 12 + 24 * len(WINDOWS) + 12 + 2 * len(STEPS) + 1), dtype=np.float32)
    features[:, :12] = own
    widest = max(WINDOWS)
    # Running counts, padded so that every window is a slice.
    counts = np.zeros((count + 2 * widest + 1, 12), dtype=np.float32)
    np.cumsum(own, axis=0, out=counts[widest + 1 : widest + 1 + count])
    counts[widest + 1 + count :] = counts[widest + count]
    here, column = widest, 12
    for size in WINDOWS:
        features[:, column : column + 12] = counts[here : here + count] - counts[here - size : here - size + count]
        column += 12
        features[:, column : column + 12] = counts[here + 1 + size : here + 1 + size + count] - counts[here + 1 : here + 1 + count]
        column += 12
    starts = np.flatnonzero(np.r_[True, np.diff(onsets) != 0])
    together = np.add.reduceat(own, starts, axis=0)
    features[:, column : column + 12] = np.minimum(np.repeat(together, np.diff(np.r_[starts, count]), axis=0), 1)
    _steps(pitches, features[:, column + 12 : column + 12 + 2 * len(STEPS)])
    features[:, -1] = is_minor
    return features


def _steps(pitches: np.ndarray, out: np.ndarray) -> None:
    """Whether a pitch a step away follows (first half) or precedes (second half) soon: the sooner the nearer to 1."""
    out[:] = 0
    for lag in range(min(LAGS, len(pitches) - 1), 0, -1):  # nearer ones overwrite farther ones
        interval = pitches[lag:] - pitches[:-lag]
        near = 1 / np.sqrt(lag)
        for number, step in enumerate(STEPS):
            out[:-lag, number][interval == step] = near
            out[lag:, len(STEPS) + number][interval == -step] = near


if __name__ == "__main__":
    from .spelling_measure import main

    main()
