"""Waiting times: the arithmetic on paper, and what was told against what came true with a real worker."""

import json
import time
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from compose import forecast
from compose.forecast import Work, Workers
from tests.web.sites import Browser, wait_for

ONE = Workers(count=1, seats=2, steps_per_second=10.0)


def test_a_free_seat_is_taken_at_once():
    assert forecast.starts([Work("a", 500)], [Work("b", 10), Work("c", 10)], ONE, limit=2)[0] == 0


def test_the_next_piece_begins_when_the_shortest_in_hand_ends_and_all_of_them_share_the_pace():
    running, waiting = [Work("a", 100), Work("b", 40)], [Work("c", 30), Work("d", 1)]
    assert forecast.starts(running, waiting, ONE, limit=2) == [8.0, 14.0]  # b: 2 × 40 / 10; then c: 2 × 30 / 10, while a has 60 left


def test_whoever_has_two_in_hand_waits_for_his_own():
    roomy = Workers(count=1, seats=9, steps_per_second=10.0)
    running = [Work("a", 30), Work("a", 50)]
    assert forecast.starts(running, [Work("a", 10), Work("b", 10)], roomy, limit=2) == [7.0, 0.0]  # b: 3 × 10 / 10, then 2 × 20 / 10


def test_a_second_worker_doubles_the_pace_of_two_pieces_but_not_of_one():
    two = Workers(count=2, seats=4, steps_per_second=10.0)
    assert forecast.seconds_to_end(50, [], two) == forecast.seconds_to_end(50, [], ONE) == 5.0
    assert (forecast.seconds_to_end(50, [50], two), forecast.seconds_to_end(50, [50], ONE)) == (5.0, 10.0)


def test_what_is_left_of_others_counts_no_further_than_ones_own_end():
    assert forecast.seconds_to_end(50, [1000, 20], ONE) == pytest.approx((3 * 20 + 2 * 30) / 10)


works = some.lists(some.builds(Work, some.sampled_from("abcd"), some.integers(1, 500)), max_size=12)


@settings(max_examples=100, deadline=None)
@given(works, works, some.integers(1, 3), some.integers(1, 5))
def test_everybody_is_told_a_time_and_nobody_longer_than_all_work_takes(running, waiting, count, seats):
    workers = Workers(count, seats, 10.0)
    told = forecast.starts(running, waiting, workers, limit=2)
    assert len(told) == len(waiting)
    assert all(0 <= seconds <= sum(work.steps for work in (*running, *waiting)) / 10 + 1e-6 for seconds in told)


def started_after(site, public_id: str) -> float:
    """Seconds since the epoch."""
    query = ("SELECT (julianday(started_at) - 2440587.5) * 86400 FROM compose_generation g JOIN compose_piece p ON p.id = g.piece_id "
             "WHERE p.public_id = ? AND started_at IS NOT NULL")  # fmt: skip
    wait_for(lambda: site.ask(query, public_id))
    return site.ask(query, public_id)[0][0]


def test_the_time_told_comes_true(site):
    """Eight people, a worker that holds four pieces and has worked for a while. Within a factor of two on a machine that stays as busy as
    it was; more is allowed where it does not."""
    site.start_web()
    site.start_worker(seconds_per_measure=0.05)
    first = Browser(site)
    warm_up = first.compose(measures=30)
    list(first.frames(warm_up))
    wait_for(lambda: site.ask("SELECT count(*) FROM compose_workernode WHERE steps_per_second IS NOT NULL") == [(1,)])
    people = [Browser(site) for _ in range(8)]
    pieces = [person.compose(measures=20) for person in people]
    told = {}
    for person, piece in zip(people, pieces, strict=True):
        asked_at = time.time()
        frames = person.twin(piece)["frames"]
        if frames and frames[0]["event"] == "queue":
            told[piece] = asked_at, frames[0]["eta_seconds"]
    assert len(told) >= 3, json.dumps(told)
    ratios = [(started_after(site, piece) - asked_at + 1) / (seconds + 1) for piece, (asked_at, seconds) in told.items()]
    assert 1 / 3 < median(ratios) < 3, ratios
