"""Cantus firmi: short tunes in whole notes to write against.

Source: the qualities of a good cantus in Jeppesen, Counterpoint, part II; Salzer & Schachter, Counterpoint in Composition, ch. 1.
"""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

from ...music.counterpoint.intervals import is_singable
from ...music.score import KeySignature, Pitch
from ..procedural.chords import MAJOR_SCALE, MINOR_SCALE

ATTEMPTS = 4000
WIDEST = 12  # semitones: an octave
FEWEST_STEPS = 0.6
LEAP = 5
MOVES = (-1, -1, -1, 1, 1, 1, -2, 2, -3, 3, 4, -4)  # letters, the more usual ones said more often


def ladder(key: KeySignature, low: int, high: int) -> list[Pitch]:
    """The notes of the scale between two MIDI pitches, upwards; minor has its natural sixth and seventh."""
    scale = MAJOR_SCALE if key.mode == "major" else MINOR_SCALE
    found = []
    for midi in range(low, high + 1):
        for place in scale:
            if (key.tonic + place) * 7 % 12 == midi % 12:
                found.append(Pitch.from_midi(midi, key.tonic + place))
    return found


def cantus_firmus(key: KeySignature, length: int, tonic_near: int, rng: Random) -> list[Pitch]:
    """A tune of `length` notes from the tonic to the tonic, the last step from above. tonic_near: MIDI pitch it should lie by."""
    notes = ladder(key, tonic_near - 14, tonic_near + 20)
    homes = [index for index, pitch in enumerate(notes) if (pitch.midi - key.tonic * 7) % 12 == 0]
    home = min(homes, key=lambda index: abs(notes[index].midi - tonic_near))
    for _ in range(ATTEMPTS):
        places = [home]
        while len(places) < length - 2:
            step = rng.choice(MOVES)
            places.append(min(max(places[-1] + step, home - 3), home + 7))
        places += [home + 1, home]
        tune = [notes[place] for place in places]
        if _is_good(tune):
            return tune
    raise ValueError("no cantus was found")


def _is_good(tune: Sequence[Pitch]) -> bool:
    moves = [second.midi - first.midi for first, second in pairwise(tune)]
    if 0 in moves or not all(is_singable(first, second) for first, second in pairwise(tune)):
        return False
    pitches = [pitch.midi for pitch in tune]
    top = max(pitches)
    if pitches.count(top) != 1 or top == pitches[0] or not 5 <= top - min(pitches) <= WIDEST:
        return False
    if sum(abs(move) <= 2 for move in moves) < FEWEST_STEPS * len(moves):
        return False
    balanced = all(abs(one) < LEAP or one * two < 0 for one, two in pairwise(moves))
    is_varied = all(tune[index : index + 2] != tune[index + 2 : index + 4] for index in range(len(tune) - 3))
    return balanced and is_varied and abs(moves[-2]) <= 4
