"""Chord progressions of phrases that end with the cadence asked for, and how well one chord follows another.

Source: the usual motions of Piston, Harmony, ch. 3 (table of root progressions).
"""

from functools import lru_cache
from random import Random

from ...music.analysis.numerals import Numeral, parse_numeral
from .four_parts import Liking

# For each mode and level, what may follow each chord, more usual ones first or said twice.
MAJOR = {
    1: {"I": "IV V I6 V IV", "I6": "IV V IV V7", "IV": "V I V V7", "V": "I I", "V7": "I"},
    2: {
        "I": "IV V6 vi ii6 I6 V IV", "I6": "IV ii6 V IV", "ii6": "V V V7", "IV": "V ii6 I V", "V": "I vi I", "V6": "I I", "V7": "I vi",
        "vi": "ii6 IV ii6",
    },
    3: {
        "I": "IV V6 vi ii6 I6 V65 V43 viio6", "I6": "IV ii6 V viio6 ii65", "ii6": "V V7 I64", "ii65": "V V7", "ii": "V V7",
        "IV": "V ii6 I viio6", "V": "I vi", "V6": "I", "V65": "I", "V43": "I I6", "V7": "I vi", "vi": "ii6 IV ii ii65",
        "viio6": "I I6", "I64": "V V7",
    },
    4: {
        "I": "IV V6 vi ii6 I6 V65 V43 V7/IV V65/V", "I6": "IV ii6 V viio6 ii65 V65/IV", "ii6": "V V7 I64 V65/V", "ii65": "V V7",
        "ii": "V V7 V65/V", "IV": "V ii6 I viio6 V65/V", "V": "I vi", "V6": "I", "V65": "I", "V43": "I I6", "V7": "I vi",
        "vi": "ii6 IV ii ii65 V65/V",
        "viio6": "I I6", "I64": "V V7", "V7/IV": "IV", "V65/IV": "IV", "V65/V": "V",
    },
}  # fmt: skip
MINOR = {
    1: {"i": "iv V i6 V iv", "i6": "iv V iv V7", "iv": "V i V V7", "V": "i i", "V7": "i"},
    2: {
        "i": "iv V6 VI iio6 i6 V iv", "i6": "iv iio6 V iv", "iio6": "V V V7", "iv": "V iio6 i V", "V": "i VI i", "V6": "i i",
        "V7": "i VI",
        "VI": "iio6 iv iio6",
    },
    3: {
        "i": "iv V6 VI iio6 i6 V65 V43 viio6", "i6": "iv iio6 V viio6 iiø65", "iio6": "V V7 i64", "iiø65": "V V7",
        "iv": "V iio6 i viio6",
        "V": "i VI", "V6": "i", "V65": "i", "V43": "i i6", "V7": "i VI", "VI": "iio6 iv iiø65", "viio6": "i i6", "i64": "V V7",
    },
    4: {
        "i": "iv V6 VI iio6 i6 V65 V43 viio7 V65/V", "i6": "iv iio6 V viio6 iiø65", "iio6": "V V7 i64", "iiø65": "V V7",
        "iv": "V iio6 i viio6 V65/V",
        "V": "i VI", "V6": "i", "V65": "i", "V43": "i i6", "V7": "i VI", "VI": "iio6 iv iiø65 V65/V", "viio6": "i i6", "viio7": "i",
        "i64": "V V7",
        "V65/V": "V",
    },
}  # fmt: skip
TABLES = {"major": MAJOR, "minor": MINOR}
LEVELS = (1, 2, 3, 4)
# The last two chords of a phrase.
CADENCES = {
    "major": {"authentic": ("V7", "I"), "half": ("IV", "V"), "plagal": ("IV", "I"), "deceptive": ("V", "vi")},
    "minor": {"authentic": ("V7", "i"), "half": ("iv", "V"), "plagal": ("iv", "i"), "deceptive": ("V", "VI")},
}
HALF_STARTS = {"major": ("IV", "ii6", "I"), "minor": ("iv", "iio6", "i")}


@lru_cache(maxsize=16)
def followers(mode: str, level: int) -> dict[str, tuple[str, ...]]:
    """What may follow each chord of a level."""
    return {chord: tuple(after.split()) for chord, after in TABLES[mode][level].items()}


def chord(text: str, mode: str) -> Numeral:
    """A numeral that means exactly one inversion: without figures the root position."""
    found = parse_numeral(text, mode)
    quality = {"any-seventh": "major-seventh"}.get(found.quality, found.quality)
    return Numeral(text, found.root, quality, found.inversion or 0)


def phrase(mode: str, level: int, length: int, cadence: str, rng: Random, *, after: str = "") -> list[str]:
    """Numerals of a phrase of `length` chords that ends with a cadence. after: the chord before it, "" at the beginning of a piece.

    Raises ValueError where the length is too short.
    """
    table = followers(mode, level)
    last = _cadence(mode, level, cadence, rng)
    open_length = length - len(last)
    if open_length < 1:
        raise ValueError(f"a phrase of {length} chords is too short")
    home = "I" if mode == "major" else "i"
    can_reach = [{name for name, following in table.items() if last[0] in following}]
    for _ in range(open_length - 1):
        can_reach.append({name for name, following in table.items() if can_reach[-1] & set(following)})
    starts = {home} if not after else (set(table.get(after, (home,))) | {home}) - {last[0]}
    chosen: list[str] = []
    for number in range(open_length):
        allowed = can_reach[open_length - 1 - number]
        options = [name for name in (table[chosen[-1]] if chosen else sorted(starts)) if name in allowed]
        fresh = [name for name in options if name not in chosen[-2:]] or options
        chosen.append(rng.choice(fresh) if fresh else home)
    return [*chosen, *last]


def _cadence(mode: str, level: int, cadence: str, rng: Random) -> tuple[str, ...]:
    last = CADENCES[mode][cadence]
    if cadence == "half":
        known = [name for name in HALF_STARTS[mode] if name in followers(mode, level)]
        return rng.choice(known), last[1]
    if cadence == "authentic" and level >= 3 and rng.random() < 0.35:
        return ("I64" if mode == "major" else "i64"), *last
    return last


@lru_cache(maxsize=16)
def liking(mode: str, level: int) -> Liking:
    """The cost of every pair of chords of a level: little for usual ones, much for the rest."""
    table = {}
    for name, following in followers(mode, level).items():
        for rank, other in enumerate(dict.fromkeys(following)):
            table[name, other] = 0.15 * rank
        table[name, name] = 1.2
    return Liking(table, 8.0)
