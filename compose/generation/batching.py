"""Many pieces through one forward pass: each has rows of the cache, its own length, plan, masks, guidance and random numbers.

A piece never depends on its neighbours: nothing but the arithmetic is shared, and pieces come and go between steps.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..music.tokenizer import Step
from .cache import Cache
from .conditions import AXES, index
from .generator import Generator
from .places import FIELD_COUNT, place_rows
from .sampling import guide
from .steps import StaticSteps
from .stream import Place, Stream

KEPT_SHARE = 2  # a full row forgets all but the newer half of its places
ROWS_A_SLOT = 2  # a guided piece is read twice: with its wish and without


@dataclass
class Row:
    """One row of the cache: a piece, read with its wish or, for guidance, without any."""

    stream: Stream
    is_wished: bool
    prefix: Tensor
    steering: Tensor
    read: int = 0  # places of the stream that the row has read


def row_count(stream: Stream) -> int:
    """Rows of the cache that a stream takes."""
    return ROWS_A_SLOT if stream.sampling.guidance != 1 else 1


class Batch:
    """Up to `slots` streams at once."""

    def __init__(self, generator: Generator, slots: int) -> None:
        self.generator, self.slots = generator, slots
        self.cache = Cache(generator.config, ROWS_A_SLOT * slots, generator.device, generator.norm.weight.dtype)
        self.static = StaticSteps(generator, self.cache) if generator.device.type == "cuda" else None
        self.streams: list[Stream] = []
        self.rows: list[Row] = []
        self.broken: list[tuple[Stream, Exception]] = []

    @property
    def is_full(self) -> bool:
        return len(self.streams) == self.slots

    @torch.inference_mode()
    def add(self, stream: Stream) -> None:
        """Read a stream's wish and what is given of it into a free row. The batch must not be full."""
        self.streams.append(stream)
        for is_wished in (True, False)[: row_count(stream)]:
            prefix = self._prefix(stream, is_wished=is_wished)
            self.rows.append(Row(stream, is_wished, prefix, self.generator.steering(prefix)))
            self._fill(len(self.rows) - 1)

    def remove(self, stream: Stream) -> None:
        """Free the rows of a stream; the last row moves into each of them."""
        self.streams.remove(stream)
        for row in reversed(range(len(self.rows))):
            if self.rows[row].stream is stream:
                last = len(self.rows) - 1
                if row != last:
                    self.cache.copy_row(last, row)
                    self.rows[row] = self.rows[last]
                self.rows.pop()

    def take_broken(self) -> list[tuple[Stream, Exception]]:
        """The streams that stumbled since this was last asked; they have left already."""
        broken, self.broken = self.broken, []
        return broken

    def _prefix(self, stream: Stream, *, is_wished: bool) -> Tensor:
        style = np.zeros(self.generator.config.style_width, np.float32)
        if is_wished and stream.brief.style is not None:
            style = stream.brief.style.astype(np.float32)
        known = list(AXES)[: self.generator.config.axes]
        wishes = [[index(axis, stream.brief.conditions.get(axis, "")) if is_wished else 0 for axis in known]]
        device = self.generator.device
        return self.generator.prefix(torch.from_numpy(style)[None].to(device), torch.tensor(wishes, device=device))

    def _fill(self, row: int) -> None:
        """Read a row anew: its prefix and the places the row still remembers."""
        places = self.rows[row].stream.places
        self.rows[row].read = len(places)
        places = places[self._window_start(len(places)) :]
        x = self.rows[row].prefix
        if places:
            x = torch.cat((x, self._embed([self.rows[row]], [places])), 1)
        self.generator.read_row(x, self.cache, row)

    def _window_start(self, count: int) -> int:
        """First place a row remembers after `count` of them: the same whether the piece was resumed or not."""
        most, kept = self.generator.config.window, self.generator.config.window // KEPT_SHARE
        if count <= most:
            return 0
        times_full = (count - most - 1) // (most - kept + 1)
        return most + 1 + times_full * (most - kept + 1) - kept

    def _embed(self, rows: Sequence[Row], places: Sequence[Sequence[Place]]) -> Tensor:
        """places: of each row, equally many."""
        return self.generator.embed(torch.from_numpy(facts_of(places)).to(self.generator.device), _steering(rows))

    @torch.inference_mode()
    def advance(self) -> list[tuple[Stream, list[Step]]]:
        """One step of every stream. Returns the measures that were finished by it; finished streams leave their rows."""
        hidden = self._read_places()
        finished: list[tuple[Stream, list[Step]]] = []
        steps: dict[int, list[int]] = {id(stream): [] for stream in self.streams}
        for field in range(FIELD_COUNT):
            logits = self._logits(hidden, field)
            for stream in self.streams:
                step = steps[id(stream)]
                if len(step) != field:  # ended or stumbled at an earlier field
                    continue
                try:
                    self._draw(stream, field, step, logits[id(stream)])
                except Exception as error:  # one piece must never take its neighbours down
                    self.broken.append((stream, error))
            drawn = [step[field] if field < len(step) else 0 for step in (steps[id(row.stream)] for row in self.rows)]
            hidden = self.generator.heads.take(hidden, field, torch.tensor(drawn, device=hidden.device))
        for stream in list(self.streams):
            if len(steps[id(stream)]) == FIELD_COUNT:
                self._take(stream, tuple(steps[id(stream)]))
            finished += [(stream, measure) for measure in stream.take_ready()]
            if stream.is_finished or any(stream is gone for gone, _ in self.broken):
                self.remove(stream)
        return finished

    def _take(self, stream: Stream, step: Step) -> None:
        try:
            stream.take(step)
        except Exception as error:
            self.broken.append((stream, error))

    def _draw(self, stream: Stream, field: int, step: list[int], logits: np.ndarray) -> None:
        """Draw one field of one stream onto `step`; the kind also tells whether the measure before it is finished."""
        if field:
            step.append(stream.draw_slot(field, step, logits))
            return
        kind = stream.draw_kind(logits)
        stream.finish_measure(kind)
        if not stream.is_finished:
            step.append(int(kind))

    def _logits(self, hidden: Tensor, field: int) -> dict[int, np.ndarray]:
        """The logits [V] of each stream, by its id."""
        logits = self.generator.heads.logits(hidden, field).float().cpu().numpy()
        styled, plain = ({id(row.stream): values for row, values in zip(self.rows, logits, strict=True) if row.is_wished is wished}
                         for wished in (True, False))  # fmt: skip
        for stream in self.streams:
            if id(stream) in plain:
                styled[id(stream)] = guide(styled[id(stream)], plain[id(stream)], stream.sampling.guidance)
        return styled

    def _read_places(self) -> Tensor:
        """Hidden states of the place each stream writes next, [rows, D]."""
        for stream in self.streams:
            stream.next_place()
        for row in range(len(self.rows)):
            self._catch_up(row)
        of_rows = [[row.stream.places[-1]] for row in self.rows]
        for row in self.rows:
            row.read += 1
        if self.static is not None:
            return self.static.read(facts_of(of_rows)[:, 0], _steering(self.rows))
        return self.generator.read_step(self._embed(self.rows, of_rows), self.cache)[:, -1]

    def _catch_up(self, row: int) -> None:
        """Read what was given since the last step, all but the place to be written now, in one pass."""
        of_row = self.rows[row]
        unread = of_row.stream.places[of_row.read :]
        length = self.cache.lengths[row]
        if length + len(unread) > self.generator.config.prefix_length + self.generator.config.window:
            # Reading the row anew takes the new place in as well; the common step then writes it once more in the same spot.
            self._fill(row)
            self.cache.lengths[row] -= 1
            of_row.read -= 1
        elif len(unread) > 1:
            self.generator.read_row(self._embed([of_row], [unread[:-1]]), self.cache, row, length)
            of_row.read += len(unread) - 1


def facts_of(places: Sequence[Sequence[Place]]) -> np.ndarray:
    """What is known of places, int64 [rows, T, PLACE_WIDTH]."""
    before = np.array([[step for step, _ in each] for each in places])
    contexts = np.array([[context for _, context in each] for each in places])
    return place_rows(before, contexts)


def _steering(rows: Sequence[Row]) -> Tensor:
    return torch.cat([row.steering for row in rows])


def write_measures(generator: Generator, stream: Stream) -> Iterator[list[Step]]:
    """The measures of one stream, each as soon as it is finished."""
    yield from stream.take_ready()
    batch = Batch(generator, 1)
    if not stream.is_finished:
        batch.add(stream)
    while batch.streams:
        yield from (measure for _, measure in batch.advance())
        _raise_first(batch)


def write_many(generator: Generator, streams: Sequence[Stream], slots: int = 16) -> list[list[list[Step]]]:
    """The measures of many streams, `slots` at a time: a waiting one is taken in as soon as a row is free."""
    batch, waiting = Batch(generator, min(slots, max(1, len(streams)))), list(streams)
    written: dict[int, list[list[Step]]] = {id(stream): [] for stream in streams}
    while waiting or batch.streams:
        while waiting and not batch.is_full:
            stream = waiting.pop(0)
            written[id(stream)] += stream.take_ready()
            if not stream.is_finished:
                batch.add(stream)
        if batch.streams:
            for stream, measure in batch.advance():
                written[id(stream)].append(measure)
            _raise_first(batch)
    return [written[id(stream)] for stream in streams]


def _raise_first(batch: Batch) -> None:
    for _, error in batch.take_broken():
        raise error
