"""The tones of a chord of the plan, and the degrees outside them, as pitch classes above the tonic."""

from functools import lru_cache

import numpy as np

from ..music.grammar import FIRST_DEGREE, SEMITONES
from ..music.harmony import TEMPLATES
from ..music.score import HARMONY_QUALITIES
from ..music.vocabulary import RANGES

PITCH_CLASSES = SEMITONES[:, 5] % 12  # of each degree above the tonic


@lru_cache(maxsize=4096)
def chord_classes(degree_slot: int, quality_slot: int) -> frozenset[int]:
    """Pitch classes above the tonic of a chord of the plan, empty for no chord."""
    if not degree_slot:
        return frozenset()
    root = int(PITCH_CLASSES[degree_slot - FIRST_DEGREE])
    quality = HARMONY_QUALITIES[quality_slot - RANGES["quality"].start]
    return frozenset((root + tone) % 12 for tone in TEMPLATES[quality])


@lru_cache(maxsize=4096)
def outside(tones: frozenset[int]) -> np.ndarray:
    """For each degree, whether it lies outside these pitch classes above the tonic."""
    mask = ~np.isin(PITCH_CLASSES, list(tones))
    mask.flags.writeable = False
    return mask
