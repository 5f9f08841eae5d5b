"""Place in the queue and the time until it is one's turn: hints for a person, never used to decide anything."""

from dataclasses import dataclass

from django.db.models import Avg, Q, Sum
from django.db.models.functions import Coalesce

from .models import Generation, Status, WorkerNode

USUAL_MEASURES = 24
USUAL_SECONDS_PER_MEASURE = 0.4


@dataclass(frozen=True)
class Place:
    position: int  # 1 is next
    eta_seconds: float


def place_of(generation: Generation) -> Place:
    """Counts by order of arrival. Fair share may be quicker than this, hardly ever slower."""
    ahead = Generation.objects.filter(status=Status.QUEUED, id__lt=generation.id)
    before_me = Generation.objects.filter(Q(status=Status.RUNNING) | Q(status=Status.QUEUED, id__lt=generation.id))
    eta_seconds = _measures_left(before_me) * seconds_per_measure() / max(1, worker_count())
    return Place(position=ahead.count() + 1, eta_seconds=round(eta_seconds, 1))


def remaining_seconds(generation: Generation) -> float:
    left = (generation.measure_count or USUAL_MEASURES) - generation.cursor
    return round(max(0, left) * seconds_per_measure(), 1)


def worker_count() -> int:
    return WorkerNode.objects.able().count()


def seconds_per_measure() -> float:
    return WorkerNode.objects.able().aggregate(mean=Avg("seconds_per_measure"))["mean"] or USUAL_SECONDS_PER_MEASURE


def _measures_left(generations) -> int:
    sums = generations.aggregate(planned=Sum(Coalesce("measure_count", USUAL_MEASURES)), done=Sum("cursor"))
    return max(0, (sums["planned"] or 0) - (sums["done"] or 0))
