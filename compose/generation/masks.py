"""What the plan allows at each place: hard masks, so that nothing else can be sampled.

The grammar says what is a score; this file says what is *this* score. Every rule is one small method named after it.
"""

import numpy as np

from ..music.grammar import DURATION_TICKS, FIRST_DEGREE, FIRST_STAFF, SEMITONES, SPAN_TICKS, A, B, C, Cursor, D
from ..music.harmony import harmony_beat_ticks
from ..music.instruments import INSTRUMENTS
from ..music.relative import anchor
from ..music.vocabulary import INDEX, NOTE_MARKS, RANGES, Kind
from .brief import Brief
from .chord_classes import chord_classes, outside
from .limit_masks import LimitMasks, staff_ranges
from .slot_masks import mask_of, only_field, values

HAND_SPAN, PLUCKED_SPAN = 14, 19  # semitones a hand takes at once
BUSY_STEPS, BUSY_SHORTEST_TICKS = 56, 12  # a measure with so many steps gets no more short notes
CHORD_LIMITS = {"keyboard": 4, "plucked": 4}


class PlanMasks:
    """The masks of one piece. `step` arguments are the kind and the slots drawn so far."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.header = brief.header
        self.sections, self.section_ends = brief.section_starts(), brief.section_ends()
        low = anchor(self.header.key.tonic).midi
        players = [INSTRUMENTS[name] for name in self.header.instruments]
        self.players = [player for player in players for _ in player.clefs]
        counts = [len(player.clefs) for player in players]
        self.first_staves = {sum(counts[:number]) for number in range(len(counts))}
        own = [limits for player in players for limits in staff_ranges(player)]
        self.limits = LimitMasks(brief.limits, self.header, own, brief.cadence)
        ranges = self.limits.ranges
        absolute = SEMITONES + low
        self.in_range = [(absolute >= lowest) & (absolute <= highest) for lowest, highest in ranges]
        self.pending_ties: dict[tuple[int, int], tuple[int, int]] = {}
        self.steps_in_measure = 0
        self.dynamic: int | None = None  # what the first player of this measure has drawn
        self.is_continuation = False  # whether the last note ends a tie; nothing new joins it

    # --- kinds -----------------------------------------------------------------------------------------------

    def kinds(self, cursor: Cursor, allowed: tuple[Kind, ...]) -> np.ndarray:
        """Mask over the kinds."""
        mask = np.zeros(len(Kind), bool)
        for kind in allowed:
            mask[kind] = self._allows_kind(cursor, kind)
        return mask if mask.any() else mask_of(allowed)

    def _allows_kind(self, cursor: Cursor, kind: Kind) -> bool:
        if kind == Kind.PICKUP:
            return False
        if kind == Kind.VOICE and cursor.staff < 0:
            return bool(cursor.harmony)  # the plan's chords come before the notes
        if kind == Kind.VOICE and cursor.staff + 1 == cursor.staff_count:
            return self._allows_second_voice(cursor)
        if kind == Kind.CHORD:
            return self._allows_chord(cursor)
        if kind == Kind.REST:
            return self._allows_rest(cursor)
        return True

    def _is_tied(self, cursor: Cursor) -> bool:
        return (cursor.staff, cursor.voice) in self.pending_ties

    def _allows_chord(self, cursor: Cursor) -> bool:
        limit = CHORD_LIMITS.get(self.players[cursor.staff].family, 1)
        if len(cursor.chord) >= limit or self._is_tied(cursor) or self.is_continuation or not self.limits.allows_chord(cursor):
            return False
        return bool(self._chord_places(cursor).any())

    def _allows_second_voice(self, cursor: Cursor) -> bool:
        is_keyboard = self.players[cursor.staff].family in CHORD_LIMITS
        return is_keyboard and self.limits.allows_second_voice() and not self._is_last_measure(cursor)

    def _allows_rest(self, cursor: Cursor) -> bool:
        if self._is_tied(cursor):
            return False
        if self._is_last_measure(cursor) or not self.limits.allows_rest(cursor):
            return False
        is_last_chance = cursor.staff + 1 == cursor.staff_count and cursor.position_ticks == 0
        return not (is_last_chance and not cursor.sounding and cursor.voice == 0)

    def _is_last_measure(self, cursor: Cursor) -> bool:
        return cursor.measure + 1 == self.header.measure_count

    # --- slots -----------------------------------------------------------------------------------------------

    def slot(self, cursor: Cursor, slot: int, step: list[int], allowed: np.ndarray) -> np.ndarray:
        """The part of the grammar's mask that the plan leaves; all of it where nothing would be left."""
        rule = {
            Kind.MEASURE: self._measure, Kind.HARMONY: self._harmony, Kind.VOICE: self._voice,
            Kind.NOTE: self._note, Kind.CHORD: self._chord, Kind.REST: self._rest,
        }.get(Kind(step[0]))  # fmt: skip
        mask = rule(cursor, slot, step, allowed) if rule else allowed
        return mask if mask.any() else allowed

    def _measure(self, cursor: Cursor, slot: int, step: list[int], allowed: np.ndarray) -> np.ndarray:
        number = cursor.measure + 1
        is_last = number + 1 == self.header.measure_count
        if slot == D and number in self.section_ends and not is_last:
            return values(D, INDEX["cadence"]["half"], INDEX["cadence"]["authentic"])
        value = {
            A: INDEX["time"][self.header.time],
            B: INDEX["key"][0],
            C: INDEX["section"][self.sections.get(number, "")],
            D: INDEX["cadence"][self.brief.cadence if is_last else ""],
        }[slot]
        return allowed & values(slot, value)

    def _harmony(self, cursor: Cursor, slot: int, step: list[int], allowed: np.ndarray) -> np.ndarray:
        left = cursor.length_ticks - cursor.harmony_ticks
        goal = self._goal(cursor)
        if slot == A:
            # A chord changes with the beat, and the final chord stands for the whole measure.
            beat = harmony_beat_ticks(self.header.time)
            is_whole = self._is_last_measure(cursor)
            spans = [(value, ticks) for value, ticks in SPAN_TICKS.items() if ticks <= left]
            fits = [value for value, ticks in spans if ticks == left or (not is_whole and ticks % beat == 0)]
            return allowed & values(A, *fits)
        fills = SPAN_TICKS[step[A]] == left
        if slot == B:
            degree = goal[0] if goal and fills else None
            if cursor.measure == 0 and cursor.harmony_ticks == 0:
                degree = 0
            return allowed & (values(B, INDEX["degree"][degree]) if degree is not None else only_field("degree", B))
        if slot == C and goal and fills:
            return allowed & values(C, *(INDEX["quality"][quality] for quality in goal[1]))
        if slot == C and cursor.measure == 0 and cursor.harmony_ticks == 0:
            return allowed & values(C, INDEX["quality"][self.header.key.mode])
        return allowed

    def _goal(self, cursor: Cursor) -> tuple[int, tuple[str, ...]] | None:
        """Degree and qualities of the chord that must fill this measure's end so that the final cadence happens."""
        mode = self.header.key.mode
        dominant = (1, ("major", "dominant-seventh"))
        approach = {"authentic": dominant, "plagal": (-1, (mode,)), "deceptive": dominant, "half": None}[self.brief.cadence]
        final = {"authentic": (0, (mode,)), "plagal": (0, (mode,)), "half": (1, ("major",)),
                 "deceptive": (3, ("minor",)) if mode == "major" else (-4, ("major",))}[self.brief.cadence]
        left = self.header.measure_count - 1 - cursor.measure
        return final if left == 0 else approach if left == 1 else None

    def _voice(self, cursor: Cursor, slot: int, step: list[int], allowed: np.ndarray) -> np.ndarray:
        if slot == A and not (cursor.staff >= 0 and self._allows_second_voice(cursor)):
            mask = allowed.copy()
            mask[FIRST_STAFF + cursor.staff] = False
            return mask
        return allowed & self._dynamics(cursor, step) if slot == B else allowed

    def _dynamics(self, cursor: Cursor, step: list[int]) -> np.ndarray:
        """All players begin as the plan says. Later marks stand where a section begins, on a player's first staff, the same for all,
        unless the plan says where."""
        is_first_staff = step[A] - FIRST_STAFF in self.first_staves
        if cursor.measure == 0 and is_first_staff:
            return values(B, INDEX["dynamic"][self.brief.dynamic])
        if self.brief.course is not None:
            return values(B, INDEX["dynamic"][self.brief.course.get(cursor.measure, "") if is_first_staff else ""])
        if cursor.measure in self.sections and is_first_staff:
            return only_field("dynamic", B) if self.dynamic is None else values(B, self.dynamic)
        return values(B, INDEX["dynamic"][""])

    def _note(self, cursor: Cursor, slot: int, step: list[int], allowed: np.ndarray) -> np.ndarray:
        if slot == A:
            return self._note_durations(cursor, allowed)
        tied = self.pending_ties.get((cursor.staff, cursor.voice))
        if slot in (B, C) and tied:
            return allowed & values(slot, tied[slot - B])
        if slot == B:
            return self._note_degrees(cursor, step, allowed)
        if slot == C:
            return self._octaves(cursor, step, allowed)
        return self._marks(cursor, step, allowed)

    def _note_durations(self, cursor: Cursor, allowed: np.ndarray) -> np.ndarray:
        space = cursor.length_ticks - cursor.position_ticks
        busy = BUSY_SHORTEST_TICKS if self.steps_in_measure > BUSY_STEPS else 0
        shortest = cursor.length_ticks // 2 if self._is_last_measure(cursor) else busy  # a piece comes to rest
        fits = [value for value, ticks in DURATION_TICKS.items() if ticks >= min(shortest, space)]
        return allowed & values(A, *self.limits.durations(self.limits.not_whole(cursor, fits), space))

    def _note_degrees(self, cursor: Cursor, step: list[int], allowed: np.ndarray) -> np.ndarray:
        mask = allowed.copy()
        mask[RANGES["degree"]] &= self.limits.places(cursor, step, self.in_range[cursor.staff]).any(1)
        ends = cursor.position_ticks + DURATION_TICKS[step[A]] == cursor.length_ticks
        if self._is_last_measure(cursor):
            tones = chord_classes(*cursor.harmony[-1][2:]) if cursor.harmony else frozenset()
            if tones and cursor.staff + 1 == cursor.staff_count and (ends or cursor.position_ticks == 0):
                root = allowed & values(B, cursor.harmony[-1][2])  # the bass rests on the root, if it reaches it
                return root if self.in_range[cursor.staff][cursor.harmony[-1][2] - FIRST_DEGREE].any() else mask
            if tones:
                mask[RANGES["degree"]] &= ~outside(tones)
        return mask

    def _octaves(self, cursor: Cursor, step: list[int], allowed: np.ndarray) -> np.ndarray:
        mask, degree = allowed.copy(), step[B] - FIRST_DEGREE
        octaves = self.limits.places(cursor, step, self.in_range[cursor.staff], degree)
        if self._is_last_measure(cursor):
            final = self._final_octaves(cursor, step)
            octaves = octaves & final if (octaves & final).any() else self.in_range[cursor.staff][degree] & final
        mask[RANGES["octave"]] &= octaves
        return mask

    def _final_octaves(self, cursor: Cursor, step: list[int]) -> np.ndarray:
        """In the last measure the bass lies lowest, and no voice above takes the place it needs for that."""
        pitches = SEMITONES[step[B] - FIRST_DEGREE]
        if not cursor.harmony:
            return np.ones(len(pitches), bool)
        if cursor.staff + 1 < cursor.staff_count or not cursor.sounding:
            return pitches >= self._lowest_final(cursor)
        return pitches <= min(pitch for _, _, pitch in cursor.sounding)

    def _lowest_final(self, cursor: Cursor) -> int:
        root = cursor.harmony[-1][2] - FIRST_DEGREE
        roots = SEMITONES[root][self.in_range[-1][root]]
        return int(roots.min() if roots.size else SEMITONES.min())

    def _marks(self, cursor: Cursor, step: list[int], allowed: np.ndarray) -> np.ndarray:
        """A tie needs a place to go on: not out of a second voice that may not return, nor into the last measure or inside it."""
        ends = cursor.position_ticks + DURATION_TICKS[step[A]] == cursor.length_ticks
        is_bound = ends and (cursor.voice == 1 or cursor.measure + 2 == self.header.measure_count)
        if not self.limits.allows_tie(cursor) or self._is_last_measure(cursor) or is_bound:
            return allowed & values(D, *(INDEX["mark"][mark] for mark in NOTE_MARKS if not mark[1]))
        return allowed

    def _chord(self, cursor: Cursor, slot: int, step: list[int], allowed: np.ndarray) -> np.ndarray:
        if slot == D:
            return allowed & values(D, INDEX["mark"]["", False])
        places = self._chord_places(cursor)
        mask = allowed.copy()
        if slot == B:
            mask[RANGES["degree"]] &= places.any(1)
        elif slot == C:
            mask[RANGES["octave"]] &= places[step[B] - FIRST_DEGREE]
        return mask

    def _chord_places(self, cursor: Cursor) -> np.ndarray:
        """Where the next pitch of the chord may lie, [degrees, octaves]: above, in range, in the hand, no second, in the final chord."""
        span = self.limits.span(HAND_SPAN if self.players[cursor.staff].family == "keyboard" else PLUCKED_SPAN)
        places = self.in_range[cursor.staff] & (cursor.chord[-1] + 1 < SEMITONES) & (cursor.chord[0] + span >= SEMITONES)
        if self._is_last_measure(cursor) and cursor.harmony:
            places = places & ~outside(chord_classes(*cursor.harmony[-1][2:]))[:, None]
        return places

    def _rest(self, cursor: Cursor, slot: int, step: list[int], allowed: np.ndarray) -> np.ndarray:
        if slot != A:
            return allowed
        space = cursor.length_ticks - cursor.position_ticks
        fits = [value for value, ticks in DURATION_TICKS.items() if ticks <= space]
        return allowed & values(A, *self.limits.durations(fits, space))

    # --- bookkeeping -----------------------------------------------------------------------------------------

    def advance(self, cursor: Cursor, step: tuple[int, ...]) -> None:
        """Note what the step, already taken by the cursor, leaves open."""
        self.steps_in_measure = 0 if step[0] == Kind.MEASURE else self.steps_in_measure + 1
        if step[0] == Kind.MEASURE:
            self.dynamic = None
        elif step[0] == Kind.VOICE and self.dynamic is None:
            self.dynamic = step[B]
        if step[0] != Kind.NOTE:
            return
        self.is_continuation = self.pending_ties.pop((cursor.staff, cursor.voice), None) is not None
        if NOTE_MARKS[step[D] - RANGES["mark"].start][1]:
            self.pending_ties[cursor.staff, cursor.voice] = (step[B], step[C])
