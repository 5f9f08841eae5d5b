"""Place in the queue and the time until it is one's turn: hints for a person, never used to decide anything."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Avg, Count, F, Q, Sum

from . import claiming, clock, forecast, limits
from .forecast import Work, Workers
from .models import DEFAULT_QUEUE, Generation, Status, WorkerNode
from .work_orders import GenerationQuerySet

USUAL_STEPS = 400
USUAL_STEPS_PER_SECOND = 400.0
USUAL_SEATS = 32  # of a worker


@dataclass(frozen=True)
class Place:
    position: int  # 1 is next
    eta_seconds: float


def place_of(generation: Generation) -> Place:
    queue = places_in(generation.queue)
    return queue.get(generation.pk) or Place(len(queue) + 1, seconds_until_free(generation.queue))


def places() -> dict[int, Place]:
    """Of everything that waits, by generation."""
    queues = Generation.objects.filter(status=Status.QUEUED).order_by().values_list("queue", flat=True).distinct()
    return {pk: place for queue in queues for pk, place in places_in(queue).items()}


def places_in(queue: str) -> dict[int, Place]:
    """Counts by the order in which `claiming.claim` would take them if nothing else came and everybody's pieces ended as they began."""
    order = _claim_order(queue)
    seconds = forecast.starts(_running(queue), [work for _, work in order], workers(), limits.running_limit())
    return {pk: Place(position, round(seconds[position - 1], 1)) for position, (pk, _) in enumerate(order, start=1)}


def seconds_until_free(queue: str = DEFAULT_QUEUE) -> float:
    """For whoever would come now."""
    waiting = [*(work for _, work in _claim_order(queue)), Work("somebody new", 0)]
    return round(forecast.starts(_running(queue), waiting, workers(), limits.running_limit())[-1], 1)


def remaining_seconds(generation: Generation) -> float:
    """Until a piece that is being composed is finished."""
    left = steps_left(generation.expected_steps, generation.measure_count, generation.cursor)
    return seconds_for(left, generation.pk)


def seconds_for(steps: float, generation_id: int) -> float:
    """For so many steps of a piece that is being composed: a worker's pace is shared by all the pieces that it writes at once."""
    others = [work.steps for work in _works(Generation.objects.filter(status=Status.RUNNING).exclude(pk=generation_id))]
    return round(forecast.seconds_to_end(steps, others, workers()), 1)


def steps_left(expected: int, planned: int | None, done: int) -> float:
    return (expected or USUAL_STEPS) * (1 - min(1.0, done / planned) if planned else 1)


def workers() -> Workers:
    """Those that were seen lately; one usual one where there is none."""
    able = WorkerNode.objects.able().aggregate(count=Count("pk"), seats=Sum("seats"), pace=Avg("steps_per_second"))
    count = max(1, able["count"])
    return Workers(count, able["seats"] or count * USUAL_SEATS, able["pace"] or USUAL_STEPS_PER_SECOND)


def _running(queue: str) -> list[Work]:
    return _works(Generation.objects.filter(status=Status.RUNNING, queue=queue))


def _works(generations: GenerationQuerySet) -> list[Work]:
    rows = generations.order_by().values_list("requester", "expected_steps", "measure_count", "cursor")
    return [Work(requester, steps_left(*facts)) for requester, *facts in rows]


def _claim_order(queue: str) -> list[tuple[int, Work]]:
    """What waits in this queue. Each further piece of a person counts as if those before it had been taken."""
    lately = Generation.objects.filter(Q(started_at__gte=clock.now() - claiming.SHARE_TIME) | Q(status=Status.RUNNING))
    share = defaultdict(int, lately.order_by().values_list("requester").annotate(Count("pk")))
    keys = []
    waiting = Generation.objects.filter(status=Status.QUEUED, queue=queue).order_by(F("started_at").asc(nulls_last=True), "-priority", "pk")
    facts = ("expected_steps", "measure_count", "cursor")
    for pk, requester, priority, started_at, *left in waiting.values_list("pk", "requester", "priority", "started_at", *facts):
        keys.append((started_at is None, share[requester], -priority, pk, Work(requester, steps_left(*left))))
        share[requester] += started_at is None  # what was begun counts already
    return [(pk, work) for *_, pk, work in sorted(keys, key=lambda key: key[:4])]
