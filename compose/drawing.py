"""How a score is shown on a page: one system while it grows, the whole once it is there, and when each note sounds."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .music import engraving
from .music.feel import feel
from .music.performance import PlayedNote, perform
from .music.score import TICKS_PER_QUARTER, Score

_NAMES = re.compile(r' id="[nr]\d[^"]*"')
TIED_BACK_MEASURES = 4  # how far back a note that still sounds may have begun


@dataclass(frozen=True)
class Sounding:
    """What a synthesiser and a cursor need: notes by id, the program of each part, the bars and beats, the music's length so far."""

    notes: list[dict]
    parts: list[dict]
    bars: list[dict]
    seconds: float


def system_svg(score: Score, first: int, last: int, *, is_last: bool) -> str:
    """Measures `first` to `last` (from 0, `last` not included) as one system. is_last: the piece ends with it."""
    return engraving.draw_system(score, first, last, streaming=not is_last).svg


@lru_cache(maxsize=32)
def whole_svg(score: Score) -> str:
    """Kept for a while: scores are immutable and compare by value."""
    return engraving.draw(score).svg


def still_svg(score: Score) -> str:
    """The drawing without names of notes, where several stand on one page."""
    return _NAMES.sub("", whole_svg(score))


def sounding(score: Score, first: int = 0, last: int | None = None) -> Sounding:
    """The notes that begin in these measures, and those from before that are tied into them: they may have grown."""
    start_ticks = score.measure_onsets_ticks[first]
    played = perform(score, max(0, first - TIED_BACK_MEASURES), last)
    felt = feel(score, played)
    notes = [
        note.to_frame() | {"late_ms": felt[note.id].late_ms, "touch": felt[note.id].touch}
        for note in played
        if note.measure >= first or _end_ticks(note) > start_ticks
    ]
    parts = [{"name": part.label, "program": part.instrument.program} for part in score.parts]
    return Sounding(
        notes, parts, [_bar(score, number) for number in range(len(score.measures))[first:last]], round(score.duration_seconds, 4)
    )


def _bar(score: Score, number: int) -> dict:
    """When a measure begins, how long it is, and how long its felt beat; the beats of a pickup are counted from its end."""
    measure, seconds_per_tick = score.measures[number], 60 / score.tempo_qpm / TICKS_PER_QUARTER
    return {
        "measure": number,
        "onset_seconds": round(score.measure_onsets_ticks[number] * seconds_per_tick, 4),
        "seconds": round(measure.length_ticks * seconds_per_tick, 4),
        "beat_seconds": round(measure.time.beat_ticks * seconds_per_tick, 4),
        "is_pickup": measure.length_ticks < measure.time.length_ticks,
    }


def _end_ticks(note: PlayedNote) -> int:
    return note.onset_ticks + note.duration_ticks
