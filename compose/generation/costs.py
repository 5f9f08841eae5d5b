"""What good writing avoids: costs subtracted from the logits, in nats, where a rule is no law.

Clashes, crossed voices, wide leaps, notes outside the chord, chopped rhythm. The hard rules are in masks.py.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from ..music.grammar import DURATION_TICKS, FIRST_DEGREE, LOWEST, SEMITONES, A, B, C, Cursor, D
from ..music.instruments import INSTRUMENTS
from ..music.vocabulary import DEGREES, INDEX, RANGES, SLOT_SIZES, Kind
from .brief import Brief
from .chord_classes import PITCH_CLASSES, chord_classes, outside
from .context import Context
from .foresight import Sound
from .masks import CHORD_LIMITS
from .touch import touch_costs

# The better the model, the less it needs: these bring its pieces nearest to real music (docs/model-card.md).
CLASH_COST, SAME_STAFF_CLASH_COST, CROSSING_COST, OUTSIDE_CHORD_COST = 1.0, 1.2, 0.8, 0.1
# In minor: chords on the third and seventh degrees, a minor dominant, and the subtonic outside its chord drift to the relative major.
DRIFT_DEGREES, DRIFT_COST = (-3, -2), 0.3
LEAP_SEMITONES, LEAP_COST = 9, 0.5
REPEAT_COST = 0.2  # the model repeats the top voice's last note more often than real music does (docs/model-card.md)
REST_COST, SHORT_REST_COST = 0.2, 0.4
SHORT_NOTE_COSTS = {"sparse": 1.0, "moderate": 0.2, "busy": 0.0, "": 0.1}  # by the density asked for
EIGHTH_SHARE = 0.5  # of the cost of a short note that an eighth costs in simple metres
LIMP_COST = 0.4  # leaving an off-beat sixteenth with a note that does not come back to the eighths
EIGHTH_TICKS = 12
SUBTONIC = 10  # semitones above the tonic
CLASHING = np.isin(np.arange(256), (1, 11, 13))  # by the semitones between two notes
IN_TONES = (np.arange(4096)[None] >> np.arange(12)[:, None] & 1).astype(bool)  # [pitch class, set of pitch classes as bits]
RECALL_GAIN, RECALL_HARMONY_GAIN = 3.0, 4.0  # what a returning section gains for doing what it did before
ROOT_GAIN = 3.0
FREE_ENDING_MEASURES = 1  # of a returning section, which may end differently


class Costs:
    """The costs of one piece. `step` arguments are the kind and the slots drawn so far.

    later_sounds: the notes of this measure that are given on staves not yet written.
    """

    def __init__(self, brief: Brief, context: Context, later_sounds: Callable[[], list[Sound]] = list) -> None:
        self.header, self.context, self.later_sounds = brief.header, context, later_sounds
        self.endings = {end - back for end in brief.section_ends() for back in range(FREE_ENDING_MEASURES)}
        self.players = [INSTRUMENTS[name] for name in self.header.instruments for _ in INSTRUMENTS[name].clefs]
        self.articulation = brief.articulation
        self.is_bass = brief.element == "bass"
        self.short_note_cost = SHORT_NOTE_COSTS[brief.conditions.get("density", "")]

    def kinds(self, cursor: Cursor) -> np.ndarray:
        """A rest costs a little, so that phrases are chosen to end and do not crumble; a section returns with its rests."""
        costs = np.zeros(len(Kind))
        costs[Kind.REST] = REST_COST
        event = self._recalled_event(cursor)
        if event:
            costs[Kind.NOTE if event[1] > LOWEST else Kind.REST] -= RECALL_GAIN
        return costs

    def _recalled_event(self, cursor: Cursor) -> tuple[int, int] | None:
        """(duration slot, semitone) of what stood at this place of the earlier section, if anything did."""
        recalled = self._recalled(cursor)
        return cursor.onsets[recalled].get((cursor.staff, cursor.voice, cursor.position_ticks)) if recalled >= 0 else None

    def _recalled(self, cursor: Cursor) -> int:
        return -1 if cursor.measure in self.endings else self.context.recalled_measure()

    def _length_costs(self, cursor: Cursor, *, is_rest: bool) -> np.ndarray:
        costs = _length_costs(cursor.position_ticks % EIGHTH_TICKS, is_rest, self.header.time.is_compound, self.short_note_cost).copy()
        event = self._recalled_event(cursor)
        if event:
            costs[event[0]] -= RECALL_GAIN
        return costs

    def slot(self, cursor: Cursor, slot: int, step: list[int]) -> np.ndarray | None:
        """What to subtract from the logits: for a pitch, clashes with what sounds, crossing the voice above, leaving the chord;
        for a chord of the plan, drifting out of the minor; for a length, hectic and limping rhythm; for a mark, a touch not asked."""
        if step[0] == Kind.HARMONY and slot in (B, C):
            return self._harmony_costs(cursor, slot, step)
        if step[0] in (Kind.NOTE, Kind.REST) and slot == A:
            return self._length_costs(cursor, is_rest=step[0] == Kind.REST)
        if step[0] == Kind.NOTE and slot == D:
            return touch_costs(self.articulation, cursor.position_ticks, DURATION_TICKS[step[A]])
        if step[0] not in (Kind.NOTE, Kind.CHORD) or slot not in (B, C):
            return None
        start, end = self._span(cursor, step)
        others = [pitch for onset, stop, pitch in (*cursor.sounding, *self.later_sounds()) if onset < end and stop > start]
        if step[0] == Kind.CHORD:
            others += cursor.chord
        tones = self._tones_at(cursor, start)
        costs = np.zeros(SLOT_SIZES[slot])
        if slot == B:
            heard = frozenset(pitch % 12 for pitch in others)
            costs[RANGES["degree"]] = _degree_costs(heard, tones, is_strong=start % self.header.time.beat_ticks == 0)
            if self.header.key.mode == "minor" and SUBTONIC not in tones:
                costs[INDEX["degree"][-2]] += DRIFT_COST
            if self.is_bass:
                costs -= self._root_gain(cursor)
        else:
            pitches = SEMITONES[step[B] - FIRST_DEGREE].astype(int)
            costs[RANGES["octave"]] = self._octave_costs(cursor, pitches, others, tones, start)
        if step[0] == Kind.NOTE:
            if slot == B:
                self._charge_repeating(cursor, costs)
            self._recall_pitch(cursor, slot, step, costs)
        return costs

    def _charge_repeating(self, cursor: Cursor, costs: np.ndarray) -> None:
        """A melody that stays on one note costs something; accompaniments may."""
        if cursor.staff or cursor.voice:
            return
        last = cursor.chord[-1] if cursor.chord else cursor.last_pitches.get((0, 0))
        if last is not None:
            costs[RANGES["degree"]] += REPEAT_COST * (last % 12 == PITCH_CLASSES)

    def _root_gain(self, cursor: Cursor) -> np.ndarray:
        """A bass line alone names its chords: the root where one begins."""
        gain = np.zeros(SLOT_SIZES[B])
        gain[[degree for start, _, degree, _ in cursor.harmony if degree and start == cursor.position_ticks]] = ROOT_GAIN
        return gain

    def _recall_pitch(self, cursor: Cursor, slot: int, step: list[int], costs: np.ndarray) -> None:
        recalled = self._recalled(cursor)
        place = (cursor.staff, cursor.voice, cursor.position_ticks)
        pitch = cursor.onsets[recalled].get(place, (0, LOWEST))[1] if recalled >= 0 else LOWEST
        if pitch > LOWEST:
            heard = (pitch == SEMITONES).any(1) if slot == B else SEMITONES[step[B] - FIRST_DEGREE] == pitch
            costs[RANGES["degree" if slot == B else "octave"]] -= RECALL_GAIN * heard

    def _harmony_costs(self, cursor: Cursor, slot: int, step: list[int]) -> np.ndarray:
        costs = np.zeros(SLOT_SIZES[slot])
        recalled = self._recalled(cursor)
        for start, _, *chord in cursor.harmonies[recalled] if recalled >= 0 else ():
            if start == cursor.harmony_ticks:
                costs[chord[slot - B]] -= RECALL_HARMONY_GAIN
        if slot == B:
            if self.header.key.mode == "minor":
                costs[[INDEX["degree"][degree] for degree in DRIFT_DEGREES]] += DRIFT_COST
        elif self.header.key.mode == "minor" and step[B] == INDEX["degree"][1]:
            costs[[INDEX["quality"]["minor"], INDEX["quality"]["minor-seventh"]]] += DRIFT_COST
        return costs

    def _span(self, cursor: Cursor, step: list[int]) -> tuple[int, int]:
        if step[0] == Kind.CHORD:
            return cursor.chord_start_ticks, cursor.position_ticks
        return cursor.position_ticks, cursor.position_ticks + DURATION_TICKS[step[A]]

    def _tones_at(self, cursor: Cursor, position_ticks: int) -> frozenset[int]:
        for start, stop, degree, quality in cursor.harmony:
            if start <= position_ticks < stop:
                return chord_classes(degree, quality)
        return frozenset()

    def _octave_costs(self, cursor: Cursor, pitches: np.ndarray, others: list[int], tones: frozenset[int], start: int) -> np.ndarray:
        costs = np.zeros(len(pitches))
        for other in others:
            is_clash = CLASHING[np.abs(pitches - other)]
            costs += SAME_STAFF_CLASH_COST * is_clash * ~_both_in(pitches, other, tones)
        above = [pitch for onset, stop, pitch in cursor.sounding if onset <= start < stop]
        if above and cursor.staff > 0 and cursor.voice == 0:
            costs += CROSSING_COST * (pitches > min(above))
        below = [pitch for onset, stop, pitch in self.later_sounds() if onset <= start < stop]
        if below and cursor.voice == 0:
            costs += CROSSING_COST * (pitches < max(below))
        last = cursor.last_pitches.get((cursor.staff, cursor.voice))
        if last is not None and not cursor.chord:
            costs += LEAP_COST * (np.abs(pitches - last) > LEAP_SEMITONES + (3 if self.players[cursor.staff].family in CHORD_LIMITS else 0))
        return costs


@lru_cache(maxsize=256)
def _length_costs(offset_ticks: int, is_rest: bool, is_compound: bool, short_note_cost: float) -> np.ndarray:
    """offset_ticks: of the place from the last eighth."""
    costs = np.zeros(SLOT_SIZES[A])
    for value, ticks in DURATION_TICKS.items():
        if ticks < EIGHTH_TICKS:
            costs[value] += SHORT_REST_COST if is_rest else short_note_cost
        if ticks == EIGHTH_TICKS and not is_rest and not is_compound:
            costs[value] += EIGHTH_SHARE * short_note_cost
        if offset_ticks and ticks > EIGHTH_TICKS // 2 and (offset_ticks + ticks) % EIGHTH_TICKS:
            costs[value] += LIMP_COST
    return costs


@lru_cache(maxsize=4096)
def _degree_costs(others: frozenset[int], tones: frozenset[int], *, is_strong: bool) -> np.ndarray:
    """others: pitch classes that sound."""
    costs = np.zeros(len(DEGREES))
    for other in others:
        is_clash = np.isin((PITCH_CLASSES - other) % 12, (1, 11))
        costs += CLASH_COST * is_clash * ~_both_in(PITCH_CLASSES, other, tones)
    if tones and is_strong:
        costs += OUTSIDE_CHORD_COST * outside(tones)
    costs.flags.writeable = False
    return costs


def _both_in(pitches: np.ndarray, other: int, tones: frozenset[int]) -> np.ndarray:
    """Whether a clash belongs to the chord, as in a major seventh."""
    return IN_TONES[:, _bits(tones)][pitches % 12] & (other % 12 in tones)


def _bits(tones: frozenset[int]) -> int:
    return sum(1 << tone for tone in tones)
