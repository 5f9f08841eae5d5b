"""What the player's limits leave at each place: range, compass, note values, leaps and the reach of a hand, as masks."""

import numpy as np

from ..music.grammar import DURATION_TICKS, SEMITONES, A, Cursor
from ..music.header import Header
from ..music.instruments import Instrument
from ..music.relative import anchor
from ..music.score import TICKS_PER_QUARTER
from .brief import Limits

VALUE_TICKS = {name: int(TICKS_PER_QUARTER * quarters) for name, quarters in (
    ("whole", 4), ("half", 2), ("quarter", 1), ("eighth", 0.5), ("sixteenth", 0.25),
)}  # fmt: skip
FEWEST_SEMITONES = 5  # a range narrower than that on the instrument is no place for a tune
EVERYWHERE = np.ones(SEMITONES.shape, bool)
FAR = 999
HOMING_MEASURES = 4
# Semitones above the tonic of the last root.
GOALS = {(cadence, mode): goal for mode in ("major", "minor") for cadence, goal in (
    ("authentic", 0), ("plagal", 0), ("half", 7), ("deceptive", 9 if mode == "major" else 8),
)}  # fmt: skip
ALL_PITCHES = (21, 108)
RIGHT_LOW, LEFT_HIGH = 52, 69  # where the hands of a keyboard share the middle


def staff_ranges(instrument: Instrument) -> tuple[tuple[int, int], ...]:
    """Lowest and highest MIDI pitch of each staff: a keyboard's hands share the middle."""
    if len(instrument.clefs) == 1:
        return ((instrument.low, instrument.high),)
    return ((RIGHT_LOW, min(instrument.high, 93)), (max(instrument.low, 29), LEFT_HIGH))


def ticks_of(name: str) -> int:
    """Ticks of a note value, "quarter" or "dotted quarter"."""
    plain = VALUE_TICKS[name.removeprefix("dotted ")]
    return plain * 3 // 2 if name.startswith("dotted ") else plain


def window(limits: Limits, staff: int, own: tuple[int, int], tonic: int) -> tuple[int, int]:
    """Lowest and highest MIDI pitch of a staff under the limits; its own range where they would leave too little.

    A range with two ends is meant for the melody, the first staff; one end holds for everybody. A compass is laid on the tonic
    that lies best. own: what the instrument can play there. tonic: any MIDI pitch of the tonic.
    """
    low, high = own
    if limits.pitch_range and (staff == 0 or ALL_PITCHES[0] in limits.pitch_range or ALL_PITCHES[1] in limits.pitch_range):
        wanted = max(low, limits.pitch_range[0]), min(high, limits.pitch_range[1])
        low, high = wanted if wanted[1] - wanted[0] >= FEWEST_SEMITONES else (low, high)
    if not limits.compass or high - low <= limits.compass:
        return low, high
    middle = {RIGHT_LOW: 64, LEFT_HIGH: 52}.get(own[0] if own[0] == RIGHT_LOW else own[1], low + 0.4 * (min(high, low + 36) - low))
    starts = [pitch for pitch in range(low, high - limits.compass + 1) if (pitch - tonic) % 12 == 0]
    start = min(starts, key=lambda pitch: abs(pitch + limits.compass / 2 - middle), default=low)
    return start, start + limits.compass


class LimitMasks:
    """The limits of one piece. ranges: lowest and highest MIDI pitch of each staff as the instruments have it. cadence: how it ends."""

    def __init__(self, limits: Limits, header: Header, ranges: list[tuple[int, int]], cadence: str) -> None:
        self.limits = limits
        tonic = anchor(header.key.tonic).midi
        self.ranges = [window(limits, staff, own, tonic) for staff, own in enumerate(ranges)]
        self.ticks = frozenset(map(ticks_of, limits.durations))
        self.measure_count, self.is_alone = header.measure_count, len(ranges) == 1
        self.from_goal = _distances(self.ranges[0], tonic, GOALS[cadence, header.key.mode])

    def span(self, usual: int) -> int:
        """Semitones a hand takes at once."""
        return usual if self.limits.hand_span is None else min(usual, self.limits.hand_span)

    def allows_chord(self, cursor: Cursor) -> bool:
        """A melody that may not leap stays a single line, or its top would jump with the chord."""
        return self.limits.largest_leap is None or cursor.staff > 0

    def allows_second_voice(self) -> bool:
        """Two voices in one hand would stretch it between them."""
        return self.limits.hand_span is None

    def allows_rest(self, cursor: Cursor) -> bool:
        """A melody alone that may not leap needs its last notes to come home."""
        return not self._is_homing(cursor)

    def allows_tie(self, cursor: Cursor) -> bool:
        """A tie would sound as a longer value than allowed, or hold up a melody on its way home."""
        return not self.ticks and not self._is_homing(cursor)

    def durations(self, fits: list[int], space_ticks: int) -> list[int]:
        """Those duration values that are allowed, or all that fit where none of them is."""
        if not self.ticks:
            return fits
        allowed = [value for value in fits if DURATION_TICKS[value] in self.ticks]
        return allowed or [value for value, ticks in DURATION_TICKS.items() if ticks in self.ticks and ticks <= space_ticks] or fits

    def not_whole(self, cursor: Cursor, fits: list[int]) -> list[int]:
        """Two notes at least before the last measure of a melody that has to come home by steps."""
        is_before_last = self._is_homing(cursor) and cursor.measure + 2 == self.measure_count
        return [value for value in fits if DURATION_TICKS[value] < cursor.length_ticks] or fits if is_before_last else fits

    def places(self, cursor: Cursor, step: list[int], in_range: np.ndarray, degree: int | None = None) -> np.ndarray:
        """Where the next note may lie, [degrees, octaves], or the octaves of a degree: in range, and near in a melody bound to steps."""
        if self.limits.largest_leap is None:
            return in_range if degree is None else in_range[degree]
        near = in_range & self._near(cursor, step)
        if degree is None:
            return near if near.any() else in_range
        if near[degree].any() or not in_range[degree].any() or (last := self._last(cursor)) is None:
            return near[degree] if near[degree].any() else in_range[degree]
        leaps = np.where(in_range[degree], np.abs(SEMITONES[degree] - last), FAR)
        return leaps == leaps.min()

    def _last(self, cursor: Cursor) -> int | None:
        """Semitone of the melody's last note, None before the first and elsewhere."""
        if self.limits.largest_leap is None or cursor.staff or cursor.voice:
            return None
        return cursor.chord[-1] if cursor.chord else cursor.last_pitches.get((0, 0))

    def _near(self, cursor: Cursor, step: list[int]) -> np.ndarray:
        """Within the largest leap, and on the way to the last note while it is still far."""
        leap = self.limits.largest_leap
        if leap is None or cursor.staff or cursor.voice:
            return EVERYWHERE
        last = self._last(cursor)
        mask = EVERYWHERE if last is None else np.abs(SEMITONES - last) <= leap
        if not self._is_homing(cursor):
            return mask
        left = self.measure_count - 1 - cursor.measure
        ends = cursor.position_ticks + DURATION_TICKS[step[A]] == cursor.length_ticks
        notes = (left if left > 1 else 0) + (not ends)  # that follow for certain before the last measure
        homing = mask & (self.from_goal <= leap * (1 + notes))
        return homing if homing.any() else mask

    def _is_homing(self, cursor: Cursor) -> bool:
        left = self.measure_count - 1 - cursor.measure
        return self.limits.largest_leap is not None and self.is_alone and 1 <= left <= HOMING_MEASURES


def _distances(limits: tuple[int, int], tonic: int, goal: int) -> np.ndarray:
    """Semitones from each place to the nearest pitch in range that the piece may end on."""
    goals = [pitch - tonic for pitch in range(limits[0], limits[1] + 1) if (pitch - tonic - goal) % 12 == 0]
    return np.min([np.abs(SEMITONES - pitch) for pitch in goals], axis=0) if goals else np.full(SEMITONES.shape, FAR)
