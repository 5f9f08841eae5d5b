"""Composers for tests of the machinery around them: real plans, real grammar, but always the same few notes."""

import itertools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from compose.generation.budget import ANY
from compose.generation.news import News
from compose.generation.plan import Plan, complete
from compose.generation.swelling import course
from compose.generation.tasks import Task
from compose.jobs import Steps
from compose.music.header import Header
from compose.music.score import Chord, Measure, Pitch, Score, Staff, Voice
from compose.music.tokenizer import encode, read_measures

NONE: Mapping[int, str] = MappingProxyType({})


class SteadyComposer:
    """One tonic a measure in every staff, the octave telling the measures apart; it swells where it is asked to.

    on_measure is called before each measure.
    """

    fingerprint = "steady"

    def __init__(self, on_measure: Callable[[int], None] = lambda number: None, seconds_per_measure: float = 0.0) -> None:
        self.on_measure, self.seconds_per_measure = on_measure, seconds_per_measure
        self.given: list[int] = []

    def understand(self, plan: Plan) -> Plan:
        return complete(plan, None, seed=1)

    def compose(self, plan: Plan, seed: int, given_steps: Sequence[Steps] = ()) -> Iterator[Steps]:
        whole = measures_of(plan.header(), _dynamics(plan))
        assert list(given_steps) == whole[: len(given_steps)], "what was stored is what was composed"
        self.given.append(len(given_steps))
        for number, steps in enumerate(whole[len(given_steps) :], start=len(given_steps) + 1):
            self.on_measure(number)
            time.sleep(self.seconds_per_measure)
            yield steps

    def engine(self) -> "TurnEngine":
        return TurnEngine()

    def begin(
        self, engine: "TurnEngine", plan: Plan, seed: int, given_steps: Sequence[Steps] = (), task: Task | None = None
    ) -> int:
        """A task is done as if the whole piece were free: what stays is the business of the real composer's tests."""
        return engine.add(self.compose(plan, seed, given_steps), plan.header().measure_count - len(given_steps))

    def report(self, plan: Plan, score: Score) -> dict:
        return {"measures": len(score.measures)}

    def style(self, score: Score) -> bytes | None:
        return bytes(512)

    def recognise(self, score: Score) -> tuple[bytes, dict] | None:
        return (bytes(512), {"likeness": {"waltz": 70}, "key": score.key.name}) if score.notes else None


class TurnEngine:
    """A measure of each piece in turn."""

    def __init__(self, room: int = 4) -> None:
        self.seats = room
        self.writing: dict[int, tuple[Iterator[Steps], int]] = {}
        self.keys = itertools.count(1)

    @property
    def room(self) -> int:
        return ANY if len(self.writing) < self.seats else 0

    def add(self, measures: Iterator[Steps], count: int) -> int:
        key = next(self.keys)
        self.writing[key] = measures, count
        return key

    def remove(self, key: int) -> None:
        self.writing.pop(key, None)

    def advance(self) -> list[News]:
        return [self.turn(key) for key in list(self.writing)]

    def turn(self, key: int) -> News:
        measures, left = self.writing.pop(key)
        if not left:
            return News(key, [], is_finished=True)
        try:
            news = News(key, next(measures), is_finished=left == 1)
        except Exception as error:
            return News(key, [], error=error)
        if left > 1:
            self.writing[key] = measures, left - 1
        return news


def _dynamics(plan: Plan) -> dict[int, str]:
    """By measure, of a piece that is to swell or to die away."""
    return {0: plan.dynamics.value} | course(plan.swell.value, plan.dynamics.value, plan.header().measure_count) if plan.swell else {}


def measures_of(header: Header, dynamics: Mapping[int, str] = NONE) -> list[Steps]:
    score = Score(header.parts, header.key, header.time, header.tempo_qpm)
    for number in range(header.measure_count):
        chord = _tonic(header, octave=4 + number % 2)
        staff = Staff((Voice((chord,)),), dynamics.get(number, ""))
        score = score.append(Measure(header.key, header.time, (staff,) * header.staff_count, header.time.length_ticks))
    header, steps = encode(score)
    return [[list(step) for step in taken] for _, taken in read_measures(header, steps.tolist())]


def _tonic(header: Header, octave: int) -> Chord:
    return Chord(header.time.length_ticks, (Pitch(header.key.tonic, octave),), (False,))
