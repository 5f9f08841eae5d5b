"""One element of music alone: a rhythm, a bass line, a chord progression. Masks beside those of the plan.

A melody alone needs none: it is a piece for one player of single notes.
"""

import numpy as np

from ..music.grammar import DURATION_TICKS, FIRST_DEGREE, SEMITONES, A, B, C, Cursor, D
from ..music.header import Header
from ..music.instruments import INSTRUMENTS
from ..music.relative import anchor
from ..music.score import HARMONY_QUALITIES
from ..music.vocabulary import DEGREES, INDEX, RANGES, Kind
from .limit_masks import staff_ranges
from .slot_masks import everything, values

ELEMENTS = ("melody", "rhythm", "bass", "chords")
# Places on the line of fifths above the root, in the order of a closed chord.
TONES = {
    "major": (0, 4, 1), "minor": (0, -3, 1), "diminished": (0, -3, -6), "augmented": (0, 4, 8), "dominant-seventh": (0, 4, 1, -2),
    "major-seventh": (0, 4, 1, 5), "minor-seventh": (0, -3, 1, -2), "half-diminished": (0, -3, -6, -2),
    "diminished-seventh": (0, -3, -6, -9), "suspended-fourth": (0, -1, 1),
}  # fmt: skip
LOWEST_TONE, HIGHEST_TONE = -2, 7  # of the lowest note of a chord of a progression, in semitones above the tonic near middle C

LOW_ROOTS = -21, -10  # of the left hand
RHYTHM_TEMPERATURE = 1.5  # of lengths: over one pitch the model would fall into even notes
IS_LOW = (SEMITONES >= LOWEST_TONE) & (SEMITONES <= HIGHEST_TONE)  # [degrees, octaves]


class ElementMasks:
    """What an element leaves of the masks of one piece. element: one of ELEMENTS, or "" for a whole piece."""

    def __init__(self, element: str, header: Header) -> None:
        self.element = element
        self.players = [INSTRUMENTS[name] for name in header.instruments for _ in INSTRUMENTS[name].clefs]
        low, high = staff_ranges(self.players[0])[0]
        middle = (low + high) / 2 - anchor(header.key.tonic).midi
        self.only_octave = int(np.abs(SEMITONES[DEGREES.index(0)] - middle).argmin())
        self.has_hands = len(self.players) > 1

    def has_chords(self, cursor: Cursor) -> bool:
        """Whether a chord progression is written out here, whose chords are settled by nothing but the grammar and their tones."""
        return self.element == "chords" and cursor.staff >= 0 and not (self.has_hands and cursor.staff)

    def kinds(self, cursor: Cursor, mask: np.ndarray) -> np.ndarray:
        """What is left of a mask over the kinds; all of it where nothing would be."""
        if cursor.staff < 0 or self.element not in ("rhythm", "bass", "chords"):
            return mask
        left = mask.copy()
        if cursor.position_ticks == cursor.length_ticks and cursor.staff + 1 == cursor.staff_count:
            left[Kind.VOICE] = False
        if self.element == "chords":
            tones = self._missing(cursor)
            left[Kind.REST] = False
            for kind in Kind:
                left[kind] &= kind == Kind.CHORD if tones else kind != Kind.CHORD
        else:
            left[Kind.CHORD] = False
        return left if left.any() else mask

    def slot(self, cursor: Cursor, slot: int, step: list[int], mask: np.ndarray) -> np.ndarray:
        """What is left of a mask over the values of a slot; all of it where nothing would be."""
        if step[0] not in (Kind.NOTE, Kind.CHORD) or self.element not in ("rhythm", "chords"):
            return self._next_staff(cursor, slot, step, mask)
        left = mask & (self._of_rhythm(slot) if self.element == "rhythm" else self._of_chords(cursor, slot, step))
        return left if left.any() else mask

    def _next_staff(self, cursor: Cursor, slot: int, step: list[int], mask: np.ndarray) -> np.ndarray:
        """Never a second voice."""
        if not self.element or step[0] != Kind.VOICE or slot != A or cursor.staff < 0:
            return mask
        left = mask.copy()
        left[RANGES["staff"].start + cursor.staff] = False
        return left if left.any() else mask

    def _of_rhythm(self, slot: int) -> np.ndarray:
        """The tonic in the middle of the player's range."""
        if slot == B:
            return values(B, INDEX["degree"][0])
        return values(C, RANGES["octave"].start + self.only_octave) if slot == C else everything(slot)

    def _of_chords(self, cursor: Cursor, slot: int, step: list[int]) -> np.ndarray:
        """Chords as long as they hold: the root alone in the left hand, all tones close together elsewhere."""
        if slot == A:
            end = next((end for start, end, *_ in cursor.harmony if start <= cursor.position_ticks < end), cursor.length_ticks)
            fits = {value: ticks for value, ticks in DURATION_TICKS.items() if cursor.position_ticks + ticks <= end}
            return values(A, *(value for value, ticks in fits.items() if ticks == max(fits.values())))
        if slot == B:
            degrees = self._next_above(cursor) if step[0] == Kind.CHORD else self._lowest_tones(cursor)
            return values(B, *(INDEX["degree"][degree] for degree in degrees))
        if slot == C and not (self.has_hands and cursor.staff):
            is_near = IS_LOW[step[B] - FIRST_DEGREE]
            if step[0] == Kind.CHORD:
                pitches = SEMITONES[step[B] - FIRST_DEGREE].astype(int)
                is_near = (pitches > cursor.chord[-1]) & (pitches < cursor.chord[0] + 12)
            return values(C, *(RANGES["octave"].start + np.flatnonzero(is_near)))
        if slot == C:
            pitches = SEMITONES[step[B] - FIRST_DEGREE]
            return values(C, *(RANGES["octave"].start + np.flatnonzero((pitches >= LOW_ROOTS[0]) & (pitches <= LOW_ROOTS[1]))))
        return values(D, INDEX["mark"]["", False]) if slot == D else everything(slot)

    def _lowest_tones(self, cursor: Cursor) -> list[int]:
        """Degrees of the chord of the plan that may lie lowest."""
        tones = self._tones(cursor, cursor.position_ticks)
        return tones if self.has_hands and cursor.staff else [degree for degree in tones if IS_LOW[DEGREES.index(degree)].any()]

    def _next_above(self, cursor: Cursor) -> list[int]:
        """The missing tone that lies next above the chord so far, so that all of them find room within an octave."""
        missing = self._missing(cursor)
        return sorted(missing, key=lambda degree: (degree * 7 - cursor.chord[-1]) % 12)[:1]

    def _tones(self, cursor: Cursor, position_ticks: int) -> list[int]:
        """Degrees that a staff plays at a place."""
        for start, end, degree, quality in cursor.harmony:
            if start <= position_ticks < end and degree:
                root = DEGREES[degree - FIRST_DEGREE]
                tones = TONES[HARMONY_QUALITIES[quality - RANGES["quality"].start]]
                tones = tones[:1] if self.has_hands and cursor.staff else tones
                return [_written(root + tone) for tone in tones]
        return []

    def _missing(self, cursor: Cursor) -> list[int]:
        """Degrees of the current chord that are not yet written."""
        if not cursor.chord:
            return []
        heard = {pitch % 12 for pitch in cursor.chord}
        return [degree for degree in self._tones(cursor, cursor.chord_start_ticks) if degree * 7 % 12 not in heard]


def _written(degree: int) -> int:
    """The enharmonic degree that the vocabulary has."""
    return degree + 12 if degree < DEGREES[0] else degree - 12 if degree > DEGREES[-1] else degree
