"""When it will be whose turn, and when a piece will be finished: the workers' next minutes played through on paper.

Each worker shares its pace evenly among the pieces it holds; a piece is held by one worker; nobody has more pieces in hand than the
limit says. Source: processor sharing, Kleinrock, Queueing Systems II, 1976.
"""

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """Steps to be written for somebody."""

    requester: str
    steps: float


@dataclass(frozen=True, slots=True)
class Workers:
    """seats: pieces they hold at once, all together. steps_per_second: of one of them."""

    count: int
    seats: int
    steps_per_second: float

    def seconds(self, steps: float, held: int) -> float:
        """Until each of so many pieces in hand has come on by so many steps."""
        return steps * held / (self.steps_per_second * min(held, self.count))


def starts(running: Sequence[Work], waiting: Sequence[Work], workers: Workers, limit: int) -> list[float]:
    """Seconds until each waiting piece is begun. waiting: in the order in which they are claimed. limit: pieces of one person in hand."""
    told = [0.0] * len(waiting)
    held = [(work.steps, work.requester) for work in running]  # by what each piece in hand will have come on when this one ends
    heapq.heapify(held)
    holding = Counter(work.requester for work in running)
    left, come_on, now = list(range(len(waiting))), 0.0, 0.0
    while left:
        for number in list(left):
            work = waiting[number]
            if len(held) < workers.seats and holding[work.requester] < limit:
                heapq.heappush(held, (come_on + work.steps, work.requester))
                holding[work.requester] += 1
                told[number] = now
                left.remove(number)
        if not held:
            break
        end, requester = heapq.heappop(held)
        now += workers.seconds(end - come_on, len(held) + 1)
        come_on = end
        holding[requester] -= 1
    return told


def seconds_to_end(steps: float, others: Sequence[float], workers: Workers) -> float:
    """Until a piece in hand is finished. others: what is left of those that are written beside it."""
    ends = [*sorted(other for other in others if other < steps), steps]
    now, come_on = 0.0, 0.0
    for number, end in enumerate(ends):
        now += workers.seconds(end - come_on, len(others) + 1 - number)
        come_on = end
    return now
