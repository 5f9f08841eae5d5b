"""Roman numerals as teachers write them, read into roots and qualities: "V65/V", "iiø7", "bVI", "Ger65".

A progression separates measures by "|" and chords by spaces: "I | IV V7 | I".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from ..errors import ComposeError
from ..score import KeySignature
from .chords import ChordSpan

DEGREES = {"major": {"I": 0, "II": 2, "III": 4, "IV": -1, "V": 1, "VI": 3, "VII": 5},
           "minor": {"I": 0, "II": 2, "III": -3, "IV": -1, "V": 1, "VI": -4, "VII": -2}}  # fmt: skip
PATTERN = re.compile(r"([b#]?)([IV]+|[iv]+|N|It|Fr|Ger)(o|°|ø|\+|h)?(maj|M)?(7|65|43|42|2|64|6|5|9)?(?:/([b#]?(?:[IV]+|[iv]+)))?")
INVERSIONS = {"": 0, "5": 0, "7": 0, "9": 0, "6": 1, "65": 1, "64": 2, "43": 2, "42": 3, "2": 3}
SEVENTHS = ("7", "65", "43", "42", "2", "9")
TRIADS = {"o": "diminished", "°": "diminished", "+": "augmented"}
SIXTHS = {"It": "italian", "Fr": "french", "Ger": "german"}


class NumeralError(ComposeError):
    """No Roman numeral we know."""

    code = "analysis.unknown_numeral"


@dataclass(frozen=True, slots=True)
class Numeral:
    """root: place on the line of fifths above the tonic. quality: as in `functions.SHAPES`; "" any. inversion: None for any."""

    text: str
    root: int
    quality: str
    inversion: int | None

    def fits(self, chord: ChordSpan, home: KeySignature) -> bool:
        """Whether a chord of the analysis is this one, counted from the home key. A plain triad also takes its seventh chord."""
        if (chord.root - home.tonic - self.root) * 7 % 12 or not _is_kind(self.quality, chord.quality):
            return False
        return self.inversion is None or chord.inversion == self.inversion


KINDS = {
    "major": ("major", "major-seventh", "dominant-seventh"), "minor": ("minor", "minor-seventh"),
    "diminished": ("diminished", "half-diminished", "diminished-seventh"), "augmented": ("augmented",),
    "any-seventh": ("major-seventh", "dominant-seventh"),
}  # fmt: skip


def _is_kind(asked: str, heard: str) -> bool:
    return heard == asked or heard in KINDS.get(asked, ())


@lru_cache(maxsize=1024)
def parse_numeral(text: str, mode: str) -> Numeral:
    """A numeral in a key of a mode. Without figures any inversion will do; "5" asks for the root position.

    In minor "vii" stands on the raised seventh degree and "VII" on the lowered one. Raises NumeralError.
    """
    found = PATTERN.fullmatch(text)
    if not found:
        raise NumeralError(f"“{text}” is no Roman numeral I know.")
    accidental, letters, mark, major_mark, figures, target = found.groups()
    shift = {"": 0, "b": -7, "#": 7}[accidental]
    figures = figures or ""
    inversion = INVERSIONS[figures] if figures not in ("", "7", "9") else 0 if figures and mark is None and letters in SIXTHS else None
    base, target_mode = _target(target, mode) if target else (0, mode)
    if letters in SIXTHS:
        return Numeral(text, base - 4, SIXTHS[letters], None)
    if letters == "N":
        return Numeral(text, base - 5, "major", inversion)
    degree = _degree(letters, target_mode, has_accidental=bool(accidental), is_raised=bool(mark) or letters == "vii")
    return Numeral(text, base + degree + shift, _quality(letters, mark or "", bool(major_mark), figures, degree, target_mode), inversion)


def _degree(letters: str, mode: str, *, has_accidental: bool, is_raised: bool) -> int:
    degrees = DEGREES["major" if has_accidental else mode]
    if letters.upper() not in degrees:
        raise NumeralError(f"“{letters}” is no Roman numeral I know.")
    if mode == "minor" and letters == "vii" and is_raised and not has_accidental:
        return 5
    return degrees[letters.upper()]


def _target(target: str, mode: str) -> tuple[int, str]:
    letters = target.lstrip("b#")
    shift = {"b": -7, "#": 7}.get(target[0], 0)
    root = _degree(letters, mode, has_accidental=shift != 0, is_raised=False) + shift
    return root, "major" if letters.isupper() else "minor"


def _quality(letters: str, mark: str, is_major: bool, figures: str, degree: int, mode: str) -> str:
    has_seventh = figures in SEVENTHS
    if mark in ("ø", "h"):
        return "half-diminished"
    if not mark and letters == "vii":
        mark = "o"
    if not mark and letters == "ii" and mode == "minor":
        mark = "ø" if has_seventh else "o"
    if mark in TRIADS:
        return ("diminished-seventh" if has_seventh else "diminished") if mark != "+" else "augmented"
    if mark == "ø":
        return "half-diminished"
    if not has_seventh:
        return "major" if letters.isupper() else "minor"
    if letters.islower():
        return "minor-seventh"
    is_dominant = degree == 1 or (mode == "minor" and degree == -2)
    if is_dominant and not is_major:
        return "dominant-seventh"
    return "major-seventh" if is_major else "any-seventh"  # I7 is one chord in a sonata and another in the blues


def parse_progression(text: str, mode: str = "major") -> list[list[Numeral]]:
    """The numerals of each measure. Raises NumeralError for an empty measure or an unknown numeral."""
    measures = [[parse_numeral(word, mode) for word in measure.split()] for measure in text.split("|")]
    if not measures or any(not measure for measure in measures):
        raise NumeralError("Each measure needs a chord.")
    return measures
