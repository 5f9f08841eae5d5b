"""The verbs that change a generation; how one is claimed stands in `claiming.py`. The database is the truth: every verb is one
transaction, and every verb of a worker checks its fencing token, so a worker that was thought dead can never write into a piece that
another one took over.

queued -> running -> done | failed | cancelled; running -> queued when a worker gives up or dies. Nothing leaves a final state.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from . import announcing, clock, limits, pokes
from .claiming import MAX_ATTEMPTS, Claim, lease
from .generation.plan import Plan
from .generation.workload import expected_steps_of_plan
from .models import DEFAULT_QUEUE, FINAL, EventKind, Generation, GenerationEvent, Piece, Status, Version
from .music.errors import ComposeError

Steps = list[list[int]]  # the steps of one measure
Event = tuple[EventKind, dict]


class Fenced(ComposeError):
    """This worker no longer holds the generation: it was claimed by another one, cancelled, or has ended."""

    code = "generation.fenced"


@dataclass(frozen=True)
class Committed:
    last_seq: int
    is_cancel_requested: bool


def enqueue(
    *,
    piece: Piece,
    version: Version | None = None,
    requester: str,
    measure_count: int | None = None,
    idempotency_key: str = "",
    queue: str = "",
    priority: int = 0,
) -> Generation:
    """Saves a new piece with its first version and its work order; or, of a piece there is, a further version that is not shown yet.

    version: not saved; without it whatever a new piece begins with. The same key and the same wish again give the first one.
    Raises LimitReached.
    """
    version = version or Version()
    key = _key_of(piece, version, idempotency_key) if idempotency_key else ""
    with transaction.atomic():
        limits.one_at_a_time(requester)
        if key and (existing := Generation.objects.filter(requester=requester, idempotency_key=key).first()):
            return existing
        limits.check(requester)
        generation = Generation.objects.create(
            piece=piece,
            version=piece.add(version),
            requester=requester,
            measure_count=measure_count,
            expected_steps=expected_steps_of_plan(Plan.from_json({"description": ""} | version.plan), measure_count),
            idempotency_key=key,
            queue=queue or _queue_for(measure_count),
            priority=priority,
        )
        _ring(generation.queue)
    return generation


def commit_plan(
    *, claim: Claim, plan: dict, header: dict, checkpoint: str, measure_count: int, eta_seconds: float, expected_steps: int = 0
) -> Committed:
    """Stores what will be composed, before its first measure."""
    known = {"measure_count": measure_count, "expected_steps": expected_steps}
    with transaction.atomic():
        events = [(EventKind.PLAN, {"plan": plan, "header": header}), (EventKind.STARTED, {"eta_seconds": eta_seconds})]
        committed = _append(claim=claim, expected_seq=claim.last_seq, events=events, **known)
        Version.objects.filter(generation=claim.generation_id).update(plan=plan, header=header, checkpoint=checkpoint)
    return committed


def commit_measures(*, claim: Claim, expected_seq: int, expected_cursor: int, measures: Sequence[Steps]) -> Committed:
    """Stores finished measures as events and renews the lease. A try after a lost answer finds the work done and agrees."""
    events = [(EventKind.MEASURE, {"number": expected_cursor + offset, "steps": steps}) for offset, steps in enumerate(measures, start=1)]
    with transaction.atomic():
        return _append(claim=claim, expected_seq=expected_seq, events=events, cursor=expected_cursor + len(measures), attempt=1)


def heartbeat(*, claim: Claim) -> Committed:
    """Renews the lease and brings news of a cancellation."""
    updated = _held(claim).update(lease_until=clock.now() + lease())
    if not updated:
        raise Fenced("this generation belongs to somebody else now")
    return _state(claim, has_news=False)


def finish(*, claim: Claim, expected_seq: int, report: dict, title: str, style: bytes | None = None) -> None:
    with transaction.atomic():
        events = [(EventKind.DONE, {"title": title, "report": report})]
        _append(claim=claim, expected_seq=expected_seq, events=events, **_ended(Status.DONE))
        _keep_steps(claim.generation_id, report=report, style=style)


def fail(*, claim: Claim, expected_seq: int, code: str, message: str) -> None:
    """Ends the generation. The measures composed so far are kept."""
    with transaction.atomic():
        ended = _ended(Status.FAILED) | {"error_code": code}
        _append(claim=claim, expected_seq=expected_seq, events=[(EventKind.FAILED, {"code": code, "message": message})], **ended)
        _keep_steps(claim.generation_id)


def cancel_finish(*, claim: Claim, expected_seq: int, measures: int) -> None:
    """Ends a generation the user stopped. The measures composed so far are kept."""
    with transaction.atomic():
        events = [(EventKind.CANCELLED, {"measures": measures})]
        _append(claim=claim, expected_seq=expected_seq, events=events, **_ended(Status.CANCELLED))
        _keep_steps(claim.generation_id)


def release(*, claim: Claim, is_my_fault: bool) -> None:
    """Hands an unfinished generation back to the queue. It costs an attempt only where the worker stumbled over it."""
    changes: dict = {"status": Status.QUEUED, "owner": "", "lease_until": None}
    with transaction.atomic():
        generation = _held(claim).select_for_update().first()
        if generation is not None:
            attempt = generation.attempt if is_my_fault else max(0, generation.attempt - 1)
            _held(claim).update(attempt=attempt, **changes)
            _ring(generation.queue)


def request_cancel(*, generation: Generation) -> Generation:
    """Stops a generation: at once where nobody works on it, else at the next measure. Final ones stay as they are."""
    now = clock.now()
    with transaction.atomic():
        fresh = Generation.objects.select_for_update().get(pk=generation.pk)
        if fresh.is_final:
            return fresh
        fresh.cancel_requested_at = fresh.cancel_requested_at or now
        fresh.save(update_fields=["cancel_requested_at"])
        if fresh.status == Status.QUEUED or fresh.lease_until < now:
            taken = _take(fresh)
            cancel_finish(claim=taken, expected_seq=taken.last_seq, measures=taken.cursor)
    return Generation.objects.get(pk=generation.pk)


def fail_exhausted(*, message: str) -> int:
    """Ends generations that stopped a worker MAX_ATTEMPTS times at the same measure, so that they cannot stop it for ever."""
    now = clock.now()
    ended = 0
    with transaction.atomic():
        stuck = Generation.objects.filter(attempt__gte=MAX_ATTEMPTS)
        for generation in (stuck.filter(status=Status.QUEUED) | stuck.abandoned(now)).select_for_update():
            taken = _take(generation)
            fail(claim=taken, expected_seq=taken.last_seq, code="generation.poison", message=message)
            ended += 1
    return ended


def expire_leases_of(*, owner: str) -> int:
    """Makes the work of a worker that is known to be dead claimable at once."""
    return Generation.objects.filter(status=Status.RUNNING, owner=owner).update(lease_until=clock.now() - timedelta(seconds=1))


def requeue(*, generation: Generation) -> bool:
    """Takes a running generation from its worker and hands it to the next one: for an operator who sees it stuck."""
    with transaction.atomic():
        fresh = Generation.objects.select_for_update().get(pk=generation.pk)
        if fresh.status != Status.RUNNING:
            return False
        release(claim=_take(fresh), is_my_fault=False)
    return True


def _take(generation: Generation) -> Claim:
    """A claim on a locked row that no living worker holds. The new token shuts out whoever held it before."""
    generation.token += 1
    generation.status = Status.RUNNING
    generation.save(update_fields=["token", "status"])
    return Claim(generation.pk, generation.token, generation.last_seq, generation.cursor)


def _held(claim: Claim):
    return Generation.objects.filter(pk=claim.generation_id, token=claim.token, status=Status.RUNNING)


def _append(*, claim: Claim, expected_seq: int, events: Sequence[Event], **changes) -> Committed:
    """Adds events under the row lock, so that commit order is sequence order and no reader ever sees a hole."""
    last_seq = expected_seq + len(events)
    changes = {"lease_until": clock.now() + lease(), **changes, "last_seq": last_seq}
    if not _held(claim).filter(last_seq=expected_seq).update(**changes):
        return _check_already_appended(claim, last_seq, events)
    GenerationEvent.objects.bulk_create(
        GenerationEvent(generation_id=claim.generation_id, seq=seq, kind=kind, payload=payload, token=claim.token)
        for seq, (kind, payload) in enumerate(events, start=expected_seq + 1)
    )
    return _state(claim)


def _check_already_appended(claim: Claim, last_seq: int, events: Sequence[Event]) -> Committed:
    """A connection can die after COMMIT: the worker then repeats a commit that went through. Anybody else is fenced off."""
    mine = GenerationEvent.objects.filter(generation=claim.generation_id, token=claim.token)
    stored = mine.filter(seq__gt=last_seq - len(events), seq__lte=last_seq)
    if list(stored.order_by("seq").values_list("kind", flat=True)) != [kind.value for kind, _ in events]:
        raise Fenced("this generation belongs to somebody else now")
    return _state(claim)


def _state(claim: Claim, has_news: bool = True) -> Committed:
    facts = Generation.objects.values_list("last_seq", "cancel_requested_at", "piece__public_id")
    last_seq, requested_at, public_id = facts.get(pk=claim.generation_id)
    if has_news:
        transaction.on_commit(lambda: pokes.poke(public_id))
    return Committed(last_seq, requested_at is not None)


def _ended(status: Status) -> dict:
    assert status in FINAL
    return {"status": status, "finished_at": clock.now(), "lease_until": None}


def _keep_steps(generation_id: int, **changes) -> None:
    events = GenerationEvent.objects.filter(generation=generation_id, kind=EventKind.MEASURE).order_by("seq")
    steps = [payload["steps"] for payload in events.values_list("payload", flat=True)]
    Version.objects.filter(generation=generation_id).update(steps=steps, **changes)
    for piece_id in Piece.objects.filter(current__generation=generation_id).values_list("pk", flat=True):
        Piece.objects.filter(pk=piece_id).update(updated_at=clock.now())
        announcing.tell(piece_id)


def _key_of(piece: Piece, version: Version, idempotency_key: str) -> str:
    """The same form sent again is the same wish; a page gone back to and filled in otherwise is a new one."""
    wish = repr((idempotency_key, piece.description, sorted(piece.advanced.items())))
    if version.task:
        wish = repr((wish, piece.pk, version.words, sorted(version.task.items())))
    return hashlib.sha256(wish.encode()).hexdigest()


def _queue_for(measure_count: int | None) -> str:
    """Long pieces may be kept for the workers of a queue of their own, those with a GPU."""
    limit = settings.COMPOSE_LONG_MEASURES
    return settings.COMPOSE_LONG_QUEUE if limit and (measure_count or 0) >= limit else DEFAULT_QUEUE


def _ring(queue: str) -> None:
    """Wakes a worker on another machine, once the work can be seen there."""
    if settings.REDIS_URL:
        from . import bells  # the packages of the scaled mode are an extra

        transaction.on_commit(lambda: bells.ring(queue))
