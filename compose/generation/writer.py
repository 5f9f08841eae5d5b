"""The writer: draws one piece step by step from the generator, under the grammar and the plan."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from ..music.grammar import Cursor
from ..music.tokenizer import Step
from ..music.vocabulary import SLOT_SIZES, Kind
from .brief import Brief
from .conditions import AXES, index
from .context import Context
from .generator import Cache, Generator
from .masks import PlanMasks
from .sampling import Sampling, draw, measure_stream

NO_STEP: Step = (0, 0, 0, 0, 0)
KEPT_SHARE = 2  # when the cache is full, the newer half is read again, and one piece in the same windows whether resumed or not


class Writer:
    """One piece being written. `given` steps are read, not drawn: that is how a piece is resumed after a crash."""

    def __init__(self, generator: Generator, brief: Brief, seed: int, sampling: Sampling | None = None) -> None:
        self.generator, self.seed = generator, seed
        self.sampling = sampling or Sampling()
        self.cursor = Cursor(brief.header)
        self.context = Context(self.cursor)
        self.masks = PlanMasks(brief)
        style = np.zeros(generator.config.style_width, np.float32) if brief.style is None else brief.style.astype(np.float32)
        conditions = [[index(axis, brief.conditions.get(axis, "")) for axis in AXES]]
        self.prefix = generator.prefix(torch.from_numpy(style)[None], torch.tensor(conditions))
        self.inputs: list[tuple[Step, tuple[int, ...]]] = []  # the step before each place, and the place
        self.last_step = NO_STEP
        self.hidden: Tensor | None = None  # of the place to write, once it is computed
        self.next_kind: Kind | None = None  # drawn ahead where it told that a measure is finished
        self._open_cache()

    def _open_cache(self) -> None:
        self.cache = Cache(self.generator.config, 1, self.generator.device, self.prefix.dtype)
        self.generator.read(self.prefix, self.cache)

    @torch.inference_mode()
    def measures(self, given: Sequence[Sequence[Sequence[int]]] = ()) -> Iterator[list[Step]]:
        """The steps of each measure not given, as soon as it is finished."""
        self._read_given(given)
        while self.cursor.measure + 1 < self.cursor.header.measure_count:
            yield self._write_measure()

    def _read_given(self, given: Sequence[Sequence[Sequence[int]]]) -> None:
        for step in (tuple(int(value) for value in step) for measure in given for step in measure):
            self.cursor.check(step)
            self.inputs.append((self.last_step, self.context.features()))
            self._take(step)
        if given:
            self.next_kind = Kind.MEASURE  # whether the last given measure is finished is not drawn again
            self._read(self.inputs[self._window_start(len(self.inputs)) :])

    def _write_measure(self) -> list[Step]:
        stream = measure_stream(self.seed, self.cursor.measure + 1)
        steps: list[Step] = []
        while True:
            step = self._draw_step(stream)
            self._take(step)
            steps.append(step)
            if self._measure_is_done(stream):
                return steps

    def _measure_is_done(self, stream: np.random.Generator) -> bool:
        """A measure is finished when only the next one, or the end, may follow by the draw of the next kind."""
        cursor = self.cursor
        if cursor.staff + 1 < cursor.staff_count or cursor.position_ticks < cursor.length_ticks:
            return False
        self.next_kind = self._draw_kind(stream)
        return self.next_kind in (Kind.MEASURE, Kind.END)

    def _draw_kind(self, stream: np.random.Generator) -> Kind:
        mask = self.masks.kinds(self.cursor, self.cursor.allowed_kinds())
        if mask.sum() == 1:
            return Kind(int(mask.argmax()))
        logits = self.generator.heads.logits(self._hidden(), 0)
        return Kind(draw(logits.numpy(), mask, self.sampling, stream.random()))

    def _hidden(self) -> Tensor:
        """The hidden state of the place to write, [D], computed once a place."""
        if self.hidden is None:
            place = (self.last_step, self.context.features())
            self.inputs.append(place)
            self.hidden = self._read([place])[0, -1]
        return self.hidden

    def _draw_step(self, stream: np.random.Generator) -> Step:
        kind = self.next_kind if self.next_kind is not None else self._draw_kind(stream)
        self.next_kind = None
        hidden = self.generator.heads.take(self._hidden(), 0, torch.tensor(int(kind)))
        step = [int(kind)]
        for slot in range(1, len(SLOT_SIZES)):
            allowed = self.masks.slot(self.cursor, slot, step, self.cursor.allowed(slot, (*step, 0, 0, 0, 0)))
            value = int(allowed.argmax())
            if allowed.sum() > 1:
                logits = self.generator.heads.logits(hidden, slot).numpy()
                value = draw(logits, allowed, self.sampling, stream.random(), self.masks.costs(self.cursor, slot, step))
            hidden = self.generator.heads.take(hidden, slot, torch.tensor(value))
            step.append(value)
        return tuple(step)

    def _take(self, step: Step) -> None:
        self.context.advance(step)
        self.masks.advance(self.cursor, step)
        self.last_step, self.hidden = step, None

    def _window_start(self, count: int) -> int:
        """First place the cache still holds after `count` places: each time it is full, all but the newer half is forgotten."""
        most, kept = self.generator.config.max_steps, self.generator.config.max_steps // KEPT_SHARE
        if count <= most:
            return 0
        times_full = (count - most - 1) // (most - kept + 1)
        return most + 1 + times_full * (most - kept + 1) - kept

    def _read(self, places: Sequence[tuple[Step, tuple[int, ...]]]) -> Tensor:
        """Hidden states of new places; starts the cache anew with the newer half when it is full."""
        if not places:
            return self.prefix[:, :0]
        if self.cache.length + len(places) > self.cache.keys.shape[3]:
            self._open_cache()
            places = self.inputs[self._window_start(len(self.inputs)) :]
        before = torch.tensor([[step for step, _ in places]])
        contexts = torch.tensor([[context for _, context in places]])
        return self.generator.read(self.generator.embed(before, contexts), self.cache)
