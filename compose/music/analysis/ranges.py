"""How high and low each part goes, and where that is beyond who plays or sings it."""

from collections import defaultdict
from dataclasses import dataclass

from ..saying import gettext_noop
from ..score import Pitch, Score
from .findings import FAULT, HINT, Finding, finding
from .lines import Line, LineNote

TOO_HIGH = gettext_noop("%(pitch)s at %(first)s is too high for %(voice)s")
TOO_LOW = gettext_noop("%(pitch)s at %(first)s is too low for %(voice)s")


@dataclass(frozen=True, slots=True)
class PartRange:
    """part: index from 0. name: printed. low, high: its lowest and highest pitch. average: MIDI."""

    part: int
    name: str
    low: Pitch
    high: Pitch
    average: float

    def to_json(self) -> dict:
        """Plain values for a JSON column."""
        return {"part": self.part, "name": self.name, "low": self.low.name, "high": self.high.name, "average": round(self.average, 1)}


def ranges_of(score: Score) -> tuple[PartRange, ...]:
    """The range of every part that has notes."""
    pitches: dict[int, list[Pitch]] = defaultdict(list)
    for note in score.notes:
        pitches[note.part].append(note.pitch)
    found = []
    for part in sorted(pitches):
        ordered = sorted(pitches[part], key=lambda pitch: pitch.midi)
        average = sum(pitch.midi for pitch in ordered) / len(ordered)
        found.append(PartRange(part, score.parts[part].label, ordered[0], ordered[-1], average))
    return tuple(found)


def out_of_range(score: Score, lines: tuple[Line, ...]) -> list[Finding]:
    """Notes beyond the comfortable range, the first of each stretch."""
    found = []
    for line in lines:
        instrument = score.parts[line.part].instrument
        severity = FAULT if instrument.family == "voice" else HINT
        was_outside = False
        for note in line.notes:
            outside = _outside(note, instrument.low, instrument.high)
            if outside and not was_outside:
                template = TOO_HIGH if outside.midi > instrument.high else TOO_LOW
                span = (note.start, note.start)
                found.append(finding(score, "range", severity, (line,), (note,), template, span, pitch=outside.name))
            was_outside = outside is not None
    return found


def _outside(note: LineNote, low: int, high: int) -> Pitch | None:
    return next((pitch for pitch in (note.pitch, *note.below) if not low <= pitch.midi <= high), None)
