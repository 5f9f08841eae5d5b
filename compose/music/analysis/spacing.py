"""Where voices lie: crossing, overlap, and gaps between neighbours.

Source: Aldwell & Schachter, Harmony and Voice Leading, ch. 5.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

from ..saying import gettext_noop
from ..score import Score
from .findings import FAULT, HINT, Finding, finding
from .lines import Line, LineNote, Moment, moments_of

WIDEST_GAP = 12  # semitones between upper neighbours

CROSSING = gettext_noop("%(other)s is above %(voice)s at %(first)s")
LONG_CROSSING = gettext_noop("%(other)s is above %(voice)s from %(first)s to %(last)s")
OVERLAP = gettext_noop("%(other)s moves above the note that %(voice)s just left at %(last)s")
UNDERLAP = gettext_noop("%(voice)s moves below the note that %(other)s just left at %(last)s")
GAP = gettext_noop("%(voice)s and %(other)s are more than an octave apart at %(first)s")
LONG_GAP = gettext_noop("%(voice)s and %(other)s are more than an octave apart from %(first)s to %(last)s")

Pair = tuple[LineNote, LineNote]


def crossings(score: Score, lines: tuple[Line, ...], severity: str = FAULT) -> list[Finding]:
    """Neighbours of which the lower one sounds higher."""
    return _stretches(score, lines, "voice-crossing", severity, lambda upper, lower: lower.midi > upper.midi, (CROSSING, LONG_CROSSING))


def gaps(score: Score, lines: tuple[Line, ...]) -> list[Finding]:
    """Neighbours above the bass more than an octave apart."""
    is_wide: Callable[[LineNote, LineNote], bool] = lambda upper, lower: upper.midi - lower.midi > WIDEST_GAP  # noqa: E731
    return _stretches(score, lines[:-1], "spacing", HINT, is_wide, (GAP, LONG_GAP))


def _stretches(score: Score, lines: tuple[Line, ...], code: str, severity: str, is_met: Callable[[LineNote, LineNote], bool],
               templates: tuple[str, str]) -> list[Finding]:  # fmt: skip
    found = []
    for upper, lower in pairwise(lines):
        for run in _runs(moments_of((upper, lower)), is_met):
            notes = tuple(dict.fromkeys(note for moment in run for note in moment.notes))
            span = (run[0].tick, run[-1].tick)
            found.append(finding(score, code, severity, (upper, lower), notes, templates[len(run) > 1], span))
    return found


def _runs(moments: list[Moment], is_met: Callable[[LineNote, LineNote], bool]) -> Iterator[list[Moment]]:
    run: list[Moment] = []
    for moment in moments:
        upper, lower = moment.notes
        if upper is not None and lower is not None and is_met(upper, lower):
            run.append(moment)
        elif run:
            yield run
            run = []
    if run:
        yield run


def overlaps(score: Score, lines: tuple[Line, ...]) -> list[Finding]:
    """A voice that moves past the note its neighbour sounded just before."""
    found = []
    for upper, lower in pairwise(lines):
        for before, after in pairwise(moments_of((upper, lower))):
            if None in before.notes or None in after.notes or after.notes[1].midi > after.notes[0].midi:
                continue
            if any(note.has_fermata for note in before.notes):
                continue  # a new phrase begins
            span = (before.tick, after.tick)
            notes = (*before.notes, *after.notes)
            if after.begins[1] and before.notes[0].end == after.tick and after.notes[1].midi > before.notes[0].midi:
                found.append(finding(score, "voice-overlap", HINT, (upper, lower), notes, OVERLAP, span))
            elif after.begins[0] and before.notes[1].end == after.tick and after.notes[0].midi < before.notes[1].midi:
                found.append(finding(score, "voice-overlap", HINT, (upper, lower), notes, UNDERLAP, span))
    return found
