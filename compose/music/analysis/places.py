"""Where something is: a measure and a beat, as a teacher would say it."""

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction

from ..saying import Saying, gettext_noop, say
from ..score import Score

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """onset_ticks: from the start of the score. measure: from 1, the pickup counted. beat: from 1, in felt beats.

    bar: the number printed over the measure, 0 for a pickup.
    """

    onset_ticks: int
    measure: int
    beat: Fraction
    bar: int

    @property
    def saying(self) -> Saying:
        """ "bar 3 beat 4"."""
        if self.bar == 0:
            return say(gettext_noop("the pickup"))
        return say(gettext_noop("bar %(bar)s beat %(beat)s"), bar=self.bar, beat=beat_name(self.beat))

    def to_json(self) -> dict:
        """Plain values for a JSON column."""
        return {"measure": self.measure, "beat": float(self.beat), "bar": self.bar}


def place_at(score: Score, onset_ticks: int) -> Place:
    """The place of a time from the start of the score; the end belongs to the last measure."""
    index = min(max(0, bisect_right(score.measure_onsets_ticks, onset_ticks) - 1), len(score.measures) - 1)
    measure = score.measures[index]
    inside = onset_ticks - score.measure_onsets_ticks[index]
    if is_pickup(score, index):
        inside += measure.time.length_ticks - measure.length_ticks
    return Place(onset_ticks, index + 1, 1 + Fraction(inside, measure.time.beat_ticks), bar_number(score, index))


def is_pickup(score: Score, index: int) -> bool:
    """Whether a measure, counted from 0, is a short first one."""
    return index == 0 and score.measures[0].length_ticks < score.measures[0].time.length_ticks


def bar_number(score: Score, index: int) -> int:
    """The printed number of a measure counted from 0."""
    return index if is_pickup(score, 0) else index + 1


def beat_name(beat: Fraction) -> str:
    """ "4", "4½", or "4.25" where no simpler name is."""
    whole = beat.numerator // beat.denominator
    rest = beat - whole
    return str(whole) if rest == 0 else f"{whole}½" if rest == HALF else f"{float(beat):.2f}".rstrip("0")
