"""Non-chord tones: passing notes, neighbours, suspensions and their kin.

Source: Piston, Harmony, ch. 8.
"""

from dataclasses import dataclass

from ..saying import gettext_noop
from ..score import Score
from .chords import ChordRow
from .lines import Line
from .places import Place, place_at

KINDS = {
    "passing": gettext_noop("passing note"),
    "neighbour": gettext_noop("neighbour note"),
    "suspension": gettext_noop("suspension"),
    "retardation": gettext_noop("retardation"),
    "anticipation": gettext_noop("anticipation"),
    "appoggiatura": gettext_noop("appoggiatura"),
    "escape": gettext_noop("escape note"),
    "pedal": gettext_noop("pedal note"),
    "free": gettext_noop("free non-chord tone"),
}
STEP = 2


@dataclass(frozen=True, slots=True)
class Ornament:
    """A note foreign to its chord. kind: of KINDS. note: id of its notehead."""

    kind: str
    place: Place
    voice: str
    staff: int
    note: str

    def to_json(self) -> dict:
        """Plain values for a JSON column."""
        return {**self.place.to_json(), "kind": self.kind, "voice": self.voice, "staff": self.staff, "note": self.note}


def ornaments_of(score: Score, lines: tuple[Line, ...], row: ChordRow) -> tuple[Ornament, ...]:
    """Every note of the lines that its chord does not explain."""
    found = []
    for line in lines:
        for number, note in enumerate(line.notes):
            chord = row.at(note.start)
            if chord is not None and note.midi % 12 not in chord.tones:
                found.append(Ornament(_kind(line, number, row), place_at(score, note.start), line.name, line.staff + 1, note.id))
            elif chord is not None and _hangs_over(line, number, row):
                tick = next(span.start for span in row.spans if note.start < span.start < note.end and note.midi % 12 not in span.tones)
                found.append(Ornament("suspension", place_at(score, tick), line.name, line.staff + 1, note.id))
    return tuple(sorted(found, key=lambda ornament: (ornament.place.onset_ticks, ornament.staff)))


def _hangs_over(line: Line, number: int, row: ChordRow) -> bool:
    """Whether a chord tone is held into a chord it is foreign to, and then steps down."""
    note = line.notes[number]
    later = row.at(note.end - 1)
    if later is None or later.start <= note.start or note.midi % 12 in later.tones or number + 1 >= len(line.notes):
        return False
    after = line.notes[number + 1]
    return after.start == note.end and note.midi - after.midi in (1, 2)


def _kind(line: Line, number: int, row: ChordRow) -> str:
    note = line.notes[number]
    before = line.notes[number - 1] if number and line.notes[number - 1].end == note.start else None
    after = line.notes[number + 1] if number + 1 < len(line.notes) and line.notes[number + 1].start == note.end else None
    comes = note.midi - before.midi if before else None
    goes = after.midi - note.midi if after else None
    if comes == 0 and goes is not None and goes != 0:
        return "suspension" if -STEP <= goes < 0 else "retardation" if 0 < goes <= STEP else "free"
    if goes == 0:
        return "anticipation"
    if comes is None or goes is None:
        return "appoggiatura" if goes is not None and 0 < abs(goes) <= STEP else "free"
    is_stepwise = 0 < abs(comes) <= STEP, 0 < abs(goes) <= STEP
    if all(is_stepwise):
        return "passing" if comes * goes > 0 else "neighbour"
    if is_stepwise[1]:
        return "appoggiatura"
    return "escape" if is_stepwise[0] else "free"
