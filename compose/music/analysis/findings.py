"""What a teacher would mark in pencil: a finding, its words, and why it matters."""

from dataclasses import dataclass

from ..saying import Saying, say
from ..score import Score
from .explanations import EXPLANATIONS
from .lines import Line, LineNote
from .places import Place, place_at

FAULT, HINT = "fault", "hint"


@dataclass(frozen=True)
class Finding:
    """code: of EXPLANATIONS. severity: "fault" breaks a rule of the style, "hint" is worth a look. staves: from 1. notes: notehead ids."""

    code: str
    severity: str
    first: Place
    last: Place
    staves: tuple[int, ...]
    voices: tuple[str, ...]
    notes: tuple[str, ...]
    sentence: Saying

    @property
    def explanation(self) -> Saying:
        """Why it matters and what to try, for a twelve-year-old."""
        return say(EXPLANATIONS[self.code])

    @property
    def measures(self) -> tuple[int, ...]:
        """Every measure it touches, from 1."""
        return tuple(range(self.first.measure, self.last.measure + 1))

    def to_json(self) -> dict:
        """Plain values; `sentence` and `explanation` in English, `says` and `why` for translation."""
        return {
            "code": self.code, "severity": self.severity, **self.first.to_json(),
            "last_measure": self.last.measure, "last_beat": float(self.last.beat), "last_bar": self.last.bar,
            "staves": list(self.staves), "voices": list(self.voices), "notes": list(self.notes),
            "sentence": str(self.sentence), "explanation": str(self.explanation), "says": self.sentence.to_json(),
        }  # fmt: skip


def finding(score: Score, code: str, severity: str, lines: tuple[Line, ...], notes: tuple[LineNote, ...], template: str,
            span: tuple[int, int], **values: object) -> Finding:  # fmt: skip
    """A finding about notes of lines. span: first and last tick. The sentence may use first, last and the names voice, other."""
    first, last = place_at(score, span[0]), place_at(score, span[1])
    names = dict(zip(("voice", "other"), (line.name for line in lines), strict=False))
    staves = tuple(sorted({line.staff + 1 for line in lines}))
    sentence = say(template, first=first.saying, last=last.saying, **names, **values)
    return Finding(code, severity, first, last, staves, tuple(line.name for line in lines), tuple(note.id for note in notes), sentence)
