"""Which rules of voice leading are looked at in which texture, and everything they find."""

from ..score import Score
from .chords import ChordRow
from .findings import HINT, Finding
from .leaps import leaps, stretched_steps
from .lines import Line
from .parallels import hidden, parallels
from .ranges import out_of_range
from .spacing import crossings, gaps, overlaps
from .tendencies import doubled_leading_notes, unresolved
from .texture import Texture


def findings_of(score: Score, texture: Texture, row: ChordRow, every: tuple[Line, ...]) -> tuple[Finding, ...]:
    """All findings in the order of the score. every: all lines, of which the texture's are the independent ones."""
    lines = texture.lines
    found = out_of_range(score, every)
    if texture.has_independent_voices:
        found += parallels(score, lines)
        found += crossings(score, lines) if texture.kind != "part-writing" else crossings(score, lines, HINT)
        for number, line in enumerate(lines):
            found += leaps(score, line, is_bass=number == len(lines) - 1)
    if texture.kind in ("two-part", "chorale"):
        found += hidden(score, lines)
    if texture.kind == "chorale":
        found += [*gaps(score, lines), *overlaps(score, lines), *unresolved(score, lines, row), *doubled_leading_notes(score, lines, row)]
        for line in lines:
            found += stretched_steps(score, line)
    if texture.kind == "melody":
        found += leaps(score, lines[0])
    return tuple(sorted(found, key=lambda finding: (finding.first.onset_ticks, finding.code, finding.staves)))
