"""What stands above and below the notes: section letters, cadences, dynamics, the fermata at the end."""

from collections.abc import Sequence
from dataclasses import replace

from ...music.score import DYNAMICS
from .chords import ChordSpan
from .commission import Commission
from .form import Phrase, Section
from .lines import Line
from .progressions import cadence_of


def marks(wish: Commission, parts: Sequence[Section], phrases: Sequence[Phrase], chords: Sequence[ChordSpan]) -> list[tuple[str, str, str]]:
    """(section, cadence, dynamic) of each measure."""
    letters = {section.start: section.letter for section in parts}
    loudness = _loudness(wish, parts)
    length = wish.header.time.length_ticks
    endings = {}
    for phrase in phrases:
        inside = [chord for chord in chords if chord.start_ticks < phrase.end * length]
        endings[phrase.end - 1] = cadence_of(inside[-2:])
    count = wish.header.measure_count
    endings[count - 1] = wish.cadence
    return [(letters.get(number, ""), endings.get(number, ""), loudness.get(number, "")) for number in range(count)]


def _loudness(wish: Commission, parts: Sequence[Section]) -> dict[int, str]:
    """The dynamic of each section: as asked at the beginning, then as the style's arc goes."""
    base = DYNAMICS.index(wish.dynamic)
    found = {0: wish.dynamic}
    for number, section in enumerate(parts[1:], 1):
        is_last = number == len(parts) - 1
        contrast = 0 if section.letter == "A" else 1 if number % 2 else -1
        step = {
            "build": round(2.5 * section.share),
            "arch": 1 if 0.3 < section.share < 0.75 else 0,
            "fade": -1 if is_last else 0,
        }.get(wish.style.arc, contrast)
        found[section.start] = DYNAMICS[min(len(DYNAMICS) - 2, max(1, base + step))]
    return found


def with_fermata(line: Line, final_ticks: int) -> Line:
    """The line with a fermata on its last note, if that begins in the last measure."""
    if line and line[-1].onset_ticks >= final_ticks:
        return [*line[:-1], replace(line[-1], articulation="fermata")]
    return line
