"""How much one person may ask for at once, and in what words a limit is told."""

import math
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from . import token_buckets
from .models import Generation, Status
from .music.errors import ComposeError
from .token_buckets import Allowance


class LimitReached(ComposeError):
    """Too much was asked for at once. `str()` is the sentence for the user; `retry_seconds` fits a Retry-After header."""

    code = "generation.limit_reached"
    is_retryable = True
    status = 429

    def __init__(self, sentence: str, retry_seconds: int) -> None:
        super().__init__(sentence)
        self.retry_seconds = retry_seconds


class SiteIsFull(LimitReached):
    code = "generation.site_is_full"


def running_limit() -> int:
    return getattr(settings, "COMPOSE_RUNNING_LIMIT", 2)


def one_at_a_time(requester: str) -> None:
    """What one person posts at the same moment is counted one after the other. On SQLite all that write wait for each other anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [requester])


def check(requester: str) -> None:
    """Raises LimitReached where one more piece would be too many. Call it inside the transaction that adds the piece."""
    mine = Generation.objects.of_requester(requester)
    queued_limit = getattr(settings, "COMPOSE_QUEUED_LIMIT", 5)
    if mine.filter(status=Status.QUEUED).count() >= queued_limit:
        raise LimitReached(
            _("You already have %(count)s pieces waiting. Let one of them finish, or cancel one, then compose again.")
            % {"count": queued_limit},
            retry_seconds=30,
        )
    day_limit = getattr(settings, "COMPOSE_DAY_LIMIT", 200)
    if mine.filter(created_at__gte=timezone.now() - timedelta(days=1)).count() >= day_limit:
        raise LimitReached(
            _("You have composed %(count)s pieces in the last 24 hours, the most one person may. Come back later.") % {"count": day_limit},
            retry_seconds=3600,
        )
    if Generation.objects.filter(status=Status.QUEUED).count() >= getattr(settings, "COMPOSE_QUEUE_LIMIT", 200):
        raise SiteIsFull(_("Very many pieces are waiting just now. Please try again in a few minutes."), retry_seconds=120)


def check_guests_of(address: str) -> None:
    """Raises LimitReached where an address asked for very much without signing in: a guest who forgets their cookies is a new guest."""
    if wait_seconds := token_buckets.take(Allowance("guests' pieces from an address", settings.LIMIT_GUEST_PIECES), address):
        minutes = math.ceil(wait_seconds / 60)
        raise LimitReached(
            _("Very many pieces were asked for from your network in the last hour. Sign in, or try again in %(minutes)s min.")
            % {"minutes": minutes},
            wait_seconds,
        )
