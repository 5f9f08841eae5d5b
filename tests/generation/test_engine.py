import pytest

from compose.generation.batching import write_measures
from compose.generation.budget import ANY, Budget
from compose.generation.engine import AHEAD_SECONDS, Engine, NoMemoryError
from compose.generation.sampling import Sampling
from compose.generation.stream import Stream
from compose.generation.workload import expected_steps

from .small import make_brief, small_generator


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def alone(generator, brief, seed):
    return [[list(step) for step in measure] for measure in write_measures(generator, Stream(brief, seed))]


def run(engine: Engine, most: int = 20_000) -> list:
    """All news until nothing is held any more."""
    news = []
    for _ in range(most):
        if not engine.held:
            return news
        news += engine.advance()
    raise AssertionError("the engine does not come to an end")


def measures_of(news, key):
    return [each.steps for each in news if each.key == key]


def test_pieces_that_come_and_go_are_each_the_same_as_alone():
    generator = small_generator(window=96)
    engine, briefs = Engine(generator, 2), [make_brief(measure_count=2 + number) for number in range(4)]
    keys = [engine.add(Stream(brief, number)) for number, brief in enumerate(briefs)]
    news = run(engine)
    for number, (key, brief) in enumerate(zip(keys, briefs, strict=True)):
        assert measures_of(news, key) == alone(generator, brief, number)
    assert [sum(each.is_finished for each in news if each.key == key) for key in keys] == [1, 1, 1, 1]


def test_it_holds_twice_as_many_as_it_has_rows():
    engine = Engine(small_generator(), 1)
    engine.add(Stream(make_brief(), 1))
    assert engine.room == ANY
    engine.add(Stream(make_brief(), 2))
    assert not engine.room


def test_a_new_piece_takes_the_row_of_one_that_is_far_ahead_and_both_stay_as_they_are_alone():
    generator, clock = small_generator(window=512), Clock()
    engine = Engine(generator, 1, clock)
    long, short = make_brief(measure_count=24), make_brief(measure_count=2)
    first = engine.add(Stream(long, 1))
    news = []
    while engine.held[first].written_seconds < AHEAD_SECONDS + 1:
        news += engine.advance()
    second = engine.add(Stream(short, 2))
    while second in engine.held:
        news += engine.advance()
    assert first in engine.held, "the short piece was finished while the long one waited"
    news += run(engine)
    assert measures_of(news, first) == alone(generator, long, 1)
    assert measures_of(news, second) == alone(generator, short, 2)


def test_a_piece_that_is_about_to_be_heard_out_keeps_its_row():
    clock = Clock()
    engine = Engine(small_generator(window=512), 1, clock)
    first = engine.add(Stream(make_brief(measure_count=12), 1))
    while engine.held[first].written_seconds < AHEAD_SECONDS + 1:
        engine.advance()
    clock.now = 1000.0
    engine.add(Stream(make_brief(), 2))
    engine.advance()
    assert [stream.seed for stream in engine.batch.streams] == [1]


def test_a_piece_that_was_let_go_sends_no_more_news():
    engine = Engine(small_generator(), 2)
    kept, gone = engine.add(Stream(make_brief(), 1)), engine.add(Stream(make_brief(), 2))
    engine.advance()
    engine.remove(gone)
    engine.remove(gone)
    assert {each.key for each in run(engine)} == {kept}


def test_a_finished_piece_that_was_given_whole_says_so_at_once():
    generator, brief = small_generator(), make_brief(measure_count=2)
    engine = Engine(generator, 1)
    key = engine.add(Stream(brief, 5, given=alone(generator, brief, 5)))
    (news,) = engine.advance()
    assert (news.key, news.steps, news.is_finished) == (key, [], True)


def test_a_piece_that_stumbles_is_named_with_its_error():
    engine = Engine(small_generator(), 2)
    stream = Stream(make_brief(), 1)
    stream.costs.slot = lambda *_: 1 / 0
    bad, good = engine.add(stream), engine.add(Stream(make_brief(), 2))
    news = run(engine)
    assert [type(each.error) for each in news if each.key == bad] == [ZeroDivisionError]
    assert len(measures_of(news, good)) == 4


@pytest.mark.parametrize("at_once", [4, 2])
def test_out_of_memory_halves_the_rows_and_loses_nothing(at_once):
    generator, brief = small_generator(window=512), make_brief(measure_count=3)
    engine, read = Engine(generator, 4), generator.read_step

    def scarce(x, cache):
        if len(x) > at_once // 2:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes")
        return read(x, cache)

    generator.read_step = scarce
    keys = [engine.add(Stream(brief, seed)) for seed in range(4)]
    news = run(engine)
    assert engine.batch.slots == at_once // 2
    generator.read_step = read
    for seed, key in enumerate(keys):
        assert measures_of(news, key) == alone(generator, brief, seed)


def test_no_memory_for_one_piece_is_an_error_with_a_sentence():
    generator = small_generator()

    def read_step(x, cache):
        raise MemoryError

    generator.read_step = read_step
    engine = Engine(generator, 2)
    engine.add(Stream(make_brief(), 1))
    engine.advance()
    with pytest.raises(NoMemoryError, match="memory"):
        engine.advance()


def test_a_budget_takes_whatever_comes_while_something_is_left_and_little_for_a_while_longer():
    budget = Budget(3200)
    assert budget.room(0) == budget.room(3199) == ANY, "a big piece never waits for ever"
    assert budget.room(3200) == budget.room(3900) == 100
    assert budget.room(3901) == budget.room(9999) == 0


def seated_and_left(engine: Engine) -> tuple[list[int], list[int]]:
    seated = [held.key for held in engine.held.values() if held.stream in engine.batch.streams]
    return seated, [key for key in engine.held if key not in seated]


def test_rows_are_given_by_expected_places_and_a_little_piece_is_seated_at_once():
    generator = small_generator(window=2048)
    big, little = make_brief(measure_count=60), make_brief(measure_count=1)
    places = 2 * (generator.config.prefix_length + expected_steps(big.header))
    engine = Engine(generator, 8, places=places)
    keys = [engine.add(Stream(brief, 1)) for brief in (big, big, big, little)]
    engine.advance()
    assert seated_and_left(engine) == ([keys[0], keys[1], keys[3]], [keys[2]])
    assert {each.key for each in run(engine) if each.is_finished} == set(keys), "all of them come to their end"


def test_a_guided_piece_counts_twice():
    brief, generator = make_brief(measure_count=60), small_generator(window=2048)
    places = 2 * (generator.config.prefix_length + expected_steps(brief.header))
    engine = Engine(generator, 8, places=places)
    keys = [engine.add(Stream(brief, seed, Sampling(guidance=1.5))) for seed in (1, 2)]
    engine.advance()
    assert seated_and_left(engine) == ([keys[0]], [keys[1]])


def test_work_held_is_bounded_so_that_other_workers_get_some():
    brief = make_brief(measure_count=60)
    steps = expected_steps(brief.header)
    engine = Engine(small_generator(), 8, places=steps)
    for seed in range(2):
        assert engine.room == ANY
        engine.add(Stream(brief, seed))
    assert engine.room == int(2 * steps / 32), "twice the budget is held: now only little pieces"
    for seed in range(10):
        engine.add(Stream(make_brief(measure_count=3), seed))
    assert engine.room == 0
