"""A task and the header of its result → the template: measure by measure and staff by staff, what stays and what may change."""

from collections.abc import Iterator
from dataclasses import replace

from ..music.grammar import B, C, D
from ..music.header import Header
from ..music.score import CADENCES, SECTIONS
from ..music.tokenizer import Step
from ..music.vocabulary import INDEX, RANGES, Kind
from .brief import Brief
from .foresight import StaffSketch
from .tasks import MeasuresError, NothingToChangeError, Source, Task, TaskError
from .template import Keep, MeasureGiven, MeasureParts, StaffGiven, Template, on_staff

CLOSEST, CLOSENESS_POWER = 4.5, 1.5  # nats that a variation of distance 0 gives what stood there, and how fast they fade with distance
SIMPLER_NEARNESS, AWAY_FROM_HARMONY = 6.0, 3.0
KEPT_SHARE = {"rhythm": Keep.RHYTHM, "rerhythm": Keep.PITCHES, "simplify": Keep.SKELETON}
FREE_HARMONY = ("harmonise", "reharmonise")  # written anew although notes are given
EASIER = {"busy": "moderate", "moderate": "sparse", "": "sparse"}
SECTION_UNIT = 8
SIMPLE_LENGTHS = (12, 24, 48)  # the shortest note of a simpler piece: longer than the notes of a quarter of the source


def template_of(task: Task, header: Header) -> Template:
    """What stays of the source in a result with this header. Raises NothingToChangeError or MeasuresError."""
    return _TemplateMaker(task, header).template()


def brief_of(task: Task, brief: Brief, template: Template) -> Brief:
    """The brief of the whole result: its sections and its final cadence are those of the template."""
    sections = {
        number: SECTIONS[measure.head[C] - RANGES["section"].start - 1]
        for number, measure in enumerate(template.measures)
        if measure.head[0] == Kind.MEASURE and measure.head[C] > RANGES["section"].start
    }
    cadence = _cadence(template.measures[-1].head) or brief.cadence
    conditions = brief.conditions
    if task.kind == "simplify":
        conditions = conditions | {"density": EASIER.get(conditions.get("density", ""), "sparse")}
    return replace(brief, sections=sections, cadence=cadence, conditions=conditions)


def staff_map(source: Header, result: Header, onto: tuple[int | None, ...] = ()) -> list[int | None]:
    """For each staff of the source its staff in the result, None where it has none: players of the same name keep their music; where
    nobody has the same name, the top line becomes the new top line. Raises MeasuresError for an `onto` that fits neither."""
    if onto:
        places = [staff for staff in onto if staff is not None]
        if len(onto) != source.staff_count or len(set(places)) < len(places) or any(staff >= result.staff_count for staff in places):
            raise MeasuresError("“onto” names a staff of the result, or null, for each staff of the piece.")
        return list(onto)
    spans, start = [], 0
    for part in result.parts:
        spans.append((part.instrument.name, list(range(start, start + part.staff_count))))
        start += part.staff_count
    places: list[int | None] = []
    for part in source.parts:
        match = next((span for span in spans if span[0] == part.instrument.name), None)
        places += match[1] if match else [None] * part.staff_count
        if match:
            spans.remove(match)
    return places if any(place is not None for place in places) else [0, *places[1:]]


class _TemplateMaker:
    def __init__(self, task: Task, header: Header) -> None:
        self.task, self.header = task, header
        self.source: Source = task.source
        self.places = staff_map(self.source.header, header, task.onto)
        if any(staff >= header.staff_count for staff in task.staves or ()):
            raise MeasuresError(f"The piece has staves 0 to {header.staff_count - 1}; one of {list(task.staves)} is not in it.")
        if any(lock.staff is not None and lock.staff >= len(self.places) for lock in task.locks):
            raise MeasuresError("A lock names a staff that the piece does not have.")
        self.changing = self._changing_staves()
        self.shortest_ticks = self._shortest_ticks() if task.kind == "simplify" else 0

    def template(self) -> Template:
        measures = [self._old(number) if number is not None else None for number in self._order()]
        template = Template(tuple(self._with_new(measures)), self.shortest_ticks)
        if template.is_whole:
            raise NothingToChangeError("Nothing is left to change: everything the task may touch is locked.")
        return template

    def _order(self) -> Iterator[int | None]:
        """For each measure of the result its measure in the source, None for a new one."""
        after, new = self.task.insert_after, self.task.insert_count
        if self.task.kind == "continue":
            after, new = len(self.source.measures), self.header.measure_count - len(self.source.measures)
        for number in range(len(self.source.measures) + 1):
            yield from [None] * (new if number == after else 0)
            if number < len(self.source.measures):
                yield number

    def _changing_staves(self) -> frozenset[int]:
        """Staves of the result that the task may change, where it may change the measure."""
        task, every = self.task, range(self.header.staff_count)
        if task.staves is not None:
            if not task.staves and task.kind not in FREE_HARMONY:
                raise NothingToChangeError("Nothing is left to change: the task names no staff.")
            return frozenset(task.staves)
        new = frozenset(every) - {place for place in self.places if place is not None}
        if task.kind in ("accompany", "harmonise", "melody", "bass") and new:
            return new
        own = {"accompany": every[1:], "harmonise": every[1:], "reharmonise": every[1:], "melody": every[:1], "bass": every[-1:]}
        return frozenset(own.get(task.kind, every))

    def _may_change(self, number: int) -> bool:
        task = self.task
        if task.kind == "continue":
            return task.is_reopened and number + 1 == len(self.source.measures)
        if task.first is None:
            return task.kind != "infill"  # an insertion without a span leaves the rest alone
        return task.first <= number + 1 <= task.last

    def _old(self, number: int) -> MeasureGiven:
        """A measure of the source in the result."""
        parts, task = self.source.measures[number], self.task
        locked = {lock.staff for lock in task.locks if lock.first <= number + 1 <= lock.last}
        is_open = self._may_change(number) and None not in locked
        kept = {self.places[staff] for staff in locked if staff is not None}
        free = frozenset(range(self.header.staff_count)) if task.kind == "continue" else self.changing
        stood = self._stood(parts)
        staves = tuple(
            StaffGiven(steps, self._keep(steps, is_open=is_open and staff in free and staff not in kept, is_new=staff not in self.places))
            for staff, steps in enumerate(stood)
        )
        is_anew = task.kind in FREE_HARMONY or not parts.harmony or all(staff.keep in (Keep.NOTHING, Keep.RHYTHM) for staff in staves)
        is_harmony_open = is_open and is_anew and task.kind not in ("rerhythm", "simplify")
        measure = MeasureGiven(parts.head, parts.harmony, staves, not is_harmony_open)
        return self._leaning(measure) if is_open else measure

    def _stood(self, parts: MeasureParts) -> list[tuple[Step, ...]]:
        """What stood on each staff of the result."""
        stood: list[tuple[Step, ...]] = [()] * self.header.staff_count
        for staff, place in enumerate(self.places):
            if place is not None:
                stood[place] = on_staff(parts.staves[staff], place)
        return stood

    def _keep(self, steps: tuple[Step, ...], *, is_open: bool, is_new: bool) -> Keep:
        if is_new:
            return Keep.NOTHING
        return KEPT_SHARE.get(self.task.kind, Keep.NOTHING) if is_open else Keep.ALL

    def _leaning(self, measure: MeasureGiven) -> MeasureGiven:
        """How much what may change leans on what stood there."""
        if self.task.kind == "vary":
            nearness = CLOSEST * (1 - self.task.distance) ** CLOSENESS_POWER
            return replace(measure, nearness=nearness, harmony_nearness=nearness)
        if self.task.kind == "reharmonise":
            return replace(measure, harmony_nearness=-AWAY_FROM_HARMONY)
        return replace(measure, nearness=SIMPLER_NEARNESS) if self.task.kind == "simplify" else measure

    def _shortest_ticks(self) -> int:
        sounds = [sound for parts in self.source.measures for steps in parts.staves for sound in StaffSketch(steps).sounds]
        lengths = sorted(end - start for start, end, _ in sounds) or [SIMPLE_LENGTHS[0]]
        usual = lengths[len(lengths) // 4]
        return next((length for length in SIMPLE_LENGTHS if length > usual), SIMPLE_LENGTHS[-1])

    def _with_new(self, measures: list[MeasureGiven | None]) -> Iterator[MeasureGiven]:
        """The measures, with heads for the new ones: metre and key of the one before, sections and cadences of their own."""
        new = [number for number, measure in enumerate(measures) if measure is None]
        usual = next(measure.head for measure in measures if measure is not None and measure.head[0] == Kind.MEASURE)
        letters = self._letters(measures, new)
        head = usual
        for number, measure in enumerate(measures):
            if measure is None:
                is_last = number + 1 == len(measures)
                cadence = INDEX["cadence"][self._final() if is_last else "half" if number + 1 in letters else ""]
                section = INDEX["section"][letters.get(number, "")]
                head = (*head[:C], section, cadence)
                measure = MeasureGiven(head, (), (StaffGiven(),) * self.header.staff_count)
            elif measure.head[0] == Kind.MEASURE:
                head = measure.head
            yield measure

    def _final(self) -> str:
        return _cadence(self.source.measures[-1].head) or "authentic"

    def _letters(self, measures: list, new: list[int]) -> dict[int, str]:
        """Section letters of new measures of a continuation: something new, then the beginning again, and so on."""
        if self.task.kind != "continue":
            return {}
        used = {measure.head[C] - RANGES["section"].start for measure in measures if measure and measure.head[0] == Kind.MEASURE}
        fresh = SECTIONS[min(len(SECTIONS) - 1, max(used))]
        unit = SECTION_UNIT if len(new) >= 2 * SECTION_UNIT else SECTION_UNIT // 2
        starts = [number for number in new if (number - new[0]) % unit == 0 and (number == new[0] or new[-1] - number + 1 >= unit // 2)]
        return {start: SECTIONS[0] if turn % 2 else fresh for turn, start in enumerate(starts)}


def _cadence(head: Step) -> str:
    number = head[D] - RANGES["cadence"].start - 1
    return CADENCES[number] if head[0] == Kind.MEASURE and number >= 0 else ""


assert B < C < D and TaskError
