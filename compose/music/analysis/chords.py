"""The harmony as a row of chords with Roman numerals, inversions and symbols."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby

from ..abc import KINDS
from ..pitch import fifths_name
from ..score import KeySignature, Score
from .functions import SHAPES, Function
from .hearing import Heard
from .lines import Line
from .places import Place, place_at

NATURAL = {"major": (0, 2, 4, -1, 1, 3, 5), "minor": (0, 2, -3, -1, 1, -4, -2)}  # the plain scale on the line of fifths
SIXTH_KINDS = {"italian": "7", "german": "7", "french": "7b5"}
# Where figures run through the chord, the lowest note of the measure is its bass; one melody alone has none.
KEEPS_BASS = ("keyboard", "accompanied", "melody")


@dataclass(frozen=True, slots=True)
class ChordSpan:
    """A chord and how long it holds. start, end: ticks. inversion: index of the chord tone in the bass."""

    start: int
    end: int
    place: Place
    key: KeySignature
    function: Function
    inversion: int

    @property
    def root(self) -> int:
        return self.key.tonic + self.function.root

    @property
    def quality(self) -> str:
        return self.function.quality

    @property
    def numeral(self) -> str:
        """The Roman numeral in its own key: "V65/V"."""
        return self.function.figure(self.inversion)

    @property
    def symbol(self) -> str:
        """The chord symbol without its bass: "Bbmaj7"."""
        return fifths_name(self.root) + (SIXTH_KINDS.get(self.quality) or KINDS.get(self.quality, ""))

    @property
    def tones(self) -> tuple[int, ...]:
        """Pitch classes, root first."""
        return tuple((self.root * 7 + tone) % 12 for tone in SHAPES[self.quality])

    @property
    def leading_note(self) -> int | None:
        """The pitch class that pulls up, in a dominant chord with a third that does."""
        if not self.function.is_dominant or self.quality in ("minor", "minor-seventh"):
            return None
        place = self.function.target_root + 5
        if self.function.target and place in NATURAL[self.key.mode]:
            return None  # the third of V7/IV is a plain note of the key and need not go anywhere
        return (self.key.tonic + place) * 7 % 12

    @property
    def seventh(self) -> int | None:
        """The pitch class of the chord's seventh."""
        return self.tones[3] if len(self.tones) == 4 and self.quality not in SIXTH_KINDS else None

    def to_json(self) -> dict:
        """Plain values for a JSON column."""
        return {
            **self.place.to_json(), "quarters": (self.end - self.start) / 24, "key": self.key.name, "numeral": self.numeral,
            "symbol": self.symbol, "quality": self.quality, "inversion": self.inversion,
        }  # fmt: skip


def chords_of(score: Score, heard: list[Heard], lines: tuple[Line, ...], texture_kind: str) -> tuple[ChordSpan, ...]:
    """What was heard beat by beat, equal neighbours joined; a change of bass makes a new chord where voices are independent."""
    spans: list[ChordSpan] = []
    is_figured = texture_kind in KEEPS_BASS
    keyed = groupby((item for item in heard if item.function), key=lambda item: (item.key, item.function, is_figured and item.beat.measure))
    for (key, function, _), group in keyed:
        beats = list(group)
        inversion = 0
        if is_figured and texture_kind != "melody":
            inversion = _inversion(key, function, _lowest(lines, beats[0].beat.start, beats[-1].beat.end), 0)
        for number, item in enumerate(beats):
            if not is_figured:
                inversion = _inversion(key, function, item.bass, inversion if number else 0)
            _append(score, spans, item, inversion)
    return tuple(spans)


def _append(score: Score, spans: list[ChordSpan], item: Heard, inversion: int) -> None:
    last = spans[-1] if spans else None
    assert item.function is not None
    if last and (last.key, last.function, last.inversion, last.end) == (item.key, item.function, inversion, item.beat.start):
        spans[-1] = ChordSpan(last.start, item.beat.end, last.place, last.key, last.function, last.inversion)
    else:
        spans.append(ChordSpan(item.beat.start, item.beat.end, place_at(score, item.beat.start), item.key, item.function, inversion))


def _inversion(key: KeySignature, function: Function, bass: int, otherwise: int) -> int:
    tones = [(key.tonic * 7 + tone) % 12 for tone in function.tones]
    return tones.index(bass) if bass in tones else otherwise


def _lowest(lines: tuple[Line, ...], start: int, end: int) -> int:
    """The pitch class of the lowest note that sounds in a stretch, -1 for none."""
    inside = [note for line in lines for note in line.notes if note.start < end and note.end > start]
    return min((pitch.midi for note in inside for pitch in (note.pitch, *note.below)), default=-1) % 12 if inside else -1


class ChordRow:
    """Chords that can be asked for by time."""

    def __init__(self, spans: tuple[ChordSpan, ...]) -> None:
        self.spans = spans
        self._starts = [span.start for span in spans]

    def index_at(self, tick: int) -> int | None:
        """The index of the chord that holds at a tick."""
        index = bisect_right(self._starts, tick) - 1
        return index if index >= 0 and self.spans[index].end > tick else None

    def at(self, tick: int) -> ChordSpan | None:
        """The chord that holds at a tick."""
        index = self.index_at(tick)
        return None if index is None else self.spans[index]
