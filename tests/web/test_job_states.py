"""R12: whatever order people and workers act in, the rows stay what a small model in memory says they are."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule, run_state_machine_as_test

from compose import claiming, jobs
from compose.limits import LimitReached
from compose.models import EventKind, Generation, GenerationEvent, Piece, Status
from tests.soak.amounts import amount

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = ("user:a", "user:b", "guest:c")
steps_taken = 0


@dataclass
class Order:
    """What we know of one generation."""

    requester: str
    status: Status = Status.QUEUED
    token: int = 0
    is_lost: bool = False  # running, and its lease has run out
    is_cancelling: bool = False
    attempt: int = 0
    kinds: list[str] = field(default_factory=list)

    @property
    def cursor(self) -> int:
        return self.kinds.count(EventKind.MEASURE)


@dataclass
class Held:
    """What a worker believes to hold."""

    claim: claiming.Claim
    last_seq: int
    cursor: int


class Jobs(RuleBasedStateMachine):
    """Claims live in a bundle for ever, so that workers long replaced come back as zombies and try their old claim."""

    claims = Bundle("claims")

    def __init__(self) -> None:
        super().__init__()
        Piece.objects.all().delete()
        self.orders: dict[int, Order] = {}

    @rule(person=some.sampled_from(PEOPLE), key=some.sampled_from(["", "k1", "k2"]))
    def post(self, person: str, key: str) -> None:
        waiting = [order for order in self.orders.values() if order.requester == person and order.status == Status.QUEUED]
        known = set(self.orders)
        try:
            generation = jobs.enqueue(piece=Piece(title="x", description="x"), requester=person, idempotency_key=key)
        except LimitReached:
            assert len(waiting) >= 5
            return
        if generation.pk in known:
            assert key and self.orders[generation.pk].requester == person
        else:
            assert len(waiting) < 5
            self.orders[generation.pk] = Order(person)

    @rule(target=claims)
    def claim(self):
        claim = claiming.claim(owner="w")
        running = [order.requester for order in self.orders.values() if order.status == Status.RUNNING and not order.is_lost]
        can_be_taken = {
            number
            for number, order in self.orders.items()
            if (order.status == Status.QUEUED or order.is_lost)
            and order.attempt < claiming.MAX_ATTEMPTS
            and running.count(order.requester) < 2
        }
        if claim is None:
            assert not can_be_taken
            return multiple()
        assert claim.generation_id in can_be_taken
        order = self.orders[claim.generation_id]
        order.status, order.is_lost = Status.RUNNING, False
        order.token += 1
        order.attempt += 1
        assert (claim.token, claim.last_seq, claim.cursor) == (order.token, len(order.kinds), order.cursor)
        return Held(claim, claim.last_seq, claim.cursor)

    def is_mine(self, held: Held) -> bool:
        order = self.orders[held.claim.generation_id]
        return order.status == Status.RUNNING and order.token == held.claim.token

    def act(self, held: Held, verb, kinds: list[str], **facts: object):
        """The verb works for whoever holds the generation, and for nobody else."""
        order = self.orders[held.claim.generation_id]
        if not self.is_mine(held):
            with pytest.raises(jobs.Fenced):
                verb(claim=held.claim, **facts)
            return None
        answer = verb(claim=held.claim, **facts)
        order.kinds += kinds
        order.is_lost = False
        held.last_seq = len(order.kinds)
        return answer

    @rule(held=claims, count=some.integers(1, 3))
    def commit(self, held: Held, count: int) -> None:
        order = self.orders[held.claim.generation_id]
        if held.last_seq == 0:
            facts = {"plan": {}, "header": {}, "checkpoint": "x", "measure_count": 8, "eta_seconds": 1}
            self.act(held, jobs.commit_plan, [EventKind.PLAN, EventKind.STARTED], **facts)
            return
        measures = [[[held.cursor + offset]] for offset in range(count)]
        where = {"expected_seq": held.last_seq, "expected_cursor": held.cursor, "measures": measures}
        committed = self.act(held, jobs.commit_measures, [EventKind.MEASURE] * count, **where)
        if committed is not None:
            held.cursor, order.attempt = order.cursor, 1
            assert committed == jobs.Committed(len(order.kinds), order.is_cancelling)
            again = jobs.commit_measures(claim=held.claim, **where)  # the answer was lost: asked once more
            assert again.last_seq == committed.last_seq

    @rule(held=claims)
    def beat(self, held: Held) -> None:
        self.act(held, jobs.heartbeat, [])

    @rule(held=consumes(claims), verb=some.sampled_from(["finish", "fail", "cancel_finish"]))
    def end(self, held: Held, verb: str) -> None:
        status, facts = {
            "finish": (Status.DONE, {"report": {}, "title": "x"}),
            "fail": (Status.FAILED, {"code": "x", "message": "x"}),
            "cancel_finish": (Status.CANCELLED, {"measures": held.cursor}),
        }[verb]
        is_mine = self.is_mine(held)
        self.act(held, getattr(jobs, verb), [status.value], expected_seq=held.last_seq, **facts)
        if is_mine:
            self.orders[held.claim.generation_id].status = status

    @rule(held=claims, is_my_fault=some.booleans())
    def release(self, held: Held, is_my_fault: bool) -> None:
        order = self.orders[held.claim.generation_id]
        is_mine = self.is_mine(held)
        jobs.release(claim=held.claim, is_my_fault=is_my_fault)
        if is_mine:
            order.status, order.is_lost = Status.QUEUED, False
            order.attempt -= not is_my_fault

    @rule(held=claims)
    def die(self, held: Held) -> None:
        if self.is_mine(held):
            Generation.objects.filter(pk=held.claim.generation_id).update(lease_until=timezone.now() - timedelta(seconds=1))
            self.orders[held.claim.generation_id].is_lost = True

    @rule(chance=some.randoms(use_true_random=False))
    def cancel(self, chance) -> None:
        if not self.orders:
            return
        number = chance.choice(sorted(self.orders))
        order = self.orders[number]
        jobs.request_cancel(generation=Generation.objects.get(pk=number))
        if order.status == Status.QUEUED or order.is_lost:
            order.status, order.is_lost = Status.CANCELLED, False
            order.token += 1
            order.kinds.append(EventKind.CANCELLED)
        elif order.status == Status.RUNNING:
            order.is_cancelling = True

    @rule()
    def fail_exhausted(self) -> None:
        stuck = [
            order
            for order in self.orders.values()
            if order.attempt >= claiming.MAX_ATTEMPTS and (order.status == Status.QUEUED or order.is_lost)
        ]
        assert jobs.fail_exhausted(message="x") == len(stuck)
        for order in stuck:
            order.status, order.is_lost = Status.FAILED, False
            order.token += 1
            order.kinds.append(EventKind.FAILED)

    @invariant()
    def the_rows_are_as_the_model_says(self) -> None:
        global steps_taken
        steps_taken += 1
        rows = {generation.pk: generation for generation in Generation.objects.select_related("piece")}
        assert rows.keys() == self.orders.keys()
        for number, order in self.orders.items():
            row = rows[number]
            assert (row.status, row.token, row.attempt) == (order.status, order.token, order.attempt)
            assert (row.last_seq, row.cursor) == (len(order.kinds), order.cursor)
            events = list(GenerationEvent.objects.filter(generation=row).order_by("seq").values_list("seq", "kind"))
            assert events == list(enumerate(order.kinds, start=1)), "no gap, nothing doubled, nothing lost"
            if row.is_final:
                assert len(row.piece.current.steps) == order.cursor


def test_r12_every_order_of_events_keeps_the_model():
    examples, length = amount(8, 50), 50
    run_state_machine_as_test(Jobs, settings=settings(max_examples=examples, stateful_step_count=length, deadline=None))
    print(f"R12: {steps_taken} states after random verbs, each like the model: no gap, nothing doubled, no final state left")
