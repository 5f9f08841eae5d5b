"""How somebody wants to read a score: layout, size, parts, key. A view changes what is drawn, never the piece."""

from dataclasses import dataclass, replace
from functools import lru_cache

from . import engraving
from .engraving import Look
from .score import Score
from .svg_places import systems_of
from .transposing import interval_of, only_parts, transpose

LAYOUTS = ("flow", "page", "line")
NUMBERS = ("system", "bar", "none")
PITCHES = ("concert", "written")
WIDTHS = (280, 2400)
NORMAL_SCALE, PHONE_SCALE, PHONE_WIDTH = 44, 36, 560  # per cent; 44 gives a staff 32 px high
PAGE_HEIGHT = 2380  # tenths of a millimetre of A4, less margins, title and foot
FARTHEST = 12  # semitones


@dataclass(frozen=True)
class View:
    """layout: "flow" fills the width, "page" is A4, "line" is one system without end.

    width: CSS pixels, of "flow" only. zoom: per cent of the usual size; pages have one size. parts: indices from 0, () for all.
    transpose: semitones up. pitch: whether transposing instruments are at "concert" or "written" pitch.
    chords: whether chord symbols are printed; None as the score says. numbers: at every "system" or "bar", or "none".
    """

    layout: str = "flow"
    width: int = 880
    zoom: int = 100
    parts: tuple[int, ...] = ()
    transpose: int = 0
    pitch: str = "concert"
    chords: bool | None = None
    numbers: str = "system"

    @property
    def scale(self) -> int:
        """What the engraver is told."""
        return round((PHONE_SCALE if self.width < PHONE_WIDTH else NORMAL_SCALE) * self.zoom / 100)


def seen(score: Score, view: View) -> tuple[Score, Look]:
    """The score that is drawn, and how."""
    parts = tuple(part for part in view.parts if part < len(score.parts)) or tuple(range(len(score.parts)))
    shown, staves = only_parts(score, parts)
    shown = transpose(shown, interval_of(view.transpose, score.key))
    if view.chords is not None:
        shown = replace(shown, has_chord_symbols=view.chords)
    return shown, Look(numbers=view.numbers, is_written=view.pitch == "written", staves=staves)


@lru_cache(maxsize=48)
def draw(score: Score, view: View) -> tuple[str, ...]:
    """One SVG for each system, or for each page. Kept for a while: scores and views are immutable and compare by value."""
    shown, look = seen(score, view)
    if view.layout == "page":
        return engraving.draw_pages(shown, page_height=PAGE_HEIGHT, look=look).pages
    if view.layout == "line":
        return engraving.draw_line(shown, scale=view.scale, look=look).pages
    return systems_of(engraving.draw(shown, width_px=view.width, scale=view.scale, look=look).svg)
