"""Consorts: how inner parts and bass of single instruments follow, hold or leave the leader alone."""

from collections.abc import Callable, Sequence
from random import Random

from ...music.instruments import Instrument
from ...music.score import TimeSignature
from .chords import ChordSpan
from .form import Phrase
from .lines import Line, event
from .metre import strength
from .room import bass_pitch
from .voicing import pitch_classes, voice

CALL_SHARE = 0.35


def inside(pitch: int, low: int, high: int) -> int:
    """The pitch moved by octaves into a range."""
    while pitch < low:
        pitch += 12
    while pitch > high:
        pitch -= 12
    return pitch


def shared_out(line: Line, number: int, instrument: Instrument) -> Line:
    """One inner part of a line of chords: the note `number` from the top, the lowest where there are fewer."""
    return [
        event(item.onset_ticks, item.duration_ticks, inside(item.pitches[max(0, len(item.pitches) - 1 - number)], instrument.low,
                                                            instrument.high), item.articulation)
        for item in line
    ]


class Tutti:
    """Decides, phrase by phrase, whether all follow the leader's rhythm. share: of the phrases where they do."""

    def __init__(self, melody: Line, phrases: Sequence[Phrase], time: TimeSignature, tonic: int, chord_at: Callable[[int], ChordSpan],
                 share: float, seed: str) -> None:
        self.melody, self.time, self.tonic, self.chord_at = melody, time, tonic, chord_at
        rng = Random(f"{seed} tutti")
        self.follows = [phrase for phrase in phrases if rng.random() < share or (phrase.is_last and share > 0)]
        self.calls = [phrase for phrase in phrases if share > 0 and phrase.number % 2 == 0 and rng.random() < CALL_SHARE]

    def chords(self, low: int, high: int) -> Line:
        """Chords under every note of the leader in the phrases where all follow."""
        line: Line = []
        held: tuple[int, ...] = ()
        for item in self._led():
            classes = pitch_classes(self.chord_at(item.onset_ticks), self.tonic, "triad")
            held = voice(classes, low, min(high, item.low - 1), held, 16) or held
            if held and held[-1] < item.low:
                line.append(event(item.onset_ticks, item.duration_ticks, held, item.articulation))
        return line

    def bass(self, low: int, high: int) -> Line:
        """The bass under those of the leader's notes that fall on a pulse."""
        line: Line = []
        for item in self._led():
            if strength(self.time, item.onset_ticks % self.time.length_ticks):
                pitch = bass_pitch(self.chord_at(item.onset_ticks), self.tonic, low, high)
                line.append(event(item.onset_ticks, item.duration_ticks, pitch, item.articulation))
        return line

    def mixed(self, usual: Line, tutti: Line) -> Line:
        """The usual line where the leader is not followed, the other one where it is; silence under a call."""
        length = self.time.length_ticks
        spans = [(phrase.start * length, phrase.end * length) for phrase in self.follows]
        calls = [(phrase.start * length, (phrase.start + phrase.measure_count // 2) * length) for phrase in self.calls]
        last = max((item.end_ticks for item in usual), default=0) - length
        kept = [item for item in usual if item.onset_ticks >= last or not _within(item.onset_ticks, spans)]
        joined = [*kept, *(item for item in tutti if item.onset_ticks < last and _within(item.onset_ticks, spans))]
        return [item for item in sorted(joined, key=lambda item: item.onset_ticks) if not _within(item.onset_ticks, calls)]

    def _led(self) -> Line:
        length = self.time.length_ticks
        spans = [(phrase.start * length, phrase.end * length) for phrase in self.follows]
        return [item for item in self.melody if _within(item.onset_ticks, spans)]


def _within(tick: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= tick < end for start, end in spans)
