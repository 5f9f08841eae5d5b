"""Everything known about a place of the music, as rows of one table that the generator reads it from.

A row a field of the step before, a row a context feature, a row each pitch class that sounds; then the same of what is given further
on (foresight.py). One gather and sum instead of four dozen.
"""

from collections.abc import Mapping
from itertools import accumulate

import numpy as np

from ..music.vocabulary import SLOT_SIZES
from .context import FEATURES
from .foresight import FORESIGHT

FIELD_COUNT = len(SLOT_SIZES)  # kind and four slots
PITCH_CLASS_COUNT = 12
SETS = {"sounding", "later_sounding"}  # of pitch classes: a row each
_BITS = np.arange(PITCH_CLASS_COUNT)

assert list(FEATURES)[-1] == "sounding" and list(FORESIGHT)[-1] == "later_sounding"
PLACE_OFFSETS = np.cumsum((0, *SLOT_SIZES, *list(FEATURES.values())[:-1]))
FORESIGHT_OFFSETS = np.cumsum((int(PLACE_OFFSETS[-1]) + PITCH_CLASS_COUNT, *list(FORESIGHT.values())[:-1]))
PLACE_VALUES = int(FORESIGHT_OFFSETS[-1]) + PITCH_CLASS_COUNT  # the row after them is empty
PLACE_WIDTH = FIELD_COUNT + len(FEATURES) - 1 + PITCH_CLASS_COUNT + len(FORESIGHT) - 1 + PITCH_CLASS_COUNT


def rows_by_name(features: Mapping[str, int], foresight: Mapping[str, int]) -> dict[str, range]:
    """The rows of each field of the step before, context feature and feature of the foresight, in a table that has these."""
    fields = {f"field {number}": size for number, size in enumerate(SLOT_SIZES)}
    sizes = fields | features | foresight | dict.fromkeys(SETS & (features.keys() | foresight.keys()), PITCH_CLASS_COUNT)
    ends = list(accumulate(sizes.values()))
    return {name: range(end - size, end) for (name, size), end in zip(sizes.items(), ends, strict=True)}


def place_rows(steps_before: np.ndarray, contexts: np.ndarray) -> np.ndarray:
    """Rows of the table of places, int64 [..., PLACE_WIDTH].

    steps_before: [..., 5], the step before each place; contexts: [..., features], as `context.describe` gives them, with the
    foresight behind them where there is any.
    """
    own, ahead = contexts[..., : len(FEATURES)], contexts[..., len(FEATURES) :]
    if not ahead.shape[-1]:
        ahead = np.zeros((*contexts.shape[:-1], len(FORESIGHT)), np.int64)
    parts = (
        steps_before + PLACE_OFFSETS[:FIELD_COUNT],
        own[..., :-1] + PLACE_OFFSETS[FIELD_COUNT:-1],
        _pitch_class_rows(own[..., -1:], int(PLACE_OFFSETS[-1])),
        ahead[..., :-1] + FORESIGHT_OFFSETS[:-1],
        _pitch_class_rows(ahead[..., -1:], int(FORESIGHT_OFFSETS[-1])),
    )
    return np.concatenate(parts, -1, dtype=np.int64)


def _pitch_class_rows(sets: np.ndarray, first: int) -> np.ndarray:
    """sets: [..., 1], pitch classes as bits; first: row of pitch class 0 → [..., 12], the empty row for those that are not in."""
    return np.where(sets.astype(np.int64) >> _BITS & 1, first + _BITS, PLACE_VALUES)
