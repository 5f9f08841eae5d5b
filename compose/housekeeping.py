"""What grows while the site runs and may be put away: logs of long finished pieces, full token buckets, sessions that ended.

`manage.py tidy` does it once, `manage.py serve` every hour. Two at the same time do no harm.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from . import token_buckets
from .models import FINAL, EventKind, Generation, GenerationEvent

log = logging.getLogger(__name__)

EVERY_SECONDS = 3600
FOLDED_AT_ONCE = 100
_chores: list[Callable[[], None]] = []


@dataclass(frozen=True)
class Tidied:
    folded_logs: int
    full_buckets: int


def add_chore(chore: Callable[[], None]) -> None:
    """For apps built on this one: something of theirs to do whenever the site is tidied."""
    _chores.append(chore)


def tidy(log_days: float | None = None) -> Tidied:
    days = settings.COMPOSE_LOG_DAYS if log_days is None else log_days
    folded = fold_logs(finished_before=timezone.now() - timedelta(days=days))
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    for chore in _chores:
        chore()
    done = Tidied(folded, token_buckets.forget_full_ones())
    log.info("tidied up: %s", asdict(done))
    return done


def fold_logs(finished_before: datetime) -> int:
    """Removes what the pieces themselves hold by now: plan, header and steps. The last event stays, and with it every seq."""
    first_event = GenerationEvent.objects.filter(generation=OuterRef("pk"), seq=1)
    finished = Generation.objects.filter(status__in=FINAL, finished_at__lt=finished_before)
    unfolded = finished.filter(Exists(first_event), last_seq__gt=1).order_by("pk")
    count, last_pk = 0, 0
    while batch := list(unfolded.filter(pk__gt=last_pk).select_related("version")[:FOLDED_AT_ONCE]):
        count += sum(_fold(generation) for generation in batch)
        last_pk = batch[-1].pk
    return count


def _fold(generation: Generation) -> bool:
    """Only where the piece holds exactly what the log holds: a log that tells more than its piece is kept."""
    with transaction.atomic():
        old = generation.events.filter(seq__lt=generation.last_seq)
        told = [payload["steps"] for payload in old.filter(kind=EventKind.MEASURE).order_by("seq").values_list("payload", flat=True)]
        if generation.version.header is None or generation.version.steps != told:
            log.error("the log of a finished piece tells something else than the piece; it is kept", extra={"generation": generation.pk})
            return False
        old.delete()
        return True


def every_hour() -> threading.Thread:
    """Tidies up beside the web process until that ends."""
    thread = threading.Thread(target=_tidy_on, name="housekeeping", daemon=True)
    thread.start()
    return thread


def _tidy_on() -> None:
    pause = threading.Event()
    while not pause.wait(EVERY_SECONDS):
        try:
            tidy()
        except DatabaseError:
            log.exception("tidying up has to wait: the database did not answer")
        finally:
            close_old_connections()
