"""The grammar: what may follow what, so that every sequence it accepts is a score with full measures.

A `Cursor` reads steps one by one. Before a step it tells which kinds are legal, and for each slot which values;
the tokenizer refuses what it forbids and the sampler never draws it, so both use the same rules.
"""

from functools import lru_cache

import numpy as np

from .errors import ScoreError
from .header import Header
from .relative import semitones
from .vocabulary import DEGREES, DURATIONS_TICKS, INDEX, KIND_FIELDS, NOTE_MARKS, OCTAVES, RANGES, SLOT_SIZES, SPANS_TICKS, TIMES, Kind

TRIPLET_TICKS = (4, 8, 16, 32)
DUPLE_DURATIONS = tuple(ticks for ticks in DURATIONS_TICKS if ticks % 3 == 0)
LOWEST = -128  # below every pitch

# SEMITONES[degree, octave]: above the anchor, by index into DEGREES and OCTAVES.
SEMITONES = np.array([[semitones(degree, octave) for octave in OCTAVES] for degree in DEGREES], np.int16)

A, B, C, D = range(1, 5)
DURATION_TICKS = {INDEX["duration"][ticks]: ticks for ticks in DURATIONS_TICKS}
SPAN_TICKS = {INDEX["span"][ticks]: ticks for ticks in SPANS_TICKS}
FIRST_DEGREE, FIRST_OCTAVE, FIRST_STAFF = RANGES["degree"].start, RANGES["octave"].start, RANGES["staff"].start


class GrammarError(ScoreError):
    """A step that may not stand where it stands."""

    code = "score.grammar"


def is_triplet_place(position_ticks: int) -> bool:
    """Whether a position lies between the duple places of its half beat."""
    return position_ticks % 12 in (4, 8)


def is_legal_duration(position_ticks: int, duration_ticks: int) -> bool:
    """Whether a note of this length can be notated here: triplet values only from or to triplet places."""
    if is_triplet_place(position_ticks) or is_triplet_place(position_ticks + duration_ticks):
        return duration_ticks in TRIPLET_TICKS
    return duration_ticks % 3 == 0 and duration_ticks in INDEX["duration"]


@lru_cache(maxsize=8192)
def _duration_mask(position_ticks: int, space_ticks: int) -> np.ndarray:
    mask = np.zeros(SLOT_SIZES[A], bool)
    for ticks in DURATIONS_TICKS:
        if ticks <= space_ticks and is_legal_duration(position_ticks, ticks):
            mask[INDEX["duration"][ticks]] = _can_finish(position_ticks + ticks, space_ticks - ticks)
    return mask


@lru_cache(maxsize=8192)
def _can_finish(position_ticks: int, space_ticks: int) -> bool:
    """Whether legal durations can fill what is left; without this the last gap could be one nobody can notate."""
    if space_ticks == 0:
        return True
    return any(
        ticks <= space_ticks and is_legal_duration(position_ticks, ticks) and _can_finish(position_ticks + ticks, space_ticks - ticks)
        for ticks in DURATIONS_TICKS
    )


@lru_cache(maxsize=64)
def _span_mask(space_ticks: int) -> np.ndarray:
    return _only(SLOT_SIZES[A], tuple(value for value, ticks in SPAN_TICKS.items() if ticks <= space_ticks))


@lru_cache(maxsize=64)
def _field_mask(field: str) -> np.ndarray:
    slot = next(slot for kind in Kind for slot, name in enumerate(KIND_FIELDS[kind], 1) if name == field)
    mask = np.zeros(SLOT_SIZES[slot], bool)
    mask[RANGES[field]] = True
    return mask


@lru_cache(maxsize=4096)
def _only(size: int, values: tuple[int, ...]) -> np.ndarray:
    mask = np.zeros(size, bool)
    mask[list(values)] = True
    return mask


class Cursor:
    """Where a growing sequence stands. Fields are read by the sampler's masks and the generator's context.

    measure: index of the current measure, -1 before the first. staff, voice: being written, staff -1 before the first.
    position_ticks, length_ticks: in the current measure. harmony: (start, end, degree, quality) slot values so far; harmonies: of each
    measure.
    sounding: (start, end, semitone) of every note of this measure written before the current chord.
    chord: semitones of the chord being built, ascending. last_pitches: (staff, voice) → semitone last sounded.
    onsets: a dict a measure, (staff, voice, position) → (duration slot, semitone of the lowest pitch).
    """

    def __init__(self, header: Header) -> None:
        self.header = header
        self.staff_count = header.staff_count
        self.measure = -1
        self.time_slot = INDEX["time"].get(header.time, 0)
        if not self.time_slot or self.staff_count > RANGES["staff"].stop - RANGES["staff"].start:
            raise GrammarError(f"the vocabulary has no {header.time.name} or not {self.staff_count} staves")
        self.length_ticks = self.position_ticks = 0
        self.staff, self.voice = -1, 0
        self.harmony: list[tuple[int, int, int, int]] = []
        self.harmonies: list[list[tuple[int, int, int, int]]] = []
        self.harmony_ticks = 0
        self.sounding: list[tuple[int, int, int]] = []
        self.chord: list[int] = []
        self.chord_start_ticks = 0
        self.last_pitches: dict[tuple[int, int], int] = {}
        self.onsets: list[dict[tuple[int, int, int], tuple[int, int]]] = []
        self.sections: list[int] = []
        self.last_kind = Kind.PAD
        self.is_ended = False

    def allowed_kinds(self) -> tuple[Kind, ...]:
        """The kinds the next step may have, empty after the end."""
        if self.is_ended:
            return ()
        if self.measure < 0:
            return (Kind.PICKUP, Kind.MEASURE)
        if self.staff < 0:
            return self._kinds_before_voices()
        chord = (Kind.CHORD,) if self.last_kind in (Kind.NOTE, Kind.CHORD) and self.chord[-1] < int(SEMITONES.max()) else ()
        if self.position_ticks < self.length_ticks:
            return (Kind.NOTE, Kind.REST, *chord)
        return (*self._kinds_after_voice(), *chord)

    def _kinds_before_voices(self) -> tuple[Kind, ...]:
        if self.last_kind == Kind.PICKUP or self.harmony_ticks == self.length_ticks:
            return (Kind.VOICE,)
        return (Kind.HARMONY,) if self.harmony_ticks else (Kind.HARMONY, Kind.VOICE)

    def _kinds_after_voice(self) -> tuple[Kind, ...]:
        kinds = [Kind.VOICE] if self.voice == 0 or self.staff + 1 < self.staff_count else []
        if self.staff + 1 == self.staff_count:
            kinds.append(Kind.MEASURE if self.measure + 1 < self.header.measure_count else Kind.END)
        return tuple(kinds)

    def allowed(self, slot: int, step: tuple[int, ...]) -> np.ndarray:
        """Boolean mask over the values of `slot` (1-4), given the kind and the slots of `step` before it."""
        kind = step[0]
        field = KIND_FIELDS[kind][slot - 1]
        size = SLOT_SIZES[slot]
        if not field:
            return _only(size, (0,))
        if field == "duration":
            if kind == Kind.PICKUP:
                return _field_mask("duration") & _shorter_than(self.header.time.length_ticks)
            return _duration_mask(self.position_ticks, self.length_ticks - self.position_ticks)
        if field == "span":
            return _span_mask(self.length_ticks - self.harmony_ticks)
        if field == "staff":
            return _only(size, tuple(FIRST_STAFF + staff for staff in self._next_staves()))
        if field == "dynamic" and self._is_second_voice(step):
            return _only(size, (INDEX["dynamic"][""],))
        if kind == Kind.HARMONY and field == "degree":
            return _field_mask("degree") | _only(size, (0,))
        if kind == Kind.HARMONY and field == "quality":
            return _field_mask("quality") if step[B] else _only(size, (0,))
        if kind == Kind.CHORD:
            return self._allowed_above(slot, step)
        return _field_mask(field)

    def _is_second_voice(self, step: tuple[int, ...]) -> bool:
        return step[A] - FIRST_STAFF == self.staff

    def _next_staves(self) -> tuple[int, ...]:
        staves = (self.staff,) if self.staff >= 0 and self.voice == 0 else ()
        return (*staves, self.staff + 1) if self.staff + 1 < self.staff_count else staves

    def _allowed_above(self, slot: int, step: tuple[int, ...]) -> np.ndarray:
        above = _above(self.chord[-1])
        mask = np.zeros(SLOT_SIZES[slot], bool)
        if slot == B:
            mask[RANGES["degree"]] = above.any(1)
        elif slot == C:
            mask[RANGES["octave"]] = above[step[B] - FIRST_DEGREE]
        else:
            mask[[INDEX["mark"]["", False], INDEX["mark"]["", True]]] = True
        return mask

    def check(self, step: tuple[int, ...]) -> None:
        """Raises GrammarError unless `step` may come next."""
        if step[0] not in self.allowed_kinds():
            raise GrammarError(f"measure {self.measure + 1}: {Kind(step[0]).name} may not follow {self.last_kind.name}")
        for slot, field in enumerate(KIND_FIELDS[step[0]], 1):
            if not (self.allowed(slot, step)[step[slot]] if field else step[slot] == 0):
                place = f"measure {self.measure + 1}, position {self.position_ticks}"
                raise GrammarError(f"{place}: {field or 'unused slot'} may not be {step[slot]}")

    def advance(self, step: tuple[int, ...]) -> None:
        """Take a legal step."""
        kind = step[0]
        if kind == Kind.NOTE:
            self._start_chord(step)
        elif kind == Kind.CHORD:
            self.chord.append(int(SEMITONES[step[B] - FIRST_DEGREE, step[C] - FIRST_OCTAVE]))
        elif kind == Kind.REST:
            self._close_chord()
            self.onsets[-1][self.staff, self.voice, self.position_ticks] = (step[A], LOWEST)
            self.position_ticks += DURATION_TICKS[step[A]]
        elif kind == Kind.VOICE:
            self._close_chord()
            staff = step[A] - FIRST_STAFF
            self.voice = 1 if staff == self.staff else 0
            self.staff, self.position_ticks = staff, 0
        elif kind == Kind.HARMONY:
            end = self.harmony_ticks + SPAN_TICKS[step[A]]
            self.harmony.append((self.harmony_ticks, end, step[B], step[C]))
            self.harmony_ticks = end
        elif kind in (Kind.MEASURE, Kind.PICKUP):
            self._start_measure(kind, step)
        else:
            self._close_chord()
            self.is_ended = True
        self.last_kind = Kind(kind)

    def _start_chord(self, step: tuple[int, ...]) -> None:
        self._close_chord()
        pitch = int(SEMITONES[step[B] - FIRST_DEGREE, step[C] - FIRST_OCTAVE])
        self.chord = [pitch]
        self.chord_start_ticks = self.position_ticks
        self.onsets[-1][self.staff, self.voice, self.position_ticks] = (step[A], pitch)
        self.position_ticks += DURATION_TICKS[step[A]]

    def _close_chord(self) -> None:
        if self.chord:
            self.last_pitches[self.staff, self.voice] = self.chord[-1]
            self.sounding.extend((self.chord_start_ticks, self.position_ticks, pitch) for pitch in self.chord)
            self.chord = []

    def _start_measure(self, kind: int, step: tuple[int, ...]) -> None:
        self._close_chord()
        self.measure += 1
        self.staff, self.voice, self.position_ticks = -1, 0, 0
        self.harmony, self.harmony_ticks, self.sounding = [], 0, []
        self.harmonies.append(self.harmony)
        self.onsets.append({})
        if kind == Kind.PICKUP:
            self.length_ticks = DURATION_TICKS[step[A]]
            self.sections.append(0)
        else:
            self.time_slot = step[A]
            self.length_ticks = TIMES[step[A] - RANGES["time"].start].length_ticks
            self.sections.append(step[C] - RANGES["section"].start)


@lru_cache(maxsize=256)
def _above(semitone: int) -> np.ndarray:
    return semitone < SEMITONES


@lru_cache(maxsize=64)
def _shorter_than(length_ticks: int) -> np.ndarray:
    return _only(SLOT_SIZES[A], tuple(value for value, ticks in DURATION_TICKS.items() if ticks < length_ticks))


assert len(NOTE_MARKS) == 2 * 5  # the CHORD mask relies on articulation "" coming with both tie flags
