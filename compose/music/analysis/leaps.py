"""Wide leaps that are not balanced, and steps that are hard to sing.

Source: Fux, Gradus ad Parnassum; Jeppesen, Counterpoint, part II (treatment of leaps).
"""

from itertools import pairwise

from ..saying import gettext_noop
from ..score import Score
from .findings import HINT, Finding, finding
from .lines import Line

WIDE = 8  # semitones: a minor sixth
WIDE_IN_BASS = 13
SEVENTHS = (10, 11)

LEAP = gettext_noop("%(voice)s leaps at %(first)s and then goes on the same way")
STRETCHED = gettext_noop("%(voice)s moves by an augmented step at %(first)s")
STRETCHED_INTERVALS = (6, 8, 9, 10, 11)  # places on the line of fifths: augmented fourth, fifth, second, sixth, third


def leaps(score: Score, line: Line, *, is_bass: bool = False) -> list[Finding]:
    """Leaps of a sixth or more (in a bass: a seventh, or beyond an octave) after which the line does not turn back."""
    found = []
    for number, (first, second) in enumerate(pairwise(line.notes)):
        move = second.midi - first.midi
        is_wide = abs(move) >= WIDE_IN_BASS or abs(move) in SEVENTHS if is_bass else abs(move) >= WIDE
        if not is_wide or first.end != second.start or first.has_fermata or second.has_fermata:
            continue
        after = _next_other(line, number + 1)
        if after and (after - second.midi) * move > 0:
            found.append(finding(score, "leap", HINT, (line,), (first, second), LEAP, (first.start, second.start)))
    return found


def _next_other(line: Line, number: int) -> int:
    """The next pitch of another height before a rest, 0 for none."""
    for earlier, later in pairwise(line.notes[number:]):
        if earlier.end != later.start or earlier.has_fermata:
            return 0
        if later.midi != line.notes[number].midi:
            return later.midi
    return 0


def stretched_steps(score: Score, line: Line) -> list[Finding]:
    """Augmented intervals between neighbours."""
    found = []
    for first, second in pairwise(line.notes):
        along = (second.pitch.fifths - first.pitch.fifths) * (1 if second.midi > first.midi else -1)
        if along in STRETCHED_INTERVALS and first.end == second.start and not first.has_fermata:
            found.append(finding(score, "augmented-step", HINT, (line,), (first, second), STRETCHED, (first.start, second.start)))
    return found
