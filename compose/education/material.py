"""What a pupil begins with: the exercise's own material, or a fresh one made for this pupil by the exercise's template."""

from collections.abc import Mapping
from dataclasses import dataclass

from compose.generation.wishes import Plan, Wish
from compose.models import Version
from compose.music.header import Header
from compose.music.instruments import ENSEMBLES
from compose.music.score import KeySignature, Measure, Score, Staff, TimeSignature
from compose.music.tokenizer import decode, encode, read_measures
from compose.music.voice_writing import silent_voice

from .models import Exercise


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
        header, steps = stored(self.score)
        return Version(header=header, steps=steps, seed=self.seed, plan=plan_of(self.score, self.description).to_json(), **facts)


def for_pupil(exercise: Exercise, number: int) -> Given:
    """number: which of the class's, from 0. The same number gives the same exercise again."""
    score = decode(Header.from_json(exercise.header), [step for measure in exercise.steps for step in measure], title=exercise.title)
    return Given(score, exercise.locks, exercise.criteria, exercise.answer, exercise.seed, exercise.description)


def stored(score: Score) -> tuple[dict, list]:
    """Header and steps, a list a measure, as a version keeps them."""
    header, steps = encode(score)
    return header.to_json(), [[list(step) for step in taken] for _measure, taken in read_measures(header, steps.tolist())]


def plan_of(score: Score, description: str) -> Plan:
    """What the page says of the piece, and what the machine keeps to where it may help."""
    instruments = tuple(part.instrument.name for part in score.parts)
    return Plan(
        description=description, key=Wish(score.key), time=Wish(score.time), tempo_qpm=Wish(score.tempo_qpm),
        measure_count=Wish(len(score.measures)), instruments=Wish(instruments),
    )  # fmt: skip


def blank_score(key: KeySignature, time: TimeSignature, tempo_qpm: int, measure_count: int, ensemble: str) -> Score:
    """Empty bars."""
    header = Header(ENSEMBLES[ensemble], key, time, tempo_qpm, measure_count)
    empty = Measure(key, time, (Staff((silent_voice(time.length_ticks),)),) * header.staff_count, time.length_ticks)
    return Score(header.parts, key, time, tempo_qpm, (empty,) * measure_count)


def answer_score(answer: Mapping) -> Score | None:
    """The answer key's notes, where notes are the answer."""
    if not answer.get("steps"):
        return None
    return decode(Header.from_json(answer["header"]), [step for measure in answer["steps"] for step in measure])
