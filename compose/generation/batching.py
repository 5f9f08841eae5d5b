"""Many pieces through one forward pass: each has a row of the cache, its own length, plan, masks and random numbers.

A piece never depends on its neighbours: nothing but the arithmetic is shared, and rows come and go between steps.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from ..music.tokenizer import Step
from .conditions import AXES, index
from .generator import FIELD_COUNT, PREFIX_LENGTH, Cache, Generator
from .stream import Place, Stream

KEPT_SHARE = 2  # a full row forgets all but the newer half of its places


class Batch:
    """Up to `slots` streams at once."""

    def __init__(self, generator: Generator, slots: int) -> None:
        self.generator, self.slots = generator, slots
        self.cache = Cache(generator.config, slots, generator.device, generator.norm.weight.dtype)
        self.streams: list[Stream] = []
        self.prefixes: list[Tensor] = []

    @property
    def is_full(self) -> bool:
        return len(self.streams) == self.slots

    @torch.inference_mode()
    def add(self, stream: Stream) -> None:
        """Give a stream the next row and read its wish and what is given of it. The batch must not be full."""
        style = np.zeros(self.generator.config.style_width, np.float32) if stream.brief.style is None else stream.brief.style
        wishes = [[index(axis, stream.brief.conditions.get(axis, "")) for axis in AXES]]
        device = self.generator.device
        prefix = self.generator.prefix(torch.from_numpy(style.astype(np.float32))[None].to(device), torch.tensor(wishes, device=device))
        self.streams.append(stream)
        self.prefixes.append(prefix)
        self._fill(len(self.streams) - 1)

    def remove(self, stream: Stream) -> None:
        """Free the row of a stream; the last row moves into it."""
        row, last = self.streams.index(stream), len(self.streams) - 1
        if row != last:
            self.cache.copy_row(last, row)
            self.streams[row], self.prefixes[row] = self.streams[last], self.prefixes[last]
        self.streams.pop()
        self.prefixes.pop()

    def _fill(self, row: int) -> None:
        """Read a row anew: its prefix and the places the row still remembers."""
        places = self.streams[row].places
        places = places[self._window_start(len(places)) :]
        x = self.prefixes[row]
        if places:
            x = torch.cat((x, self._embed([places])), 1)
        self.generator.read_row(x, self.cache, row)

    def _window_start(self, count: int) -> int:
        """First place a row remembers after `count` of them: the same whether the piece was resumed or not."""
        most, kept = self.generator.config.max_steps, self.generator.config.max_steps // KEPT_SHARE
        if count <= most:
            return 0
        times_full = (count - most - 1) // (most - kept + 1)
        return most + 1 + times_full * (most - kept + 1) - kept

    def _embed(self, rows: Sequence[Sequence[Place]]) -> Tensor:
        device = self.generator.device
        before = torch.tensor([[step for step, _ in places] for places in rows], device=device)
        contexts = torch.tensor([[context for _, context in places] for places in rows], device=device)
        return self.generator.embed(before, contexts)

    @torch.inference_mode()
    def advance(self) -> list[tuple[Stream, list[Step]]]:
        """One step of every stream. Returns the measures that were finished by it; finished streams leave their rows."""
        hidden = self._read_places()
        finished, drawing = [], list(range(len(self.streams)))
        steps: list[list[int]] = [[] for _ in drawing]
        for field in range(FIELD_COUNT):
            logits = self.generator.heads.logits(hidden, field).float().cpu().numpy()
            for row in tuple(drawing):
                stream = self.streams[row]
                if field:
                    steps[row].append(stream.draw_slot(field, steps[row], logits[row]))
                    continue
                kind = stream.draw_kind(logits[row])
                steps[row].append(int(kind))
                measure = stream.finish_measure(kind)
                if measure is not None:
                    finished.append((stream, measure))
                if stream.is_finished:
                    drawing.remove(row)
            drawn = torch.tensor([step[field] if field < len(step) else 0 for step in steps], device=hidden.device)
            hidden = self.generator.heads.take(hidden, field, drawn)
        for row in drawing:
            self.streams[row].take(tuple(steps[row]))
        for stream in [stream for stream in self.streams if stream.is_finished]:
            self.remove(stream)
        return finished

    def _read_places(self) -> Tensor:
        """Hidden states of the place each stream writes next, [B, D]."""
        places = [stream.next_place() for stream in self.streams]
        count = len(places)
        full = [row for row in range(count) if self.cache.lengths[row] == PREFIX_LENGTH + self.generator.config.max_steps]
        for row in full:
            # Reading the row anew takes the new place in as well; the common step below then writes it once more in the same spot.
            self._fill(row)
            self.cache.lengths[row] -= 1
        return self.generator.read_step(self._embed([[place] for place in places]), self.cache)[:, -1]


def write_measures(generator: Generator, stream: Stream) -> Iterator[list[Step]]:
    """The measures of one stream, each as soon as it is finished."""
    batch = Batch(generator, 1)
    if not stream.is_finished:
        batch.add(stream)
    while batch.streams:
        for _, measure in batch.advance():
            yield measure


def write_many(generator: Generator, streams: Sequence[Stream], slots: int = 16) -> list[list[list[Step]]]:
    """The measures of many streams, `slots` at a time: a waiting one is taken in as soon as a row is free."""
    batch, waiting = Batch(generator, min(slots, max(1, len(streams)))), list(streams)
    written: dict[int, list[list[Step]]] = {id(stream): [] for stream in streams}
    while waiting or batch.streams:
        while waiting and not batch.is_full:
            stream = waiting.pop(0)
            if not stream.is_finished:
                batch.add(stream)
        if batch.streams:
            for stream, measure in batch.advance():
                written[id(stream)].append(measure)
    return [written[id(stream)] for stream in streams]
