"""Stretches of measures as a teacher writes them, "1-4, 7, 9-12 staff 2", and as they are stored: measures from 1, staves from 0."""

import re

from django.utils.translation import gettext as _

ONE = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?(?:\s+staff\s+(\d{1,2}))?", re.IGNORECASE)


def read(text: str) -> list[list]:
    """[[first, last, staff or None], …]. Raises ValueError with a sentence."""
    areas = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        found = ONE.fullmatch(part)
        if found is None:
            raise ValueError(_("“%(part)s” is not a stretch of bars. Write it like: 1-4, 7, 9-12 staff 2") % {"part": part[:40]})
        first, last = int(found[1]), int(found[2] or found[1])
        staff = None if found[3] is None else int(found[3]) - 1
        if not 1 <= first <= last or (staff is not None and staff < 0):
            raise ValueError(_("“%(part)s” ends before it begins. Bars and staves are counted from 1.") % {"part": part[:40]})
        areas.append([first, last, staff])
    return areas


def write(areas: list[list]) -> str:
    return ", ".join(_written(first, last, None if staff is None else staff + 1) for first, last, staff in areas)


def _written(first: int, last: int, staff: int | None) -> str:
    return (f"{first}" if first == last else f"{first}-{last}") + ("" if staff is None else f" staff {staff}")
