"""Place in the queue and the time until it is one's turn: hints for a person, never used to decide anything."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Avg, Count, F, Q, Sum
from django.db.models.functions import Coalesce

from . import clock, jobs
from .models import Generation, Status, WorkerNode

USUAL_MEASURES = 24
USUAL_SECONDS_PER_MEASURE = 0.4


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
    """Counts by the order in which `jobs.claim` would take them if nothing else came and everybody's pieces ended as they began."""
    ahead = _measures_left(Generation.objects.filter(status=Status.RUNNING, queue=queue))
    seconds = seconds_per_measure() / max(1, worker_count())
    told = {}
    for position, (pk, measures) in enumerate(_claim_order(queue), start=1):
        told[pk] = Place(position, round(ahead * seconds, 1))
        ahead += measures
    return told


def _claim_order(queue: str) -> list[tuple[int, int]]:
    """What waits in this queue, and its measures to come. Each further piece of a person counts as if those before it had been taken."""
    lately = Generation.objects.filter(Q(started_at__gte=clock.now() - jobs.SHARE_TIME) | Q(status=Status.RUNNING))
    share = defaultdict(int, lately.order_by().values_list("requester").annotate(Count("pk")))
    keys = []
    waiting = Generation.objects.filter(status=Status.QUEUED, queue=queue).order_by(F("started_at").asc(nulls_last=True), "-priority", "pk")
    for pk, requester, priority, started_at, planned, done in waiting.values_list(
        "pk", "requester", "priority", "started_at", "measure_count", "cursor"
    ):
        left = max(0, (planned or USUAL_MEASURES) - done)
        keys.append((started_at is None, share[requester], -priority, pk, left))
        share[requester] += started_at is None  # what was begun counts already
    return [(pk, left) for *_, pk, left in sorted(keys)]


def remaining_seconds(generation: Generation) -> float:
    return seconds_for(max(0, (generation.measure_count or USUAL_MEASURES) - generation.cursor))


def seconds_for(measure_count: int) -> float:
    """For a piece that is being composed: a worker's pace is shared by all the pieces that it writes at once."""
    running = Generation.objects.filter(status=Status.RUNNING).count()
    return round(measure_count * seconds_per_measure() * max(1.0, running / max(1, worker_count())), 1)


def seconds_until_free(queue: str = "") -> float:
    """For whoever would come now. queue: of one only."""
    unfinished = Generation.objects.unfinished().filter(**{"queue": queue} if queue else {})
    return round(_measures_left(unfinished) * seconds_per_measure() / max(1, worker_count()), 1)


def worker_count() -> int:
    return WorkerNode.objects.able().count()


def seconds_per_measure() -> float:
    return WorkerNode.objects.able().aggregate(mean=Avg("seconds_per_measure"))["mean"] or USUAL_SECONDS_PER_MEASURE


def _measures_left(generations) -> int:
    sums = generations.aggregate(planned=Sum(Coalesce("measure_count", USUAL_MEASURES)), done=Sum("cursor"))
    return max(0, (sums["planned"] or 0) - (sums["done"] or 0))
