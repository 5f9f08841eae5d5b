"""Melodies: the cheapest path through the pitches of a scale, where the costs are the rules of a singable line.

Second-order dynamic programming over a window of pitches. Chord tones on strong places, small steps, leaps that turn back, a contour
to follow, a motif to remember, no parallel fifths or octaves with the bass.
Source: cost-based melody after Temperley, Music and Probability, ch. 4; gap-fill after Meyer, Explaining Music.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

FORBIDDEN = 60.0
CLOSE_STEP = (0.9, 0.35, 0.0, 0.25, 0.45, 0.8, 2.2, 1.4, 2.4, 2.4, 3.6, 5.0, 2.6)  # cost of an interval by its semitones
MOTIF_COST, CONTOUR_COST, PARALLEL_COST, UNRESOLVED_COST = 1.1, 0.09, 12.0, 1.4


@dataclass(frozen=True, slots=True)
class Slot:
    """One note to be pitched.

    chord, scale: pitch classes. weight: 0 passing to 3 downbeat, more for long notes. target: the contour's MIDI pitch.
    step: interval in scale steps that the motif made here, or None. bass: the bass pitch struck with it, or None.
    must: pitch classes it has to be, or (). colour: pitch classes that are welcome although foreign, as blue notes.
    """

    chord: frozenset[int]
    scale: frozenset[int]
    weight: float
    target: float
    step: int | None = None
    bass: int | None = None
    must: frozenset[int] = frozenset()
    colour: frozenset[int] = frozenset()


def _leap_table(size: int) -> np.ndarray:
    """[before, now, next] cost: a leap not turned back, a note left hanging in the same direction."""
    places = np.arange(size)
    first = places[None, :] - places[:, None]  # [before, now]
    second = first  # [now, next]
    leap = np.abs(first)[:, :, None] > 5
    same_way = (np.sign(first)[:, :, None] * np.sign(second)[None, :, :]) > 0
    wide = np.abs(second)[None, :, :] > 2
    cost = np.where(leap & same_way, 1.2 + 1.5 * wide, 0.0)
    stuck = (first == 0)[:, :, None] & (second == 0)[None, :, :]
    return cost + np.where(stuck, 1.2, 0.0)


_TABLES: dict[int, np.ndarray] = {}


def sing(slots: Sequence[Slot], low: int, high: int, noise: np.random.Generator, *, before: tuple[int, int | None] | None = None,
         liveliness: float = 0.8, leaps: float = 1.0) -> list[int]:
    """A pitch for every slot, inside low..high (both included).

    before: the pitch sung before the first slot and the bass struck with it. liveliness: how much chance there is. leaps: below 1 lets
    the line leap more.
    """
    if not slots:
        return []
    pitches = np.arange(low, high + 1)
    size = len(pitches)
    table = _TABLES.setdefault(size, _leap_table(size))
    steps = np.abs(pitches[None, :] - pitches[:, None])
    interval = np.array([*CLOSE_STEP, *(5.0 + 0.5 * (n - 12) for n in range(13, size + 13))])[steps] * leaps
    unary = [_unary(slot, pitches) + noise.gumbel(0, liveliness * 0.5, size) for slot in slots]
    first = unary[0]
    if before is not None:
        place = min(max(before[0] - low, 0), size - 1)
        first = first + 0.7 * interval[place] + _parallels(before[1], slots[0].bass, pitches)[place]
    if len(slots) == 1:
        return [int(pitches[first.argmin()])]
    total = first[:, None] + interval + _pairwise(slots[0], slots[1], pitches) + unary[1][None, :]  # [before, now]
    came: list[np.ndarray] = []
    for number in range(2, len(slots)):
        candidates = total[:, :, None] + table  # [before, now, next]
        came.append(candidates.argmin(0))
        total = candidates.min(0) + interval + _pairwise(slots[number - 1], slots[number], pitches) + unary[number][None, :]
    return [int(pitches[place]) for place in _trace(total, came)]


def _trace(total: np.ndarray, came: list[np.ndarray]) -> list[int]:
    now, after = np.unravel_index(int(total.argmin()), total.shape)
    path = [int(after), int(now)]
    for table in reversed(came):
        path.append(int(table[path[-1], path[-2]]))
    return path[::-1]


def _unary(slot: Slot, pitches: np.ndarray) -> np.ndarray:
    classes = pitches % 12
    is_chord = np.isin(classes, list(slot.chord))
    is_scale = np.isin(classes, list(slot.scale))
    cost = np.where(is_chord, 0.0, np.where(is_scale, 0.25 + 1.3 * slot.weight, FORBIDDEN))
    rubs = [(tone + 1) % 12 for tone in slot.chord if (tone + 1) % 12 not in slot.chord]  # a semitone above a chord tone
    cost = cost + np.where(np.isin(classes, rubs) & is_scale, 0.5 * slot.weight, 0.0)
    if slot.colour:
        cost = np.where(np.isin(classes, list(slot.colour)), np.minimum(cost, 0.3 + 0.25 * slot.weight), cost)
    if slot.must:
        cost = np.where(np.isin(classes, list(slot.must)), 0.0, FORBIDDEN)
    return cost + CONTOUR_COST * np.abs(pitches - slot.target)


def _pairwise(first: Slot, second: Slot, pitches: np.ndarray) -> np.ndarray:
    """[now, next] cost: away from the motif, parallel with the bass, a foreign tone left by a leap."""
    moves = pitches[None, :] - pitches[:, None]
    cost = np.zeros(moves.shape)
    if second.step is not None:
        wished = np.sign(second.step) * (1.75 * abs(second.step))
        cost += MOTIF_COST * np.minimum(np.maximum(np.abs(moves - wished) - 0.8, 0), 4)
    foreign = ~np.isin(pitches % 12, list(first.chord | first.colour))
    cost += UNRESOLVED_COST * (foreign[:, None] & (np.abs(moves) > 2))
    return cost + _parallels(first.bass, second.bass, pitches)


def _parallels(first_bass: int | None, second_bass: int | None, pitches: np.ndarray) -> np.ndarray:
    """[now, next] cost of fifths and octaves with the bass that move the same way."""
    cost = np.zeros((len(pitches), len(pitches)))
    if first_bass is None or second_bass is None or first_bass == second_bass:
        return cost
    is_same_way = np.sign(pitches[None, :] - pitches[:, None]) == np.sign(second_bass - first_bass)
    for interval in (0, 7):
        before, after = (pitches - first_bass) % 12 == interval, (pitches - second_bass) % 12 == interval
        cost += PARALLEL_COST * (before[:, None] & after[None, :] & is_same_way)
    return cost
