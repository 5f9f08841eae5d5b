"""Masks over the kinds of a step and over the values of one of its slots. Those that are remembered must not be written to."""

from functools import lru_cache

import numpy as np

from ..music.vocabulary import RANGES, SLOT_SIZES, Kind


def mask_of(kinds: tuple[Kind, ...]) -> np.ndarray:
    """Mask over the kinds."""
    mask = np.zeros(len(Kind), bool)
    mask[list(kinds)] = True
    return mask


@lru_cache(maxsize=256)
def of_kinds(*these: Kind) -> np.ndarray:
    """The same, remembered."""
    return mask_of(these)


def values(slot: int, *these: int) -> np.ndarray:
    """Mask over the values of a slot."""
    mask = np.zeros(SLOT_SIZES[slot], bool)
    mask[list(these)] = True
    return mask


@lru_cache(maxsize=1024)
def only(slot: int, value: int) -> np.ndarray:
    """One value, remembered."""
    return values(slot, value)


def only_field(field: str, slot: int) -> np.ndarray:
    """All values of a field of the vocabulary."""
    mask = np.zeros(SLOT_SIZES[slot], bool)
    mask[RANGES[field]] = True
    return mask


@lru_cache(maxsize=8)
def everything(slot: int) -> np.ndarray:
    """All values of a slot, remembered."""
    return np.ones(SLOT_SIZES[slot], bool)
