"""What a case of the made set is, and the good pieces that cases are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from compose.generation.exercises.templates import make
from compose.music.criteria.catalogue import Criterion
from compose.music.score import Score


@dataclass(frozen=True)
class Case:
    """good meets the criterion; bad does not, because of `measure` (from 1; 0 where something is missing everywhere)."""

    criterion: Criterion
    good: Score
    bad: Score
    measure: int
    given: Score | None = None
    good_facts: Mapping[str, object] = field(default_factory=dict)
    bad_facts: Mapping[str, object] = field(default_factory=dict)


def chorale(seed: int, **parameters: object) -> Score:
    return make("chorale", {"level": 1 + seed % 4, "phrases": 2, "mode": "either", **parameters}, seed).solution


def tune(seed: int) -> Score:
    """The melody of a period alone."""
    score = make("sight_reading", {"grade": 3, "instrument": "Violin"}, seed).solution
    return replace(score, measures=tuple(replace(measure, harmony=(), cadence="", section="") for measure in score.measures))
