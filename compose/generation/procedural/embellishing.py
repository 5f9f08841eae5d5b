"""Embellishment: passing and neighbouring notes put into a melody, and the blue third crushed into the major one."""

from collections.abc import Callable
from random import Random

from .chords import ChordSpan
from .lines import Line, event

SHORTEST = 6


def embellished(line: Line, scale_at: Callable[[int], frozenset[int]], chance: float, rng: Random, before_ticks: int) -> Line:
    """The line with some notes split into two or three, the added ones a step beside the note they lead to.

    scale_at: pitch classes at a tick. chance: share of the notes that can be split and are. before_ticks: nothing after it is touched.
    """
    result: Line = []
    for number, item in enumerate(line):
        after = line[number + 1] if number + 1 < len(line) else None
        is_touching = after is not None and after.onset_ticks == item.end_ticks and item.end_ticks <= before_ticks
        short = 12 if item.duration_ticks >= 36 else item.duration_ticks // 2
        fits = is_touching and item.onset_ticks % 6 == 0 and item.duration_ticks in (12, 24, 36, 48) and short >= SHORTEST
        if not fits or rng.random() >= chance:
            result.append(item)
            continue
        scale = scale_at(item.end_ticks - short)
        first = event(item.onset_ticks, item.duration_ticks - short, item.pitches, item.articulation)
        beside = _beside(item.top, after.top, scale, rng)
        result.append(first)
        if short == 12 and rng.random() < 0.5 * chance + 0.25:
            result += [event(first.end_ticks, 6, beside), event(first.end_ticks + 6, 6, _beside(beside, after.top, scale, rng))]
        else:
            result.append(event(first.end_ticks, short, beside))
    return result


def _beside(here: int, goal: int, scale: frozenset[int], rng: Random) -> int:
    """A scale note between two pitches, or next to the goal on the other side."""
    low, high = sorted((here, goal))
    between = [pitch for pitch in range(low + 1, high) if pitch % 12 in scale]
    if between:
        return min(between, key=lambda pitch: abs(pitch - goal))
    up = next(pitch for pitch in range(high + 1, high + 6) if pitch % 12 in scale or pitch == high + 5)
    down = next(pitch for pitch in range(low - 1, low - 6, -1) if pitch % 12 in scale or pitch == low - 5)
    return rng.choice((up, down)) if here == goal else (up if goal >= here else down)


def crushed(line: Line, chord_at: Callable[[int], ChordSpan], tonic: int, chance: float, rng: Random,
            crush_ticks: int = 6) -> Line:
    """Major thirds of long notes slid into from the blue third a semitone below."""
    result: Line = []
    for item in line:
        chord = chord_at(item.onset_ticks)
        is_third = (item.top - (tonic + chord.root + 4) * 7) % 12 == 0 and chord.quality in ("major", "dominant-seventh")
        is_long = item.duration_ticks >= 24 and item.onset_ticks % 24 == 0 and item.duration_ticks % 12 == 0
        if is_third and is_long and rng.random() < chance:
            result.append(event(item.onset_ticks, crush_ticks, item.top - 1))
            result.append(event(item.onset_ticks + crush_ticks, item.duration_ticks - crush_ticks, item.pitches, item.articulation))
        else:
            result.append(item)
    return result
