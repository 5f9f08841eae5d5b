"""The site's figures as text for Prometheus. All but those of this process are read from the database, so that any number of web
processes and workers can be asked at any one of them (docs/operating.md)."""

import logging
from collections.abc import Iterator
from datetime import timedelta

from django.db import DatabaseError
from django.db.models import Count, F, Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import tails, waiting
from .health import is_operator
from .models import FINAL, EventKind, Generation, GenerationEvent, Status, WorkerNode

log = logging.getLogger(__name__)

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
RATE_SECONDS = 60
LATELY = timedelta(hours=1)
SAMPLE = 500  # newest generations, newest measures: a scrape costs the same after years
FIRST_MEASURE_SEQ = 3  # after plan and started
QUANTILES = (0.5, 0.95)

Sample = tuple[dict[str, object], float]


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    if not is_operator(request):
        raise Http404
    lines = list(_of_this_process())
    try:
        lines += [*_of_the_queue(), *_of_the_workers(), *_of_the_pace(), *_written("score_database_up", "gauge", "1: it answers.", 1)]
    except DatabaseError:
        log.exception("the database did not answer a scrape")
        lines += _written("score_database_up", "gauge", "1: it answers.", 0)
    return HttpResponse("".join(lines), content_type=CONTENT_TYPE)


def _of_this_process() -> Iterator[str]:
    yield from _written("score_sockets", "gauge", "Sockets of this web process that follow a piece.", tails.listener_count())
    yield from _written("score_tails", "gauge", "Pieces that this web process reads for its sockets.", tails.tail_count())


def _of_the_queue() -> Iterator[str]:
    by_queue = Generation.objects.filter(status=Status.QUEUED).order_by("queue").values_list("queue").annotate(Count("pk"))
    waiting_for = [({"queue": queue}, count) for queue, count in by_queue] or [({"queue": "default"}, 0)]
    yield from _written("score_queued", "gauge", "Pieces waiting for a worker.", *waiting_for)
    oldest = Generation.objects.filter(status=Status.QUEUED).aggregate(at=Min("created_at"))["at"]
    seconds = (timezone.now() - oldest).total_seconds() if oldest else 0
    yield from _written("score_queue_oldest_seconds", "gauge", "How long the longest waiting piece has waited.", seconds)
    yield from _written("score_queue_eta_seconds", "gauge", "When a piece asked for now would begin.", waiting.seconds_until_free())
    running = Generation.objects.filter(status=Status.RUNNING)
    yield from _written("score_running", "gauge", "Pieces being written.", running.count())
    lost = running.filter(lease_until__lt=timezone.now()).count()
    yield from _written("score_leases_run_out", "gauge", "Pieces whose worker fell silent and that wait for another.", lost)
    ended = dict(Generation.objects.filter(status__in=FINAL).order_by().values_list("status").annotate(Count("pk")))
    samples = [({"status": status.value}, ended.get(status.value, 0)) for status in FINAL]
    yield from _written("score_ended_total", "counter", "Pieces that came to an end.", *samples)
    lately = Generation.objects.filter(status=Status.FAILED, finished_at__gte=timezone.now() - LATELY)
    failed = [({"code": code}, count) for code, count in lately.order_by().values_list("error_code").annotate(Count("pk"))]
    yield from _written("score_failed_last_hour", "gauge", "Pieces that failed in the last hour, by reason.", *failed)


def _of_the_workers() -> Iterator[str]:
    alive = WorkerNode.objects.alive().aggregate(able=Count("pk", filter=Q(fault="")), faulty=Count("pk", filter=~Q(fault="")))
    yield from _written("score_workers", "gauge", "Workers seen lately.", *(({"state": state}, count) for state, count in alive.items()))
    paces = WorkerNode.objects.able().exclude(steps_per_second=None).values_list("name", "steps_per_second")
    samples = [({"worker": name}, pace) for name, pace in paces]
    yield from _written("score_worker_steps_per_second", "gauge", "Expected steps a worker writes, of all its pieces together.", *samples)


def _of_the_pace() -> Iterator[str]:
    newest = list(Generation.objects.order_by("-pk").values_list("pk", flat=True)[:SAMPLE])
    of_these = Q(generation__in=newest) | Q(generation__status=Status.RUNNING)
    written = GenerationEvent.objects.filter(of_these, kind=EventKind.MEASURE)
    now = written.filter(created_at__gte=timezone.now() - timedelta(seconds=RATE_SECONDS))
    measures = now.count() / RATE_SECONDS
    steps = [len(payload["steps"]) for payload in now.order_by("-created_at").values_list("payload", flat=True)[:SAMPLE]]
    mean = sum(steps) / len(steps) if steps else 0
    yield from _written("score_measures_per_second", "gauge", "Measures written, mean of the last minute.", measures)
    yield from _written("score_steps_per_second", "gauge", "Steps (tokens) written, mean of the last minute.", measures * mean)
    first = written.filter(generation__in=newest, seq=FIRST_MEASURE_SEQ, created_at__gte=timezone.now() - LATELY)
    times = [("click", F("created_at") - F("generation__created_at")), ("start", F("created_at") - F("generation__started_at"))]
    samples = []
    for since, waited in times:
        seconds = sorted(each.total_seconds() for each in first.values_list(waited, flat=True) if each is not None)
        samples += [({"since": since, "quantile": quantile}, _quantile(seconds, quantile)) for quantile in QUANTILES if seconds]
    yield from _written("score_first_measure_seconds", "gauge", "Until the first measure was stored, in the last hour.", *samples)


def _quantile(ordered: list[float], quantile: float) -> float:
    return ordered[min(len(ordered) - 1, int(quantile * len(ordered)))]


def _written(name: str, kind: str, words: str, *samples: Sample | float) -> Iterator[str]:
    """One metric in the text format: https://prometheus.io/docs/instrumenting/exposition_formats/"""
    yield f"# HELP {name} {words}\n# TYPE {name} {kind}\n"
    for sample in samples:
        labels, value = sample if isinstance(sample, tuple) else ({}, sample)
        inner = ",".join(f'{key}="{_escaped(str(text))}"' for key, text in labels.items())
        yield f"{name}{{{inner}}} {value:.6g}\n" if inner else f"{name} {value:.6g}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
