"""Pitch spelling: from MIDI pitches and a key signature to places on the line of fifths."""

import numpy as np

from .score import KeySignature

# Degrees of the harmonic chromatic scale on the line of fifths, by semitones above the tonic.
CHROMATIC_DEGREES = np.array([0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5])
NOTES_BEFORE, NOTES_AFTER = 10, 42
KEY_WEIGHT = 12.0


def spell(onset_ticks: np.ndarray, midi_pitches: np.ndarray, key: KeySignature) -> np.ndarray:
    """Spell notes under one key signature; returns each note's place on the line of fifths, in the order given.

    onset_ticks, midi_pitches: [N] any order; `key` is the signature in force over all of them.
    Each pitch class near a note votes, as if it were the tonic, for the spelling it would give that note.
    Source: ps13s1, Meredith, The ps13 pitch spelling algorithm, J. New Music Research 35(2), 2006; the vote of the
    written key is our addition.
    """
    midi_pitches = np.asarray(midi_pitches, dtype=np.int64)
    if not len(midi_pitches):
        return np.zeros(0, dtype=np.int64)
    order = np.lexsort((midi_pitches, np.asarray(onset_ticks)))
    classes = midi_pitches[order] % 12
    nearest, turns = _tables(key)
    weights = _nearby(classes)
    weights[:, key.tonic * 7 % 12] += KEY_WEIGHT
    votes = np.stack([(weights * (turns[classes] == turn)).sum(axis=1) for turn in (0, -1, 1)])
    chosen = np.array([0, -1, 1])[votes.argmax(axis=0)]
    fifths = np.empty(len(classes), dtype=np.int64)
    fifths[order] = nearest[classes] + 12 * chosen
    return fifths


def _tables(key: KeySignature) -> tuple[np.ndarray, np.ndarray]:
    """nearest[class]: spelling nearest the key. turns[class, tonic class]: circles of fifths away from it that tonic would ask for."""
    nearest = np.empty(12, dtype=np.int64)
    for degree in CHROMATIC_DEGREES:
        nearest[(key.tonic + degree) * 7 % 12] = key.tonic + degree
    above = (np.arange(12)[:, None] - np.arange(12)[None, :]) % 12
    asked = nearest[None, :] + CHROMATIC_DEGREES[above]
    return nearest, (asked - nearest[:, None]) // 12


def _nearby(classes: np.ndarray) -> np.ndarray:
    """How often each pitch class sounds from a few notes before to many after each note: [N, 12]."""
    counts = np.zeros((len(classes) + 1, 12))
    counts[np.arange(1, len(classes) + 1), classes] = 1
    counts = counts.cumsum(axis=0)
    here = np.arange(len(classes))
    return counts[np.minimum(here + NOTES_AFTER, len(classes))] - counts[np.maximum(here - NOTES_BEFORE, 0)]
