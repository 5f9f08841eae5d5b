"""Several candidates of a piece: the best comes out alone, under one key, and one candidate is the piece as ever."""

import pytest

from compose.generation.composer import Composer
from compose.generation.plan import read_plan
from compose.generation.ranking import candidate_seed

SENTENCE = "piano piece in C major, 4 bars"


@pytest.fixture(scope="module")
def three(weights) -> Composer:
    return Composer(weights, candidates=3)


@pytest.fixture(scope="module")
def plan(three):
    return three.understand(read_plan(SENTENCE))


@pytest.fixture(scope="module")
def alone(weights, plan) -> list:
    one = Composer(weights)
    return [list(one.compose(plan, candidate_seed(5, number))) for number in range(3)]


def test_what_comes_out_is_the_candidate_with_the_greatest_merit(three, plan, alone, monkeypatch):
    for best in range(3):
        monkeypatch.setattr(three, "_choose", lambda plan, candidates, best=best: candidates.index(alone[best]))
        assert list(three.compose(plan, 5)) == alone[best]


def test_the_real_choice_is_one_of_them_and_always_the_same(three, plan, alone):
    first = list(three.compose(plan, 5))
    assert first in alone and first == list(three.compose(plan, 5))


def test_the_engine_tells_of_one_piece_only(three, plan, alone):
    engine = three.engine()
    key = three.begin(engine, plan, 5)
    told = [news for _ in range(2000) for news in engine.advance()]
    assert {news.key for news in told} == {key} and [news.is_finished for news in told] == [False] * 3 + [True]
    assert [news.steps for news in told] in alone and not engine.held and not engine.rounds


def test_a_piece_that_is_let_go_takes_its_candidates_along(three, plan):
    engine = three.engine()
    key = three.begin(engine, plan, 5)
    engine.advance()
    engine.remove(key)
    assert not engine.held and not engine.rounds and not engine.batch.streams and engine.advance() == []


def test_a_candidate_that_is_lost_leaves_the_choice_to_the_others(three, plan, alone, monkeypatch):
    engine = three.engine()
    three.begin(engine, plan, 5)
    streams = [held.stream for held in engine.held.values()]
    monkeypatch.setattr(streams[0], "draw_kind", lambda logits: 1 / 0)
    told = [news for _ in range(2000) for news in engine.advance()]
    assert [news.steps for news in told] in alone[1:]


def test_a_piece_with_no_candidate_left_ends_with_its_error(three, plan, monkeypatch):
    engine = three.engine()
    key = three.begin(engine, plan, 5)
    for held in engine.held.values():
        monkeypatch.setattr(held.stream, "draw_kind", lambda logits: 1 / 0)
    told = [news for _ in range(50) for news in engine.advance()]
    assert [(news.key, type(news.error)) for news in told] == [(key, ZeroDivisionError)]


def test_a_piece_that_goes_on_after_a_crash_keeps_what_it_has(three, plan, alone):
    given = alone[1][:2]
    assert len(list(three.compose(plan, 5, given))) == 2
