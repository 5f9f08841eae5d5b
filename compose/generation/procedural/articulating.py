"""Articulation of a melody: short notes before rests, accents on strong ones."""

from dataclasses import replace
from random import Random

from ...music.score import TimeSignature
from .lines import Line
from .metre import strength

ACCENT_SHARE, STACCATO_SHARE, TENUTO_SHARE = 0.3, 0.6, 0.25


def articulated(line: Line, manner: str, time: TimeSignature, rng: Random) -> Line:
    """The line with marks. manner: "accent" (strong notes, and short ones detached), "staccato" (short ones), "tenuto" (long weak ones)."""
    result: Line = []
    for number, item in enumerate(line):
        after = line[number + 1] if number + 1 < len(line) else None
        is_detached = item.duration_ticks <= 12 and after is not None and after.onset_ticks > item.end_ticks
        place = strength(time, item.onset_ticks % time.length_ticks)
        mark = item.articulation
        if manner in ("accent", "staccato") and is_detached and rng.random() < STACCATO_SHARE:
            mark = mark or "staccato"
        elif manner == "accent" and place >= 2 and item.duration_ticks >= 18 and rng.random() < ACCENT_SHARE:
            mark = mark or "accent"
        elif manner == "tenuto" and place == 1 and item.duration_ticks >= 24 and rng.random() < TENUTO_SHARE:
            mark = mark or "tenuto"
        result.append(replace(item, articulation=mark) if mark else item)
    return result
