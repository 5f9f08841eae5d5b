"""Articulation that was asked for: on which notes it makes sense, and how strongly it is drawn there.

Hardly any of the music the model learned from has its articulation, so a wish for it would go unheard. Where a mark suits a note it is
gained, elsewhere the note stays plain: staccato on short notes, accents where a measure begins and on long notes, tenuto on notes that
can be held.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from ..music.score import TICKS_PER_QUARTER
from ..music.vocabulary import INDEX, SLOT_SIZES

GAIN = 8.0  # nats: practically always
# (position in the measure, duration), in ticks, of a note that the mark suits.
SUITS: dict[str, Callable[[int, int], bool]] = {
    "staccato": lambda position_ticks, duration_ticks: duration_ticks <= TICKS_PER_QUARTER,
    "accent": lambda position_ticks, duration_ticks: position_ticks == 0 or duration_ticks > TICKS_PER_QUARTER,
    "tenuto": lambda position_ticks, duration_ticks: duration_ticks >= TICKS_PER_QUARTER // 2,
}
AVOIDS = {"legato": "staccato"}  # what a wish that has no mark of its own keeps away


@lru_cache(maxsize=4096)
def touch_costs(articulation: str, position_ticks: int, duration_ticks: int) -> np.ndarray | None:
    """Costs of the values of slot D for a note, negative for a gain; None where nothing was asked.

    articulation: as in the plan, "staccato", "accent", "tenuto" or "legato", "" for none.
    """
    if articulation in AVOIDS:
        costs = np.zeros(SLOT_SIZES[4])
        costs[INDEX["mark"][AVOIDS[articulation], False]] = GAIN
        return costs
    if articulation not in SUITS:
        return None
    costs = np.zeros(SLOT_SIZES[4])
    suits = SUITS[articulation](position_ticks, duration_ticks)
    costs[INDEX["mark"][articulation, False]] = -GAIN if suits else GAIN
    return costs
