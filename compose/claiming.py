"""Whose turn it is: a worker claims the next generation and holds it by a token, as long as it renews its lease."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from . import clock, limits
from .generation.budget import ANY
from .models import Generation, Status

MAX_ATTEMPTS = 3
CLAIM_TRIES = 5
SHARE_TIME = timedelta(minutes=10)  # what somebody got lately counts against them as long as somebody else waits


@dataclass(frozen=True)
class Claim:
    """What a worker needs to hold: the generation and the token that proves it is still his."""

    generation_id: int
    token: int
    last_seq: int
    cursor: int


def lease() -> timedelta:
    return timedelta(seconds=getattr(settings, "COMPOSE_LEASE_SECONDS", 30))


def claim(*, owner: str, queues: Sequence[str] = (), most_steps: int = ANY) -> Claim | None:
    """The next generation for this worker. queues: those it serves; all where none is named. most_steps: that it may be expected to take;
    one that nobody has counted yet passes.

    What was begun goes first, so that nobody notices that a worker died. Then comes whoever got least in the last ten minutes, then the
    higher priority, then the older. An expired lease makes a running generation claimable again; a lease longer than any worker
    takes comes from a clock that was set back, and counts as expired too.
    Source: reference design "the database is the truth", fencing tokens after Kleppmann, "How to do distributed locking", 2016.
    """
    for _ in range(CLAIM_TRIES):
        with transaction.atomic():
            row = _take_next(owner, queues, most_steps)
            if row is None:
                return None
            *facts, requester = row
            if not _has_too_many(requester):
                return Claim(*facts)
            transaction.set_rollback(True)
    return None


def _take_next(owner: str, queues: Sequence[str], most_steps: int) -> tuple | None:
    """In one statement: what was free a moment ago is mine, or somebody else's."""
    now = clock.now()
    table = connection.ops.quote_name(Generation._meta.db_table)
    skip_locked = "FOR UPDATE OF job SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    of_requester = f"SELECT count(*) FROM {table} other WHERE other.requester = job.requester"
    running = f"({of_requester} AND other.status = 'running' AND other.lease_until >= %s)"
    share = f"({of_requester} AND (other.started_at >= %s OR other.status = 'running'))"
    of_queues = f"AND job.queue IN ({', '.join(['%s'] * len(queues))})" if queues else ""
    statement = f"""
        UPDATE {table} SET status = 'running', token = token + 1, attempt = attempt + 1, owner = %s, lease_until = %s,
               started_at = COALESCE(started_at, %s)
         WHERE id = (SELECT job.id FROM {table} job
                      WHERE (job.status = 'queued' OR (job.status = 'running' AND (job.lease_until < %s OR job.lease_until > %s)))
                        AND job.attempt < %s AND job.expected_steps <= %s AND {running} < %s {of_queues}
                      ORDER BY CASE WHEN job.started_at IS NULL THEN 1 ELSE 0 END, {share}, job.priority DESC, job.id
                      LIMIT 1 {skip_locked})
        RETURNING id, token, last_seq, cursor, requester"""
    at, until, too_far = _column(now), _column(now + lease()), _column(now + 2 * lease())
    lately = _column(now - SHARE_TIME)
    with connection.cursor() as cursor:
        cursor.execute(statement, [owner, until, at, at, too_far, MAX_ATTEMPTS, most_steps, at, limits.running_limit(), *queues, lately])
        rows = cursor.fetchall()
    return rows[0] if rows else None


def _has_too_many(requester: str) -> bool:
    """On PostgreSQL claims of the same instant do not see each other: each counts again, one after the other, and steps back if it must."""
    if connection.vendor != "postgresql":
        return False
    limits.one_at_a_time(requester)
    running = Generation.objects.of_requester(requester).filter(status=Status.RUNNING, lease_until__gte=clock.now())
    return running.count() > limits.running_limit()


def queues_with_work() -> list[str]:
    """Queues in which something waits to be claimed."""
    claimable = Generation.objects.filter(status=Status.QUEUED) | Generation.objects.abandoned(clock.now())
    return list(claimable.order_by("queue").values_list("queue", flat=True).distinct())


def _column(moment: datetime) -> str | datetime:
    return connection.ops.adapt_datetimefield_value(moment)
