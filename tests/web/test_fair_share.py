"""Who is next: what was begun, then whoever got least, then the higher priority, then the older."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from compose import claiming, jobs, waiting
from compose.models import Generation, Piece, Version
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def waiting_piece(requester: str, **changes) -> int:
    """The number of a new generation."""
    piece = Piece(title="Waltz", description="waltz", guest_key=requester)
    return Generation.objects.create(piece=piece, version=piece.add(Version()), requester=requester, **changes).pk


def served(count: int, **how) -> list[int]:
    """Numbers in the order in which one worker takes and ends them."""
    order = []
    for _ in range(count):
        claim = claiming.claim(owner="a", **how)
        order.append(claim.generation_id)
        jobs.fail(claim=claim, expected_seq=claim.last_seq, code="x", message="x")
    return order


def test_r8_who_queues_a_hundred_keeps_nobody_waiting():
    greedy = [waiting_piece("user:a") for _ in range(100)]
    modest = [waiting_piece(f"user:{name}") for name in "bcdefghijk"]
    order = served(30)
    starts = [order.index(number) + 1 for number in modest]
    assert max(starts) <= 20
    got = Counter("a" if number in greedy else number for number in order[: len(modest) + 1])
    shares = list(got.values())
    jain = sum(shares) ** 2 / (len(shares) * sum(share**2 for share in shares))
    assert jain >= 0.9
    print(f"R8: 100 pieces of one person, 1 of each of ten others: theirs began as numbers {min(starts)} to {max(starts)}, Jain {jain:.2f}")


def test_what_somebody_got_is_forgotten_after_ten_minutes():
    first, second = waiting_piece("user:a"), waiting_piece("user:a")
    assert served(1) == [first]
    other = waiting_piece("user:b")
    Generation.objects.filter(pk=first).update(started_at=timezone.now() - timedelta(minutes=11))
    assert served(2) == [second, other]


def test_a_higher_priority_goes_first_among_equals_only():
    greedy = [waiting_piece("user:a") for _ in range(2)]
    urgent = waiting_piece("user:b", priority=5)
    assert served(1) == [urgent]
    again = waiting_piece("user:b", priority=9)
    assert served(3) == [greedy[0], again, greedy[1]]


def test_what_was_begun_comes_before_everything_new():
    begun = waiting_piece("user:a")
    claim = claiming.claim(owner="a")
    waiting_piece("user:b", priority=9)
    jobs.release(claim=claim, is_my_fault=False)
    assert served(1) == [begun]


def test_a_worker_takes_from_its_queues_only():
    ordinary, long = waiting_piece("user:a"), waiting_piece("user:a", queue="gpu")
    assert claiming.claim(owner="a", queues=["other"]) is None
    assert served(1, queues=["gpu"]) == [long]
    assert served(1, queues=["gpu", "default"]) == [ordinary]
    assert claiming.queues_with_work() == []


def test_without_names_a_worker_takes_from_every_queue():
    numbers = [waiting_piece("user:a", queue="gpu"), waiting_piece("user:a")]
    assert claiming.queues_with_work() == ["default", "gpu"]
    assert served(2) == numbers


def test_a_long_piece_waits_for_the_workers_meant_for_it(settings):
    settings.COMPOSE_LONG_MEASURES, settings.COMPOSE_LONG_QUEUE = 64, "gpu"
    orders = [jobs.enqueue(piece=Piece(title="x"), requester="user:a", measure_count=count) for count in (None, 63, 64)]
    assert [order.queue for order in orders] == ["default", "default", "gpu"]


def test_rows_of_processes_of_the_old_version_go_to_the_default_queue():
    """Those do not know the columns: the database fills them in."""
    number = waiting_piece("user:a", queue="gpu", priority=3)
    with connection.cursor() as cursor:
        columns = "requester, idempotency_key, status, token, owner, attempt, last_seq, cursor, error_code, created_at"
        cursor.execute("SELECT piece_id, version_id FROM compose_generation")
        piece, version = cursor.fetchone()
        cursor.execute("DELETE FROM compose_generation")
        values = [piece, version, "user:a", "", "queued", 0, "", 0, 0, 0, "", timezone.now()]
        cursor.execute(f"INSERT INTO compose_generation (piece_id, version_id, {columns}) VALUES ({', '.join(['%s'] * 12)})", values)
    assert Generation.objects.exclude(pk=number).values_list("queue", "priority").get() == ("default", 0)


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1)])
def test_r13_a_clock_that_jumps_costs_a_claim_and_never_a_double_result(monkeypatch, jump):
    waiting_piece("user:a")
    before = claiming.claim(owner="a")
    real = claiming.clock.now
    monkeypatch.setattr(claiming.clock, "now", lambda: real() + jump)
    after = claiming.claim(owner="b")
    assert after.token == before.token + 1
    with pytest.raises(jobs.Fenced):
        jobs.commit_plan(claim=before, plan={}, header={}, checkpoint="x", measure_count=1, eta_seconds=1)
    assert claiming.claim(owner="c") is None


people = some.lists(some.tuples(some.sampled_from("abcd"), some.integers(0, 2), some.booleans()), min_size=1, max_size=9)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people)
def test_the_place_told_is_the_place_served(people):
    Generation.objects.all().delete()
    numbers = [waiting_piece(f"user:{name}", priority=priority) for name, priority, _ in people]
    for number, (_, _, was_begun) in zip(numbers, people, strict=True):
        if was_begun:
            Generation.objects.filter(pk=number).update(started_at=timezone.now())
    places = {number: waiting.place_of(Generation.objects.get(pk=number)).position for number in numbers}
    assert [places[number] for number in served(len(numbers))] == list(range(1, len(numbers) + 1))


def test_a_place_counts_only_its_own_queue():
    waiting_piece("user:a", queue="gpu")
    mine = waiting_piece(f"user:{make_user().pk}")
    assert waiting.place_of(Generation.objects.get(pk=mine)).position == 1
