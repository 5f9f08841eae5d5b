"""What stands above and below the notes: section letters, cadences, dynamics, the fermata at the end."""

from collections.abc import Sequence
from dataclasses import replace

from ...music.score import DYNAMICS
from .chords import ChordSpan
from .commission import Commission
from .form import Phrase, Section
from .lines import Line
from .progressions import cadence_of

HIT_TICKS = 24


def marks(wish: Commission, parts: Sequence[Section], phrases: Sequence[Phrase], chords: Sequence[ChordSpan]) -> list[tuple[str, str, str]]:
    """(section, cadence, dynamic) of each measure."""
    letters = {section.start: section.letter for section in parts}
    loudness = _loudness(wish, parts, phrases)
    length = wish.header.time.length_ticks
    endings = {}
    for phrase in phrases:
        inside = [chord for chord in chords if chord.start_ticks < phrase.end * length]
        endings[phrase.end - 1] = cadence_of(inside[-2:])
    count = wish.header.measure_count
    endings[count - 1] = wish.cadence
    return [(letters.get(number, ""), endings.get(number, ""), loudness.get(number, "")) for number in range(count)]


def _loudness(wish: Commission, parts: Sequence[Section], phrases: Sequence[Phrase]) -> dict[int, str]:
    """Where the dynamic changes: as asked at the beginning, then as the style's arc goes."""
    if wish.course is not None:
        return {0: wish.dynamic} | wish.course
    base, count = DYNAMICS.index(wish.dynamic), wish.header.measure_count
    wished: dict[int, int] = {}
    if wish.style.arc == "build":
        wished = {phrase.start: round(2.5 * phrase.start / count) for phrase in phrases}
    for number, section in enumerate(parts):
        contrast = 0 if section.letter == "A" else 1 if number % 2 else -1
        step = {
            "build": round(2.5 * section.share),
            "arch": 1 if 0.3 < section.share < 0.75 else 0,
            "fade": -1 if number == len(parts) - 1 else 0,
        }.get(wish.style.arc, contrast)
        wished[section.start] = step
    found, now = {0: wish.dynamic}, wish.dynamic
    for start, step in sorted(wished.items())[1:]:
        dynamic = DYNAMICS[min(len(DYNAMICS) - 2, max(1, base + step))]
        if dynamic != now:
            found[start] = now = dynamic
    return found


def short_end(line: Line, final_ticks: int, hits: Sequence[int]) -> Line:
    """The line with the chord of its last measure struck shortly, at each of `hits` (ticks in the measure), a quarter long."""
    if not line or line[-1].onset_ticks < final_ticks:
        return line
    last = line[-1]
    return [*line[:-1], *(replace(last, onset_ticks=final_ticks + hit, duration_ticks=HIT_TICKS) for hit in hits)]


def with_fermata(line: Line, final_ticks: int) -> Line:
    """The line with a fermata on its last note, if that begins in the last measure."""
    if line and line[-1].onset_ticks >= final_ticks:
        return [*line[:-1], replace(line[-1], articulation="fermata")]
    return line
