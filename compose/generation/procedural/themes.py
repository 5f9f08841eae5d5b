"""Themes: the motifs of a section and the phrases made of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import pi, sin
from random import Random

import numpy as np

from ...music.score import TimeSignature
from .chords import BLUES_SCALE, ChordSpan, scale_of
from .form import Phrase
from .lines import Event, Line, event
from .melody import Slot, sing
from .metre import laid, pulses, strength
from .rhythms import Rhythm, ending_rhythm, measure_rhythm, varied

# Which measures of a phrase share a rhythm: "e" ends it, "." is silent (the accompaniment answers).
SCHEMES = ("abae", "aabe", "abce", "aaba", "abab", "abce")
LATER_SCHEMES = ("abce", "acae", "cbce", "cdae", "ccbe", "abae")
ANSWERING = ("ab.e", "a.be", "ae.e", "a.a.", "abe.")
REPLIES = ("....x-x-x-......", "..x-x-x-........", "....x-x-x-x-....", "..x-x---x-......", "......x-x-x-....")
PENTATONIC = {"major": (0, 2, 4, 1, 3), "minor": (0, -3, -1, 1, -2)}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a style sings. bank: of rhythms. colour: "", "blues", "jazz" or "pentatonic". answers: share of phrases that leave room.

    rise: how far a phrase climbs, in semitones. liveliness, leaps: see `melody.sing`. pushes: share of downbeats sung an eighth early.
    replies: share of the silent measures that get a short reply in a lower register.
    """

    bank: str = "song"
    colour: str = ""
    answers: float = 0.0
    rise: float = 5.0
    liveliness: float = 0.8
    leaps: float = 1.0
    pushes: float = 0.0
    replies: float = 0.0


@dataclass
class Theme:
    """The motifs of one section letter. steps: for each measure letter, the scale steps sung the first time."""

    rhythms: dict[str, Rhythm] = field(default_factory=dict)
    steps: dict[str, list[int | None]] = field(default_factory=dict)


@dataclass
class Singer:
    """Sings the phrases of a piece. bass_at: the bass pitch struck at a tick, or None. low, high: MIDI range."""

    time: TimeSignature
    tonic: int
    mode: str
    chord_at: Callable[[int], ChordSpan]
    bass_at: Callable[[int], int | None]
    manner: Manner
    low: int
    high: int
    activity: float
    themes: dict[str, Theme] = field(default_factory=dict)
    last: tuple[int, int | None] | None = None

    def phrase(self, phrase: Phrase, name: str, tune: int, lift: float) -> Line:
        """The melody of a phrase. tune: the same for phrases of a letter that should be alike. lift: semitones above the usual height."""
        seed = f"{name} {phrase.letter} {tune}"
        rng = Random(seed)
        variation = Random(f"{seed} {phrase.occurrence} {phrase.start}")
        theme = self.themes.setdefault(phrase.letter, Theme())
        letters = self._letters(phrase, tune, rng)
        line: Line = []
        for first in range(0, len(letters), 2):
            pair = letters[first : first + 2]
            bars = [(phrase.start + first + number, letter) for number, letter in enumerate(pair)]
            line += self._bars(bars, phrase, theme, rng, variation, lift)
        return self._pushed(line[:-1], variation) + line[-1:] if phrase.is_last else self._pushed(line, variation)

    def _pushed(self, line: Line, rng: Random) -> Line:
        """The line with some downbeats sung an eighth early, tied over the bar line."""
        if self.time.beat_type == 8:
            return line
        result: Line = []
        for item in line:
            last = result[-1] if result else None
            is_free = last is not None and last.end_ticks <= item.onset_ticks and item.onset_ticks - last.onset_ticks >= 24
            if is_free and item.onset_ticks % self.time.length_ticks == 0 and rng.random() < self.manner.pushes:
                start = item.onset_ticks - 12
                if last.end_ticks > start:
                    result[-1] = event(last.onset_ticks, start - last.onset_ticks, last.pitches, last.articulation)
                item = event(start, item.duration_ticks + 12, item.pitches, item.articulation)
            result.append(item)
        return result

    def _letters(self, phrase: Phrase, tune: int, rng: Random) -> list[str]:
        pool = ANSWERING if rng.random() < self.manner.answers else LATER_SCHEMES if tune else SCHEMES
        scheme = rng.choice(pool)
        count = phrase.measure_count
        body = [scheme[number % (len(scheme) - 1)] for number in range(count - 1)]
        last = scheme[-1] if phrase.number % 2 == 0 and not phrase.is_last else "e"
        return [*body, last] if count > 1 else ["e"]

    def _bars(self, bars: Sequence[tuple[int, str]], phrase: Phrase, theme: Theme, rng: Random, variation: Random, lift: float) -> Line:
        length = self.time.length_ticks
        slots, places, owners = [], [], []
        for measure, letter in bars:
            is_final = phrase.is_last and measure == phrase.end - 1
            rhythm = self._rhythm(theme, letter, phrase, rng, variation, is_final=is_final)
            steps = theme.steps.get(letter, []) if letter != "e" else []
            for number, (onset, duration) in enumerate(rhythm):
                tick = measure * length + onset
                share = (tick - phrase.start * length) / (phrase.measure_count * length)
                height = (self.low + self.high) / 2 - 1 + lift + self.manner.rise * sin(pi * min(1.0, share * 1.15))
                step = steps[number] if len(steps) == len(rhythm) and letter != "." else None
                height -= 8 if letter == "." else 0
                is_end = letter == "e" and number == 0 and measure == phrase.end - 1
                slots.append(self._slot(tick, duration, height, step, is_end=is_end, is_final=is_final))
                places.append((tick, duration))
                owners.append((measure, letter))
        seed = np.random.default_rng(rng.getrandbits(60) + phrase.occurrence)
        pitches = sing(slots, self.low, self.high, seed, before=self.last, liveliness=self.manner.liveliness, leaps=self.manner.leaps)
        self._remember(theme, owners, pitches, slots)
        self.last = (pitches[-1], slots[-1].bass) if pitches else self.last
        return [event(tick, duration, pitch) for (tick, duration), pitch in zip(places, pitches, strict=True)]

    def _rhythm(self, theme: Theme, letter: str, phrase: Phrase, rng: Random, variation: Random, *, is_final: bool) -> Rhythm:
        if letter == ".":
            return laid(rng.choice(REPLIES), self.time) if self._replies(rng) else []
        if letter == "e" or is_final:
            return ending_rhythm(self.time, rng, is_last=is_final)
        if letter not in theme.rhythms:
            theme.rhythms[letter] = measure_rhythm(self.manner.bank, self.time, self.activity, rng)
        rhythm = theme.rhythms[letter]
        is_repeat = phrase.occurrence + phrase.number > 0
        return varied(rhythm, variation) if is_repeat and variation.random() < 0.35 else rhythm

    def _replies(self, rng: Random) -> bool:
        return rng.random() < self.manner.replies and all(size == 24 for _, size in pulses(self.time))

    def _slot(self, tick: int, duration: int, height: float, step: int | None, *, is_end: bool, is_final: bool) -> Slot:
        chord = self.chord_at(tick)
        later = self.chord_at(tick + duration - 1)
        own = self._classes(chord.tones)
        if later is not chord and own & self._classes(later.tones):
            own &= self._classes(later.tones)
        weight = 0.35 * strength(self.time, tick % self.time.length_ticks) + (0.5 if duration >= 36 else 0.0)
        must: frozenset[int] = frozenset()
        if is_final:
            must = self._classes((0,)) if self._classes((0,)) & own else self._classes(chord.tones[:1])
        elif is_end:
            must = self._classes(chord.tones[:3])
        return Slot(own, self._scale(chord), weight, height, step, self.bass_at(tick), must, self._colour(chord))

    def _classes(self, places: Sequence[int]) -> frozenset[int]:
        return frozenset((self.tonic + place) * 7 % 12 for place in places)

    def scale_at(self, tick: int) -> frozenset[int]:
        """The pitch classes to sing at a tick."""
        return self._scale(self.chord_at(tick))

    def _scale(self, chord: ChordSpan) -> frozenset[int]:
        if self.manner.colour == "pentatonic":
            return self._classes((*chord.tones, *PENTATONIC[self.mode]))
        if self.manner.colour == "blues":
            usual = (place for place in BLUES_SCALE if place != -6)
            return self._classes((*chord.tones, *usual, *((3, 2) if self.mode == "major" else ())))
        return self._classes(scale_of(chord, self.mode))

    def _colour(self, chord: ChordSpan) -> frozenset[int]:
        if self.manner.colour == "blues":
            return self._classes((-3, -2, -6) if self.mode == "major" else (-6,))
        if self.manner.colour == "jazz" and not chord.quality.startswith(("dim", "half")):
            return self._classes((chord.root + 2,)) & self._scale(chord)
        return frozenset()

    def _remember(self, theme: Theme, owners: list[tuple[int, str]], pitches: list[int], slots: list[Slot]) -> None:
        for measure, letter in dict.fromkeys(owners):
            if letter not in theme.steps:
                run = [number for number, owner in enumerate(owners) if owner == (measure, letter)]
                theme.steps[letter] = [None, *(_steps(pitches[n - 1], pitches[n], slots[n].scale) for n in run[1:])]


def _steps(first: int, second: int, scale: frozenset[int]) -> int:
    """The interval in steps of a scale."""
    low, high = sorted((first, second))
    count = sum(pitch % 12 in scale for pitch in range(low + 1, high + 1))
    return count if second > first else -count


def thickened(line: Line, below: Callable[[Event], tuple[int, ...]], chance: Callable[[int], float], rng: Random,
              least_ticks: int) -> Line:
    """The line with chord tones under its longer notes.

    below: the tones that fit under an event. chance: at a tick. least_ticks: shorter notes stay bare.
    """
    result = []
    for item in line:
        is_rich = item.duration_ticks >= least_ticks and rng.random() < chance(item.onset_ticks)
        result.append(event(item.onset_ticks, item.duration_ticks, (*below(item), *item.pitches), item.articulation) if is_rich else item)
    return result
