"""Whether the rest of a measure can still be filled: so many chords, so many rests, no shorter than so, ending where they may."""

from functools import lru_cache

from ..music.grammar import is_legal_duration
from ..music.vocabulary import DURATIONS_TICKS, INDEX

MANY_RESTS = 8  # as good as any number


def fits(position_ticks: int, length_ticks: int) -> list[int]:
    """Lengths that one note may have here."""
    return [ticks for ticks in DURATIONS_TICKS if ticks <= length_ticks - position_ticks and is_legal_duration(position_ticks, ticks)]


@lru_cache(maxsize=65536)
def has_room(position_ticks: int, length_ticks: int, count: int, rests: int, shortest: int) -> bool:
    """Whether exactly `count` chords of at least `shortest` ticks, and at most so many rests, can fill what is left of a measure."""
    if position_ticks == length_ticks:
        return count == 0
    return any(
        (count > 0 and ticks >= shortest and has_room(position_ticks + ticks, length_ticks, count - 1, rests, shortest))
        or (rests > 0 and has_room(position_ticks + ticks, length_ticks, count, min(rests - 1, MANY_RESTS), shortest))
        for ticks in fits(position_ticks, length_ticks)
    )


def lengths_that_leave_room(
    position_ticks: int, length_ticks: int, count: int, rests: int, shortest: int, *, is_rest: bool
) -> tuple[int, ...]:
    """Duration values of a chord, or a rest, after which the others still find a place."""
    count, rests = (count, rests - 1) if is_rest else (count - 1, rests)
    least = 1 if is_rest else shortest
    if count < 0 or rests < 0:
        return ()
    possible = [ticks for ticks in fits(position_ticks, length_ticks) if ticks >= least]
    return tuple(INDEX["duration"][ticks] for ticks in possible if has_room(position_ticks + ticks, length_ticks, count, rests, shortest))


@lru_cache(maxsize=4096)
def reaches_end(position_ticks: int, borders: frozenset[int], length_ticks: int, shortest: int) -> bool:
    """Whether notes of at least `shortest` ticks that end on borders can fill the rest of a measure."""
    return position_ticks == length_ticks or any(
        border >= position_ticks + shortest and is_legal_duration(position_ticks, border - position_ticks)
        and reaches_end(border, borders, length_ticks, shortest)
        for border in borders
    )  # fmt: skip
