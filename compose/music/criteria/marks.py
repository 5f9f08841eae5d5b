"""Marking: a score, what was asked, and the points it gets, each explained; the teacher always has the last word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..analysis.analyse import ANALYSIS_VERSION
from ..score import Score
from .catalogue import CRITERIA_VERSION, Criterion
from .verdict import Verdict
from .work import Work


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion and its verdict. earned: of `available` points."""

    criterion: Criterion
    verdict: Verdict
    available: float
    earned: float

    def to_json(self) -> dict:
        """Plain values for a JSON column; the criterion's sentence in English, and `asks` for translation."""
        text = self.criterion.text
        return {
            **self.criterion.to_json(), **self.verdict.to_json(), "text": str(text), "asks": text.to_json(),
            "available": self.available, "earned": self.earned,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marking:
    """total: points available. earned: points given. is_passed: every hard criterion is met. version: of the rules.

    is_pending: something is not decided yet, so this is no mark; it is made anew when what is missing was measured.
    """

    lines: tuple[Line, ...]
    total: float
    earned: float
    is_passed: bool
    version: str

    @property
    def is_pending(self) -> bool:
        return any(line.verdict.is_pending for line in self.lines)

    def to_json(self) -> dict:
        """Plain values for a JSON column."""
        return {
            "version": self.version, "total": self.total, "earned": self.earned, "is_passed": self.is_passed,
            "is_pending": self.is_pending, "lines": [line.to_json() for line in self.lines],
        }  # fmt: skip


def mark(score: Score, criteria: Sequence[Criterion], facts: Mapping[str, object] | None = None, *, given: Score | None = None,
         total: float | None = None) -> Marking:  # fmt: skip
    """The marking of a score. total: points of the whole, shared by weight; otherwise the sum of the criteria's points.

    A hard criterion gives all of its points or none, a soft one its share of them. The same input always gives the same marking.
    """
    work = Work(score, given, facts or {})
    weight = sum(criterion.points for criterion in criteria)
    scale = total / weight if total is not None and weight else 1.0
    lines = []
    for criterion in criteria:
        found = criterion.verdict_on(work)
        available = criterion.points * scale
        share = float(found.met) if criterion.is_hard else 1.0 if found.met else min(found.share, 0.99)
        lines.append(Line(criterion, found, round(available, 2), round(available * share, 2)))
    is_passed = all(line.verdict.met for line in lines if line.criterion.is_hard)
    points = round(total if total is not None else weight, 2)
    return Marking(tuple(lines), points, round(sum(line.earned for line in lines), 2), is_passed, f"{CRITERIA_VERSION}.{ANALYSIS_VERSION}")
