"""Moving and spelling one pitch, as a musician would write it in the key."""

from dataclasses import dataclass

import numpy as np

from .edit_errors import EditError
from .pitch import LETTERS, STEPS, Pitch
from .relative import respell_within, to_relative
from .score import KeySignature, Score
from .spelling import spell
from .vocabulary import OCTAVES

ALTERATIONS = {"double-flat": -2, "flat": -1, "natural": 0, "sharp": 1, "double-sharp": 2}
CONTEXT_MEASURES = 2  # on either side: what decides how an altered note is spelled
MOST_ALTERATION = 2
ENOUGH_NOTES = 16  # fewer are no context to judge by
SHARPWARD, FLATWARD = -1, -6  # where the twelve spellings begin, from the signature's major tonic


@dataclass(frozen=True, slots=True)
class Moment:
    """When a pitch sounds: measure from 0, ticks from its start, and the key in force."""

    measure: int
    onset_ticks: int
    key: KeySignature


def on_staff(diatonic: int, key: KeySignature) -> Pitch:
    """The pitch on a staff place without an accidental. diatonic: letters counted up from C0."""
    octave, letter = divmod(diatonic, 7)
    natural = STEPS.index(LETTERS[letter]) - 1
    lowest = key.fifths - 1
    return Pitch(lowest + (natural - lowest) % 7, octave)


def moved_by_steps(pitch: Pitch, count: int, key: KeySignature) -> Pitch:
    """Along the scale of the key signature."""
    return on_staff(pitch.diatonic + count, key)


def moved_by_semitones(score: Score, pitch: Pitch, count: int, moment: Moment) -> Pitch:
    """Along the piano's keys, spelled by what sounds around it."""
    return spelled(score, pitch.midi + count, moment, instead_of=pitch)


def moved_by_octaves(pitch: Pitch, count: int) -> Pitch:
    return Pitch(pitch.fifths, pitch.octave + count)


def altered(pitch: Pitch, sign: str) -> Pitch:
    """The same letter and octave with another accidental."""
    natural = STEPS.index(pitch.step) - 1
    return Pitch(natural + 7 * ALTERATIONS[sign], pitch.octave)


def respelled(score: Score, pitch: Pitch) -> Pitch:
    """The same sound under the next of its usual names (F sharp, G flat). Raises EditError where there is only one."""
    for fifths in (pitch.fifths + 12, pitch.fifths - 12, pitch.fifths + 24, pitch.fifths - 24):
        other = Pitch.from_midi(pitch.midi, fifths)
        if abs(other.alter) <= MOST_ALTERATION and to_relative(other, score.key.tonic) is not None:
            return other
    raise EditError("edit.no_other_spelling", pitch=pitch.name)


def nearest_letter(letter: str, near: Pitch, key: KeySignature) -> Pitch:
    """The pitch of this letter, as the key signature has it, that lies nearest to another one."""
    above = near.diatonic + (LETTERS.index(letter) - near.diatonic) % 7
    place = above if above - near.diatonic <= 3 else above - 7
    return on_staff(place, key)


def check_pitch(score: Score, pitch: Pitch) -> Pitch:
    """The pitch, under its other name where only that lies near enough to the key. Raises EditError where neither can be written."""
    if abs(pitch.alter) <= MOST_ALTERATION and 0 <= pitch.midi <= 127:
        pitch = Pitch.from_midi(pitch.midi, respell_within(pitch.fifths, score.key))
    if not 0 <= pitch.midi <= 127 or abs(pitch.alter) > MOST_ALTERATION or to_relative(pitch, score.key.tonic) is None:
        raise EditError("edit.too_far", pitch=pitch.name, key=score.key.name, octaves=len(OCTAVES) // 2)
    return pitch


def spelled(score: Score, midi: int, moment: Moment, *, instead_of: Pitch) -> Pitch:
    """A MIDI pitch spelled for the key: as its scale has it, else by the notes around it.

    Where those are too few: sharp on the way up, flat on the way down.
    """
    fifths = _in_scale(midi, moment.key)
    if fifths is None:
        onsets, pitches = _around(score, moment, instead_of)
        if len(pitches) >= ENOUGH_NOTES:
            now = score.measure_onsets_ticks[moment.measure] + moment.onset_ticks
            fifths = int(spell(np.array([*onsets, now]), np.array([*pitches, midi]), moment.key)[-1])
        else:
            lowest = moment.key.fifths + (SHARPWARD if midi > instead_of.midi else FLATWARD)
            fifths = _from(lowest, midi)
    return Pitch.from_midi(midi, respell_within(fifths, score.key))


def _in_scale(midi: int, key: KeySignature) -> int | None:
    """Its place among the seven letters of the signature and, in minor, the raised sixth and seventh degrees."""
    degrees = range(-1, 6) if key.mode == "major" else (-4, -3, -2, -1, 0, 1, 2, 3, 5)
    return next((key.tonic + degree for degree in degrees if (key.tonic + degree) * 7 % 12 == midi % 12), None)


def _from(lowest: int, midi: int) -> int:
    """The place on the line of fifths, from `lowest` on, that sounds like a MIDI pitch."""
    return lowest + (7 * midi - lowest) % 12


def _around(score: Score, moment: Moment, without: Pitch) -> tuple[list[int], list[int]]:
    onsets, pitches = [], []
    for index in range(max(0, moment.measure - CONTEXT_MEASURES), min(len(score.measures), moment.measure + CONTEXT_MEASURES + 1)):
        for staff in score.measures[index].staves:
            for voice in staff.voices:
                for onset_ticks, chord in voice.timed():
                    is_now = (index, onset_ticks) == (moment.measure, moment.onset_ticks)
                    kept = [pitch.midi for pitch in chord.pitches if not (is_now and pitch == without)]
                    onsets += [score.measure_onsets_ticks[index] + onset_ticks] * len(kept)
                    pitches += kept
    return onsets, pitches
