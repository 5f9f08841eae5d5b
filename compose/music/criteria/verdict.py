"""What a check says: whether a criterion is met, how far, and where one can see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..analysis.findings import Finding
from ..saying import Saying


@dataclass(frozen=True, slots=True)
class Evidence:
    """measures: from 1. sentence: what is there. explanation: why it matters and what to try, or None. notes: ids of noteheads."""

    measures: tuple[int, ...]
    sentence: Saying
    explanation: Saying | None = None
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, finding: Finding) -> "Evidence":
        """A finding of the analysis as evidence."""
        return cls(finding.measures, finding.sentence, finding.explanation, finding.notes)

    def to_json(self) -> dict:
        """Plain values; `says` and `why` can be translated again."""
        return {
            "measures": list(self.measures), "sentence": str(self.sentence), "explanation": str(self.explanation or ""),
            "says": self.sentence.to_json(), "why": self.explanation.to_json() if self.explanation else None, "notes": list(self.notes),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """met: whether all that was asked is there. share: 0 to 1, how much of it. evidence: in the order of the score.

    is_pending: nobody can say yet, because what it takes is still being measured.
    """

    met: bool
    share: float
    evidence: tuple[Evidence, ...] = ()
    is_pending: bool = False

    @property
    def measures(self) -> tuple[int, ...]:
        """Every measure the evidence points at."""
        return tuple(sorted({measure for item in self.evidence for measure in item.measures}))

    def to_json(self) -> dict:
        """Plain values for a JSON column."""
        evidence = [item.to_json() for item in self.evidence]
        return {"met": self.met, "share": round(self.share, 4), "evidence": evidence, "is_pending": self.is_pending}


def verdict(share: float, evidence: Iterable[Evidence] = (), *, met: bool | None = None) -> Verdict:
    """A verdict that is met at a share of 1, unless said otherwise."""
    share = min(1.0, max(0.0, share))
    found = sorted(evidence, key=lambda item: item.measures[:1])
    return Verdict(share >= 1.0 if met is None else met, share, tuple(found))


def pending(sentence: Saying) -> Verdict:
    """No verdict yet. sentence: what is waited for."""
    return Verdict(False, 0.0, (Evidence((), sentence),), is_pending=True)


def without(evidence: Iterable[Evidence], opportunities: int) -> Verdict:
    """A verdict on something that should not happen. opportunities: how often it could have."""
    found = list(evidence)
    return verdict(1 - len(found) / max(1, opportunities, len(found)), found, met=not found)
