"""Locks are areas of a score that no change may touch: [first measure, last measure, staff], from 1 and from 0, staff null for all."""

from dataclasses import dataclass

Lock = list  # as JSON holds it


@dataclass(frozen=True)
class Shift:
    """Where measures went: `count` new ones behind measure `after`, or, where count is negative, so many taken out there."""

    after: int = 0
    count: int = 0

    def place_of(self, measure: int) -> int | None:
        """The new number of a measure, from 1; None where it is gone."""
        if measure <= self.after:
            return measure
        return None if measure <= self.after - self.count else measure + self.count

    def parts(self, lock: Lock) -> bool:
        """Whether something is put into the middle of a locked run, or taken out of it."""
        first, last, _staff = lock
        if self.count > 0:
            return first <= self.after < last
        return any(self.place_of(measure) is None for measure in range(first, last + 1))

    def moved(self, locks: list[Lock]) -> list[Lock]:
        """The locks with the new numbers of their measures, where none of them is parted."""
        return [[self.place_of(first), self.place_of(last), staff] for first, last, staff in locks]


STILL = Shift()


def without(lock: Lock, freed: Lock) -> list[Lock]:
    """What is left of a lock when an area is freed. To free one staff of a lock on all staves leaves that lock as it is."""
    first, last, staff = lock
    if freed[2] is not None and staff != freed[2]:
        return [lock]
    rest = [[first, min(last, freed[0] - 1), staff], [max(first, freed[1] + 1), last, staff]]
    return [area for area in rest if area[0] <= area[1]]
