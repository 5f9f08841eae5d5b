"""Form letters: the marks of the score, or which units of measures are alike."""

from dataclasses import dataclass
from itertools import pairwise

from ..score import SECTIONS, Score
from .lines import Line
from .places import is_pickup

LONG_PIECE = 24
ALIKE, RELATED = 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Section:
    """letter: A to H, with ' where it comes back changed. first, last: measures from 1. is_marked: whether the score says so."""

    letter: str
    first: int
    last: int
    is_marked: bool

    def to_json(self) -> dict:
        """Plain values for a JSON column."""
        return {"letter": self.letter, "first_measure": self.first, "last_measure": self.last, "is_marked": self.is_marked}


def sections_of(score: Score, top: Line | None) -> tuple[Section, ...]:
    """The sections from the first measure to the last. top: the leading line."""
    starts = [(number, measure.section) for number, measure in enumerate(score.measures) if measure.section]
    if starts:
        bounds = [*(number for number, _ in starts), len(score.measures)]
        return tuple(Section(letter, bounds[i] + 1, bounds[i + 1], True) for i, (_, letter) in enumerate(starts))
    if top is None:
        return ()
    return tuple(_heard(score, top))


def form_of(sections: tuple[Section, ...]) -> str:
    """Letters in a row, a section that merely goes on said once: "AABA"."""
    return "".join(section.letter.rstrip("'") for section in sections)


def _heard(score: Score, top: Line) -> list[Section]:
    first = int(is_pickup(score, 0))
    count = len(score.measures) - first
    size = 8 if count >= LONG_PIECE else 4 if count >= 8 else max(1, count)
    shapes = _shapes(score, top)
    known: list[tuple[str, list[frozenset]]] = []
    found = []
    for start in range(first, len(score.measures), size):
        unit = shapes[start : start + size]
        letter, share = max(((name, _likeness(earlier, unit)) for name, earlier in known), key=lambda pair: pair[1], default=("", 0.0))
        if share < RELATED:
            letter = SECTIONS[min(len({name for name, _ in known}), len(SECTIONS) - 1)]
            known.append((letter, unit))
        is_changed = RELATED <= share < ALIKE
        found.append(Section(letter + "'" * is_changed, start + 1, min(start + size, len(score.measures)), False))
    return found


def _shapes(score: Score, top: Line) -> list[frozenset]:
    """For each measure, what its top line does: where notes begin, and the intervals between them."""
    onsets = score.measure_onsets_ticks
    shapes: list[set] = [set() for _ in score.measures]
    measure = 0
    before = None
    for note in top.notes:
        while onsets[measure + 1] <= note.start:
            measure += 1
        place = note.start - onsets[measure]
        shapes[measure] |= {("rhythm", place), ("pitch", place, note.midi), ("move", place, note.midi - before.midi if before else None)}
        before = note
    return [frozenset(shape) for shape in shapes]


def _likeness(first: list[frozenset], second: list[frozenset]) -> float:
    pairs = list(zip(first, second, strict=False))
    shares = [len(one & two) / max(1, len(one | two)) for one, two in pairs]
    return sum(shares) / max(1, len(first), len(second))


def boundaries(sections: tuple[Section, ...]) -> list[int]:
    """Measures, from 1, in which a section ends and another begins."""
    return [one.last for one, _ in pairwise(sections)]
