"""Pitch relative to the tonic: scale degree with its alteration, and octave."""

from functools import lru_cache

from .score import KeySignature, Pitch
from .vocabulary import HIGHEST_DEGREE, LOWEST_DEGREE, OCTAVES


@lru_cache(maxsize=64)
def anchor(tonic: int) -> Pitch:
    """The tonic nearest middle C, sounding MIDI 54 to 65. tonic: place on the line of fifths."""
    pitch = Pitch(tonic, 4)
    while pitch.midi > 65:
        pitch = Pitch(tonic, pitch.octave - 1)
    while pitch.midi < 54:
        pitch = Pitch(tonic, pitch.octave + 1)
    return pitch


@lru_cache(maxsize=8192)
def to_relative(pitch: Pitch, tonic: int) -> tuple[int, int] | None:
    """(degree on the line of fifths from the tonic, octave), or None where the vocabulary has no such place."""
    degree = pitch.fifths - tonic
    octave = (pitch.diatonic - anchor(tonic).diatonic) // 7
    if not LOWEST_DEGREE <= degree <= HIGHEST_DEGREE or octave not in OCTAVES:
        return None
    return degree, octave


@lru_cache(maxsize=16384)
def from_relative(degree: int, octave: int, tonic: int) -> Pitch:
    """The inverse of `to_relative`."""
    diatonic = anchor(tonic).diatonic + 7 * octave + (4 * degree) % 7
    return Pitch(tonic + degree, diatonic // 7)


def respell_within(fifths: int, key: KeySignature) -> int:
    """The enharmonic spelling of `fifths` that the vocabulary can write in `key`."""
    degree = fifths - key.tonic
    while degree < LOWEST_DEGREE:
        degree += 12
    while degree > HIGHEST_DEGREE:
        degree -= 12
    return key.tonic + degree


@lru_cache(maxsize=512)
def semitones(degree: int, octave: int) -> int:
    """Semitones above the anchor; the same in every key."""
    return from_relative(degree, octave, 0).midi - anchor(0).midi
