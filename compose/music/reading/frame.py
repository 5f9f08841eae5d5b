"""The measures of a draft before their notes: which are played in what order, how long each is, in which metre and signature."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..saying import gettext_noop as _
from ..score import TICKS_PER_QUARTER, TimeSignature
from ..vocabulary import DURATIONS_TICKS, TIMES
from .draft import MOST_MEASURES, DraftMeasure, DraftPart, UnreadableMusic
from .repeats import has_repeats, order_of

COMMON_TIME = (4, 4)
SHORTEST_TICKS = 3


@dataclass(slots=True)
class Place:
    """One measure of the score. sources: its measures in every part, one or two that are joined. starts: of each, in ticks."""

    sources: tuple[int, ...]
    fifths: int
    time: TimeSignature
    length_ticks: int
    starts: tuple[int, ...] = (0,)


def places_of(parts: Sequence[DraftPart], changes: Counter[str]) -> list[Place]:
    """parts: all of the same number of measures. Raises UnreadableMusic for a metre that cannot be written."""
    first = parts[0].measures
    signs = _signatures(parts)
    order = list(range(len(first)))
    if has_repeats(first):
        written_out = order_of(first)
        is_good = len(written_out) <= MOST_MEASURES and set(written_out) == set(order)  # an ending that no pass comes to would be lost
        changes["repeats_written_out" if is_good else "repeats_left_out"] += 1
        order = written_out if is_good else order
    if len(order) > MOST_MEASURES:
        raise UnreadableMusic(_("It has %(count)s measures; a piece here may have up to %(most)s. Upload a part of it."),
                              count=len(order), most=MOST_MEASURES)  # fmt: skip
    places = [_place(index, _length(parts, index), *signs[index]) for index in order]
    return _fill(_join(places, changes), changes)


def _signatures(parts: Sequence[DraftPart]) -> list[tuple[int, tuple[int, int]]]:
    """Fifths and metre in force in each measure. Those of the first part that says any count."""
    fifths, time = 0, COMMON_TIME
    found = []
    for index in range(len(parts[0].measures)):
        written = [part.measures[index] for part in parts]
        fifths = next((measure.fifths for measure in written if measure.fifths is not None), fifths)
        time = next((measure.time for measure in written if measure.time is not None), time)
        found.append((fifths, time))
    return found


def _length(parts: Sequence[DraftPart], index: int) -> Fraction:
    return max(_extent(part.measures[index]) for part in parts)


def _extent(measure: DraftMeasure) -> Fraction:
    return max([measure.length, *(sound.end for line in measure.lines.values() for sound in line)])


def _place(index: int, length: Fraction, fifths: int, time: tuple[int, int]) -> Place:
    metre = _metre(time, index)
    ticks = round(length * TICKS_PER_QUARTER)
    if ticks > metre.length_ticks:
        metre = _metre_of_length(ticks, metre, index)
    return Place((index,), fifths, metre, ticks or metre.length_ticks)


def _metre(time: tuple[int, int], index: int) -> TimeSignature:
    if time not in [(each.beats, each.beat_type) for each in TIMES]:
        name = f"{time[0]}/{time[1]}"
        raise UnreadableMusic(_("Measure %(number)s is in %(metre)s, a metre I cannot write."), number=index + 1, metre=name)
    return TimeSignature(*time)


def _metre_of_length(ticks: int, metre: TimeSignature, index: int) -> TimeSignature:
    """Of a measure that holds more than its metre allows, as unmeasured music does: a metre that holds it."""
    fitting = [each for each in TIMES if each.length_ticks == ticks]
    if not fitting:
        beats = float(Fraction(ticks, TICKS_PER_QUARTER))
        raise UnreadableMusic(_("Measure %(number)s holds %(quarters)s quarter notes, more than its metre of %(metre)s."),
                              number=index + 1, quarters=f"{beats:g}", metre=metre.name)  # fmt: skip
    return min(fitting, key=lambda each: (each.beat_type != metre.beat_type, each.beats))


def _join(places: list[Place], changes: Counter[str]) -> list[Place]:
    """Two halves of one measure, as a repeat sign or a double bar inside it leaves them, become one."""
    joined: list[Place] = []
    for number, place in enumerate(places):
        before = joined[-1] if len(joined) > 1 or (joined and number == 1 and len(places) == 2) else None
        if before and len(before.sources) == 1 and _is_rest_of(place, before):
            changes["measures_joined"] += 1
            sources, starts = (*before.sources, *place.sources), (0, before.length_ticks)
            joined[-1] = Place(sources, before.fifths, before.time, before.time.length_ticks, starts)
        else:
            joined.append(place)
    return joined


def _is_rest_of(place: Place, before: Place) -> bool:
    is_one = (place.time, place.fifths) == (before.time, before.fifths)
    return is_one and before.length_ticks < place.time.length_ticks and before.length_ticks + place.length_ticks == place.time.length_ticks


def _fill(places: list[Place], changes: Counter[str]) -> list[Place]:
    """A short first measure is a pickup; any other one is filled up with rests."""
    for number, place in enumerate(places):
        if place.length_ticks < place.time.length_ticks and not (number == 0 and _is_pickup(place, places)):
            changes["measures_filled"] += 1
            place.length_ticks = place.time.length_ticks
    return places


def _is_pickup(place: Place, places: list[Place]) -> bool:
    is_like_next = len(places) > 1 and (places[1].time, places[1].fifths) == (place.time, place.fifths)
    return is_like_next and place.length_ticks in DURATIONS_TICKS and place.length_ticks % SHORTEST_TICKS == 0
