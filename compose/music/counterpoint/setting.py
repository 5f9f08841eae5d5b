"""A counterpoint against a cantus firmus: the two lines, and how they stand to each other."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..analysis.lines import Line, LineNote
from ..score import Score
from .intervals import is_consonant, perfect


@dataclass(frozen=True)
class Setting:
    """cantus: one note a measure. counter: the line written against it. species: 1 to 5. is_above: whether the counterpoint is above."""

    score: Score
    cantus: Line
    counter: Line
    species: int
    is_above: bool

    @cached_property
    def starts(self) -> list[int]:
        """Ticks of the measures."""
        return list(self.score.measure_onsets_ticks[:-1])

    @cached_property
    def measure_ticks(self) -> int:
        return self.score.time.length_ticks

    def below(self, note: LineNote) -> LineNote | None:
        """The note of the cantus that sounds when a note begins."""
        return self.cantus.note_at(note.start)

    def is_consonant_at(self, note: LineNote, tick: int) -> bool:
        """Whether a note agrees with the cantus at a tick; silence agrees."""
        other = self.cantus.note_at(tick)
        return other is None or is_consonant(note.pitch, other.pitch)

    def perfect_at(self, note: LineNote, tick: int) -> tuple[int, int] | None:
        """The perfect consonance a note makes with the cantus at a tick."""
        other = self.cantus.note_at(tick)
        return None if other is None else perfect(note.pitch, other.pitch)

    def is_downbeat(self, tick: int) -> bool:
        return tick in self.starts

    @cached_property
    def downbeats(self) -> list[tuple[LineNote, LineNote]]:
        """For each measure the counterpoint's and the cantus's note on its downbeat, where both sound."""
        pairs = [(self.counter.note_at(tick), self.cantus.note_at(tick)) for tick in self.starts]
        return [(note, other) for note, other in pairs if note is not None and other is not None]

    @cached_property
    def moves(self) -> list[tuple[LineNote, LineNote]]:
        """Neighbouring notes of the counterpoint without a rest between."""
        return [(first, second) for first, second in pairwise(self.counter.notes) if first.end == second.start]

    def rhythm(self, number: int) -> list[int]:
        """Lengths of what the counterpoint does in a measure counted from 0: notes as they sound in it, rests negative."""
        start = self.starts[number]
        end = start + self.measure_ticks
        lengths, now = [], start
        for note in self.counter.notes:
            if note.end <= start or note.start >= end:
                continue
            if note.start > now:
                lengths.append(now - note.start)
            lengths.append(min(note.end, end) - max(note.start, start))
            now = min(note.end, end)
        if now < end:
            lengths.append(now - end)
        return lengths
