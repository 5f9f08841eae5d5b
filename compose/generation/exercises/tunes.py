"""Tunes over chords: phrases with a rhythm, a contour and an ending, sung by the cheapest path of `procedural.melody`."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from ...music.score import KeySignature, TimeSignature
from ..procedural.chords import ChordSpan, scale_of
from ..procedural.lines import Line, event
from ..procedural.melody import Slot, sing
from ..procedural.metre import strength
from ..procedural.rhythms import Rhythm, measure_rhythm
from .progressions import chord


@dataclass(frozen=True, slots=True)
class Manner:
    """low, high: MIDI range. activity: 0 calm to 1 busy. leaps: below 1 lets the tune leap more. bank: of rhythms."""

    low: int = 62
    high: int = 79
    activity: float = 0.4
    leaps: float = 1.3
    bank: str = "song"


def spans_of(bars: Sequence[Sequence[str]], key: KeySignature, time: TimeSignature, first: int = 0) -> list[ChordSpan]:
    """Chord spans of measures of numerals, each measure shared evenly on the beats."""
    found = []
    for number, texts in enumerate(bars):
        start = (first + number) * time.length_ticks
        beats = time.length_ticks // time.beat_ticks
        edges = [round(beats * place / len(texts)) * time.beat_ticks for place in range(len(texts) + 1)]
        for text, begin, end in zip(texts, edges, edges[1:], strict=False):
            numeral = chord(text, key.mode)
            found.append(ChordSpan(start + begin, start + end, numeral.root, numeral.quality, False, numeral.inversion or 0))
    return found


def classes(places: Sequence[int], key: KeySignature) -> frozenset[int]:
    """Pitch classes of places above the tonic."""
    return frozenset((key.tonic + place) * 7 % 12 for place in places)


@dataclass
class Tune:
    """A tune that grows phrase by phrase. chords: of the whole piece."""

    key: KeySignature
    time: TimeSignature
    chords: Sequence[ChordSpan]
    manner: Manner
    rng: Random
    line: Line

    def phrase(self, first: int, rhythms: Sequence[Rhythm], end: frozenset[int], *, lift: float = 0.0) -> None:
        """Sing measures from `first` on. rhythms: of each. end: pitch classes of the last note."""
        slots, places = [], []
        count = len(rhythms)
        middle = (self.manner.low + self.manner.high) / 2
        for number, rhythm in enumerate(rhythms):
            for onset, duration in rhythm:
                tick = (first + number) * self.time.length_ticks + onset
                share = (number + onset / self.time.length_ticks) / count
                target = middle - 2 + lift + 6 * np.sin(np.pi * min(1.0, share * 1.2))
                is_last = number == count - 1 and (onset, duration) == rhythm[-1]
                slots.append(self._slot(tick, duration, float(target), end if is_last else frozenset()))
                places.append((tick, duration))
        noise = np.random.default_rng(self.rng.getrandbits(60))
        before = (self.line[-1].top, None) if self.line else None
        pitches = sing(slots, self.manner.low, self.manner.high, noise, before=before, liveliness=1.0, leaps=self.manner.leaps)
        self.line += [event(tick, duration, pitch) for (tick, duration), pitch in zip(places, pitches, strict=True)]

    def repeat(self, first: int, count: int, to: int) -> None:
        """Say measures from `first` on again from measure `to` on."""
        length = self.time.length_ticks
        taken = [item for item in self.line if first * length <= item.onset_ticks < (first + count) * length]
        self.line += [item.moved((to - first) * length) for item in taken]

    def _slot(self, tick: int, duration: int, target: float, must: frozenset[int]) -> Slot:
        span = next(one for one in self.chords if one.start_ticks <= tick < one.end_ticks)
        weight = 0.35 * strength(self.time, tick % self.time.length_ticks) + (0.5 if duration >= 36 else 0.0)
        return Slot(classes(span.tones, self.key), self.scale_at(tick), weight, target, must=must)

    def scale_at(self, tick: int) -> frozenset[int]:
        """Pitch classes to sing at a tick."""
        span = next(one for one in self.chords if one.start_ticks <= tick < one.end_ticks)
        return classes(scale_of(span, self.key.mode), self.key)


def rhythm_of(manner: Manner, time: TimeSignature, rng: Random) -> Rhythm:
    """A measure that begins on its downbeat and has no rests."""
    for _ in range(40):
        found = measure_rhythm(manner.bank, time, manner.activity, rng)
        if found and found[0][0] == 0 and sum(duration for _, duration in found) == time.length_ticks:
            return found
    beats = time.length_ticks // time.beat_ticks
    return [(beat * time.beat_ticks, time.beat_ticks) for beat in range(beats)]


def ending_of(time: TimeSignature, *, is_last: bool) -> Rhythm:
    """The last measure of a phrase: a long note, and a short breath unless it is the last."""
    length, beat = time.length_ticks, time.beat_ticks
    if is_last or length <= 2 * beat:
        return [(0, length)]
    return [(0, beat), (beat, length - beat)] if length == 4 * beat else [(0, length)]
