"""Repeats are written out, because a `Score` is played from its first measure to its last."""

from collections.abc import Sequence
from itertools import takewhile

from .draft import MOST_MEASURES, DraftMeasure


def has_repeats(measures: Sequence[DraftMeasure]) -> bool:
    return any(measure.repeat_times > 1 or measure.endings for measure in measures)


def order_of(measures: Sequence[DraftMeasure]) -> list[int]:
    """Indices of the measures in the order they are played. Jumps ("da capo") are not followed.

    It stops where it gets longer than any score we hold.
    """
    order: list[int] = []
    start = index = 0
    taken = 1  # which pass this is
    while index < len(measures) and len(order) <= MOST_MEASURES:
        measure = measures[index]
        is_behind_endings = index > 0 and bool(measures[index - 1].endings) and not measure.endings
        if index != start and (measure.repeat_starts or is_behind_endings):
            start, taken = index, 1
        if measure.endings and taken not in measure.endings:
            index += 1
            continue
        order.append(index)
        if taken < _passes(measures, index):
            taken, index = taken + 1, start
            continue
        index += 1
        if measure.repeat_times > 1:
            start, taken = index, 1
    return order


def _passes(measures: Sequence[DraftMeasure], index: int) -> int:
    """How often the stretch that ends here is played, 1 where nothing is repeated."""
    measure = measures[index]
    if measure.repeat_times < 2 or not measure.endings:
        return measure.repeat_times
    last = max(measure.endings)
    later = takewhile(lambda each: bool(each.endings), measures[index:])
    is_followed = max(max(each.endings) for each in later) > last
    return last + 1 if is_followed or 1 in measure.endings else 1  # after the last ending nothing is left to play
