"""How a free place leans on what is given: nearer to what stood there, or away from it; chords that bear the given notes."""

import numpy as np

from ..music.grammar import DURATION_TICKS, FIRST_DEGREE, LOWEST, SEMITONES, SPAN_TICKS, A, B, C, D
from ..music.harmony import harmony_beat_ticks
from ..music.tokenizer import Step
from ..music.vocabulary import RANGES, SLOT_SIZES, Kind
from .chord_classes import chord_classes
from .foresight import harmony_spans
from .keeping import Keeper
from .template import Keep

MISFIT_COST = 5.0  # of a chord that bears none of the given notes
STRONG_SHARE = 2.0  # a note that begins on a beat counts as so many
SILENCE_COST, CROSSING_COST = 1.5, 2.0  # of a new voice beside given ones
ARRIVAL_SEMITONES, ARRIVAL_COST = 7, 0.6  # a leap over the measure line into what is given


class GivenCosts:
    """What to subtract from the logits because of the template of one piece."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper, self.cursor = keeper, keeper.cursor

    def kinds(self) -> np.ndarray:
        """Gains for the kind that stood here."""
        cursor = self.cursor
        if cursor.measure < 0 or cursor.staff < 0:
            return np.zeros(len(Kind))
        if not self.keeper.measure.nearness:
            return self._silence()
        stood = self._stood_after_note() if cursor.chord else None
        step = stood or self._stood()
        costs = np.zeros(len(Kind))
        if step is None:
            return costs
        costs[step[0]] -= self.keeper.measure.nearness
        return costs

    def _silence(self) -> np.ndarray:
        """A new voice beside given ones is there to be heard: resting from the measure line on costs, more so after a silent measure."""
        cursor, costs = self.cursor, np.zeros(len(Kind))
        if cursor.position_ticks == 0 and cursor.voice == 0 and self._joins_given():
            before = cursor.onsets[cursor.measure - 1] if cursor.measure else {}
            was_silent = all(pitch == LOWEST for (staff, _, _), (_, pitch) in before.items() if staff == cursor.staff)
            costs[Kind.REST] += SILENCE_COST * (3 if before and was_silent else 1)
        return costs

    def _joins_given(self) -> bool:
        """Whether other staves of this measure are given."""
        return any(staff.keep == Keep.ALL for staff in self.keeper.measure.staves)

    def _chord_that_stood(self, position_ticks: int) -> list[Step]:
        """The NOTE and its CHORDs, or the REST, that began at a place of the voice being written."""
        position, found = 0, []
        for step in self.keeper.voice_steps()[1:]:
            if step[0] == Kind.CHORD:
                found += [step] if found else []
                continue
            if found or position > position_ticks:
                break
            found = [step] if position == position_ticks else []
            position += _ticks(step)
        return found

    def _stood(self) -> Step | None:
        """What began at this place."""
        cursor = self.cursor
        chord = self._chord_that_stood(cursor.position_ticks) if cursor.position_ticks < cursor.length_ticks else []
        if self.keeper.staff.keep == Keep.SKELETON and cursor.staff == 0 and chord:
            return (*chord[0][: A + 1], *chord[-1][B : C + 1], chord[0][D])  # of a chord of the melody its highest note
        return chord[0] if chord else None

    def _stood_after_note(self) -> Step | None:
        """The next pitch of the chord that stood where the current one begins."""
        chord = self._chord_that_stood(self.cursor.chord_start_ticks)
        size = len(self.cursor.chord)
        if self.keeper.staff.keep == Keep.SKELETON:
            return None
        return chord[size] if size < len(chord) else None

    def slot(self, slot: int, step: list[int]) -> np.ndarray:
        """Gains for the value that stood here, and what a chord or a last note costs beside what is given."""
        if step[0] == Kind.HARMONY:
            return self._harmony(slot, step)
        costs = np.zeros(SLOT_SIZES[slot])
        if step[0] not in (Kind.NOTE, Kind.CHORD, Kind.REST):
            return costs
        stood = self._stood_after_note() if step[0] == Kind.CHORD else self._stood()
        nearness = self.keeper.measure.nearness
        is_free = self.keeper.staff.keep == Keep.SKELETON and slot == A  # its lengths are the point of the change
        if nearness and stood is not None and stood[0] == step[0] and not is_free:
            costs[stood[slot]] -= nearness
        if step[0] == Kind.NOTE and slot == C:
            self._arrive(step, costs)
            self._cross(step, costs)
        return costs

    def _arrive(self, step: list[int], costs: np.ndarray) -> None:
        """A last note near to where the line goes on."""
        cursor, goal = self.cursor, self.keeper.next_pitch()
        if goal is not None and cursor.voice == 0 and cursor.position_ticks + _ticks(step) == cursor.length_ticks:
            leaps = np.abs(SEMITONES[step[B] - FIRST_DEGREE].astype(int) - goal)
            costs[RANGES["octave"]] += ARRIVAL_COST * (leaps > ARRIVAL_SEMITONES)

    def _cross(self, step: list[int], costs: np.ndarray) -> None:
        """A new voice keeps its place below the voices that are written, and above those that follow."""
        cursor = self.cursor
        above = [pitch for start, end, pitch in cursor.sounding if start <= cursor.position_ticks < end]
        if above and cursor.staff > 0 and cursor.voice == 0 and self._joins_given():
            costs[RANGES["octave"]] += CROSSING_COST * (SEMITONES[step[B] - FIRST_DEGREE] > min(above))

    def _harmony(self, slot: int, step: list[int]) -> np.ndarray:
        measure, start = self.keeper.measure, self.cursor.harmony_ticks
        costs = np.zeros(SLOT_SIZES[slot])
        stood = next((chord for begin, end, chord in harmony_spans(measure.harmony) if begin <= start < end), None)
        if measure.harmony_nearness and stood is not None and (slot != C or stood[B] == step[B]):
            costs[stood[slot]] -= measure.harmony_nearness if slot in (B, C) or measure.harmony_nearness > 0 else 0
        if slot == B:
            misfits = self._misfits(start, start + SPAN_TICKS[step[A]])
            costs[RANGES["degree"]] += MISFIT_COST * misfits.min(1)
        elif slot == C and step[B]:
            misfits = self._misfits(start, start + SPAN_TICKS[step[A]])
            costs[RANGES["quality"]] += MISFIT_COST * misfits[step[B] - FIRST_DEGREE]
        return costs

    def _misfits(self, start: int, end: int) -> np.ndarray:
        """For each root and quality, the share of the given notes from `start` to `end` that the chord does not hold."""
        weights = np.zeros(12)
        beat = harmony_beat_ticks(self.cursor.header.time)
        for begin, stop, pitch in self.keeper.later_sounds():
            length = min(stop, end) - max(begin, start)
            if length > 0:
                weights[pitch % 12] += length * (STRONG_SHARE if begin % beat == 0 or begin < start else 1.0)
        return 1 - _HOLDS @ (weights / weights.sum()) if weights.any() else np.zeros(_HOLDS.shape[:2])


def _ticks(step: "Step | list[int]") -> int:
    return DURATION_TICKS[step[A]]


def _holds() -> np.ndarray:
    """[roots, qualities, pitch classes]: which tones each chord holds, 1 or 0."""
    roots = range(RANGES["degree"].start, RANGES["degree"].stop)
    qualities = range(RANGES["quality"].start, RANGES["quality"].stop)
    return np.array([[[tone in chord_classes(root, quality) for tone in range(12)] for quality in qualities] for root in roots], float)


_HOLDS = _holds()
