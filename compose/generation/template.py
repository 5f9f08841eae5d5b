"""What is given of a piece that is to be written: measures, staves, chords, rhythms, pitches that stay as they stood.

Every task (continue, infill, accompany, vary …) is sampling under such a template: where a place is given its step is taken, where it
is free it is drawn. `tasks.py` makes templates, `keeping.py` holds the sampler to them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ..music.grammar import FIRST_STAFF
from ..music.tokenizer import Step
from ..music.vocabulary import RANGES, TIMES, Kind
from .foresight import Known, StaffSketch


class Keep(Enum):
    """How much of a staff stays in one measure.

    RHYTHM: onsets, lengths, rests; pitches are drawn anew. PITCHES: which notes and chords follow each other; their lengths are drawn.
    SKELETON: nothing new begins where nothing began; neighbours may melt into one longer note.
    """

    NOTHING = "nothing"
    RHYTHM = "rhythm"
    PITCHES = "pitches"
    SKELETON = "skeleton"
    ALL = "all"


@dataclass(frozen=True)
class StaffGiven:
    """steps: what stood on this staff, from its VOICE on; none where nothing stood. keep: how much of it stays."""

    steps: tuple[Step, ...] = ()
    keep: Keep = Keep.NOTHING


@dataclass(frozen=True)
class MeasureGiven:
    """head: the MEASURE or PICKUP step, always given. harmony: the chords that stood here.

    nearness, harmony_nearness: nats that a free place gains for doing what stood there; less than 0 drives away from it.
    """

    head: Step
    harmony: tuple[Step, ...]
    staves: tuple[StaffGiven, ...]
    is_harmony_kept: bool = False
    nearness: float = 0.0
    harmony_nearness: float = 0.0

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is left to write."""
        return self.is_harmony_kept and all(staff.keep == Keep.ALL for staff in self.staves)


@dataclass(frozen=True)
class Template:
    """One entry a measure of the piece to be written. shortest_ticks: of notes where a skeleton is kept, 0 for any."""

    measures: tuple[MeasureGiven, ...]
    shortest_ticks: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to write."""
        return all(measure.is_whole for measure in self.measures)

    def known(self) -> list[Known]:
        """What can be seen of it before it is reached."""
        return [
            Known(
                measure.harmony if measure.is_harmony_kept else None,
                tuple(StaffSketch(staff.steps) if staff.keep == Keep.ALL else None for staff in measure.staves),
                length_ticks(measure.head),
            )
            for measure in self.measures
        ]


def length_ticks(head: Step) -> int:
    """Length of the measure that a MEASURE step begins; of a pickup too long, which harms nobody."""
    return TIMES[head[1] - RANGES["time"].start].length_ticks if head[0] == Kind.MEASURE else 96


@dataclass(frozen=True)
class MeasureParts:
    """The steps of one measure, sorted: head, chords, and each staff from its first VOICE on."""

    head: Step
    harmony: tuple[Step, ...]
    staves: tuple[tuple[Step, ...], ...]


def parts_of(steps: Sequence[Step], staff_count: int) -> MeasureParts:
    """Sort the steps of a legal measure."""
    staves: list[list[Step]] = [[] for _ in range(staff_count)]
    harmony = []
    for step in steps[1:]:
        if step[0] == Kind.HARMONY:
            harmony.append(step)
            continue
        if step[0] == Kind.VOICE:
            staff = step[1] - FIRST_STAFF
        staves[staff].append(step)
    return MeasureParts(steps[0], tuple(harmony), tuple(map(tuple, staves)))


def on_staff(steps: Sequence[Step], staff: int) -> tuple[Step, ...]:
    """The steps of a staff, moved to another one."""
    return tuple((step[0], FIRST_STAFF + staff, *step[2:]) if step[0] == Kind.VOICE else step for step in steps)
