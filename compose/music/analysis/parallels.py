"""Parallel and hidden fifths and octaves between two lines.

Sources: Fux, Gradus ad Parnassum (1725), book I; Aldwell & Schachter, Harmony and Voice Leading, ch. 5.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from ..saying import gettext_noop
from ..score import Score
from .findings import FAULT, HINT, Finding, finding
from .lines import Line, LineNote, Moment, moments_of

STEP = 2  # semitones
DOUBLING_RUN = 5  # this many parallel octaves in a row are a tune played in octaves, not a slip

TEMPLATES = {
    "parallel-fifths": gettext_noop("%(voice)s and %(other)s move in parallel fifths from %(first)s to %(last)s"),
    "parallel-octaves": gettext_noop("%(voice)s and %(other)s move in parallel octaves from %(first)s to %(last)s"),
    "parallel-unisons": gettext_noop("%(voice)s and %(other)s move in parallel unisons from %(first)s to %(last)s"),
    "hidden-fifths": gettext_noop("%(voice)s and %(other)s move the same way onto a fifth at %(last)s"),
    "hidden-octaves": gettext_noop("%(voice)s and %(other)s move the same way onto an octave at %(last)s"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """Two lines that move together: before and after, upper and lower note."""

    upper: tuple[LineNote, LineNote]
    lower: tuple[LineNote, LineNote]

    @property
    def is_similar(self) -> bool:
        """Whether both go the same way."""
        up = self.upper[1].midi - self.upper[0].midi
        low = self.lower[1].midi - self.lower[0].midi
        return up * low > 0

    @property
    def perfect(self) -> tuple[str, str]:
        """The perfect consonance before and after: "fifth", "octave", "unison" or ""."""
        return perfect_interval(self.upper[0], self.lower[0]), perfect_interval(self.upper[1], self.lower[1])


def perfect_interval(first: LineNote, second: LineNote) -> str:
    """ "fifth", "octave" or "unison", with compounds; "" for every other interval."""
    semitones, steps = first.midi - second.midi, first.pitch.diatonic - second.pitch.diatonic
    if semitones < 0:
        semitones, steps = -semitones, -steps
    if semitones % 12 == 7 and steps % 7 == 4:
        return "fifth"
    if semitones % 12 == 0 and steps % 7 == 0:
        return "octave" if semitones else "unison"
    return ""


def moves_of(upper: Line, lower: Line) -> Iterator[Move]:
    """Each time both lines leave their notes at once, without a rest between."""
    for before, after in pairwise(moments_of((upper, lower))):
        if _moves_together(before, after):
            yield Move((before.notes[0], after.notes[0]), (before.notes[1], after.notes[1]))


def _moves_together(before: Moment, after: Moment) -> bool:
    is_joined = all(note is not None and note.end == after.tick for note in before.notes)
    return is_joined and all(after.begins) and all(a.pitch != b.pitch for a, b in zip(before.notes, after.notes, strict=True))


def parallels(score: Score, lines: tuple[Line, ...]) -> list[Finding]:
    """Parallel fifths, octaves and unisons between any two lines; tunes played in octaves for long are left alone."""
    found = []
    for upper, lower in combinations(lines, 2):
        moves = list(moves_of(upper, lower))
        doubled = _doubled(moves)
        for number, move in enumerate(moves):
            before, after = move.perfect
            if not (before and after and move.is_similar):
                continue
            if before == after == "fifth":
                found.append(_found(score, "parallel-fifths", FAULT, (upper, lower), move))
            elif "fifth" not in (before, after) and number not in doubled:
                kind = "parallel-unisons" if before == after == "unison" else "parallel-octaves"
                found.append(_found(score, "parallel-octaves", FAULT, (upper, lower), move, kind))
    return found


def _doubled(moves: list[Move]) -> set[int]:
    """Indices of moves that belong to a long run of octaves or unisons."""
    runs: set[int] = set()
    run: list[int] = []
    for number, move in enumerate(moves):
        is_octave = move.is_similar and all(interval in ("octave", "unison") for interval in move.perfect)
        run = [*run, number] if is_octave else []
        if len(run) >= DOUBLING_RUN:
            runs.update(run)
    return runs


def hidden(score: Score, lines: tuple[Line, ...], severity: str = HINT) -> list[Finding]:
    """Outer voices that move the same way onto a fifth or an octave while the upper one leaps."""
    if len(lines) < 2:
        return []
    found = []
    outer = lines[0], lines[-1]
    for move in moves_of(*outer):
        before, after = move.perfect
        if move.upper[0].has_fermata or move.lower[0].has_fermata:
            continue  # a new phrase begins
        is_leap = abs(move.upper[1].midi - move.upper[0].midi) > STEP
        if after in ("fifth", "octave") and before != after and move.is_similar and is_leap:
            found.append(_found(score, "hidden-fifths" if after == "fifth" else "hidden-octaves", severity, outer, move))
    return found


def _found(score: Score, code: str, severity: str, lines: tuple[Line, ...], move: Move, template: str = "") -> Finding:
    notes = (*move.upper, *move.lower)
    span = (max(move.upper[0].start, move.lower[0].start), move.upper[1].start)
    return finding(score, code, severity, lines, notes, TEMPLATES[template or code], span)
