"""What is given further on: the notes and chords a task keeps, which a generator that writes from left to right would not see.

Staves below that are kept in this measure, and the next measure that is kept: how far, how it begins, with which chord, and what it
does at this place of the measure. Training shows the same of its pieces (training/windows.py), one code for both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..music.grammar import DURATION_TICKS, FIRST_DEGREE, FIRST_OCTAVE, SEMITONES, SPAN_TICKS
from ..music.tokenizer import Step
from ..music.vocabulary import SLOT_SIZES, Kind
from .context import PITCH_OFFSET

FARTHEST_MEASURES, FARTHEST_TICKS = 8, 96

# Each feature with its number of values; 0 is "nothing is given there". `later_sounding` is a set of pitch classes, as bits.
FORESIGHT: dict[str, int] = {
    "later_top": 128,  # of the next given staff below that sounds; where chords are written, of all of them
    "later_bass": 128,
    "later_next": FARTHEST_TICKS + 2,  # ticks to their next onset
    "next_distance": FARTHEST_MEASURES + 1,
    "next_pitch": 128,
    "next_degree": SLOT_SIZES[2],
    "next_quality": SLOT_SIZES[3],
    "ahead_duration": SLOT_SIZES[1],
    "ahead_pitch": 128,
    "later_sounding": 4096,
}
BLIND = (0,) * len(FORESIGHT)
Sound = tuple[int, int, int]  # start and end in ticks from the start of the measure, semitones above the anchor


@dataclass(frozen=True)
class StaffSketch:
    """The steps of one staff in one measure, from its first VOICE on, and what they sound."""

    steps: tuple[Step, ...]

    @cached_property
    def sounds(self) -> tuple[Sound, ...]:
        """Every note, ties not merged."""
        return tuple(self._read()[0])

    @cached_property
    def events(self) -> dict[tuple[int, int], tuple[int, int]]:
        """(voice, position) → (duration slot, semitone of the lowest note, -128 for a rest), as Cursor.onsets has them."""
        return self._read()[1]

    @cached_property
    def first_pitch(self) -> int | None:
        """The highest note of the first chord of the first voice that sounds."""
        start = min((start for start, _, _ in self.sounds), default=None)
        return max((pitch for begin, _, pitch in self.sounds if begin == start), default=None)

    def _read(self) -> tuple[list[Sound], dict[tuple[int, int], tuple[int, int]]]:
        sounds: list[Sound] = []
        events: dict[tuple[int, int], tuple[int, int]] = {}
        voice, start, end = -1, 0, 0
        for kind, a, b, c, _ in self.steps:
            if kind == Kind.VOICE:
                voice, start, end = voice + 1, 0, 0
                continue
            if kind != Kind.CHORD:
                start, end = end, end + DURATION_TICKS[a]
            pitch = -128 if kind == Kind.REST else int(SEMITONES[b - FIRST_DEGREE, c - FIRST_OCTAVE])
            if kind != Kind.REST:
                sounds.append((start, end, pitch))
            if kind != Kind.CHORD:
                events[voice, start] = (a, pitch)
        return sounds, events


@dataclass(frozen=True)
class Known:
    """What is given of one measure: its chords, each staff; None where it is free. length_ticks: of the measure."""

    harmony: tuple[Step, ...] | None
    staves: tuple[StaffSketch | None, ...]
    length_ticks: int


class Foresight:
    """Reads off a row of measures what lies ahead of a place."""

    def __init__(self, measures: Sequence[Known]) -> None:
        self.measures = measures
        staff_count = len(measures[0].staves) if measures else 0
        self.next_staff = [_next_given([measure.staves[staff] is not None for measure in measures]) for staff in range(staff_count)]
        self.next_harmony = _next_given([bool(measure.harmony) for measure in measures])

    def later(self, measure: int, staff: int) -> list[StaffSketch]:
        """The given staves of a measure below `staff`, from the top; all given ones below -1."""
        return [sketch for sketch in self.measures[measure].staves[staff + 1 :] if sketch is not None]

    def features(self, measure: int, staff: int, voice: int, position: int) -> tuple[int, ...]:
        """One value a feature, in the order of FORESIGHT. staff: -1 while the chords are written."""
        if measure < 0:
            return BLIND
        top, bass, bits, ticks = self._later(measure, staff, position)
        following = self.next_harmony[measure] if staff < 0 else self.next_staff[staff][measure]
        distance = min(FARTHEST_MEASURES, following - measure) if following else 0
        pitch, ahead = 0, (0, 0)
        if following and staff >= 0:
            sketch = self.measures[following].staves[staff]
            pitch = _pitch_value(sketch.first_pitch)
            duration, lowest = sketch.events.get((voice, position), (0, -128))
            ahead = (duration, _pitch_value(lowest))
        return (top, bass, ticks, distance, pitch, *self._next_chord(measure), *ahead, bits)

    def _later(self, measure: int, staff: int, position: int) -> tuple[int, int, int, int]:
        """Top, bass and pitch classes of the given staves below at this position, and the ticks to their next onset."""
        later = self.later(measure, staff)
        if not later:
            return 0, 0, 0, 0
        top = bass = None
        bits, following = 0, self.measures[measure].length_ticks
        for sketch in later:
            is_open = top is None or staff < 0
            for start, end, pitch in sketch.sounds:
                if start <= position < end:
                    bits |= 1 << pitch % 12
                    bass = pitch if bass is None or pitch < bass else bass
                    if is_open and (top is None or pitch > top):
                        top = pitch
                elif position < start < following:
                    following = start
        ticks = 1 + min(FARTHEST_TICKS, max(0, following - position))
        return _pitch_value(top), _pitch_value(bass), bits, ticks

    def _next_chord(self, measure: int) -> tuple[int, int]:
        following = self.next_harmony[measure]
        return self.measures[following].harmony[0][2:4] if following else (0, 0)


def _next_given(flags: list[bool]) -> list[int]:
    """For each measure the next one after it that is given, 0 for none."""
    following, result = 0, [0] * len(flags)
    for number in range(len(flags) - 1, -1, -1):
        result[number] = following
        following = number if flags[number] else following
    return result


def _pitch_value(pitch: int | None) -> int:
    return 0 if pitch is None or pitch <= -PITCH_OFFSET else min(127, PITCH_OFFSET + pitch)


def harmony_spans(steps: Sequence[Step]) -> list[tuple[int, int, Step]]:
    """Start and end in ticks of each chord of a measure."""
    spans, start = [], 0
    for step in steps:
        spans.append((start, start + SPAN_TICKS[step[1]], step))
        start += SPAN_TICKS[step[1]]
    return spans
