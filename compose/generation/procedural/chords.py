"""Chords by their Roman numerals, and the scale that fits each: everything counted on the line of fifths from the tonic.

A numeral is an optional flat or sharp, a degree of the major scale (upper case: major third, lower case: minor third),
and a quality: "7", "^" (major seventh), "o" (diminished triad), "o7", "h" (half-diminished), "+" (augmented), "s" (suspended fourth), "6".
"bVI^" in C is Ab major seventh, also when the piece is in C minor. "/3", "/5" and "/7" put another chord tone into the bass.
A measure of several chords separates them by "_".
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ...music.score import Harmony

DEGREES = {"I": 0, "II": 2, "III": 4, "IV": -1, "V": 1, "VI": 3, "VII": 5}
NUMERAL = re.compile(r"([b#]?)([IViv]+)(7|\^|o7|o|h|\+|s|6)?(?:/([357]))?")
QUALITIES = {
    (True, ""): "major", (True, "7"): "dominant-seventh", (True, "^"): "major-seventh", (True, "+"): "augmented",
    (True, "s"): "suspended-fourth", (True, "6"): "major", (False, "6"): "minor",
    (False, ""): "minor", (False, "7"): "minor-seventh", (False, "o"): "diminished", (False, "o7"): "diminished-seventh",
    (False, "h"): "half-diminished", (True, "o"): "diminished", (True, "o7"): "diminished-seventh",
}  # fmt: skip
# Places on the line of fifths above the root, third first: the chord as it is heard, root last to be left out.
TONES = {
    "major": (0, 4, 1), "minor": (0, -3, 1), "diminished": (0, -3, -6), "augmented": (0, 4, 8), "dominant-seventh": (0, 4, 1, -2),
    "major-seventh": (0, 4, 1, 5), "minor-seventh": (0, -3, 1, -2), "half-diminished": (0, -3, -6, -2),
    "diminished-seventh": (0, -3, -6, -9), "suspended-fourth": (0, -1, 1),
}  # fmt: skip
MAJOR_SCALE, MINOR_SCALE = (0, 2, 4, -1, 1, 3, 5), (0, 2, -3, -1, 1, -4, -2)
BLUES_SCALE = (0, -3, -1, -6, 1, -2)
# Spelling of what is neither in the chord nor in the scale, by semitones above the tonic.
CHROMATIC = (0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5)


@dataclass(frozen=True, slots=True)
class ChordSpan:
    """A chord that holds from start_ticks to end_ticks of the piece.

    root: place on the line of fifths above the tonic. inversion: index of the chord tone in the bass.
    """

    start_ticks: int
    end_ticks: int
    root: int
    quality: str
    has_sixth: bool = False
    inversion: int = 0

    @property
    def bass(self) -> int:
        """The place of the bass note above the tonic."""
        return self.root + TONES[self.quality][self.inversion]

    @property
    def tones(self) -> tuple[int, ...]:
        """The chord's own tones, as places above the tonic, root first."""
        sixth = (3,) if self.has_sixth else ()
        return tuple(self.root + tone for tone in (*TONES[self.quality], *sixth))

    @property
    def tones_above_bass(self) -> tuple[int, ...]:
        """Semitones of the tones above the root, root first."""
        return tuple((tone - self.root) * 7 % 12 for tone in self.tones)

    def sounds_like(self, other: "ChordSpan") -> bool:
        """Whether it is the same chord at another time."""
        return replace(self, start_ticks=other.start_ticks, end_ticks=other.end_ticks) == other

    def halved(self) -> "ChordSpan":
        """The chord in half the time."""
        return replace(self, start_ticks=self.start_ticks // 2, end_ticks=self.end_ticks // 2)

    @property
    def is_dominant(self) -> bool:
        return self.quality == "dominant-seventh"

    def harmony(self, tonic: int, start_ticks: int, end_ticks: int) -> Harmony:
        """The plan's entry for a stretch of this chord."""
        return Harmony(end_ticks - start_ticks, tonic + self.root, self.quality)


@lru_cache(maxsize=512)
def parse(numeral: str) -> tuple[int, str, bool, int]:
    """(root, quality, has_sixth, inversion) of a numeral. Raises ValueError where it is none."""
    found = NUMERAL.fullmatch(numeral)
    if not found or found[2].upper() not in DEGREES:
        raise ValueError(f"no such chord: {numeral}")
    alteration = {"": 0, "b": -7, "#": 7}[found[1]]
    quality = QUALITIES[found[2].isupper(), found[3] or ""]
    inversion = {"3": 1, "5": 2, "7": 3}.get(found[4] or "", 0)
    return DEGREES[found[2].upper()] + alteration, quality, found[3] == "6", min(inversion, len(TONES[quality]) - 1)


def scale_of(chord: ChordSpan, mode: str) -> tuple[int, ...]:
    """Places of the scale to sing over a chord: the scale of the key, bent to the chord's own tones."""
    scale = MAJOR_SCALE if mode == "major" else MINOR_SCALE
    own = chord.tones
    kept = [place for place in scale if all((place - tone) % 7 for tone in own)]
    # A scale tone of another letter may still sound like a chord tone or rub a semitone against the root.
    sounding = {tone * 7 % 12 for tone in own}
    kept = [place for place in kept if place * 7 % 12 not in sounding]
    return (*own, *kept)


def place_of(pitch_class: int, chord: ChordSpan, mode: str) -> int:
    """How a pitch class (semitones above the tonic) is spelled over a chord: its place above the tonic."""
    for place in scale_of(chord, mode):
        if place * 7 % 12 == pitch_class:
            return place
    interval = (pitch_class - chord.root * 7) % 12
    if chord.quality in ("major", "dominant-seventh") and interval == 3:
        return chord.root - 3  # the blue third
    return CHROMATIC[pitch_class]
