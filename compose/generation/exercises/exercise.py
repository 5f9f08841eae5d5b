"""An exercise: what is given, what is asked, and the teacher's answer key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ...music.criteria.catalogue import Criterion
from ...music.criteria.parameters import JsonValue
from ...music.header import Header
from ...music.saying import Saying
from ...music.score import Chord as Struck
from ...music.score import Score, Staff, Voice
from ...music.tokenizer import decode, encode

Lock = tuple[int, int, int | None]  # first and last measure from 1, both included, and a staff from 0 or None for all
EXERCISES_VERSION = 1


@dataclass(frozen=True)
class Draft:
    """What a maker makes. given: the score the pupil begins with, of full length. locks: what no change may touch.

    solution: a score that meets the hard criteria, the given one where the pupil only answers. answers: [[measure, word], …] for `answers`.
    """

    title: Saying
    task: Saying
    given: Score
    locks: tuple[Lock, ...]
    criteria: tuple[Criterion, ...]
    solution: Score
    answers: tuple[tuple[int, str], ...] = ()
    key_notes: tuple[Saying, ...] = ()


@dataclass(frozen=True)
class Exercise:
    """A draft with where it came from. difficulty: 1 to 8, an estimate that compares exercises of one template."""

    template: str
    parameters: Mapping[str, JsonValue]
    seed: int
    draft: Draft
    difficulty: float

    @property
    def given(self) -> Score:
        return self.draft.given

    @property
    def solution(self) -> Score:
        return self.draft.solution

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return self.draft.criteria

    @property
    def facts(self) -> dict[str, object]:
        """The facts under which the solution is right."""
        return {"answers": [list(pair) for pair in self.draft.answers]} if self.draft.answers else {}

    def to_json(self) -> dict:
        """Plain values for a JSON column: scores as a header and steps. The answer key is under "key": keep it from pupils."""
        return {
            "version": EXERCISES_VERSION, "template": self.template, "parameters": dict(self.parameters), "seed": self.seed,
            "title": str(self.draft.title), "task": str(self.draft.task),
            "says": {"title": self.draft.title.to_json(), "task": self.draft.task.to_json()},
            "given": score_to_json(self.given), "locks": [list(lock) for lock in self.draft.locks],
            "criteria": [criterion.to_json() for criterion in self.criteria], "difficulty": round(self.difficulty, 2),
            "key": {
                "solution": score_to_json(self.solution), "answers": [list(pair) for pair in self.draft.answers],
                "notes": [str(note) for note in self.draft.key_notes], "says": [note.to_json() for note in self.draft.key_notes],
            },
        }  # fmt: skip


def score_to_json(score: Score) -> dict:
    """A score as plain values: what `Version` rows hold."""
    header, steps = encode(score)
    return {"header": header.to_json(), "steps": steps.tolist(), "title": score.title}


def score_from_json(data: Mapping) -> Score:
    """The inverse of `score_to_json`."""
    return decode(Header.from_json(data["header"]), np.array(data["steps"], np.uint8), data.get("title", ""))


def emptied(score: Score, regions: Sequence[Lock]) -> Score:
    """The score with rests where the pupil is to write. regions: as locks."""
    measures = list(score.measures)
    for first, last, staff in regions:
        for number in range(first - 1, last):
            measure = measures[number]
            chosen = range(len(measure.staves)) if staff is None else (staff,)
            rest = Voice((Struck(measure.length_ticks),))
            staves = tuple(Staff((rest,), one.dynamic) if index in chosen else one for index, one in enumerate(measure.staves))
            measures[number] = replace(measure, staves=staves, cadence="")
    return replace(score, measures=tuple(measures))


@dataclass(frozen=True)
class Asked:
    """Criteria in a compact notation: `Asked().hard("key", key="C major").soft("spacing", 2)`."""

    criteria: tuple[Criterion, ...] = field(default=())

    def hard(self, code: str, points: float = 2, **parameters: JsonValue) -> "Asked":
        """A criterion a piece must meet."""
        return Asked((*self.criteria, Criterion(code, parameters, points, True)))

    def soft(self, code: str, points: float = 1, **parameters: JsonValue) -> "Asked":
        """A criterion that gives its share of points."""
        return Asked((*self.criteria, Criterion(code, parameters, points, False)))
