"""Chord progressions of phrases, and how they are fitted to a length and brought to a cadence."""

from collections.abc import Sequence
from random import Random

from ...music.score import TimeSignature
from .chords import ChordSpan, parse
from .metre import chord_starts

# The last chords before the end, and the last one, for each cadence; styles may replace them.
PLAIN_ENDINGS = {
    "major": {"authentic": ("V7", "I"), "plagal": ("IV", "I"), "half": ("IV", "V"), "deceptive": ("V7", "vi")},
    "minor": {"authentic": ("V7", "i"), "plagal": ("iv", "i"), "half": ("iv", "V"), "deceptive": ("V7", "bVI")},
}
JAZZ_ENDINGS = {
    "major": {"authentic": ("ii7_V7", "I^"), "plagal": ("IV^_iv6", "I^"), "half": ("ii7", "V7"), "deceptive": ("ii7_V7", "vi7")},
    "minor": {"authentic": ("iih_V7", "i6"), "plagal": ("iv7", "i6"), "half": ("iih", "V7"), "deceptive": ("iih_V7", "bVI^")},
}
BLUES_ENDINGS = {
    "major": {"authentic": ("I7_V7", "I7"), "plagal": ("IV7", "I7"), "half": ("IV7", "V7"), "deceptive": ("V7", "vi7")},
    "minor": {"authentic": ("i7_V7", "i7"), "plagal": ("iv7", "i7"), "half": ("bVI7", "V7"), "deceptive": ("V7", "bVI^")},
}


def fitted(measures: Sequence[str], count: int, rng: Random) -> list[str]:
    """A progression over `count` measures: its beginning is repeated to lengthen it, its end is kept when it is shortened."""
    bars = list(measures)
    while len(bars) < count:
        missing = count - len(bars)
        step = min(missing, 2 if missing % 2 == 0 and len(measures) >= 4 else 1)
        place = rng.choice((0, len(bars) // 2)) if step == 2 else 0
        bars[place:place] = bars[place : place + step]
    return bars[len(bars) - count :]


def closed(bars: list[str], ending: tuple[str, str]) -> list[str]:
    """The progression brought to a cadence in its last two measures."""
    before, last = ending
    if len(bars) < 2:
        return [last]
    return [*bars[:-2], before, last]


def spans(bars: Sequence[str], first_measure: int, time: TimeSignature) -> list[ChordSpan]:
    """The chords of consecutive measures on the time axis, equal neighbours joined inside a measure."""
    result: list[ChordSpan] = []
    for number, bar in enumerate(bars):
        start = (first_measure + number) * time.length_ticks
        numerals = bar.split("_")
        places = chord_starts(time, len(numerals))
        ends = [*places[1:], time.length_ticks]
        for numeral, place, end in zip(numerals, places, ends, strict=False):
            result.append(ChordSpan(start + place, start + end, *parse(numeral)))
    return result


def cadence_of(chords: Sequence[ChordSpan]) -> str:
    """The cadence that the last two chords make, "" for none."""
    last = chords[-1].root
    if last == 1:
        return "half"
    if len(chords) < 2:
        return ""
    before = chords[-2].root
    if last == 0 and before in (1, 5, -5):
        return "authentic"
    if last == 0 and before == -1:
        return "plagal"
    return "deceptive" if before == 1 and last in (3, -4) else ""
