"""Spelled pitches: a letter with its alteration as a place on the line of fifths, and an octave."""

from dataclasses import dataclass

from .errors import ScoreError

STEPS = "FCGDAEB"  # along the line of fifths, from F = -1
SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
LETTERS = "CDEFGAB"


@dataclass(frozen=True, slots=True)
class Pitch:
    """A spelled pitch.

    fifths: the letter and its alteration as a place on the line of fifths (C = 0, G = 1, F = -1, F# = 6, Bb = -2).
    octave: scientific octave of the letter, so that middle C is 4 and B#3 sounds like it.
    Source: line of fifths, Temperley, The Cognition of Basic Musical Structures, ch. 5.
    """

    fifths: int
    octave: int

    @property
    def step(self) -> str:
        """The letter, C to B."""
        return STEPS[(self.fifths + 1) % 7]

    @property
    def alter(self) -> int:
        """Semitones of alteration: -1 flat, +1 sharp, ±2 double."""
        return (self.fifths + 1) // 7

    @property
    def midi(self) -> int:
        """MIDI pitch, 60 for middle C."""
        return 12 * (self.octave + 1) + SEMITONES[self.step] + self.alter

    @property
    def diatonic(self) -> int:
        """Number of the staff place: letters counted up from C0."""
        return 7 * self.octave + LETTERS.index(self.step)

    @property
    def name(self) -> str:
        """As musicians write it: "F#4", "Bb2"."""
        return f"{fifths_name(self.fifths)}{self.octave}"

    @classmethod
    def from_midi(cls, midi: int, fifths: int) -> "Pitch":
        """The pitch that sounds `midi`, spelled at `fifths`. Raises ScoreError if the spelling sounds differently."""
        if (fifths * 7 - midi) % 12:
            raise ScoreError(f"the spelling {fifths_name(fifths)} does not sound like MIDI pitch {midi}")
        at_zero = cls(fifths, 0).midi
        return cls(fifths, (midi - at_zero) // 12)


def fifths_name(fifths: int) -> str:
    """Letter and accidental of a place on the line of fifths: -2 is "Bb"."""
    alter = (fifths + 1) // 7
    return STEPS[(fifths + 1) % 7] + ("#" * alter if alter > 0 else "b" * -alter)
