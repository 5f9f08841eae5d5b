"""The analysis of a score: everything a teacher would draw in pencil, as one immutable value."""

from dataclasses import dataclass

from ..playability import grade
from ..saying import Saying
from ..score import KeySignature, Score
from .cadences import Cadence, cadences_of
from .chords import ChordRow, ChordSpan, chords_of
from .findings import FAULT, Finding
from .form import Section, form_of, sections_of
from .hearing import hear
from .keys import KeyRegion, home_key, regions_of
from .leading import findings_of
from .lines import lines_of
from .ornaments import Ornament, ornaments_of
from .ranges import PartRange, ranges_of
from .texture import Texture, texture_of

ANALYSIS_VERSION = 1


@dataclass(frozen=True)
class Analysis:
    """home: key of the whole. chords: end to end. density: onsets a quarter note. grade: 1 to 8, see `playability.grade`."""

    home: KeySignature
    keys: tuple[KeyRegion, ...]
    chords: tuple[ChordSpan, ...]
    cadences: tuple[Cadence, ...]
    sections: tuple[Section, ...]
    ranges: tuple[PartRange, ...]
    texture: Texture
    density: float
    grade: int
    ornaments: tuple[Ornament, ...]
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The findings that break a rule of the style; the rest are hints."""
        return tuple(finding for finding in self.findings if finding.severity == FAULT)

    @property
    def form(self) -> str:
        """Section letters in a row."""
        return form_of(self.sections)

    @property
    def texture_saying(self) -> Saying:
        """What texture was heard, and so which rules were looked at."""
        return self.texture.saying

    def to_json(self) -> dict:
        """Plain values for a JSON column or a page."""
        return {
            "version": ANALYSIS_VERSION,
            "key": self.home.name,
            "keys": [region.to_json() for region in self.keys],
            "chords": [chord.to_json() for chord in self.chords],
            "cadences": [cadence.to_json() for cadence in self.cadences],
            "form": self.form,
            "sections": [section.to_json() for section in self.sections],
            "ranges": [part.to_json() for part in self.ranges],
            "texture": {"kind": self.texture.kind, "sentence": str(self.texture.saying), "says": self.texture.saying.to_json()},
            "density": round(self.density, 3),
            "grade": self.grade,
            "ornaments": [ornament.to_json() for ornament in self.ornaments],
            "findings": [finding.to_json() for finding in self.findings],
        }


def analyse(score: Score) -> Analysis:
    """The analysis of a score, finished or not; an empty one has nothing to say. The same score always gives the same analysis."""
    every = lines_of(score)
    texture = texture_of(score)
    chords = chords_of(score, hear(score, every, is_polyphonic=texture.has_independent_voices), every, texture.kind) if every else ()
    home = home_key(score, chords)
    row = ChordRow(chords)
    top = texture.lines[0] if texture.lines else None
    return Analysis(
        home=home,
        keys=regions_of(score, chords, home),
        chords=chords,
        cadences=cadences_of(score, row, top),
        sections=sections_of(score, top),
        ranges=ranges_of(score),
        texture=texture,
        density=_density(score),
        grade=grade(score),
        ornaments=ornaments_of(score, texture.lines, row),
        findings=findings_of(score, texture, row, every),
    )


def _density(score: Score) -> float:
    quarters = score.measure_onsets_ticks[-1] / 24
    return len({note.onset for note in score.notes}) / quarters if quarters else 0.0
