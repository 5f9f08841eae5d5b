"""Notes that want to go somewhere: leading notes and sevenths.

Sources: Aldwell & Schachter, Harmony and Voice Leading, ch. 6 and 8; Piston, Harmony, ch. 3.
"""

from collections.abc import Iterator
from itertools import pairwise

from ..saying import gettext_noop
from ..score import Score
from .chords import ChordRow, ChordSpan
from .findings import FAULT, HINT, Finding, finding
from .lines import Line, LineNote, moments_of

LEADING = gettext_noop("The leading note of %(voice)s at %(first)s does not rise to the home note")
SEVENTH = gettext_noop("The seventh of %(voice)s at %(first)s does not step down")
DOUBLED = gettext_noop("%(voice)s and %(other)s both have the leading note at %(first)s")
RESOLVES_TO = (0, 3, -4)  # tonic, or the sixth degree of a deceptive ending


def unresolved(score: Score, lines: tuple[Line, ...], row: ChordRow) -> list[Finding]:
    """Leading notes that do not rise where a dominant goes home, and sevenths that do not fall."""
    found = []
    for before, after in pairwise(row.spans):
        if before.end != after.start:
            continue
        for place, line in enumerate(lines):
            found += _leading(score, line, before, after, is_outer=place in (0, len(lines) - 1))
            found += _seventh(score, lines, line, before, after)
    return found


def _leading(score: Score, line: Line, before: ChordSpan, after: ChordSpan, *, is_outer: bool) -> Iterator[Finding]:
    leading = before.leading_note
    goal = before.key.tonic + before.function.target_root
    goes_home = after.root == goal or (after.root - goal in RESOLVES_TO and not after.function.is_dominant)
    if leading is None or not goes_home:
        return
    note, following = _last_of(line, before, leading)
    if note is None or following is None:
        return
    move = following.midi - note.midi
    falls_to_fifth = not is_outer and move in (-4, -3)
    if move in (1, -1) or falls_to_fifth or (move == -2 and _comes_from_above(line, note)):
        return
    yield finding(score, "leading-note", FAULT if is_outer else HINT, (line,), (note, following), LEADING, (note.start, following.start))


def _comes_from_above(line: Line, note: LineNote) -> bool:
    """Whether a note is part of a scale that runs down from the tonic."""
    index = line.index_at(note.start)
    return bool(index) and line.notes[index - 1].midi - note.midi == 1


def _seventh(score: Score, lines: tuple[Line, ...], line: Line, before: ChordSpan, after: ChordSpan) -> Iterator[Finding]:
    seventh = before.seventh
    if seventh is None or before.root == after.root or seventh in (after.root * 7 % 12,):
        return
    note, following = _last_of(line, before, seventh)
    if note is None or following is None:
        return
    move = following.midi - note.midi
    if move in (-1, -2) or _rises_with_bass(move, before, after) or _falls_elsewhere(lines, line, before, seventh):
        return
    severity = FAULT if before.quality == "dominant-seventh" else HINT
    yield finding(score, "seventh", severity, (line,), (note, following), SEVENTH, (note.start, following.start))


def _falls_elsewhere(lines: tuple[Line, ...], line: Line, span: ChordSpan, seventh: int) -> bool:
    """Whether another voice has the seventh too and lets it step down."""
    for other in lines:
        note, following = _last_of(other, span, seventh, takes_ornaments=True) if other is not line else (None, None)
        if note is not None and following is not None and note.midi - following.midi in (1, 2):
            return True
    return False


def _rises_with_bass(move: int, before: ChordSpan, after: ChordSpan) -> bool:
    """The permitted rise of the seventh in V43 to I6, where the bass rises beside it."""
    return move in (1, 2) and before.inversion == 2 and after.inversion == 1


def _last_of(line: Line, span: ChordSpan, pitch_class: int, *, takes_ornaments: bool = False) -> tuple[LineNote | None, LineNote | None]:
    """The note of a pitch class a line ends a chord with, and the next one that is another; None for what is not there.

    Ornaments, and notes before a rest or a fermata, have no claim.
    """
    index = line.index_at(span.end - 1)
    if index is None:
        return None, None
    note = line.notes[index]
    if note.midi % 12 != pitch_class or (line.is_ornament(index) and not takes_ornaments) or note.has_fermata:
        return None, None
    for earlier, later in pairwise(line.notes[index:]):
        if later.start - earlier.end > 0 or later.start - span.end > 48:
            return None, None
        if later.midi != note.midi:
            return note, later
    return None, None


def doubled_leading_notes(score: Score, lines: tuple[Line, ...], row: ChordRow) -> list[Finding]:
    """Dominant chords in which two voices have the leading note, said once a chord."""
    found, said = [], set()
    for moment in moments_of(lines):
        index = row.index_at(moment.tick)
        if index is None or index in said:
            continue
        leading = row.spans[index].leading_note
        having = [number for number, note in enumerate(moment.notes) if note is not None and note.midi % 12 == leading]
        if (
            leading is None
            or len(having) < 2
            or not all(_is_weighty(lines[number], moment.notes[number], row.spans[index]) for number in having)
        ):
            continue
        said.add(index)
        pair = tuple(lines[number] for number in having[:2])
        notes = tuple(note for number in having[:2] if (note := moment.notes[number]) is not None)
        found.append(finding(score, "doubled-leading-note", FAULT, pair, notes, DOUBLED, (moment.tick, moment.tick)))
    return found


def _is_weighty(line: Line, note: LineNote | None, span: ChordSpan) -> bool:
    """No passing note, on the beat or off it, and a quarter long or as long as the chord."""
    if note is None or note.end - note.start < min(24, span.end - span.start):
        return False
    index = line.index_at(note.start) or 0
    return not line.is_ornament(index) and not line.is_passing(index)
