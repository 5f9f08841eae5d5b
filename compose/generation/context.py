"""What the generator is told about the place it writes next, read off the grammar's cursor.

None of it has to be learned or remembered: the position in the measure, the chord of the plan there, what the other
voices sound, how this voice moved a measure ago and in the earlier section of the same letter, how much is left.
"""

import numpy as np

from ..music.grammar import FIRST_DEGREE, SEMITONES, A, C, Cursor
from ..music.instruments import INSTRUMENTS
from ..music.score import SECTIONS
from ..music.vocabulary import RANGES, SLOT_SIZES, Kind

PITCH_OFFSET = 64  # semitones from the anchor, -63 to 63, become 1 to 127; 0 is none
INSTRUMENT_NUMBERS = {name: number for number, name in enumerate(INSTRUMENTS)}
MOST_REMAINING = 24

# Each feature with its number of values. `sounding` is a set of 12 pitch classes above the tonic, as bits.
FEATURES: dict[str, int] = {
    "position": 400,
    "time": SLOT_SIZES[1],
    "player": 2 * len(INSTRUMENTS) + 1,
    "place": 9,
    "degree": SLOT_SIZES[2],
    "quality": SLOT_SIZES[3],
    "remaining": MOST_REMAINING + 1,
    "phrase": 9,
    "section": len(SECTIONS) + 1,
    "cadence": SLOT_SIZES[4],
    "last_pitch": 128,
    "lowest": 128,
    "chord_size": 8,
    "echo_duration": SLOT_SIZES[1],
    "echo_pitch": 128,
    "echo_2_duration": SLOT_SIZES[1],
    "echo_2_pitch": 128,
    "echo_4_duration": SLOT_SIZES[1],
    "echo_4_pitch": 128,
    "recall_duration": SLOT_SIZES[1],
    "recall_pitch": 128,
    "sounding": 4096,
}
FEATURE_COUNT = len(FEATURES)
ECHOES = (2, 4)  # measures ago, beside the one before: a motive that is answered, a period whose second half begins like its first
LATER_FEATURES = tuple(f"echo_{ago}_{what}" for ago in ECHOES for what in ("duration", "pitch"))  # unknown to the first checkpoints


def staff_players(cursor: Cursor) -> list[int]:
    """For each staff, a number for its instrument and hand."""
    players = []
    for name in cursor.header.instruments:
        players.extend(1 + 2 * INSTRUMENT_NUMBERS[name] + hand for hand in range(len(INSTRUMENTS[name].clefs)))
    return players


class Context:
    """Follows a cursor and describes, after each step, the place of the next one."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.players = staff_players(cursor)
        self.section_starts: dict[int, int] = {}
        self.section_start = 0
        self.recall_start: int | None = None
        self.phrase_start = 0
        self.cadence = 0

    def advance(self, step: tuple[int, ...]) -> None:
        """Take the step, in the cursor too."""
        self.cursor.advance(step)
        if step[0] == Kind.MEASURE:
            self.cadence = step[4]
            section = self.cursor.sections[-1]
            if section:
                self.recall_start = self.section_starts.get(section)
                self.section_start = self.phrase_start = self.cursor.measure
                self.section_starts[section] = self.cursor.measure

    def features(self) -> tuple[int, ...]:
        """One value a feature, in the order of FEATURES."""
        cursor = self.cursor
        remaining = min(MOST_REMAINING, cursor.header.measure_count - 1 - cursor.measure)
        phrase = 1 + (cursor.measure - self.phrase_start) % 8 if cursor.measure >= 0 else 0
        section = cursor.sections[-1] if cursor.sections else 0
        if cursor.staff < 0:
            return (cursor.harmony_ticks, cursor.time_slot, 0, 0, *self._harmony(cursor.harmony_ticks - 1), remaining, phrase, section,
                    self.cadence, 0, 0, 0, 0, 0, *self._earlier_roots(), *self._recalled_harmony(), 0)
        position = cursor.position_ticks
        sounding, lowest = self._sounding(position)
        return (position, cursor.time_slot, self.players[cursor.staff], self._place(), *self._harmony(position), remaining, phrase, section,
                self.cadence, self._last_pitch(), lowest, min(7, len(cursor.chord)), *self._earlier(cursor.measure - 1), *self._echoes(),
                *self._earlier(self.recalled_measure()), sounding)

    def _place(self) -> int:
        cursor = self.cursor
        place = 3 if cursor.staff_count == 1 else 0 if cursor.staff == 0 else 2 if cursor.staff + 1 == cursor.staff_count else 1
        return 1 + 2 * place + cursor.voice

    def _harmony(self, position_ticks: int) -> tuple[int, int]:
        for start, end, degree, quality in self.cursor.harmony:
            if start <= position_ticks < end:
                return degree, quality
        return 0, 0

    def _last_pitch(self) -> int:
        cursor = self.cursor
        pitch = cursor.chord[-1] if cursor.chord else cursor.last_pitches.get((cursor.staff, cursor.voice))
        return 0 if pitch is None else PITCH_OFFSET + pitch

    def _sounding(self, position_ticks: int) -> tuple[int, int]:
        bits, lowest = 0, 127 - PITCH_OFFSET + 1
        for start, end, pitch in self.cursor.sounding:
            if start <= position_ticks < end:
                bits |= 1 << pitch % 12
                if pitch < lowest:
                    lowest = pitch
        return bits, PITCH_OFFSET + lowest if bits else 0

    def recalled_measure(self) -> int:
        """The measure at this place of the earlier section of the same letter, -1 for none."""
        if self.recall_start is None:
            return -1
        measure = self.recall_start + self.cursor.measure - self.section_start
        return measure if measure < self.section_start else -1

    def _earlier(self, measure: int) -> tuple[int, int]:
        cursor = self.cursor
        if measure < 0:
            return 0, 0
        duration, pitch = cursor.onsets[measure].get((cursor.staff, cursor.voice, cursor.position_ticks), (0, -PITCH_OFFSET))
        return duration, max(0, PITCH_OFFSET + pitch)

    def _echoes(self) -> tuple[int, ...]:
        return tuple(value for ago in ECHOES for value in self._earlier(self.cursor.measure - ago))

    def _earlier_roots(self) -> tuple[int, ...]:
        """While the harmony is being written: the roots of the chords at this place of earlier measures, where durations and pitches go."""
        roots = []
        for measure in (self.cursor.measure - ago for ago in ECHOES):
            chords = self.cursor.harmonies[measure] if measure >= 0 else ()
            degrees = [degree for start, end, degree, _ in chords if start <= self.cursor.harmony_ticks < end and degree]
            roots += [0, PITCH_OFFSET + int(SEMITONES[degrees[0] - FIRST_DEGREE][0]) % 12 if degrees else 0]
        return tuple(roots)

    def _recalled_harmony(self) -> tuple[int, int]:
        """While the harmony is being written: whether an earlier measure is recalled (its first duration and pitch)."""
        measure = self.recalled_measure()
        if measure < 0:
            return 0, 0
        duration, pitch = self.cursor.onsets[measure].get((0, 0, 0), (0, -PITCH_OFFSET))
        return duration, max(0, PITCH_OFFSET + pitch)


def describe(cursor: Cursor, steps: np.ndarray) -> np.ndarray:
    """Features of the place each step was written at, uint16 [T, FEATURE_COUNT]: row t is the context of step t."""
    context = Context(cursor)
    rows = np.zeros((len(steps), FEATURE_COUNT), np.uint16)
    for number, step in enumerate(steps.tolist()):
        rows[number] = context.features()
        context.advance(step)
    return rows


assert A == 1 and C == 3 and RANGES["section"].stop <= SLOT_SIZES[3]
