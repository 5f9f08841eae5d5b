"""A piece of work to be checked: the score, what was given, facts measured elsewhere, and its analysis, made once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..analysis.analyse import Analysis, analyse
from ..analysis.chords import ChordRow
from ..analysis.lines import Line, lines_of
from ..analysis.places import bar_number, is_pickup
from ..score import Score


@dataclass(frozen=True)
class Work:
    """given: the material the exercise began with, or None. facts: what a worker measured, such as {"style": {"baroque": 0.7}}."""

    score: Score
    given: Score | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def analysis(self) -> Analysis:
        return analyse(self.score)

    @cached_property
    def row(self) -> ChordRow:
        return ChordRow(self.analysis.chords)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every voice with notes; with the names the texture gives them."""
        texture = self.analysis.texture
        return texture.lines if texture.has_independent_voices else lines_of(self.score)

    def chosen(self, voice: str) -> tuple[Line, ...]:
        """The lines a criterion looks at. voice: a value of `parameters.VOICES`."""
        if not self.lines or voice == "every":
            return self.lines
        if voice in ("top", "bottom"):
            return (self.lines[0 if voice == "top" else -1],)
        return tuple(line for line in self.lines if line.staff == int(voice) - 1)

    @property
    def measure_count(self) -> int:
        """Whole measures; a pickup is none."""
        return len(self.score.measures) - int(bool(self.score.measures) and is_pickup(self.score, 0))

    def bar(self, measure: int) -> int:
        """The printed number of a measure counted from 1."""
        return bar_number(self.score, measure - 1)

    def measure_at(self, tick: int) -> int:
        """The measure, from 1, that a tick lies in."""
        onsets = self.score.measure_onsets_ticks
        return max(1, next((number for number, onset in enumerate(onsets) if onset > tick), len(self.score.measures)))
