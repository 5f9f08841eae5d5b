"""From unrounded onsets to the grid, and from lengths to notated values."""

from functools import lru_cache

import numpy as np

from .grammar import is_legal_duration, is_triplet_place
from .vocabulary import DURATIONS_TICKS

BEAT_TICKS = 24


def snap(ticks: np.ndarray, beats: np.ndarray) -> np.ndarray:
    """Round each time to the duple grid (multiples of 3) or the triplet grid (multiples of 4), whichever serves its beat.

    ticks: float64 [N], 24 to the quarter. beats: int64 [N], equal for the events of one beat of one staff.
    Returns int64 [N]. A beat is duple unless triplets fit clearly better, so that noise never makes triplets.
    """
    duple = np.round(ticks / 3) * 3
    triplet = np.round(ticks / 4) * 4
    _, group = np.unique(beats, return_inverse=True)
    duple_error = np.bincount(group, np.abs(ticks - duple))
    triplet_error = np.bincount(group, np.abs(ticks - triplet))
    is_triplet = triplet_error < duple_error * 0.75 - 1e-9
    return np.where(is_triplet[group], triplet, duple).astype(np.int64)


@lru_cache(maxsize=65536)
def notate(position_ticks: int, duration_ticks: int) -> tuple[int, ...] | None:
    """Notated values, to be tied, that fill `duration_ticks` from `position_ticks`: as few as can be, whole beats kept together.

    None where no sequence of notated values does, for example between a 32nd and a triplet place.
    """
    if duration_ticks == 0:
        return ()
    end_ticks = position_ticks + duration_ticks
    beat_end = (position_ticks // BEAT_TICKS + 1) * BEAT_TICKS
    starts_inside, ends_inside = is_triplet_place(position_ticks), is_triplet_place(end_ticks)
    if (starts_inside or ends_inside) and end_ticks > beat_end and not is_legal_duration(position_ticks, duration_ticks):
        cut = beat_end if starts_inside or position_ticks % 12 else end_ticks // BEAT_TICKS * BEAT_TICKS
        if cut > position_ticks:
            return _joined(notate(position_ticks, cut - position_ticks), notate(cut, end_ticks - cut))
    return _fewest(position_ticks, duration_ticks)


def _joined(first: tuple[int, ...] | None, second: tuple[int, ...] | None) -> tuple[int, ...] | None:
    return None if first is None or second is None else (*first, *second)


@lru_cache(maxsize=65536)
def _fewest(position_ticks: int, duration_ticks: int) -> tuple[int, ...] | None:
    if duration_ticks == 0:
        return ()
    best: tuple[int, ...] | None = None
    for ticks in reversed(DURATIONS_TICKS):
        if ticks > duration_ticks or not is_legal_duration(position_ticks, ticks):
            continue
        if best is not None and len(best) <= 2:
            break
        rest = _fewest(position_ticks + ticks, duration_ticks - ticks)
        if rest is not None and (best is None or len(rest) + 1 < len(best)):
            best = (ticks, *rest)
    return best
