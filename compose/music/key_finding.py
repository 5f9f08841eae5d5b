"""The key of a set of notes: Krumhansl's profiles, helped by the printed signature and the last bass note."""

import numpy as np

from .score import KeySignature

# Source: Temperley's revision of the Krumhansl-Kessler profiles, Music Perception 17(1), 1999.
MAJOR_PROFILE = np.array((5.0, 2.0, 3.5, 2.0, 4.5, 4.0, 2.0, 4.5, 2.0, 3.5, 1.5, 4.0))
MINOR_PROFILE = np.array((5.0, 2.0, 3.5, 4.5, 2.0, 4.0, 2.0, 4.5, 3.5, 2.0, 1.5, 4.0))

SIGNATURE_BONUS = 0.15
FINAL_BASS_BONUS = 0.20


def pitch_class_weights(notes: np.ndarray) -> np.ndarray:
    """Sounding time of each pitch class, float64 [12]. notes: [N, 3+] of onset, end, MIDI pitch."""
    return np.bincount(notes[:, 2].astype(np.int64) % 12, notes[:, 1] - notes[:, 0], 12)


def key_scores(weights: np.ndarray) -> np.ndarray:
    """Correlation of pitch-class weights with each key, [2, 12]: mode (major, minor) by tonic pitch class."""
    scores = np.zeros((2, 12))
    if weights.std() == 0:
        return scores
    for mode, profile in enumerate((MAJOR_PROFILE, MINOR_PROFILE)):
        for tonic in range(12):
            scores[mode, tonic] = np.corrcoef(weights, np.roll(profile, tonic))[0, 1]
    return scores


def find_key(notes: np.ndarray, signatures: list[int] | None = None) -> KeySignature:
    """The most likely key. notes: float [N, 3+] of onset, end, MIDI pitch. signatures: fifths printed at the start, if known."""
    scores = key_scores(pitch_class_weights(notes))
    signatures = signatures or []
    for fifths in signatures:
        scores[0, fifths * 7 % 12] += SIGNATURE_BONUS
        scores[1, (fifths + 3) * 7 % 12] += SIGNATURE_BONUS
    last = notes[notes[:, 1] >= notes[:, 1].max() - 12]
    if len(last):
        scores[:, int(last[:, 2].min()) % 12] += FINAL_BASS_BONUS
    mode, tonic = np.unravel_index(int(scores.argmax()), scores.shape)
    return _spelled(int(tonic), "minor" if mode else "major", signatures)


def _spelled(tonic: int, mode: str, signatures: list[int]) -> KeySignature:
    candidates = [fifths for fifths in range(-7, 8) if (fifths + (3 if mode == "minor" else 0)) * 7 % 12 == tonic]
    return KeySignature(min(candidates, key=lambda fifths: (fifths not in signatures, abs(fifths))), mode)
