"""Who plays what: an ensemble as leader, accompanist, inner parts and bass."""

from dataclasses import dataclass

from ...music.instruments import INSTRUMENTS, Instrument
from .errors import ProceduralError

NOT_ON_GUITAR = frozenset(("stride", "boogie-woogie", "fanfare"))
FOR_CONSORT = frozenset(("pop ballad", "ambient", "tango", "cinematic", "fanfare", "jazz ballad"))
LOW_ENOUGH = 48  # the lowest note of what can play a bass beside a keyboard
HIGH_VOICES = ("Voice", "Soprano", "Alto")
COMFORT = 3  # semitones kept free at both ends of a range


@dataclass(frozen=True, slots=True)
class Players:
    """Indices of the parts. leader: who sings, None on a keyboard or guitar alone. accompanist: keyboard or guitar, None in a consort.

    inner: middle parts, from the top. bass: a single line at the bottom, or None.
    """

    names: tuple[str, ...]
    leader: int | None
    accompanist: int | None
    inner: tuple[int, ...] = ()
    bass: int | None = None

    def instrument(self, part: int) -> Instrument:
        return INSTRUMENTS[self.names[part]]

    @property
    def is_solo(self) -> bool:
        return self.leader is None


def cast(names: tuple[str, ...], style: str) -> Players:
    """The roles of an ensemble. Raises ProceduralError if the style cannot be written for it."""
    chordal = [part for part, name in enumerate(names) if len(INSTRUMENTS[name].clefs) == 2 or name == "Guitar"]
    single = [part for part in range(len(names)) if part not in chordal]
    if len(chordal) > 1 and "Guitar" in (names[part] for part in chordal):
        # A guitar beside a keyboard sings; the keyboard accompanies.
        guitar = next(part for part in chordal if names[part] == "Guitar")
        chordal, single = [part for part in chordal if part != guitar], sorted([*single, guitar])
    if len(chordal) > 1:
        raise ProceduralError(f"I write {style} for one keyboard at a time, not for {len(chordal)}.")
    if chordal and names[chordal[0]] == "Guitar" and style in NOT_ON_GUITAR:
        raise ProceduralError(f"I cannot write {style} for guitar; a piano can play it.")
    if chordal and not single:
        return Players(names, None, chordal[0])
    if not chordal and (len(single) < 2 or style not in FOR_CONSORT):
        raise ProceduralError(f"I write {style} for a piano, or for an instrument with piano, not for {', '.join(names)}.")
    # A high voice leads instruments; otherwise the highest sings, the first of equals.
    leader = max(single, key=lambda part: (names[part] in HIGH_VOICES, _height(names[part]), -part))
    others = [part for part in single if part != leader]
    lowest = min(others, key=lambda part: (_height(names[part]), -part), default=None)
    is_low = lowest is not None and INSTRUMENTS[names[lowest]].low <= LOW_ENOUGH
    bass = lowest if is_low or not chordal else None
    return Players(names, leader, chordal[0] if chordal else None, tuple(part for part in others if part != bass), bass)


def _height(name: str) -> int:
    return INSTRUMENTS[name].low + INSTRUMENTS[name].high


def comfortable(instrument: Instrument, low: int, high: int) -> tuple[int, int]:
    """A wished range moved by octaves and cut to an instrument's own, at least an octave wide."""
    lowest, highest = instrument.low + (COMFORT if instrument.high - instrument.low > 24 else 0), instrument.high - COMFORT
    while low > lowest and low + 12 > highest:
        low, high = low - 12, high - 12
    while low < lowest - 5 and high + 12 <= highest + 4:
        low, high = low + 12, high + 12
    low, high = max(low, lowest), min(high, highest)
    return (low, high) if high - low >= 12 else (max(instrument.low, high - 14), high)
