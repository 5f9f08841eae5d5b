"""Many pieces written at once by one process: who is taken in, who has a row of the batch, who waits for one, and who makes room.

Two budgets count expected places: what is seated must fit into the cache, and what is held is work that no other worker can take.
A new piece is written at once, even when every row is taken: a piece that is well ahead of its listener waits instead, and
goes on before the listener reaches the end of what is there.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..music.errors import ComposeError
from ..music.tokenizer import Step
from .batching import Batch, row_count
from .budget import Budget
from .generator import Generator
from .news import News
from .sizes import GeneratorConfig
from .stream import Stream
from .workload import expected_steps

log = logging.getLogger(__name__)

AHEAD_SECONDS = 12.0  # of music beyond what a listener who began at the first measure can have heard
HELD_SHARE = 2  # pieces held for each row, and work held for each place


class NoMemoryError(ComposeError):
    """Not even one piece fits into memory."""

    code = "generation.no_memory"
    is_retryable = True


@dataclass
class Held:
    """A piece in the engine, how much work it is, and how far it is ahead of somebody who listens from the first measure on."""

    key: int
    stream: Stream
    expected_steps: int
    written_seconds: float = 0.0
    first_at: float | None = None

    @property
    def steps_left(self) -> int:
        """Expected until the end, for each row that reads them."""
        share_done = max(0, self.stream.cursor.measure) / self.stream.brief.header.measure_count
        return round(self.expected_steps * (1 - share_done)) * row_count(self.stream)

    def places(self, config: GeneratorConfig) -> int:
        """What its rows will hold at most. A row holds no more than a window beside its wish."""
        return row_count(self.stream) * (config.prefix_length + min(config.window, self.expected_steps))

    def ahead_seconds(self, now: float) -> float:
        """Seconds of music that are written and cannot have been heard; less than nothing before the first measure."""
        return self.written_seconds - (now - self.first_at) if self.first_at is not None else -1.0


class Engine:
    """slots: pieces in the batch. clock: seconds, for tests. places: of the cache for them all; 0 for as many as one full row a piece."""

    def __init__(self, generator: Generator, slots: int, clock: Callable[[], float] = time.monotonic, places: int = 0) -> None:
        self.generator, self.clock = generator, clock
        self.batch = Batch(generator, slots)
        self.budget = Budget(places or slots * (generator.config.prefix_length + generator.config.window))
        self.held: dict[int, Held] = {}
        self.written: dict[int, list[list[list[int]]]] = {}
        self._keys = 0

    @property
    def seats(self) -> int:
        """Pieces it holds at most."""
        return HELD_SHARE * self.batch.slots

    @property
    def room(self) -> int:
        """The most steps that one more piece may be expected to take; 0 where none is taken in now."""
        if len(self.held) + len(self.written) >= self.seats:
            return 0
        return Budget(HELD_SHARE * self.budget.places).room(sum(held.steps_left for held in self.held.values()))

    def add(self, stream: Stream) -> int:
        """Take a piece in; returns the key its news will carry. A piece that is finished already sends one empty measure."""
        self._keys += 1
        self.held[self._keys] = Held(self._keys, stream, expected_steps(stream.brief.header))
        return self._keys

    def add_written(self, measures: list[list[list[int]]]) -> int:
        """Take a piece in that is written already; its measures come out one at a time like those of any other."""
        self._keys += 1
        self.written[self._keys] = list(measures)
        return self._keys

    def remove(self, key: int) -> None:
        """Let a piece go, between two steps. A key that is gone already is no error."""
        self.written.pop(key, None)
        held = self.held.pop(key, None)
        if held is not None and held.stream in self.batch.streams:
            self.batch.remove(held.stream)

    def advance(self) -> list[News]:
        """One step of every piece that has a row. Raises NoMemoryError where not even one piece fits."""
        ready = [held for held in self.held.values() if held.stream.is_finished or held.stream.ready]
        news = [each for held in ready for each in self._tell(held, held.stream.take_ready())]
        self._let_go(news)
        news += self._turn_pages()
        self._seat()
        if self.batch.streams:
            try:
                news += self._step()
            except (MemoryError, RuntimeError) as error:
                self._shrink(error)
        return news

    def _turn_pages(self) -> list[News]:
        news = []
        for key, measures in list(self.written.items()):
            steps = measures.pop(0) if measures else []
            news.append(News(key, steps, is_finished=not measures, was_written=True))
            if not measures:
                del self.written[key]
        return news

    def _step(self) -> list[News]:
        keys = {id(held.stream): held.key for held in self.held.values()}
        written: dict[int, list[list[Step]]] = {}
        for stream, measure in self.batch.advance():
            written.setdefault(keys[id(stream)], []).append(measure)
        news = [each for key, measures in written.items() for each in self._tell(self.held[key], measures)]
        news += [News(keys[id(stream)], [], error=error) for stream, error in self.batch.take_broken()]
        self._let_go(news)
        return news

    def _tell(self, held: Held, measures: list[list[Step]]) -> list[News]:
        """News of the measures a piece has finished; the last one says whether it is all, and is empty where nothing was left to say."""
        if measures:
            held.first_at = self.clock() if held.first_at is None else held.first_at
            held.written_seconds += len(measures) * held.stream.brief.header.measure_seconds
        news = [News(held.key, [list(step) for step in measure], is_finished=False) for measure in measures or [[]]]
        news[-1] = replace(news[-1], is_finished=held.stream.is_finished)
        return news

    def _let_go(self, news: Sequence[News]) -> None:
        for each in news:
            if each.is_finished or each.error:
                self.held.pop(each.key)

    def _seat(self) -> None:
        """Give free rows to who waits, the one with least to play first; whoever is far ahead stands up for a new piece."""
        now = self.clock()
        waiting = [held for held in self.held.values() if held.stream not in self.batch.streams]
        for held in sorted(waiting, key=lambda held: held.ahead_seconds(now)):
            while not (fits := self._fits(held)) and self._stand_up(held, now):
                pass
            if fits:
                self.batch.add(held.stream)

    def _fits(self, newcomer: Held) -> bool:
        config = self.generator.config
        seated = sum(held.places(config) for held in self.held.values() if held.stream in self.batch.streams)
        return not self.batch.is_full and newcomer.places(config) <= self.budget.room(seated)

    def _stand_up(self, newcomer: Held, now: float) -> bool:
        """Free the row of the piece that is furthest ahead if the newcomer has clearly less to play; it is read anew later."""
        seated = [held for held in self.held.values() if held.stream in self.batch.streams]
        furthest = max(seated, key=lambda held: held.ahead_seconds(now), default=None)
        if furthest is None or furthest.ahead_seconds(now) < AHEAD_SECONDS + max(0.0, newcomer.ahead_seconds(now)):
            return False
        self.batch.remove(furthest.stream)
        return True

    def _shrink(self, error: Exception) -> None:
        """Out of memory: go on with half the rows; whoever loses a row waits and is read anew. Anything else is raised again."""
        if not is_out_of_memory(error):
            raise error
        if self.batch.slots == 1:
            raise NoMemoryError("there is not enough memory for one piece") from error
        slots = self.batch.slots // 2
        log.error("out of memory with %d pieces; going on with %d at once", self.batch.slots, slots)
        for stream in self.batch.streams:
            stream.take_back()
        self.batch, self.budget = Batch(self.generator, slots), Budget(self.budget.places // 2)


def is_out_of_memory(error: Exception) -> bool:
    """Whether torch or Python ran out of memory. On a CPU torch raises a plain RuntimeError."""
    text = str(error)
    return isinstance(error, MemoryError) or "out of memory" in text or "allocate memory" in text or "not enough memory" in text
