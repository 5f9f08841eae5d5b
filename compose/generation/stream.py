"""One piece being written: what is legal next, what was drawn, what is finished. It never touches the generator."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..music.grammar import A, Cursor, GrammarError
from ..music.tokenizer import Step
from ..music.vocabulary import Kind
from .brief import Brief
from .context import Context
from .costs import Costs
from .elements import RHYTHM_TEMPERATURE, ElementMasks
from .foresight import BLIND
from .given_costs import GivenCosts
from .keeping import Keeper
from .masks import PlanMasks
from .sampling import Sampling, draw, measure_stream
from .slot_masks import mask_of
from .template import Template

NO_STEP: Step = (0, 0, 0, 0, 0)
Place = tuple[Step, tuple[int, ...]]  # the step before, and the context features and foresight of the place


class Stream:
    """The state of one piece.

    given: measures already written, read instead of drawn: that is how a piece goes on after a crash. template: what of the piece
    must stay; whatever it gives is taken at once, without a random number. Raises GrammarError if they are not music of this brief.
    """

    def __init__(
        self,
        brief: Brief,
        seed: int,
        sampling: Sampling | None = None,
        given: Sequence[Sequence[Sequence[int]]] = (),
        template: Template | None = None,
    ) -> None:
        self.brief, self.seed = brief, seed
        self.sampling = sampling or Sampling()
        self.cursor = Cursor(brief.header)
        self.context = Context(self.cursor)
        self.keeper = Keeper(template, self.cursor) if template else None
        self.masks, self.costs = PlanMasks(brief), Costs(brief, self.context, self.keeper.later_sounds if self.keeper else list)
        self.elements = ElementMasks(brief.element, brief.header)
        self.given_costs = GivenCosts(self.keeper) if self.keeper else None
        self.places: list[Place] = []
        self.last_step = NO_STEP
        self._taken_count = 0
        self.written: list[Step] = []  # of the measure being written
        self.ready: list[list[Step]] = []  # measures that are finished and were not yet asked for
        self.is_finished = False
        self._read(given)
        # Whether the last given measure is finished was settled when it was written and is not drawn again.
        self.known_kind = Kind.MEASURE if given else None
        self.random = self._random()
        self._take_what_is_given()

    def _random(self) -> np.random.Generator:
        """Random numbers of the next measure."""
        return measure_stream(self.seed, self.cursor.measure + 1, is_change=self.keeper is not None)

    def _read(self, given: Sequence[Sequence[Sequence[int]]]) -> None:
        for step in (tuple(int(value) for value in step) for measure in given for step in measure):
            forced = self.keeper.forced() if self.keeper else None
            if forced not in (None, step):
                raise GrammarError(f"measure {self.cursor.measure + 1}: what was written is not what was given")
            self.cursor.check(step)
            self.next_place()
            self._take(step)
        self.is_finished = self.cursor.measure + 1 == self.brief.header.measure_count

    def _take_what_is_given(self) -> None:
        """Take steps as long as there is nothing to draw."""
        while self.keeper and not self.is_finished and (step := self.keeper.forced()) is not None:
            self.known_kind = None
            self.finish_measure(Kind(step[0]))
            if not self.is_finished:
                self.cursor.check(step)
                self.next_place()
                self._take(step)
                self.written.append(step)

    def next_place(self) -> None:
        """Remember the place to be written now."""
        self.places.append((self.last_step, (*self.context.features(), *(self.keeper.seen() if self.keeper else BLIND))))

    def take_back(self) -> None:
        """Forget a place that was asked for but never written: its row was lost."""
        del self.places[self._taken_count :]

    def draw_kind(self, logits: np.ndarray) -> Kind:
        """The kind of the step at the current place. logits: [kinds]."""
        if self.known_kind is not None:
            kind, self.known_kind = self.known_kind, None
            return kind
        allowed = self.cursor.allowed_kinds()
        planned = mask_of(allowed) if self.elements.has_chords(self.cursor) else self.masks.kinds(self.cursor, allowed)
        mask = self.elements.kinds(self.cursor, planned)
        costs = self.costs.kinds(self.cursor)
        if self.keeper:
            mask = _first_of(self.keeper.kinds(mask), self.keeper.kinds(mask_of(allowed)))
            costs = costs + self.given_costs.kinds()
        return Kind(draw(logits, mask, self.sampling, self._chance(mask), costs))

    def draw_slot(self, slot: int, step: list[int], logits: np.ndarray) -> int:
        """The value of one slot after the kind and the slots of `step`. logits: [V]."""
        allowed = self.cursor.allowed(slot, (*step, 0, 0, 0, 0))
        is_chord = step[0] in (Kind.NOTE, Kind.CHORD) and self.elements.has_chords(self.cursor)
        planned = allowed if is_chord else self.masks.slot(self.cursor, slot, step, allowed)
        mask = self.elements.slot(self.cursor, slot, step, planned)
        if self.keeper:
            mask = _first_of(self.keeper.slot(slot, step, mask), self.keeper.slot(slot, step, allowed))
        if mask.sum() == 1:
            return int(mask.argmax())
        costs = self.costs.slot(self.cursor, slot, step)
        if self.given_costs:
            costs = self.given_costs.slot(slot, step) + (0.0 if costs is None else costs)
        is_length = slot == A and step[0] in (Kind.NOTE, Kind.REST) and self.brief.element == "rhythm"
        sampling = replace(self.sampling, temperature=RHYTHM_TEMPERATURE) if is_length else self.sampling
        return draw(logits, mask, sampling, self._chance(mask), costs)

    def _chance(self, mask: np.ndarray) -> float:
        """A random number where there is a choice; none is used up where there is none."""
        return float(self.random.random()) if mask.sum() > 1 else 0.0

    def finish_measure(self, next_kind: Kind) -> None:
        """Lay the measure ready that a kind closes; nothing while it goes on."""
        if next_kind not in (Kind.MEASURE, Kind.END) or not self.written:
            return
        self.ready.append(self.written)
        self.written = []
        self.random = self._random()
        self.is_finished = next_kind == Kind.END

    def take_ready(self) -> list[list[Step]]:
        """The measures finished since this was last asked."""
        ready, self.ready = self.ready, []
        return ready

    def take(self, step: Step) -> None:
        """Accept a drawn step, and what is given after it."""
        self._take(step)
        self.written.append(step)
        self._take_what_is_given()

    def _take(self, step: Step) -> None:
        self.context.advance(step)
        if self.keeper:
            self.keeper.advance(step)
        self.masks.advance(self.cursor, step)
        self.last_step = step
        self._taken_count += 1


def _first_of(*masks: np.ndarray) -> np.ndarray:
    """The first mask that allows anything; what is given goes before what the plan wishes."""
    return next(mask for mask in masks if mask.any())
