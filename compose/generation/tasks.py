"""What is asked of a piece that exists: continue, fill in, accompany, harmonise, vary …; read from plain JSON, checked in full.

A task says what may change; everything else stays, to the note. It becomes a template (task_templates.py) and a plan of the whole result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..music.errors import ComposeError
from ..music.header import Header
from ..music.tokenizer import read_measures
from ..music.vocabulary import Kind
from .plan import Plan, Wish
from .template import MeasureParts, parts_of

KINDS = (
    "compose", "continue", "infill", "accompany", "harmonise", "melody", "bass", "rhythm", "reharmonise", "rerhythm", "vary", "simplify",
)  # fmt: skip
NEW_PLAYERS = ("accompany", "harmonise", "melody", "bass")  # kinds whose result may have other players than the source
MOST_NEW_MEASURES = 128


class TaskError(ComposeError):
    """A task that cannot be done, with one sentence to the person who asked."""

    code = "task.invalid"


class SourceError(TaskError):
    """The piece to be changed is missing or no music."""

    code = "task.source"


class MeasuresError(TaskError):
    """Measures or staves that the piece does not have."""

    code = "task.measures"


class NothingToChangeError(TaskError):
    """Everything that may change is locked."""

    code = "task.nothing_to_change"


@dataclass(frozen=True)
class Source:
    """The piece a task works on. steps as stored, sorted by measure."""

    header: Header
    measures: tuple[MeasureParts, ...]

    @classmethod
    def from_json(cls, data: object) -> "Source":
        """data: {"header": …, "steps": [[…] a measure]}. Raises SourceError."""
        try:
            header = Header.from_json(data["header"])
            steps = [step for measure in data["steps"] for step in measure]
            measures = tuple(parts_of(taken, header.staff_count) for _, taken in read_measures(header, steps))
        except ComposeError as error:
            raise SourceError(f"The piece to be changed cannot be read: {error}.") from error
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            raise SourceError("The piece to be changed is missing or damaged.") from error
        if not measures:
            raise SourceError("The piece to be changed has no measures.")
        return cls(replace(header, measure_count=len(measures)), measures)


@dataclass(frozen=True)
class Lock:
    """Measures `first` to `last`, from 1, that must not change; one staff of them, from 0, or all."""

    first: int
    last: int
    staff: int | None = None


@dataclass(frozen=True)
class Task:
    """kind: one of KINDS. source: what exists, None only to compose. first, last: measures that may change, from 1, None for all.

    staves: of the result, from 0, that may change, None for what the kind says. locks: what never changes. distance: of a variation,
    0 hardly any to 1 free. insert_after, insert_count: new measures. is_reopened: whether a continued piece gives up its last measure.
    onto: for each staff of the source, where it stands in the result, None where it is left out; () as players match.
    """

    kind: str
    source: Source | None = None
    first: int | None = None
    last: int | None = None
    staves: tuple[int, ...] | None = None
    locks: tuple[Lock, ...] = ()
    distance: float = 0.5
    insert_after: int = 0
    insert_count: int = 0
    is_reopened: bool = False
    onto: tuple[int | None, ...] = ()

    @classmethod
    def from_json(cls, data: object) -> "Task":
        """Read and check a task. Raises TaskError or a child of it, one sentence each."""
        if not isinstance(data, Mapping) or data.get("kind") not in KINDS:
            raise TaskError(f"A task needs a kind: {', '.join(KINDS)}.")
        if data["kind"] == "compose":
            return cls("compose")
        task = cls(
            kind=data["kind"],
            source=Source.from_json(data.get("source")),
            **_read_span(data.get("measures")),
            staves=_read_numbers(data.get("staves"), "staves"),
            locks=tuple(_read_lock(lock) for lock in _list(data.get("locks"), "locks")),
            distance=_read_distance(data.get("distance")),
            **_read_insert(data.get("insert")),
            is_reopened=data.get("reopen") is True,
            onto=tuple(None if staff is None else _whole(staff, "onto") for staff in _list(data.get("onto"), "onto")),
        )
        task.check()
        return task

    @property
    def has_source(self) -> bool:
        """Whether it works on a piece that exists."""
        return self.source is not None

    def to_json(self) -> dict:
        """What `from_json` reads, without the source."""
        return {
            "kind": self.kind, "measures": [self.first, self.last] if self.first else None,
            "staves": list(self.staves) if self.staves is not None else None,
            "locks": [[lock.first, lock.last, lock.staff] for lock in self.locks], "distance": self.distance,
            "insert": {"after": self.insert_after, "count": self.insert_count} if self.insert_count else None,
            "reopen": self.is_reopened, "onto": list(self.onto),
        }  # fmt: skip

    def check(self) -> None:
        """Raises MeasuresError where the task names measures that are not there."""
        count = len(self.source.measures)
        spans = [(self.first, self.last)] if self.first is not None else []
        for first, last in (*spans, *((lock.first, lock.last) for lock in self.locks)):
            if not 1 <= first <= last <= count:
                raise MeasuresError(f"The piece has measures 1 to {count}; {first} to {last} are not all in it.")
        if not 0 <= self.insert_after <= count or self.insert_count > MOST_NEW_MEASURES:
            raise MeasuresError(f"New measures can stand after measure 0 to {count}, at most {MOST_NEW_MEASURES} of them.")
        if self.insert_count and not self.insert_after and self.source.measures[0].head[0] == Kind.PICKUP:
            raise MeasuresError("The piece begins with an upbeat; new measures can stand after it, not before.")
        if self.kind == "infill" and self.first is None and not self.insert_count:
            raise MeasuresError("Say which measures are to be filled in.")

    def fit(self, plan: Plan) -> Plan:
        """The plan of the result: what the task settles is the source's, whatever the words say. Twice is as good as once.

        plan: of `measure_count` a continuation takes its length, of `instruments` a new accompaniment its players.
        Raises MeasuresError where a continuation would not be longer than what it continues.
        """
        if self.source is None:
            return plan
        header = self.source.header
        count = header.measure_count + self.insert_count
        if self.kind == "continue":
            count = plan.measure_count.value if plan.measure_count else 0
            if not header.measure_count < count <= header.measure_count + MOST_NEW_MEASURES:
                raise MeasuresError(
                    f"The piece has {header.measure_count} measures; ask for {header.measure_count + 1} to "
                    f"{header.measure_count + MOST_NEW_MEASURES} to go on."
                )
        instruments = header.instruments
        if self.kind in NEW_PLAYERS and plan.instruments and not self.is_same_score(plan.instruments.value):
            instruments = plan.instruments.value
        settled = {
            "instruments": instruments, "key": header.key, "time": header.time, "tempo_qpm": header.tempo_qpm, "measure_count": count,
        }  # fmt: skip
        if not header.has_hairpins:  # else what is changed in one measure would draw them in all the others
            settled["hairpins"] = False
        changes = {name: replace(getattr(plan, name) or Wish(value, "chosen"), value=value) for name, value in settled.items()}
        return replace(plan, **changes)

    def is_same_score(self, instruments: Sequence[str]) -> bool:
        """Whether these are the players of the source."""
        return tuple(instruments) == self.source.header.instruments


def _read_span(data: object) -> dict[str, int]:
    if data is None:
        return {}
    first, last = _numbers(data, 2, "measures")
    return {"first": first, "last": last}


def _read_lock(data: object) -> Lock:
    if not isinstance(data, Sequence) or isinstance(data, str) or len(data) != 3:
        raise TaskError("A lock is [first measure, last measure, staff or null].")
    first, last = _numbers(data[:2], 2, "locks")
    return Lock(first, last, None if data[2] is None else _whole(data[2], "locks"))


def _read_numbers(data: object, name: str) -> tuple[int, ...] | None:
    return None if data is None else tuple(_whole(number, name) for number in _list(data, name))


def _read_distance(data: object) -> float:
    if data is None:
        return 0.5
    if isinstance(data, bool) or not isinstance(data, int | float) or not 0 <= data <= 1:
        raise TaskError("The distance of a variation is a number from 0 to 1.")
    return float(data)


def _read_insert(data: object) -> dict[str, int]:
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        raise TaskError('New measures are asked for as {"after": measure, "count": how many}.')
    count = _whole(data.get("count"), "insert")
    if count < 1:
        raise TaskError("At least one measure can be put in.")
    return {"insert_after": _whole(data.get("after"), "insert"), "insert_count": count}


def _list(data: object, name: str) -> Sequence:
    if data is None:
        return ()
    if not isinstance(data, Sequence) or isinstance(data, str):
        raise TaskError(f"“{name}” of a task is a list.")
    return data


def _numbers(data: object, count: int, name: str) -> list[int]:
    numbers = [_whole(number, name) for number in _list(data, name)]
    if len(numbers) != count:
        raise TaskError(f"“{name}” of a task takes {count} numbers.")
    return numbers


def _whole(data: object, name: str) -> int:
    if isinstance(data, bool) or not isinstance(data, int) or data < 0:
        raise TaskError(f"“{name}” of a task takes whole numbers.")
    return data
