"""The room an accompaniment has: chords, metre, range, what the melody sounds above it, and what was played before."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from ...music.score import KeySignature, TimeSignature
from .chords import ChordSpan
from .lines import Line
from .voicing import near, pitch_classes, voice

BASS_LOW, BASS_HIGH = 34, 52


@dataclass(frozen=True, slots=True)
class Hand:
    """What plays a line. low, high: MIDI range of its chords. span: widest chord in semitones. bass_low, bass_high: range of bass notes.

    floor: the lowest note to be played at all. most: notes of a chord struck after its bass.
    """

    low: int
    high: int
    span: int = 12
    bass_low: int = BASS_LOW
    bass_high: int = BASS_HIGH
    floor: int = 28
    most: int = 4


@dataclass
class Room:
    """chords: of the whole piece. first, last: measures to fill, last not included. melody: what must stay above, empty if nothing does.

    kind: of voicing. held: the chord last played.
    """

    chords: Sequence[ChordSpan]
    time: TimeSignature
    key: KeySignature
    rng: Random
    first: int
    last: int
    hand: Hand
    melody: Line = field(default_factory=list)
    kind: str = "triad"
    held: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self._starts = [chord.start_ticks for chord in self.chords]
        self._onsets = [item.onset_ticks for item in self.melody]
        self._longest = max((item.duration_ticks for item in self.melody), default=0)

    @property
    def tonic(self) -> int:
        """The key's place on the line of fifths."""
        return self.key.tonic

    def chord_at(self, tick: int) -> ChordSpan:
        """The chord that holds at a tick of the piece."""
        return self.chords[max(0, bisect_right(self._starts, tick) - 1)]

    def next_chord(self, tick: int) -> ChordSpan:
        """The chord after the one at a tick; the last one has itself."""
        return self.chords[min(len(self.chords) - 1, max(1, bisect_right(self._starts, tick)))]

    def ceiling(self, start_ticks: int, end_ticks: int) -> int:
        """The highest pitch that stays below the melody through a stretch and inside the range."""
        return min((self.hand.high, *(item.low - 1 for item in self._above(start_ticks, end_ticks))))

    def _above(self, start_ticks: int, end_ticks: int) -> Line:
        """What the melody sounds in a stretch."""
        place = bisect_right(self._onsets, start_ticks - self._longest)
        stop = bisect_right(self._onsets, end_ticks - 1)
        return [item for item in self.melody[place:stop] if item.end_ticks > start_ticks]

    def bass(self, chord: ChordSpan) -> int:
        """The bass note of a chord, the same each time it is asked for."""
        return bass_pitch(chord, self.tonic, self.hand.bass_low, self.hand.bass_high)

    def voiced(self, start_ticks: int, end_ticks: int, most: int = 4) -> tuple[int, ...]:
        """The chord at a tick in this range, below the melody, near to the one before. most: notes."""
        chord = self.chord_at(start_ticks)
        above = {pitch % 12 for item in self._above(start_ticks, end_ticks) for pitch in item.pitches}
        # A chord tone a semitone under the melody would make a minor ninth.
        classes = tuple(one for one in pitch_classes(chord, self.tonic, self.kind, self.key.mode) if (one + 1) % 12 not in above)
        found = voice(classes[:most], self.hand.low, self.ceiling(start_ticks, end_ticks), self.held, self.hand.span)
        if found:
            self.held = found
        return found


def bass_pitch(chord: ChordSpan, tonic: int, low: int = BASS_LOW, high: int = BASS_HIGH) -> int:
    """The bass note of a chord: in the lower half of the range where it can be."""
    return near((tonic + chord.bass) * 7 % 12, low + (high - low) * 0.45, low, high)
