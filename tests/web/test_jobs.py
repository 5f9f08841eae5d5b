from datetime import timedelta

import pytest
from django.utils import timezone

from compose import claiming, jobs
from compose.generation.plan import read_plan
from compose.limits import LimitReached
from compose.models import Generation, GenerationEvent, Piece, Status, Version
from tests.factories import claim_piece, make_piece, make_user

pytestmark = pytest.mark.django_db

MEASURE = [[2, 0, 0, 0, 0]]


def new_piece(**changes) -> Piece:
    return Piece(**{"title": "Waltz", "description": "waltz", "guest_key": "k"} | changes)


def lose_lease(piece: Piece) -> None:
    Generation.objects.filter(piece=piece).update(lease_until=timezone.now() - timedelta(seconds=1))


def seqs(piece: Piece) -> list[int]:
    return list(GenerationEvent.objects.filter(generation__piece=piece).values_list("seq", flat=True))


def test_claiming_takes_the_oldest_and_marks_it_running():
    first, _ = make_piece(), make_piece()
    claim = claiming.claim(owner="here:1:a")
    assert claim.generation_id == first.generation.pk
    first.generation.refresh_from_db()
    assert (first.generation.status, first.generation.token, first.generation.attempt) == (Status.RUNNING, 1, 1)


def test_an_empty_queue_gives_nothing():
    assert claiming.claim(owner="here:1:a") is None


def test_who_has_fewest_running_comes_first():
    busy, other = make_user(), make_user()
    for _ in range(4):
        make_piece(composer=busy)
    late = make_piece(composer=other)
    claiming.claim(owner="a")
    assert claiming.claim(owner="b").generation_id == late.generation.pk


def test_nobody_runs_more_than_two_at_once():
    user = make_user()
    for _ in range(3):
        make_piece(composer=user)
    assert [claiming.claim(owner="a") is None for _ in range(3)] == [False, False, True]


def test_a_held_lease_keeps_others_away_and_an_expired_one_lets_them_in():
    piece = make_piece()
    claiming.claim(owner="a")
    assert claiming.claim(owner="b") is None
    lose_lease(piece)
    assert claiming.claim(owner="b").token == 2


def test_measures_become_events_without_holes():
    piece = make_piece()
    claim_piece(measures=3)
    piece.generation.refresh_from_db()
    assert seqs(piece) == [1, 2, 3, 4, 5]
    assert (piece.generation.last_seq, piece.generation.cursor) == (5, 3)


def test_a_commit_that_went_through_may_be_repeated():
    piece = make_piece()
    claim = claim_piece(measures=1)
    for _ in range(2):
        committed = jobs.commit_measures(claim=claim, expected_seq=3, expected_cursor=1, measures=[MEASURE])
        assert committed.last_seq == 4
    assert seqs(piece) == [1, 2, 3, 4]


def test_a_zombie_is_fenced_off_from_every_verb():
    piece = make_piece()
    zombie = claim_piece(measures=1)
    lose_lease(piece)
    heir = claiming.claim(owner="b")
    jobs.commit_measures(claim=heir, expected_seq=3, expected_cursor=1, measures=[MEASURE])
    for verb, facts in (
        (jobs.commit_measures, {"expected_seq": 3, "expected_cursor": 1, "measures": [MEASURE]}),
        (jobs.commit_measures, {"expected_seq": 4, "expected_cursor": 2, "measures": [MEASURE]}),
        (jobs.finish, {"expected_seq": 4, "report": {}, "title": "x"}),
        (jobs.fail, {"expected_seq": 4, "code": "x", "message": "x"}),
        (jobs.cancel_finish, {"expected_seq": 4, "measures": 2}),
        (jobs.heartbeat, {}),
    ):
        with pytest.raises(jobs.Fenced):
            verb(claim=zombie, **facts)
    jobs.release(claim=zombie, is_my_fault=True)
    piece.generation.refresh_from_db()
    assert (piece.generation.status, piece.generation.owner) == (Status.RUNNING, "b")
    assert seqs(piece) == [1, 2, 3, 4]


def test_finishing_keeps_the_steps_with_the_piece_and_may_be_repeated():
    piece = make_piece()
    claim = claim_piece(measures=2)
    for _ in range(2):
        jobs.finish(claim=claim, expected_seq=4, report={"adherence": 1.0}, title="Slow waltz")
    piece.refresh_from_db()
    assert piece.current.steps == [MEASURE, MEASURE]
    assert piece.current.report == {"adherence": 1.0}
    assert piece.generation.status == Status.DONE


def test_a_final_state_is_never_left():
    piece = make_piece()
    claim = claim_piece(measures=2)
    jobs.finish(claim=claim, expected_seq=4, report={}, title="x")
    for verb, facts in ((jobs.fail, {"code": "x", "message": "x"}), (jobs.cancel_finish, {"measures": 2})):
        with pytest.raises(jobs.Fenced):
            verb(claim=claim, expected_seq=5, **facts)
    assert jobs.request_cancel(generation=piece.generation).status == Status.DONE
    assert claiming.claim(owner="b") is None


def test_cancelling_a_waiting_piece_ends_it_at_once():
    piece = make_piece()
    assert jobs.request_cancel(generation=piece.generation).status == Status.CANCELLED
    assert claiming.claim(owner="a") is None


def test_cancelling_a_running_piece_is_seen_at_the_next_measure_and_keeps_what_is_there():
    piece = make_piece()
    claim = claim_piece(measures=1)
    assert jobs.request_cancel(generation=piece.generation).is_cancelling
    committed = jobs.commit_measures(claim=claim, expected_seq=3, expected_cursor=1, measures=[MEASURE])
    assert committed.is_cancel_requested
    jobs.cancel_finish(claim=claim, expected_seq=4, measures=2)
    piece.refresh_from_db()
    assert piece.current.steps == [MEASURE, MEASURE]


def test_cancelling_a_piece_of_a_dead_worker_ends_it_at_once_and_fences_that_worker_off():
    piece = make_piece()
    claim = claim_piece(measures=1)
    lose_lease(piece)
    assert jobs.request_cancel(generation=piece.generation).status == Status.CANCELLED
    with pytest.raises(jobs.Fenced):
        jobs.commit_measures(claim=claim, expected_seq=3, expected_cursor=1, measures=[MEASURE])


def test_a_piece_that_stops_three_workers_at_one_place_fails():
    piece = make_piece()
    for owner in "abc":
        claiming.claim(owner=owner)
        lose_lease(piece)
    assert claiming.claim(owner="d") is None
    assert jobs.fail_exhausted(message="Sorry.") == 1
    piece.generation.refresh_from_db()
    assert (piece.generation.status, piece.generation.error_code) == (Status.FAILED, "generation.poison")


def test_progress_makes_the_attempts_count_anew():
    piece = make_piece()
    claiming.claim(owner="a")
    lose_lease(piece)
    claim_piece("b", measures=1)
    piece.generation.refresh_from_db()
    assert piece.generation.attempt == 1


def test_handing_back_costs_an_attempt_only_to_who_stumbled():
    piece = make_piece()
    for is_my_fault, attempt in ((False, 0), (True, 1)):
        jobs.release(claim=claiming.claim(owner="a"), is_my_fault=is_my_fault)
        piece.generation.refresh_from_db()
        assert (piece.generation.status, piece.generation.attempt) == (Status.QUEUED, attempt)


def test_a_piece_is_expected_to_take_as_many_steps_as_its_plan_says():
    plan = read_plan("string quartet in G major, 4/4", measure_count=16).to_json()
    for planned, measures, steps in ((plan, 16, 16 * 29), ({}, 32, 32 * 17), ({}, None, 24 * 17)):
        generation = jobs.enqueue(piece=new_piece(), version=Version(plan=planned), requester=f"user:{steps}", measure_count=measures)
        assert generation.expected_steps == steps


def test_the_same_form_twice_is_one_piece():
    first = jobs.enqueue(piece=new_piece(), requester="guest:k", idempotency_key="once")
    again = jobs.enqueue(piece=new_piece(), requester="guest:k", idempotency_key="once")
    assert first == again and Piece.objects.count() == 1


def test_the_same_key_with_other_words_or_from_somebody_else_is_another_piece():
    jobs.enqueue(piece=new_piece(), requester="guest:k", idempotency_key="once")
    jobs.enqueue(piece=new_piece(description="march"), requester="guest:k", idempotency_key="once")
    jobs.enqueue(piece=new_piece(), requester="guest:other", idempotency_key="once")
    assert Piece.objects.count() == 3


def test_five_may_wait_and_the_sixth_is_told_so():
    for _ in range(5):
        jobs.enqueue(piece=new_piece(), requester="guest:k")
    with pytest.raises(LimitReached, match="5 pieces waiting"):
        jobs.enqueue(piece=new_piece(), requester="guest:k")
    jobs.enqueue(piece=new_piece(), requester="guest:other")
    assert Piece.objects.count() == 6


def test_a_day_has_its_limit(settings):
    settings.COMPOSE_DAY_LIMIT = 1
    jobs.request_cancel(generation=jobs.enqueue(piece=new_piece(), requester="guest:k"))
    with pytest.raises(LimitReached, match="24 hours"):
        jobs.enqueue(piece=new_piece(), requester="guest:k")


def test_the_whole_site_has_its_limit(settings):
    settings.COMPOSE_QUEUE_LIMIT = 1
    jobs.enqueue(piece=new_piece(), requester="guest:k")
    with pytest.raises(LimitReached, match="Very many"):
        jobs.enqueue(piece=new_piece(), requester="guest:other")


def test_work_of_a_worker_known_to_be_dead_is_free_at_once():
    make_piece()
    claiming.claim(owner="here:1:a")
    assert jobs.expire_leases_of(owner="here:1:a") == 1
    assert claiming.claim(owner="here:2:b") is not None
