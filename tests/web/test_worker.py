import dataclasses

import pytest
from django.db import OperationalError

from compose import claiming, jobs, waiting
from compose.generation.plan import read_plan
from compose.models import Generation, GenerationEvent, Piece, Status, Version, WorkerNode
from compose.music.errors import ComposeError
from compose.node import Node
from compose.worker import NEUTRAL_SENTENCE, Worker
from tests.factories import make_piece
from tests.web.composers import SteadyComposer, TurnEngine, measures_of

pytestmark = pytest.mark.django_db
between_connections = pytest.mark.django_db(transaction=True)  # an idle worker gives its connection back, and a test's transaction with it


def queued(measures: int = 6) -> Piece:
    plan = read_plan("slow waltz in D minor", measure_count=measures)
    return make_piece(description="slow waltz in D minor", plan=plan.to_json())


def worker(composer: SteadyComposer) -> Worker:
    return Worker(composer, Node("here:1:a"))


def kinds(piece: Piece) -> list[str]:
    return list(GenerationEvent.objects.filter(generation__piece=piece).order_by("seq").values_list("kind", flat=True))


def fail_at(number: int, error: Exception):
    def on_measure(at: int) -> None:
        if at == number:
            raise error

    return on_measure


def test_it_composes_a_piece_to_the_end():
    piece = queued()
    assert worker(SteadyComposer()).run_one()
    piece.refresh_from_db()
    assert kinds(piece) == ["plan", "started", *["measure"] * 6, "done"]
    assert piece.current.steps == measures_of(piece_header(piece))
    assert (piece.current.checkpoint, piece.current.report, piece.generation.status) == ("steady", {"measures": 6}, Status.DONE)


def piece_header(piece: Piece):
    from compose.music.header import Header

    return Header.from_json(piece.current.header)


def test_it_says_when_there_is_nothing_to_do():
    assert not worker(SteadyComposer()).run_one()


def test_it_goes_on_from_the_stored_measures_with_the_stored_plan():
    piece = queued()
    composer = SteadyComposer(on_measure=fail_at(4, RuntimeError("power cut")))
    worker(composer).run_one()
    composer.on_measure = lambda number: None
    worker(composer).run_one()
    piece.refresh_from_db()
    assert composer.given == [0, 3]
    assert kinds(piece) == ["plan", "started", *["measure"] * 6, "done"]


def test_a_stop_hands_the_piece_back_without_blame():
    piece = queued()
    stops = iter([False, False, False, True])
    worker(SteadyComposer()).run_one(lambda: next(stops))
    piece.generation.refresh_from_db()
    assert (piece.generation.status, piece.generation.attempt, piece.generation.cursor) == (Status.QUEUED, 0, 3)


def test_cancelling_keeps_the_finished_measures():
    piece = queued()

    def cancel(number: int) -> None:
        if number == 3:
            jobs.request_cancel(generation=piece.generation)

    worker(SteadyComposer(on_measure=cancel)).run_one()
    piece.refresh_from_db()
    assert piece.generation.status == Status.CANCELLED
    assert len(piece.current.steps) == 3
    assert GenerationEvent.objects.get(kind="cancelled").payload == {"measures": 3}


def test_an_unexpected_error_is_logged_with_the_piece_and_tried_again_until_it_fails(caplog):
    piece = queued()
    composer = SteadyComposer(on_measure=fail_at(2, ZeroDivisionError()))
    for _ in range(5):
        worker(composer).run_one()
    piece.refresh_from_db()
    assert composer.given == [0, 1, 1]
    assert piece.public_id in caplog.text and "ZeroDivisionError" in caplog.text
    assert (piece.generation.status, piece.generation.error_code) == (Status.FAILED, "generation.poison")
    assert GenerationEvent.objects.get(kind="failed").payload["message"] == NEUTRAL_SENTENCE
    assert len(piece.current.steps) == 1


def test_an_error_that_cannot_go_away_is_not_tried_again():
    piece = queued()
    worker(SteadyComposer(on_measure=fail_at(1, ComposeError("no such thing")))).run_one()
    piece.generation.refresh_from_db()
    assert (piece.generation.status, piece.generation.error_code) == (Status.FAILED, "compose.error")


def test_whoever_is_taken_over_stops_without_a_trace():
    piece = queued()

    def take_over(number: int) -> None:
        if number == 3:
            jobs.expire_leases_of(owner="here:1:a")
            assert claiming.claim(owner="here:2:b") is not None

    worker(SteadyComposer(on_measure=take_over)).run_one()
    piece.generation.refresh_from_db()
    assert (piece.generation.status, piece.generation.owner, piece.generation.cursor) == (Status.RUNNING, "here:2:b", 2)


@between_connections
def test_it_composes_several_pieces_side_by_side():
    pieces = [queued(measures=3) for _ in range(3)]
    order = []
    composer = SteadyComposer(on_measure=order.append)
    stops = iter([False] * 6)
    worker(composer).run(lambda: next(stops, True))
    assert order == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    for piece in pieces:
        piece.refresh_from_db()
        assert (piece.generation.status, len(piece.current.steps)) == (Status.DONE, 3)


@between_connections
def test_a_stop_hands_every_piece_back():
    pieces = [queued() for _ in range(3)]
    stops = iter([False] * 2)
    worker(SteadyComposer()).run(lambda: next(stops, True))
    for piece in pieces:
        piece.generation.refresh_from_db()
        assert (piece.generation.status, piece.generation.attempt, piece.generation.owner) == (Status.QUEUED, 0, "")
        assert piece.generation.cursor == 2


@between_connections
def test_one_piece_that_fails_leaves_the_others_alone():
    bad, good = queued(), queued()
    composer = SteadyComposer()
    composed = composer.compose
    composer.compose = lambda plan, seed, given=(): map(int, ["no number"]) if seed == 13 else composed(plan, seed, given)
    Version.objects.filter(piece=bad).update(seed=13)
    worker(composer).run(lambda: not Generation.objects.unfinished().exists())
    bad.generation.refresh_from_db()
    good.generation.refresh_from_db()
    assert (bad.generation.status, good.generation.status) == (Status.FAILED, Status.DONE)


def test_a_broken_engine_loses_nothing_and_is_replaced():
    piece = queued()
    composer, engines = SteadyComposer(), []

    def engine():
        engines.append(TurnEngine())
        if len(engines) == 1:
            engines[0].advance = lambda: 1 / 0
        return engines[-1]

    composer.engine = engine
    composing = worker(composer)
    assert composing.run_one() and composing.run_one()
    piece.generation.refresh_from_db()
    assert (len(engines), piece.generation.status) == (2, Status.DONE)


@between_connections
def test_a_cancelled_piece_leaves_at_once_even_in_the_middle_of_a_measure():
    piece = queued()
    composer = SteadyComposer()
    composing = worker(composer)
    composing.engine.advance = list  # a measure that takes for ever
    turns = iter([False, False, False])

    def is_stopping():
        jobs.request_cancel(generation=piece.generation)
        composing._look_at = 0.0
        return next(turns, True)

    composing.run(is_stopping)
    piece.generation.refresh_from_db()
    assert piece.generation.status == Status.CANCELLED and not composing.runs


def test_measures_that_were_written_before_tell_nothing_of_the_pace(monkeypatch):
    queued()
    composing = worker(SteadyComposer())
    learned = []
    monkeypatch.setattr(composing.node, "learn", lambda steps: learned.append(steps))
    turn = composing.engine.turn
    composing.engine.turn = lambda key: dataclasses.replace(turn(key), was_written=True)
    composing.run_one()
    assert learned == []


def test_the_time_left_grows_with_the_pieces_that_share_the_worker():
    WorkerNode.objects.create(name="here:1:a", steps_per_second=20.0)
    for number in range(4):
        queued()
        claim = claiming.claim(owner="here:1:a")
        Generation.objects.update(expected_steps=100)
        assert waiting.seconds_for(100, claim.generation_id) == 5.0 * (number + 1)
        assert waiting.seconds_for(20, claim.generation_id) == 1.0 * (number + 1)


def test_a_worker_tells_how_many_it_holds_and_learns_in_expected_steps():
    queued(measures=6)
    composing = worker(SteadyComposer())
    learned = []
    composing.node.learn = learned.append
    composing.run_one()
    composing.node.report()
    assert learned == [pytest.approx(Generation.objects.get().expected_steps / 6, rel=0.02)] * 6
    assert WorkerNode.objects.get().seats == 4


@between_connections
def test_a_worker_with_little_room_takes_a_little_piece_and_leaves_a_big_one_to_others():
    big, little = queued(measures=64), queued(measures=4)
    composing = worker(SteadyComposer())
    Generation.objects.filter(piece=big).update(expected_steps=1000)
    Generation.objects.filter(piece=little).update(expected_steps=100)
    composing.engine = type("Tight", (TurnEngine,), {"room": 100})()
    composing.run(lambda: not Generation.objects.filter(piece=little).unfinished().exists())
    statuses = [Generation.objects.get(piece=piece).status for piece in (big, little)]
    assert statuses == [Status.QUEUED, Status.DONE]


@between_connections
def test_a_database_that_goes_away_while_the_worker_is_idle_does_not_end_it(monkeypatch):
    waits = []

    def wait(bell, is_stopping):
        waits.append(1)
        if len(waits) == 1:
            raise OperationalError("gone")

    monkeypatch.setattr("compose.worker.Doorbell.wait", wait)
    monkeypatch.setattr("compose.worker.time.sleep", lambda seconds: None)
    worker(SteadyComposer()).run(lambda: len(waits) == 2)
    assert len(waits) == 2
