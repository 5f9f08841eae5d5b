import threading

import pytest
from django.db import OperationalError, connection

from compose import token_buckets
from compose.models import TokenBucket
from compose.token_buckets import Allowance, forget_full_ones, give_back, take

THREE_AN_HOUR = Allowance("test", 3)


@pytest.fixture
def clock(monkeypatch):
    """A time that moves only when the test says so."""
    moment = [1_000_000.0]
    monkeypatch.setattr(token_buckets.time, "time", lambda: moment[0])
    return moment


@pytest.mark.django_db
def test_a_full_bucket_gives_all_it_holds_and_then_says_how_long_to_wait(clock):
    assert [take(THREE_AN_HOUR, "ann") for _ in range(3)] == [0, 0, 0]
    assert take(THREE_AN_HOUR, "ann") == 1201
    clock[0] += 1199
    assert take(THREE_AN_HOUR, "ann") > 0
    clock[0] += 1
    assert take(THREE_AN_HOUR, "ann") == 0
    assert take(THREE_AN_HOUR, "ann") > 0


@pytest.mark.django_db
def test_one_persons_bucket_is_not_anothers_and_one_rules_not_anothers(clock):
    for _ in range(4):
        take(THREE_AN_HOUR, "ann")
    assert take(THREE_AN_HOUR, "bob") == 0
    assert take(Allowance("other", 3), "ann") == 0


@pytest.mark.django_db
def test_it_never_holds_more_than_its_size_however_long_one_waits(clock):
    take(THREE_AN_HOUR, "ann")
    clock[0] += 1_000_000
    assert [take(THREE_AN_HOUR, "ann") == 0 for _ in range(4)] == [True, True, True, False]


@pytest.mark.django_db
def test_what_is_given_back_can_be_taken_again(clock):
    for _ in range(3):
        take(THREE_AN_HOUR, "ann")
    give_back(THREE_AN_HOUR, "ann")
    assert take(THREE_AN_HOUR, "ann") == 0
    assert take(THREE_AN_HOUR, "ann") > 0


@pytest.mark.django_db
def test_nothing_stored_tells_whose_it_is_and_full_buckets_are_forgotten(clock):
    take(THREE_AN_HOUR, "198.51.100.7")
    assert "198.51" not in str(TokenBucket.objects.values().get())
    assert forget_full_ones() == 0
    clock[0] += 3600
    assert forget_full_ones() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_no_more_than_there_is():
    taken = []

    def greedy() -> None:
        while True:
            try:
                taken.append(take(THREE_AN_HOUR, "ann"))
                break
            except OperationalError as error:  # SQLite in memory, as in tests, does not wait for a lock as a file does
                assert "locked" in str(error)
        connection.close()

    threads = [threading.Thread(target=greedy) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 12 and taken.count(0) == 3
