"""The chords of a key by function: their Roman numerals, roots, tones and how usual they are.

Roots are places on the line of fifths above the tonic. Costs are rough log-odds against the commonest chords of the chorale style.
"""

from dataclasses import dataclass
from functools import lru_cache

from ..harmony import TEMPLATES

# Chord tones in semitones above the root; augmented sixths are written on the lowered sixth degree.
SHAPES = {**TEMPLATES, "italian": (0, 4, 10), "french": (0, 4, 6, 10), "german": (0, 4, 7, 10)}
FIGURES = {3: ("", "6", "64"), 4: ("7", "65", "43", "42")}
MARKS = {"diminished": "o", "augmented": "+", "diminished-seventh": "o", "half-diminished": "ø"}
SIXTHS = {"italian": "It", "french": "Fr", "german": "Ger"}
SIXTH_FIGURES = {"italian": "6", "french": "43", "german": "65"}


@dataclass(frozen=True, slots=True)
class Function:
    """One chord of a key. numeral: without figures, "V" or "vii". target: numeral it is applied to or "". cost: rareness."""

    numeral: str
    root: int
    quality: str
    cost: float
    target: str = ""
    target_root: int = 0

    @property
    def tones(self) -> tuple[int, ...]:
        """Semitones above the tonic, root first."""
        return tuple((self.root * 7 + tone) % 12 for tone in SHAPES[self.quality])

    @property
    def is_dominant(self) -> bool:
        """V or vii of its target."""
        return self.numeral in ("V", "vii")

    def figure(self, inversion: int) -> str:
        """The Roman numeral with the figures of an inversion: "V65/V"."""
        if self.quality in SIXTHS:
            return SIXTHS[self.quality] + SIXTH_FIGURES[self.quality]
        size = len(SHAPES[self.quality])
        mark = MARKS.get(self.quality, "")
        text = self.numeral + mark + FIGURES[size][min(inversion, size - 1)]
        return f"{text}/{self.target}" if self.target else text


MAJOR = (
    ("I", 0, "major", 0.0), ("ii", 2, "minor", 0.12), ("iii", 4, "minor", 0.3), ("IV", -1, "major", 0.06), ("V", 1, "major", 0.0),
    ("vi", 3, "minor", 0.1), ("vii", 5, "diminished", 0.12), ("I", 0, "major-seventh", 0.4), ("ii", 2, "minor-seventh", 0.16),
    ("iii", 4, "minor-seventh", 0.42), ("IV", -1, "major-seventh", 0.34), ("V", 1, "dominant-seventh", 0.06),
    ("vi", 3, "minor-seventh", 0.3), ("vii", 5, "half-diminished", 0.22), ("vii", 5, "diminished-seventh", 0.4),
    ("iv", -1, "minor", 0.5), ("ii", 2, "half-diminished", 0.55), ("ii", 2, "diminished", 0.6), ("i", 0, "minor", 0.55),
    ("bVI", -4, "major", 0.6), ("bVII", -2, "major", 0.6), ("bIII", -3, "major", 0.7), ("bII", -5, "major", 0.7),
    ("IV", -1, "dominant-seventh", 0.45), ("V", 1, "augmented", 0.7), ("bVI", -4, "italian", 0.7), ("bVI", -4, "french", 0.7),
    ("bVI", -4, "german", 0.65),
)  # fmt: skip
MINOR = (
    ("i", 0, "minor", 0.0), ("ii", 2, "diminished", 0.2), ("III", -3, "major", 0.2), ("iv", -1, "minor", 0.06), ("V", 1, "major", 0.0),
    ("VI", -4, "major", 0.14), ("vii", 5, "diminished", 0.14), ("VII", -2, "major", 0.26), ("v", 1, "minor", 0.36),
    ("i", 0, "minor-seventh", 0.36), ("ii", 2, "half-diminished", 0.16), ("III", -3, "major-seventh", 0.45),
    ("iv", -1, "minor-seventh", 0.24), ("V", 1, "dominant-seventh", 0.06),
    ("VI", -4, "major-seventh", 0.36), ("vii", 5, "diminished-seventh", 0.2),
    ("VII", -2, "dominant-seventh", 0.34), ("IV", -1, "major", 0.36), ("IV", -1, "dominant-seventh", 0.5), ("I", 0, "major", 0.4),
    ("ii", 2, "minor", 0.45), ("ii", 2, "minor-seventh", 0.5), ("v", 1, "minor-seventh", 0.5), ("vi", 3, "diminished", 0.6),
    ("III", -3, "augmented", 0.6), ("bII", -5, "major", 0.5), ("bVI", -4, "italian", 0.55), ("bVI", -4, "french", 0.55),
    ("bVI", -4, "german", 0.5),
)  # fmt: skip
# What may be tonicised: numeral and place on the line of fifths.
TARGETS = {
    "major": (("ii", 2), ("iii", 4), ("IV", -1), ("V", 1), ("vi", 3)),
    "minor": (("III", -3), ("iv", -1), ("V", 1), ("VI", -4), ("VII", -2)),
}
APPLIED = (("V", 1, "major", 0.42), ("V", 1, "dominant-seventh", 0.36), ("vii", 5, "diminished", 0.44),
           ("vii", 5, "diminished-seventh", 0.46), ("vii", 5, "half-diminished", 0.56))  # fmt: skip


@lru_cache(maxsize=2)
def functions_of(mode: str) -> tuple[Function, ...]:
    """Every chord of a mode; where a plain chord sounds the same as an applied one, the plain one is kept."""
    plain = [Function(*entry) for entry in (MAJOR if mode == "major" else MINOR)]
    taken = {(function.root, function.quality) for function in plain}
    applied = [
        Function(numeral, target_root + root, quality, cost, target, target_root)
        for target, target_root in TARGETS[mode]
        for numeral, root, quality, cost in APPLIED
        if (target_root + root, quality) not in taken
    ]
    return (*plain, *applied)
