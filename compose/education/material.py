"""What a pupil begins with: the exercise's own material, or a fresh one made for this pupil by the exercise's template."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from compose.generation.wishes import Plan
from compose.models import Version
from compose.music.header import Header
from compose.music.instruments import ENSEMBLES
from compose.music.score import KeySignature, Measure, Score, Staff, TimeSignature
from compose.music.voice_writing import silent_voice

from . import templates
from .engraved import engraved
from .models import Exercise
from .stored_scores import score_from, steps_by_measure


@dataclass(frozen=True)
class Given:
    """score: the material as a score. locks, criteria, answer: as an exercise stores them. seed: of a fresh one, its own."""

    score: Score
    locks: list
    criteria: list
    answer: dict
    seed: int
    description: str

    def version(self, **facts: object) -> Version:
        """The first version of a pupil's piece, not saved."""
        header, steps = steps_by_measure(self.score)
        plan = Plan(self.description).as_written(Header.from_json(header))
        return Version(header=header, steps=steps, seed=self.seed, plan=plan.to_json(), **facts)


def for_pupil(exercise: Exercise, number: int) -> Given:
    """number: which of the class's, from 0. The same number gives the same exercise again."""
    if exercise.is_fresh:
        made = templates.fresh(exercise, number)
        score, criteria = replace(made.given, title=exercise.title), templates.merged(templates.criteria_of(made), exercise.criteria)
        return Given(score, templates.locks_of(made), criteria, templates.answer_of(made), made.seed, exercise.description)
    score = score_from(exercise.header, exercise.steps, exercise.title)
    return Given(score, exercise.locks, exercise.criteria, exercise.answer, exercise.seed, exercise.description)


def blank_score(key: KeySignature, time: TimeSignature, tempo_qpm: int, measure_count: int, ensemble: str) -> Score:
    """Empty bars."""
    header = Header(ENSEMBLES[ensemble], key, time, tempo_qpm, measure_count)
    empty = Measure(key, time, (Staff((silent_voice(time.length_ticks),)),) * header.staff_count, time.length_ticks)
    return Score(header.parts, key, time, tempo_qpm, (empty,) * measure_count)


def answer_key(answer: Mapping) -> dict | None:
    """For teachers: sentences, and the notes where notes are the answer. None where there is no key."""
    score = score_from(answer["header"], answer["steps"]) if answer.get("steps") else None
    if score is None and not answer.get("lines"):
        return None
    return {"lines": answer.get("lines", []), "svg": engraved(score)}
