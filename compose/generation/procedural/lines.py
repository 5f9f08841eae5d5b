"""A line while it is being composed: notes on the time axis of the whole piece."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Event:
    """Notes struck together. onset_ticks: from the start of the piece. pitches: MIDI, ascending."""

    onset_ticks: int
    duration_ticks: int
    pitches: tuple[int, ...]
    articulation: str = ""

    @property
    def end_ticks(self) -> int:
        return self.onset_ticks + self.duration_ticks

    @property
    def top(self) -> int:
        return self.pitches[-1]

    @property
    def low(self) -> int:
        return self.pitches[0]

    def moved(self, ticks: int) -> "Event":
        """The same event later by some ticks."""
        return replace(self, onset_ticks=self.onset_ticks + ticks)


Line = list[Event]


def event(onset_ticks: int, duration_ticks: int, pitches: Iterable[int] | int, articulation: str = "") -> Event:
    """An event of one pitch or several, sorted and without doubles."""
    several = (pitches,) if isinstance(pitches, int) else tuple(sorted(set(pitches)))
    return Event(onset_ticks, duration_ticks, several, articulation)


def without_overlaps(line: Line) -> Line:
    """The line in order, every event ended where the next begins; of two that begin together the pitches are joined."""
    joined: dict[int, Event] = {}
    for item in sorted(line, key=lambda item: item.onset_ticks):
        if item.onset_ticks in joined:
            first = joined[item.onset_ticks]
            pitches = tuple(sorted({*first.pitches, *item.pitches}))
            item = Event(item.onset_ticks, max(first.duration_ticks, item.duration_ticks), pitches, first.articulation or item.articulation)
        joined[item.onset_ticks] = item
    ordered = list(joined.values())
    result = []
    for number, item in enumerate(ordered):
        limit = ordered[number + 1].onset_ticks - item.onset_ticks if number + 1 < len(ordered) else item.duration_ticks
        result.append(replace(item, duration_ticks=min(item.duration_ticks, limit)) if limit < item.duration_ticks else item)
    return result


def halved(line: Line) -> Line:
    """The line in half the note values."""
    return [replace(item, onset_ticks=item.onset_ticks // 2, duration_ticks=item.duration_ticks // 2) for item in line]


def swung(lines: Iterable[Line], beat_ticks: int = 24) -> list[Line]:
    """The lines with the second eighth of a beat played late, on the last third, wherever a beat has nothing finer than eighths."""
    lines = [list(line) for line in lines]
    fine = set()
    for line in lines:
        for item in line:
            for tick in (item.onset_ticks, item.end_ticks):
                if tick % beat_ticks not in (0, beat_ticks // 2):
                    fine.add(tick // beat_ticks)

    def late(tick: int) -> int:
        is_offbeat = tick % beat_ticks == beat_ticks // 2 and tick // beat_ticks not in fine
        return tick + beat_ticks // 6 if is_offbeat else tick

    return [[replace(item, onset_ticks=late(item.onset_ticks), duration_ticks=late(item.end_ticks) - late(item.onset_ticks))
             for item in line] for line in lines]
