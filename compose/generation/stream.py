"""One piece being written: what is legal next, what was drawn, what is finished. It never touches the generator."""

from collections.abc import Sequence

import numpy as np

from ..music.grammar import Cursor
from ..music.tokenizer import Step
from ..music.vocabulary import Kind
from .brief import Brief
from .context import Context
from .costs import Costs
from .masks import PlanMasks
from .sampling import Sampling, draw, measure_stream

NO_STEP: Step = (0, 0, 0, 0, 0)
Place = tuple[Step, tuple[int, ...]]  # the step before, and the context features of the place


class Stream:
    """The state of one piece.

    given: measures already written, read instead of drawn: that is how a piece goes on after a crash.
    Raises GrammarError if they are not music of this brief.
    """

    def __init__(self, brief: Brief, seed: int, sampling: Sampling | None = None, given: Sequence[Sequence[Sequence[int]]] = ()) -> None:
        self.brief, self.seed = brief, seed
        self.sampling = sampling or Sampling()
        self.cursor = Cursor(brief.header)
        self.context = Context(self.cursor)
        self.masks, self.costs = PlanMasks(brief), Costs(brief, self.context)
        self.places: list[Place] = []
        self.last_step = NO_STEP
        self._taken_count = 0
        self.written: list[Step] = []  # of the measure being written
        self.is_finished = False
        self._read(given)
        # Whether the last given measure is finished was settled when it was written and is not drawn again.
        self.known_kind = Kind.MEASURE if given else None
        self.random = measure_stream(seed, self.cursor.measure + 1)

    def _read(self, given: Sequence[Sequence[Sequence[int]]]) -> None:
        for step in (tuple(int(value) for value in step) for measure in given for step in measure):
            self.cursor.check(step)
            self.places.append((self.last_step, self.context.features()))
            self._take(step)
        self.is_finished = self.cursor.measure + 1 == self.brief.header.measure_count

    def next_place(self) -> Place:
        """The place to be written now, remembered."""
        self.places.append((self.last_step, self.context.features()))
        return self.places[-1]

    def take_back(self) -> None:
        """Forget a place that was asked for but never written: its row was lost."""
        del self.places[self._taken_count :]

    def draw_kind(self, logits: np.ndarray) -> Kind:
        """The kind of the step at the current place. logits: [kinds]."""
        if self.known_kind is not None:
            kind, self.known_kind = self.known_kind, None
            return kind
        mask = self.masks.kinds(self.cursor, self.cursor.allowed_kinds())
        return Kind(draw(logits, mask, self.sampling, self._chance(mask), self.costs.kinds(self.cursor)))

    def draw_slot(self, slot: int, step: list[int], logits: np.ndarray) -> int:
        """The value of one slot after the kind and the slots of `step`. logits: [V]."""
        mask = self.masks.slot(self.cursor, slot, step, self.cursor.allowed(slot, (*step, 0, 0, 0, 0)))
        if mask.sum() == 1:
            return int(mask.argmax())
        return draw(logits, mask, self.sampling, self._chance(mask), self.costs.slot(self.cursor, slot, step))

    def _chance(self, mask: np.ndarray) -> float:
        """A random number where there is a choice; none is used up where there is none."""
        return float(self.random.random()) if mask.sum() > 1 else 0.0

    def finish_measure(self, next_kind: Kind) -> list[Step] | None:
        """The measure that the drawn kind closes, or None while it goes on."""
        if next_kind not in (Kind.MEASURE, Kind.END) or not self.written:
            return None
        measure, self.written = self.written, []
        self.random = measure_stream(self.seed, self.cursor.measure + 1)
        self.is_finished = next_kind == Kind.END
        return measure

    def take(self, step: Step) -> None:
        """Accept a drawn step."""
        self._take(step)
        self.written.append(step)

    def _take(self, step: Step) -> None:
        self.context.advance(step)
        self.masks.advance(self.cursor, step)
        self.last_step = step
        self._taken_count += 1
