"""A measure's pulses: where they fall, how strong each place is, and rhythms written as text laid over them."""

from functools import lru_cache

from ...music.score import TimeSignature

SIXTEENTH = 6
ODD_EIGHTHS = {5: (3, 2), 7: (2, 2, 3)}


@lru_cache(maxsize=64)
def pulses(time: TimeSignature) -> tuple[tuple[int, int], ...]:
    """(start, length) in ticks of each felt pulse: quarters, or dotted quarters, or 3+2 and 2+2+3 eighths."""
    length = time.length_ticks
    if time.is_compound or (time.beats, time.beat_type) == (3, 8):
        sizes = [36] * (length // 36)
    elif time.beat_type == 8 and time.beats in ODD_EIGHTHS:
        sizes = [12 * eighths for eighths in ODD_EIGHTHS[time.beats]]
    else:
        sizes = [24] * (length // 24)
    starts, place = [], 0
    for size in sizes:
        starts.append((place, size))
        place += size
    return tuple(starts)


@lru_cache(maxsize=64)
def halves(time: TimeSignature) -> tuple[int, ...]:
    """Starts of the strong pulses: where a chord may change inside a measure."""
    places = [start for start, _ in pulses(time)]
    count = len(places)
    if count <= 2:
        return tuple(places)
    middle = {3: 2, 5: 3, 6: 3, 4: 2}.get(count, count // 2)
    return (0, places[middle])


def strength(time: TimeSignature, place_ticks: int) -> int:
    """3 on the downbeat, 2 on the other strong pulse, 1 on a pulse, 0 elsewhere."""
    if place_ticks == 0:
        return 3
    if len(pulses(time)) != 3 and place_ticks in halves(time):
        return 2
    return 1 if any(start == place_ticks for start, _ in pulses(time)) else 0


def chord_starts(time: TimeSignature, count: int) -> tuple[int, ...]:
    """Where `count` chords of one measure begin; more than there are pulses share the last ones."""
    places = [start for start, _ in pulses(time)]
    if count == 1:
        return (0,)
    if count == 2:
        return halves(time) if len(places) > 1 else (0, 24)
    if count <= len(places):
        return tuple(places[len(places) * number // count] for number in range(count))
    return tuple(places)


def laid(pattern: str, time: TimeSignature, tick: int = SIXTEENTH) -> list[tuple[int, int]]:
    """(onset, duration) of a rhythm in text, "x" struck, "-" held, "." silent, one character a tick, cut or lengthened to the measure.

    In a metre longer than the pattern its second half is said again.
    """
    size = time.length_ticks // tick
    half = pattern[len(pattern) // 2 :]
    while len(pattern) < size:
        pattern += half
    pattern = pattern[:size]
    found = []
    for number, sign in enumerate(pattern):
        if sign in "xX":
            end = number + 1
            while end < size and pattern[end] == "-":
                end += 1
            found.append((number * tick, (end - number) * tick))
    return found
