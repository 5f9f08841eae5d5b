"""From verovio's SVG to one that needs no style sheet, no font and no random ids."""

import re
from functools import lru_cache
from html import escape
from importlib.resources import files
from xml.etree import ElementTree

UNITS_PER_PIXEL_AT_720 = 0.72  # font size 720 draws a glyph of 1000 units
WEIGHTS = {"tempo": ' font-weight="bold"', "reh": ' font-weight="bold"', "mNum": ' font-style="italic"', "dir": ' font-style="italic"'}
CHORD_ACCIDENTALS = {"\uea63": "𝄫", "\uea64": "♭", "\uea65": "♮", "\uea66": "♯", "\uea67": "𝄪"}

_STYLE = re.compile(r"<style.*?</style>", re.S)
# Where sections, pages and encoded line breaks begin and end: empty groups, or dots that only an editor would show.
_MARKER = re.compile(
    r'<g(?: id="[^"]*")? class="[^"]*(?:placeholder|pageMilestone|systemMilestone|pageMilestoneEnd|systemMilestoneEnd)[^"]*"'
    r"(?:/>|>(?:<ellipse [^>]*/>)*</g>)"
)
_OTHER_ID = re.compile(r' id="(?![nr]\d+-)(?!E[0-9A-F]{3,4}-)[^"]*"')
_GLYPH_ID = re.compile(r'((?:id="|href="#)[EU][0-9A-F]{3,4})-[^"]*"')
_WEIGHT = re.compile(r'<g class="(tempo|reh|mNum|dir)"')
_MUSIC_TEXT = re.compile(
    r'<text x="(-?\d+)" y="(-?\d+)"([^>]*)>((?:<tspan[^>]*>)*)<tspan font-family="Leipzig" font-size="(\d+)px">([^<]*)</tspan>'
)
_MUSIC_TSPAN = re.compile(r'<tspan font-family="Leipzig" font-size="(\d+)px">([^<]*)</tspan>')


def clean(svg: str, *, label: str, suffix: str) -> str:
    """The drawing with attributes for styles, paths for glyphs, and only the ids of notes and rests kept.

    label: what a screen reader says. suffix: makes the ids of glyph shapes differ between drawings on one page.
    """
    svg = _STYLE.sub("", svg)
    svg = _MARKER.sub("", svg)
    svg = _OTHER_ID.sub("", svg)
    svg = _GLYPH_ID.sub(rf'\1{suffix}"', svg)
    svg = _WEIGHT.sub(lambda match: match[0] + WEIGHTS[match[1]], svg)
    svg = _MUSIC_TEXT.sub(_as_paths, svg)
    svg = _MUSIC_TSPAN.sub(_as_letters, svg)
    svg = svg.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    svg = svg.replace(' class="definition-scale" color="black"', ' class="definition-scale" fill="currentColor"')
    svg = svg.replace('<g class="page-margin"', '<g class="page-margin" stroke="currentColor"').replace("<text ", '<text stroke="none" ')
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" class="score" ', 1)


def _as_paths(match: re.Match) -> str:
    """Text that starts with music glyphs (a metronome mark) with the glyphs drawn and the words moved right."""
    x, y, attributes, opened, size, glyphs = match.groups()
    scale = int(size) / 1000
    drawn, advance = "", 0.0
    for letter in glyphs:
        path, width = _glyph(ord(letter)) if ord(letter) >= 0xE000 else ("", 0)
        if path:
            drawn += f'<path transform="translate({int(x) + advance:.0f},{y}) scale({scale:g},{-scale:g})" d="{path}"/>'
        advance += width * scale if path else 0.08 * int(size)
    return f'{drawn}<text x="{int(x) + advance:.0f}" y="{y}"{attributes}>{opened}'


def _as_letters(match: re.Match) -> str:
    size = int(match[1]) * 9 // 16  # words stand at 405 where music stands at 720
    return f'<tspan font-size="{size}px">{"".join(CHORD_ACCIDENTALS.get(letter, letter) for letter in match[2])}</tspan>'


@lru_cache(maxsize=64)
def _glyph(code: int) -> tuple[str, float]:
    """Outline and advance width of a glyph of the Leipzig font inside the verovio wheel, in thousandths of the font size."""
    fonts = files("verovio") / "data"
    outline = fonts / "Leipzig" / f"{code:04X}.xml"
    if not outline.is_file():
        return "", 0.0
    path = ElementTree.fromstring(outline.read_text()).find("path")
    return path.get("d"), _advances().get(code, 0.0)


@lru_cache(maxsize=1)
def _advances() -> dict[int, float]:
    glyphs = ElementTree.fromstring((files("verovio") / "data" / "Leipzig.xml").read_text()).iter("g")
    return {int(glyph.get("c"), 16): float(glyph.get("h-a-x", 0)) for glyph in glyphs}
