"""The catalogue of everything a teacher can ask for, and one criterion chosen from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..saying import Saying, gettext_noop
from ..score import Score
from . import harmony_kinds, melody_kinds, plan_kinds, rhythm_kinds, species_kinds, task_kinds, writing_kinds
from .kinds import Kind
from .parameters import CriterionError, JsonValue
from .verdict import Verdict
from .work import Work

CRITERIA_VERSION = 2  # raised whenever a verdict on the same score may change
MOST_POINTS = 100

CATALOGUE: dict[str, Kind] = {
    kind.code: kind
    for module in (plan_kinds, harmony_kinds, melody_kinds, rhythm_kinds, writing_kinds, species_kinds, task_kinds)
    for kind in module.KINDS
}


@dataclass(frozen=True)
class Criterion:
    """One thing that is asked. code: of CATALOGUE. parameters: cleaned at once. points: its weight. is_hard: a piece that misses it fails.

    Raises CriterionError for an unknown code, a wrong parameter or points that are none.
    """

    code: str
    parameters: Mapping[str, JsonValue] = field(default_factory=dict)
    points: float = 1.0
    is_hard: bool = False

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            raise CriterionError(gettext_noop("There is no criterion called “%(code)s”."), code=self.code[:60])
        if not isinstance(self.points, int | float) or not 0 <= self.points <= MOST_POINTS:
            raise CriterionError(gettext_noop("Points: between 0 and %(most)s."), most=MOST_POINTS)
        object.__setattr__(self, "parameters", self.kind.clean(self.parameters))

    @property
    def kind(self) -> Kind:
        return CATALOGUE[self.code]

    @property
    def text(self) -> Saying:
        """What is asked, for a pupil."""
        return self.kind.asks(self.parameters)

    def check(self, score: Score, given: Score | None = None, facts: Mapping[str, object] | None = None) -> Verdict:
        """The verdict on a score. given: what the exercise began with. facts: what was measured elsewhere."""
        return self.verdict_on(Work(score, given, facts or {}))

    def verdict_on(self, work: Work) -> Verdict:
        """The verdict on a piece of work; several criteria share its analysis."""
        return self.kind.check(work, self.parameters)

    def to_json(self) -> dict:
        """Plain values for a JSON column."""
        return {"code": self.code, "parameters": dict(self.parameters), "points": self.points, "is_hard": self.is_hard}

    @classmethod
    def from_json(cls, data: Mapping) -> "Criterion":
        """The inverse of `to_json`. Raises CriterionError for what is no criterion."""
        if not isinstance(data, Mapping) or not isinstance(data.get("parameters", {}), Mapping):
            raise CriterionError(gettext_noop("A criterion has a code and parameters."))
        return cls(str(data.get("code", "")), data.get("parameters", {}), data.get("points", 1.0), bool(data.get("is_hard", False)))
