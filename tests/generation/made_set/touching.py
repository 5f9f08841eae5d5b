"""One note or one measure of a piece made another."""

from dataclasses import replace
from random import Random

from compose.music.score import Chord, Pitch, Score, Staff, Voice


def at(score: Score, staff: int, measure: int, index: int) -> Chord:
    return score.measures[measure].staves[staff].voices[0].chords[index]


def put(score: Score, staff: int, measure: int, index: int, pitch: Pitch | None, **changes: object) -> Score:
    """The score with one note, indices from 0, at another pitch."""
    one = score.measures[measure]
    chords = list(one.staves[staff].voices[0].chords)
    old = chords[index]
    chords[index] = replace(old, **changes) if pitch is None else Chord(old.duration_ticks, (pitch,), (False,), old.articulation)
    staves = tuple(Staff((Voice(tuple(chords)),), other.dynamic) if number == staff else other for number, other in enumerate(one.staves))
    return replace(score, measures=(*score.measures[:measure], replace(one, staves=staves), *score.measures[measure + 1 :]))


def rested(score: Score, staff: int, measure: int) -> Score:
    one = score.measures[measure]
    rest = Staff((Voice((Chord(one.length_ticks),)),))
    staves = tuple(rest if number == staff else other for number, other in enumerate(one.staves))
    return replace(score, measures=(*score.measures[:measure], replace(one, staves=staves), *score.measures[measure + 1 :]))


def spelled(score: Score, midi: int, near: Pitch | None = None) -> Pitch:
    """A MIDI pitch spelled near the key, or near another pitch."""
    centre = score.key.tonic + 2 if near is None else near.fifths
    return Pitch.from_midi(midi, min((f for f in range(-14, 19) if f * 7 % 12 == midi % 12), key=lambda f: abs(f - centre)))


def bar_of(rng: Random, score: Score) -> int:
    """A measure from 0, neither the first nor the last."""
    return rng.randrange(1, len(score.measures) - 1)


def first_note(score: Score, measure: int) -> int:
    return next(index for index, chord in enumerate(score.measures[measure].staves[0].voices[0].chords) if chord.pitches)


def lifted(score: Score, measure: int, semitones: int, staff: int = 0) -> Score:
    """The first note of a measure moved."""
    index = first_note(score, measure)
    old = at(score, staff, measure, index).pitches[-1]
    return put(score, staff, measure, index, spelled(score, old.midi + semitones, old if semitones % 12 == 0 else None))
