"""R3: a fault at any call of the database, before or after it was carried out, loses nothing and doubles nothing."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from compose import claiming, jobs
from compose.models import EventKind, Generation, GenerationEvent, Piece, Status
from tests.soak.amounts import amount
from tests.web.faults import Fault, FaultyDatabase

pytestmark = pytest.mark.django_db(transaction=True)

ENDS = ("finish", "fail", "cancel", "stop and go on", "die and go on")
raised: Counter = Counter()


class Visitor:
    """Posts a piece, and posts the same form again as long as there is no answer."""

    def post(self) -> Generation:
        return insist(lambda: jobs.enqueue(piece=Piece(title="x", description="x"), requester="user:a", idempotency_key="once"))


class Worker:
    """Composes as a real worker does: what failed is tried again, with the same arguments."""

    def __init__(self) -> None:
        insist(lambda: jobs.expire_leases_of(owner="a"))
        self.claim = insist(self.take)
        self.last_seq, self.cursor = self.claim.last_seq, self.claim.cursor

    def take(self) -> claiming.Claim:
        """A claim whose answer was lost leaves a row that nobody works on until its lease runs out."""
        claim = claiming.claim(owner="a")
        if claim is None:
            jobs.expire_leases_of(owner="a")
            Generation.objects.update(attempt=0)  # three lost answers in a row would be poison, which test_jobs.py looks at
            raise OperationalError("not yet")
        return claim

    def work(self, measures: int) -> None:
        if not self.last_seq:
            facts = {"plan": {}, "header": {}, "checkpoint": "x", "measure_count": 4, "eta_seconds": 1}
            self.last_seq = insist(lambda: jobs.commit_plan(claim=self.claim, **facts)).last_seq
        while self.cursor < measures:
            where = {"expected_seq": self.last_seq, "expected_cursor": self.cursor}
            committed = insist(lambda where=where: jobs.commit_measures(claim=self.claim, **where, measures=[[[self.cursor]]]))
            self.last_seq, self.cursor = committed.last_seq, self.cursor + 1

    def end(self, verb: Callable[..., None], **facts: object) -> None:
        insist(lambda: verb(claim=self.claim, expected_seq=self.last_seq, **facts))


def insist(action: Callable):
    for _ in range(50):
        try:
            return action()
        except OperationalError:
            if connection.vendor == "postgresql":
                connection.close()
    raise AssertionError("it never succeeded")


def begin() -> tuple[Generation, Worker]:
    """What all lives of a piece have in common."""
    generation = Visitor().post()
    worker = Worker()
    worker.work(2)
    return generation, worker


def live_through(end: str) -> None:
    """A piece from the post to its end."""
    generation, worker = begin()
    if end in ("stop and go on", "die and go on"):
        if end.startswith("stop"):
            insist(lambda: jobs.release(claim=worker.claim, is_my_fault=False))
        else:
            insist(lambda: jobs.expire_leases_of(owner="a"))
        worker = Worker()
    if end == "cancel":
        insist(lambda: jobs.request_cancel(generation=generation))
        worker.end(jobs.cancel_finish, measures=worker.cursor)
    elif end == "fail":
        worker.end(jobs.fail, code="x", message="x")
    else:
        worker.work(4)
        worker.end(jobs.finish, report={}, title="x")


def check(end: str) -> None:
    generation = Generation.objects.get()
    measures = 2 if end in ("cancel", "fail") else 4
    events = list(GenerationEvent.objects.order_by("seq").values_list("seq", "kind", "payload"))
    assert [seq for seq, _, _ in events] == list(range(1, measures + 4)), "no gap, nothing doubled"
    assert [payload["number"] for _, kind, payload in events if kind == EventKind.MEASURE] == list(range(1, measures + 1))
    assert generation.status == {"fail": Status.FAILED, "cancel": Status.CANCELLED}.get(end, Status.DONE)
    assert (generation.last_seq, generation.cursor) == (measures + 3, measures)
    assert Piece.objects.get().current.steps == [[[number]] for number in range(measures)]


faults = some.lists(some.builds(Fault, some.integers(0, 70), some.booleans()), min_size=1, max_size=4)


@settings(max_examples=amount(30, 600), deadline=None, suppress_health_check=list(HealthCheck))
@given(some.sampled_from(ENDS), faults)
def test_r3_a_fault_anywhere_doubles_and_loses_nothing(end, faults):
    Piece.objects.all().delete()
    faulty = FaultyDatabase(faults)
    with faulty.installed():
        live_through(end)
    check(end)
    raised.update(faulty.raised)
    raised["lives"] += 1


def test_r3_every_single_spot_was_tried():
    """Not only what chance picks: one fault at each call there is, before and after. What all ends have in common is tried with one."""
    counting = FaultyDatabase([])
    with counting.installed():
        begin()
    for end in ENDS:
        spot = 0 if end == ENDS[0] else counting.calls
        calls = spot + 1
        while spot < calls:
            for is_after in (False, True):
                Piece.objects.all().delete()
                faulty = FaultyDatabase([Fault(spot, is_after)])
                with faulty.installed():
                    live_through(end)
                check(end)
                calls = max(calls, faulty.calls)
                raised.update(faulty.raised)
                raised["lives"] += 1
            spot += 1
    assert min(raised[f"{when} {what}"] for when in ("before", "after") for what in ("a statement", "COMMIT")) > 10
    print(f"R3: {raised.pop('lives')} lives of a piece, faults {dict(raised)}, 0 events lost or doubled")
