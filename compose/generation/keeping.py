"""Holds a growing piece to its template: which step is given here, and what a free place may not do beside what is given."""

from dataclasses import dataclass, field

import numpy as np

from ..music.grammar import DURATION_TICKS, FIRST_STAFF, LOWEST, A, B, C, Cursor, D
from ..music.tokenizer import Step
from ..music.vocabulary import INDEX, Kind
from .filling import MANY_RESTS, fits, has_room, lengths_that_leave_room, reaches_end
from .foresight import BLIND, Foresight, Sound, StaffSketch
from .given_steps import TIED, UNTIED, chords_of, is_tied, rhythm_of, voice_steps
from .slot_masks import everything, of_kinds, only, values
from .template import Keep, MeasureGiven, StaffGiven, Template

END_STEP: Step = (int(Kind.END), 0, 0, 0, 0)
SIMPLE_CHORD = 2  # notes that a chord of a simpler piece has at most, below the top staff
LEAVING = (Kind.VOICE, Kind.MEASURE, Kind.END)


@dataclass
class Keeper:
    """Follows the cursor of one piece. Asked before each step; `advance` tells it what was taken.

    done: steps, rhythm events or chords of the current staff (or chords of the measure) that are written.
    """

    template: Template
    cursor: Cursor
    done: int = 0
    inside: int = 0  # pitches of the current chord that are written
    foresight: Foresight = field(init=False)

    def __post_init__(self) -> None:
        self.foresight = Foresight(self.template.known())

    # --- where the piece stands --------------------------------------------------------------------------------

    @property
    def measure(self) -> MeasureGiven:
        return self.template.measures[self.cursor.measure]

    @property
    def staff(self) -> StaffGiven:
        """The staff being written."""
        return self.measure.staves[self.cursor.staff]

    def seen(self) -> tuple[int, ...]:
        """The foresight of the place to be written, nothing where its step is given."""
        cursor = self.cursor
        if self.forced() is not None:
            return BLIND
        return self.foresight.features(cursor.measure, cursor.staff, cursor.voice, _place_ticks(cursor))

    def later_sounds(self) -> list[Sound]:
        """Notes of this measure that are given on staves not yet written."""
        if self.cursor.measure < 0:
            return []
        return [sound for sketch in self.later() for sound in sketch.sounds]

    def later(self) -> list[StaffSketch]:
        """Given staves of this measure that are not yet written."""
        return self.foresight.later(self.cursor.measure, self.cursor.staff)

    def next_pitch(self) -> int | None:
        """Where this staff goes on in the next measure, if that is given."""
        following = self._following_staff()
        return StaffSketch(following.steps).first_pitch if following and following.keep == Keep.ALL else None

    def voice_steps(self) -> tuple[Step, ...]:
        """What stood in the voice being written."""
        return voice_steps(self.staff.steps, self.cursor.voice)

    def _following_staff(self) -> StaffGiven | None:
        """This staff a measure later."""
        number = self.cursor.measure + 1
        return self.template.measures[number].staves[self.cursor.staff] if number < len(self.template.measures) else None

    # --- given steps -------------------------------------------------------------------------------------------

    def forced(self) -> Step | None:
        """The step that has to be taken here, None where there is something to draw; END where the piece is finished."""
        cursor = self.cursor
        if cursor.measure < 0:
            return self.template.measures[0].head
        if cursor.staff < 0:
            return self._forced_before_staves()
        if self.staff.keep != Keep.ALL:
            return None
        return self.staff.steps[self.done] if self.done < len(self.staff.steps) else self._leave(cursor.staff)

    def _forced_before_staves(self) -> Step | None:
        if self._is_harmony_finished():
            return self._enter(0)
        return self.measure.harmony[self.done] if self.measure.is_harmony_kept else None

    def _is_harmony_finished(self) -> bool:
        if self.measure.is_harmony_kept:
            return self.done == len(self.measure.harmony)
        return self.measure.head[0] == Kind.PICKUP or self.cursor.harmony_ticks == self.cursor.length_ticks

    def _enter(self, staff: int) -> Step | None:
        given = self.measure.staves[staff]
        return given.steps[0] if given.keep != Keep.NOTHING else None

    def _leave(self, staff: int) -> Step | None:
        if staff + 1 < self.cursor.staff_count:
            return self._enter(staff + 1)
        number = self.cursor.measure + 1
        return self.template.measures[number].head if number < len(self.template.measures) else END_STEP

    # --- what is drawn beside them -----------------------------------------------------------------------------

    def kinds(self, mask: np.ndarray) -> np.ndarray:
        """What is left of a mask over the kinds."""
        cursor = self.cursor
        if cursor.measure < 0:
            return mask
        if cursor.staff < 0:
            return mask & of_kinds(Kind.VOICE) if self._is_harmony_finished() else mask & of_kinds(Kind.HARMONY)
        given = self.staff
        if given.keep == Keep.ALL:
            return mask & of_kinds(*self._leaving())
        if given.keep == Keep.RHYTHM:
            events = rhythm_of(given.steps)
            return mask & of_kinds(Kind.CHORD, *((Kind(events[self.done][0]),) if self.done < len(events) else self._leaving()))
        if given.keep == Keep.PITCHES:
            return mask & of_kinds(*self._kinds_of_chords())
        if given.keep == Keep.SKELETON:
            return mask & of_kinds(*self._kinds_of_skeleton())
        return mask

    def _leaving(self) -> tuple[Kind, ...]:
        """The kinds that lead on from a voice that is full."""
        cursor = self.cursor
        if self._second_voice() != "none":
            return (Kind.VOICE,) if self._second_voice() == "must" else LEAVING
        return (Kind.VOICE,) if cursor.staff + 1 < cursor.staff_count else (Kind.MEASURE, Kind.END)

    def _second_voice(self) -> str:
        """Whether a second voice "must", "may" or ("none") must not follow on this staff."""
        given = self.staff
        has_two = sum(step[0] == Kind.VOICE for step in given.steps) == 2 and self.cursor.voice == 0
        if given.keep == Keep.NOTHING or (given.keep == Keep.SKELETON and has_two):
            return "may"
        return "must" if has_two and given.keep in (Keep.RHYTHM, Keep.PITCHES) else "none"

    def _kinds_of_chords(self) -> tuple[Kind, ...]:
        chords, cursor = chords_of(self.staff.steps), self.cursor
        if self.inside and self.inside < len(chords[self.done - 1]):
            return (Kind.CHORD,)
        if cursor.position_ticks == cursor.length_ticks:
            return self._leaving()
        kinds = [kind for kind in (Kind.REST, Kind.NOTE) if self._lengths_of_chords(is_rest=kind == Kind.REST)]
        return tuple(kinds)

    def _lengths_of_chords(self, *, is_rest: bool) -> tuple[int, ...]:
        """Duration values after which the chords that are left still find a place: no more rests and no shorter notes than there were, if
        it can be done so."""
        cursor, stood = self.cursor, self.voice_steps()
        left, position = self._chords_left(), cursor.position_ticks
        own = [pitch for place, (_, pitch) in cursor.onsets[-1].items() if place[:2] == (cursor.staff, cursor.voice)]
        written = own.count(LOWEST)
        rests = max(0, sum(step[0] == Kind.REST for step in stood) - written)
        shortest = min((DURATION_TICKS[step[A]] for step in stood if step[0] == Kind.NOTE), default=1)
        for allowed in ((rests, shortest), (rests, 1), (MANY_RESTS, 1)):
            if has_room(position, cursor.length_ticks, left, *allowed):
                return lengths_that_leave_room(position, cursor.length_ticks, left, *allowed, is_rest=is_rest)
        return ()

    def _chords_left(self) -> int:
        """Chords of the current voice that are to be written."""
        count = 0
        for item in chords_of(self.staff.steps)[self.done :]:
            if item[0][0] == Kind.VOICE:
                break
            count += 1
        return count

    def _kinds_of_skeleton(self) -> tuple[Kind, ...]:
        cursor = self.cursor
        size = sum(start == cursor.chord_start_ticks for start, _, _ in self._voice_sketch().sounds)
        chord = (Kind.CHORD,) if cursor.staff and len(cursor.chord) < min(size, SIMPLE_CHORD) else ()
        if cursor.position_ticks == cursor.length_ticks:
            return (*chord, *self._leaving())
        event = self._voice_sketch().events.get((0, cursor.position_ticks))
        return (*chord, Kind.NOTE if event and event[1] > LOWEST else Kind.REST)

    def _voice_sketch(self) -> StaffSketch:
        """What stood in the voice being written, as the first voice of a staff of its own."""
        return StaffSketch(self.voice_steps())

    def slot(self, slot: int, step: list[int], mask: np.ndarray) -> np.ndarray:
        """What is left of a mask over the values of a slot, given the kind and the slots of `step`."""
        kind = step[0]
        if kind in (Kind.MEASURE, Kind.PICKUP):
            return mask & only(slot, self.template.measures[self.cursor.measure + 1].head[slot])
        if kind == Kind.VOICE:
            return mask & self._voice(slot, step)
        if kind == Kind.NOTE:
            return mask & self._note(slot, step)
        if kind == Kind.REST and slot == A:
            return mask & self._lengths(is_rest=True)
        if kind == Kind.CHORD and self.staff.keep == Keep.PITCHES and slot in (B, C):
            return mask & only(slot, chords_of(self.staff.steps)[self.done - 1][self.inside][slot])
        return mask

    def _voice(self, slot: int, step: list[int]) -> np.ndarray:
        cursor = self.cursor
        if slot == A:
            return self._next_staves()
        staff = step[A] - FIRST_STAFF
        if slot == B and staff != cursor.staff and self.measure.staves[staff].steps:
            return only(B, self.measure.staves[staff].steps[0][B])  # the dynamics that stood there
        return everything(slot)

    def _next_staves(self) -> np.ndarray:
        """Where the next VOICE may stand: a second voice only where the template has room for one."""
        cursor = self.cursor
        following = FIRST_STAFF + cursor.staff + 1
        if cursor.staff < 0:
            return only(A, following)
        second = self._second_voice()
        return everything(A) if second == "may" else only(A, following - (second == "must"))

    def _note(self, slot: int, step: list[int]) -> np.ndarray:
        given = self.staff
        if slot == A:
            return self._lengths(is_rest=False)
        if slot == D:
            return self._marks(step)
        if given.keep == Keep.PITCHES:
            return only(slot, chords_of(given.steps)[self.done][0][slot])
        return everything(slot)

    def _lengths(self, *, is_rest: bool) -> np.ndarray:
        given = self.staff
        if given.keep == Keep.RHYTHM:
            return only(A, rhythm_of(given.steps)[self.done][A])
        if given.keep == Keep.PITCHES:
            return values(A, *self._lengths_of_chords(is_rest=is_rest))
        if given.keep == Keep.SKELETON:
            return self._lengths_of_skeleton()
        return everything(A)

    def _lengths_of_skeleton(self) -> np.ndarray:
        """To where something began, so long that nothing shorter than the shortest note is left over, if that can be."""
        cursor, shortest = self.cursor, self.template.shortest_ticks
        position, length = cursor.position_ticks, cursor.length_ticks
        borders = frozenset(start for _, start in self._voice_sketch().events) | {length}
        possible = [ticks for ticks in fits(position, length) if position + ticks in borders]
        long = [ticks for ticks in possible if ticks >= shortest and reaches_end(position + ticks, borders, length, shortest)]
        return values(A, *(INDEX["duration"][ticks] for ticks in long or possible))

    def _marks(self, step: list[int]) -> np.ndarray:
        """A tie must find its note: none into a measure where this staff is given in any way."""
        cursor, given = self.cursor, self.staff
        following = self._following_staff()
        ends = cursor.position_ticks + DURATION_TICKS[step[A]] == cursor.length_ticks
        if given.keep == Keep.SKELETON:
            return everything(D) if ends and self._stood_tied() else values(D, *UNTIED)
        if given.keep == Keep.PITCHES or (ends and following and following.keep != Keep.NOTHING):
            return values(D, *UNTIED)
        if given.keep == Keep.RHYTHM:
            return values(D, *(TIED if is_tied(rhythm_of(given.steps)[self.done]) else UNTIED))
        return everything(D)

    def _stood_tied(self) -> bool:
        """Whether the last note of this voice was tied to the next measure, which is a skeleton too."""
        following = self._following_staff()
        notes = [step for step in self.voice_steps() if step[0] == Kind.NOTE]
        return bool(following and following.keep == Keep.SKELETON and notes and is_tied(notes[-1]))

    # --- bookkeeping -------------------------------------------------------------------------------------------

    def advance(self, step: Step) -> None:
        """Note a step that the cursor has taken."""
        kind = step[0]
        if kind in (Kind.MEASURE, Kind.PICKUP):
            self.done = 0
            return
        if kind == Kind.HARMONY:
            self.done += 1
            return
        if kind == Kind.VOICE and self.cursor.voice == 0:
            self.done = 0
        keep = self.staff.keep
        self.inside = 1 if kind == Kind.NOTE else self.inside + 1 if kind == Kind.CHORD else 0
        skips = {Keep.RHYTHM: (Kind.CHORD,), Keep.PITCHES: (Kind.CHORD, Kind.REST)}.get(keep, ())
        self.done += kind not in skips


def _place_ticks(cursor: Cursor) -> int:
    return cursor.harmony_ticks if cursor.staff < 0 else cursor.position_ticks
