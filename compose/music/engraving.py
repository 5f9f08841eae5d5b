"""Engraving: a score, or a slice of it, as SVG that a strict Content-Security-Policy and a dark page can show.

The SVG carries no style element, no style attribute and no font of its own: colours are `currentColor`, weights are
attributes, music glyphs are paths. It needs no style sheet; a page may add rules for `.note` (see `cursor` in score.css).
Words are set in `Times, serif`.
"""

import re
import threading
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import verovio

from . import musicxml
from .errors import ComposeError
from .loose_ties import draw_loose_ties, loose_ties
from .performance import PlayedNote, perform
from .score import Score
from .svg import clean
from .svg_places import name_places

verovio.enableLog(verovio.LOG_OFF)  # its warnings would go to standard error; `logged` turns them on for tests

FULL_SYSTEM_MEASURES = 4
TALLEST = 60000  # verovio's limit for a page that grows with its content
OPTIONS = {
    "smuflTextFont": "none",
    "header": "none",
    "footer": "none",
    "svgViewBox": True,
    "svgFormatRaw": True,
    "svgRemoveXlink": True,
    "xmlIdSeed": 1,
    "justifyVertically": False,
    "pageMarginRight": 25,
    "pageMarginTop": 25,
    "pageMarginBottom": 25,
    "spacingStaff": 10,
    "tupletNumHead": False,
}

# Names of players are set to the right of this margin, as wide as Times: where a reader's letters are wider, they grow into it.
MARGIN_LEFT, MARGIN_A_LETTER = 25, 5

BAR_NUMBERS = {"system": 0, "bar": 1, "none": 0}  # at the start of systems, or at every so many bars
_NUMBER = re.compile(r'<g class="mNum[^>]*>.*?</text></g>')

_local = threading.local()


class EngravingError(ComposeError):
    """The engraver could not draw a score."""

    code = "engraving.failed"


@dataclass(frozen=True)
class Look:
    """numbers: a key of BAR_NUMBERS. is_written: transposing instruments as their players read them.

    staves: where some parts are drawn alone, the index of each of their staves in the whole score.
    """

    numbers: str = "system"
    is_written: bool = False
    staves: tuple[int, ...] = ()


AS_EVER = Look()


@dataclass(frozen=True)
class Engraving:
    """Drawn music. pages: one SVG element each; a continuous drawing or a system is a single one."""

    pages: tuple[str, ...]
    score: Score
    first: int
    last: int

    @property
    def svg(self) -> str:
        """The first, often only, page."""
        return self.pages[0]

    @cached_property
    def notes(self) -> tuple[PlayedNote, ...]:
        """The notes drawn, as they are played."""
        return perform(self.score, self.first, self.last)

    @property
    def time_map(self) -> dict[str, float]:
        """For the cursor: id of each notehead that is struck and the second it sounds at, in order of time."""
        return {note.id: note.onset_seconds for note in self.notes}


def draw(
    score: Score,
    first: int = 0,
    last: int | None = None,
    *,
    width_px: int = 1100,
    scale: int = 40,
    streaming: bool = False,
    look: Look = AS_EVER,
) -> Engraving:
    """Measures `first` to `last` (indices from 0, `last` not included) broken into systems that fit a width.

    width_px: width of the drawing in CSS pixels. scale: per cent; 40 gives a staff 29 px high, 34 suits a phone.
    Raises EngravingError if there is nothing to draw.
    """
    toolkit = _load(score, first, last, streaming, width_px, scale, {"breaks": "auto", "minLastJustification": 0.6}, look=look)
    return _engraving(toolkit, score, first, last, width_px, look)


def draw_system(
    score: Score, first: int, last: int | None = None, *, width_px: int = 1100, scale: int = 40, streaming: bool = True
) -> Engraving:
    """The same measures as exactly one system, for a score that still grows.

    A system with all its measures fills `width_px`; one too full for it gets a wider viewBox, so that the page shows it smaller;
    an unfinished one keeps its natural width and grows from the left.
    """
    last = len(score.measures) if last is None else min(last, len(score.measures))
    toolkit = _load(score, first, last, streaming, width_px, scale, {"breaks": "none"}, is_one_system=True)
    natural_px = _width_px(toolkit.renderToSVG(1))
    is_full = last - first >= FULL_SYSTEM_MEASURES or not streaming
    fitting = max(width_px, natural_px)
    toolkit.setOptions({"breaks": "line", "pageWidth": round(fitting * 100 / scale), "minLastJustification": 0 if is_full else 1})
    toolkit.redoLayout()
    return _engraving(toolkit, score, first, last, width_px)


def draw_line(score: Score, *, scale: int = 40, look: Look = AS_EVER) -> Engraving:
    """The whole score as one system, as wide as it needs."""
    toolkit = _load(score, 0, None, False, 100, scale, {"breaks": "none", "adjustPageWidth": True}, look=look)
    return _engraving(toolkit, score, 0, None, 0, look)


def draw_pages(score: Score, *, page_width: int = 1800, page_height: int = 2500, look: Look = AS_EVER) -> Engraving:
    """The whole score on pages for print; sizes in tenths of a millimetre, margins not included."""
    scale = 100 if score.staff_count <= 3 else 85 if score.staff_count <= 6 else 65
    layout = {
        "breaks": "auto", "pageHeight": page_height * 100 // scale, "adjustPageHeight": False, "justifyVertically": True,
        "minLastJustification": 0.5, "breaksNoWidow": True,
        "pageMarginLeft": 40, "pageMarginRight": 10, "pageMarginTop": 0, "pageMarginBottom": 0,
    }  # fmt: skip
    toolkit = _load(score, 0, None, False, page_width, scale, layout, look=look)
    return _engraving(toolkit, score, 0, None, page_width, look)


def _load(
    score: Score,
    first: int,
    last: int | None,
    streaming: bool,
    width_px: int,
    scale: int,
    layout: dict,
    is_one_system: bool = False,
    look: Look = AS_EVER,
) -> verovio.toolkit:
    if not score.measures[first:last]:
        raise EngravingError(f"there is no measure from {first} to {last} in a score of {len(score.measures)}")
    toolkit = _toolkit()
    margin = MARGIN_LEFT + MARGIN_A_LETTER * max(len(part.label) for part in score.parts)
    size = {"pageWidth": round(width_px * 100 / scale), "pageHeight": TALLEST, "adjustPageHeight": True, "scale": scale}
    size["pageMarginLeft"] = margin
    toolkit.setOptions(OPTIONS | size | {"adjustPageWidth": False, "mnumInterval": BAR_NUMBERS[look.numbers]} | layout)
    if not toolkit.loadData(musicxml.write(score, first, last, streaming, is_one_system, look.is_written)):
        raise EngravingError("the engraver could not read the score")
    return toolkit


def _toolkit() -> verovio.toolkit:
    """One toolkit a thread: making one reads the fonts, and none may be shared."""
    if not hasattr(_local, "toolkit"):
        # Verovio remembers where its fonts lie for the importing thread only.
        _local.toolkit = verovio.toolkit(False)
        _local.toolkit.setResourcePath(str(Path(verovio.__file__).parent / "data"))
    return _local.toolkit


def _engraving(toolkit: verovio.toolkit, score: Score, first: int, last: int | None, width_px: int, look: Look = AS_EVER) -> Engraving:
    last = len(score.measures) if last is None else min(last, len(score.measures))
    label = score.title or "Score"
    if (first, last) != (0, len(score.measures)):
        label += f", measure {first + 1}" if last == first + 1 else f", measures {first + 1} to {last}"
    pages = [toolkit.renderToSVG(number) for number in range(1, toolkit.getPageCount() + 1)]
    suffix = f"-{first}-{last}-{width_px}"
    cleaned = [
        clean(page, label=label if len(pages) == 1 else f"{label}, page {number}", suffix=f"{suffix}-{number}")
        for number, page in enumerate(pages, start=1)
    ]
    if look.numbers == "none":
        cleaned = [_NUMBER.sub("", page) for page in cleaned]
    loose = loose_ties(score, first, last)
    tied = [draw_loose_ties(page, loose) for page in cleaned]
    return Engraving(name_places(tied, first, look.staves or range(score.staff_count)), score, first, last)


def _width_px(svg: str) -> float:
    return float(svg.split('viewBox="0 0 ', 1)[1].split(" ", 1)[0])
