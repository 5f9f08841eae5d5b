"""Intervals of strict counterpoint: what is consonant, what may be sung.

Sources: Fux, Gradus ad Parnassum (1725), book I; Jeppesen, Counterpoint (1939), part II.
"""

from ..score import Pitch

PERFECT = frozenset(((0, 0), (7, 4)))  # (semitones, letters) within the octave
IMPERFECT = frozenset(((3, 2), (4, 2), (8, 5), (9, 5)))
CONSONANT = PERFECT | IMPERFECT
# Steps, thirds, perfect fourth and fifth, octave; the minor sixth only upwards.
SINGABLE = frozenset(((1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (7, 4), (12, 7)))
MINOR_SIXTH = (8, 5)


def interval(first: Pitch, second: Pitch) -> tuple[int, int]:
    """Semitones and letters between two pitches, the higher counted from the lower, compounds reduced; an octave is (0, 0)."""
    semitones, letters = abs(first.midi - second.midi), abs(first.diatonic - second.diatonic)
    return semitones % 12, letters % 7


def is_consonant(first: Pitch, second: Pitch) -> bool:
    """Unison, octave, perfect fifth, thirds and sixths; in two voices the fourth is a dissonance."""
    return interval(first, second) in CONSONANT


def perfect(first: Pitch, second: Pitch) -> tuple[int, int] | None:
    """The perfect consonance two pitches make, None where they make none."""
    found = interval(first, second)
    return found if found in PERFECT else None


def is_singable(first: Pitch, second: Pitch) -> bool:
    """Whether a line may go from one pitch to another; a repeated note counts as singable here."""
    move = abs(second.midi - first.midi), abs(second.diatonic - first.diatonic)
    return move in SINGABLE or first == second or (move == MINOR_SIXTH and second.midi > first.midi)


def is_step(first: Pitch, second: Pitch) -> bool:
    """A major or minor second."""
    return abs(second.diatonic - first.diatonic) == 1 and abs(second.midi - first.midi) in (1, 2)
