"""Ties that cross from one separately drawn system to the next: half an arc on either side.

The engraver only draws ties between two notes it knows, and its own "let ring" sign is too short to read.
"""

import re

from .performance import note_id
from .score import Score
from .ties import Place, tie_targets

HEAD_WIDTH, LENGTH, GAP = 230, 420, 50  # in units of the drawing, 180 to a staff space
RISE, THICKNESS, BELOW_HEAD = 120, 36, 100


def loose_ties(score: Score, first: int, last: int) -> dict[str, str]:
    """Notehead ids whose tie leaves (">") or enters ("<") measures `first` to `last`."""
    loose = {}
    for staff in range(score.staff_count):
        for start, end in tie_targets(score, staff, max(first - 1, 0)).items():
            if start[1] == last - 1 and end[1] >= last:
                loose[_id(staff, start)] = ">"
            if start[1] < first <= end[1]:
                loose[_id(staff, end)] = "<"
    return loose


def draw_loose_ties(svg: str, loose: dict[str, str]) -> str:
    """The drawing with half an arc at each of these noteheads."""
    for identity, side in loose.items():
        found = re.search(rf'<g id="{identity}" class="note">.*?translate\((-?\d+), (-?\d+)\)', svg)
        if found:
            arc = _arc(int(found[1]), int(found[2]), side, _bends_up(svg, found.end()))
            svg = svg[: found.end(0)] + svg[found.end(0) :].replace("</g>", arc + "</g>", 1)
    return svg


def _id(staff: int, place: Place) -> str:
    voice, measure, number, pitch = place
    return note_id(measure, staff, voice, number, pitch)


def _bends_up(svg: str, position: int) -> bool:
    """Away from the stem, which follows the notehead in the drawing; up where there is none."""
    stem = re.match(r'[^<]*(?:<(?!g id=)[^>]*>)*?<g class="stem"><path d="M\S+ (-?\d+) L\S+ (-?\d+)"', svg[position : position + 600])
    return stem is None or int(stem[2]) > int(stem[1])


def _arc(x: int, y: int, side: str, is_up: bool) -> str:
    start, end = (x + HEAD_WIDTH + GAP, x + HEAD_WIDTH + LENGTH) if side == ">" else (x - LENGTH, x - GAP)
    sign = -1 if is_up else 1
    foot = y + sign * BELOW_HEAD * 6 // 10
    near, far = foot + sign * RISE, foot + sign * (RISE - THICKNESS)
    third = (end - start) // 3
    return (
        f'<path class="tie" stroke-width="9" d="M{start} {foot} C{start + third} {near} {end - third} {near} {end} {foot} '
        f'C{end - third} {far} {start + third} {far} {start} {foot}"/>'
    )
