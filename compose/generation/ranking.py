"""Which of several candidates is the best answer to a plan: one number, read off the report of the finished notes.

Loads no torch. Source: best of n by cheap rewards at inference, as in Text2midi-InferAlign (AMAAI Lab).
"""

from collections.abc import Sequence
from dataclasses import dataclass

# What a whole unit of each is worth. Wishes that are met come first; likeness in style decides among pieces that meet them.
MET_WORTH, LIKENESS_WORTH = 4.0, 2.0
CLASH_COST, FAULT_COST, BORROWED_COST = 4.0, 0.5, 0.25
CHARGED_FAULTS = 8  # the cost of faults and of borrowed measures does not grow beyond these
CHARGED_MEASURES = 4


@dataclass(frozen=True)
class Merit:
    """worth: higher is better. parts: what it is made of, for the report."""

    worth: float
    parts: dict[str, float]


def merit(report: dict, likeness: float | None = None) -> Merit:
    """The merit of a piece.

    report: of `Composer.report`. likeness: cosine of its music and the words in the style space, -1 to 1; None where it has none.
    """
    faults = len(report.get("playability", {}).get("faults", ()))
    borrowed = report.get("originality", {})
    beyond = max(0, borrowed.get("measures", 0) - borrowed.get("usual_measures", 0))
    parts = {
        "met": MET_WORTH * report["met_share"],
        "likeness": LIKENESS_WORTH * (likeness or 0.0),
        "clashes": -CLASH_COST * report["clash_share"],
        "faults": -FAULT_COST * min(faults, CHARGED_FAULTS) / CHARGED_FAULTS,
        "borrowed": -BORROWED_COST * min(beyond, CHARGED_MEASURES),
    }
    return Merit(round(sum(parts.values()), 4), {name: round(value, 4) for name, value in parts.items()})


def best(merits: Sequence[Merit]) -> int:
    """The place of the best one, the first of equals. Raises ValueError for none."""
    return max(range(len(merits)), key=lambda place: (merits[place].worth, -place))


def candidate_seed(seed: int, number: int) -> int:
    """The seed of a candidate; number 0 is the piece as it would be without any others. Below 2**31 like every seed."""
    return (seed + number * 0x9E3779B1) % 2**31
