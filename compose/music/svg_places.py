"""Where one is in a drawing: measures and staves are numbered in the SVG, and a drawing can be cut into its systems."""

import re
from collections.abc import Iterable, Sequence
from itertools import count, pairwise

_PLACE = re.compile(r'<g class="(measure|staff)"')
_NOTE_STAFF = re.compile(r'(?<= id="n)(\d+)-(\d+)-')
_SYSTEM = '<g class="system">'
_STAFF_LINE = re.compile(r'<path d="M\S+ (-?\d+) L\S+ \1" stroke-width="13"/>')
_OUTER = re.compile(r'viewBox="0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"')
_INNER_HEIGHT = re.compile(r'<svg class="definition-scale"[^>]*viewBox="0 0 \d+ (\d+)"')
_MARGIN = re.compile(r'<g class="page-margin"[^>]*translate\(-?\d+, (-?\d+)\)[^>]*>')
_MEASURE = re.compile(r'data-measure="(\d+)"')
_LABEL = re.compile(r'aria-label="([^"]*)"')
TAIL = "</g></svg></svg>"


def name_places(pages: Iterable[str], first: int, staves: Sequence[int]) -> tuple[str, ...]:
    """The pages with `data-measure` (from 1) and `data-staff` (from 0) on every measure and staff.

    first: index of the first measure drawn. staves: for each staff drawn, its index in the whole score, which note ids get as well.
    """
    measures = count(first + 1)
    staff = count()

    def place(match: re.Match) -> str:
        nonlocal staff
        if match[1] == "measure":
            staff = count()
            return f'{match[0]} data-measure="{next(measures)}"'
        return f'{match[0]} data-staff="{staves[next(staff)]}"'

    pages = (_PLACE.sub(place, page) for page in pages)
    if list(staves) == list(range(len(staves))):
        return tuple(pages)
    return tuple(_NOTE_STAFF.sub(lambda match: f"{match[1]}-{staves[int(match[2])]}-", page) for page in pages)


def systems_of(svg: str) -> tuple[str, ...]:
    """One drawing for each system of a continuous one, so that a printer can break between them.

    Nothing is cut off: each shows its own height and lets high notes reach over it. Glyph shapes stand in the first and serve all.
    """
    head, *systems = svg.split(_SYSTEM)
    if len(systems) < 2:
        return (svg,)
    systems[-1] = systems[-1].removesuffix(TAIL)
    width, height = (float(number) for number in _OUTER.search(head).groups())
    scale = height / float(_INNER_HEIGHT.search(head)[1])
    edges = [0.0, *_between(systems, int(_MARGIN.search(head)[1]), scale), height]
    opening, rest = head.split(">", 1)
    shapes = rest[: rest.index("<svg ")]
    inside = rest[rest.index("<svg ") :].replace("<svg ", f'<svg x="0" y="0" width="{width:g}" height="{height:g}" ', 1)
    drawn = []
    for number, (system, (top, bottom)) in enumerate(zip(systems, pairwise(edges), strict=True)):
        outer = _OUTER.sub(f'viewBox="0 {top:.1f} {width:g} {bottom - top:.1f}"', opening, count=1)
        outer = _LABEL.sub(lambda match, system=system: f'aria-label="{match[1]}{_range(system)}"', outer)
        drawn.append(f"{outer}>{shapes if number == 0 else ''}{inside}{_SYSTEM}{system}{TAIL}")
    return tuple(drawn)


def _between(systems: list[str], shift: int, scale: float) -> list[float]:
    """The middle of the room between each system and the next, in pixels."""
    lines = [[int(match[1]) for match in _STAFF_LINE.finditer(system)] for system in systems]
    return [((max(above) + min(below)) / 2 + shift) * scale for above, below in pairwise(lines)]


def _range(system: str) -> str:
    numbers = [int(number) for number in _MEASURE.findall(system)]
    if not numbers:
        return ""
    return f", measure {numbers[0]}" if len(numbers) == 1 else f", measures {numbers[0]} to {numbers[-1]}"
