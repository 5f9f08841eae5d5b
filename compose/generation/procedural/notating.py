"""Lines of MIDI pitches → a Score: cut at bar lines, tied, rests filled in, every pitch spelled from its chord."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from ...music.grammar import is_legal_duration, is_triplet_place
from ...music.header import Header
from ...music.relative import to_relative
from ...music.score import Chord, Measure, Pitch, Score, Staff, Voice
from ...music.vocabulary import DURATIONS_TICKS, HIGHEST_DEGREE, LOWEST_DEGREE
from .chords import CHROMATIC, ChordSpan, place_of
from .lines import Line, without_overlaps

FLATTEST, SHARPEST = -15, 19  # double flats and double sharps, the ends of what a page can show


class Notator:
    """Writes the lines of a piece. chords: end to end, in order. marks: (section, cadence, dynamic) of each measure."""

    def __init__(self, header: Header, chords: Sequence[ChordSpan], marks: Sequence[tuple[str, str, str]]) -> None:
        self.header, self.chords, self.marks = header, chords, marks
        self.starts = [chord.start_ticks for chord in chords]
        self.tonic = header.key.tonic

    def score(self, staves: Sequence[Sequence[Line]], title: str = "") -> Score:
        """The score of one list of lines (voices) a staff."""
        length = self.header.time.length_ticks
        cut = [[self._measures(without_overlaps(line)) for line in voices] for voices in staves]
        measures = []
        for number, (section, cadence, dynamic) in enumerate(self.marks):
            written = []
            for voices in cut:
                lines = [voice.get(number, []) for voice in voices]
                kept = [lines[0], *(line for line in lines[1:] if line)]  # a silent second voice is not written
                written.append(Staff(tuple(Voice(tuple(_filled(line, length))) for line in kept), dynamic))
            measures.append(Measure(self.header.key, self.header.time, tuple(written), length, self._harmony(number), section, cadence))
        head = self.header
        return Score(head.parts, head.key, head.time, head.tempo_qpm, tuple(measures), title, "", head.has_chord_symbols)

    def _harmony(self, number: int) -> tuple:
        start = number * self.header.time.length_ticks
        end = start + self.header.time.length_ticks
        inside = [chord for chord in self.chords if chord.start_ticks < end and chord.end_ticks > start]
        return tuple(chord.harmony(self.tonic, max(start, chord.start_ticks), min(end, chord.end_ticks)) for chord in inside)

    def _measures(self, line: Line) -> dict[int, list[tuple[int, Chord]]]:
        """Each measure's (onset, chord) pairs; an event over a bar line is tied."""
        length = self.header.time.length_ticks
        measures: dict[int, list[tuple[int, Chord]]] = {}
        for item in line:
            pitches = self._spelled(item.pitches, item.onset_ticks)
            onset, end, articulation = item.onset_ticks, item.end_ticks, item.articulation
            while onset < end:
                number, place = divmod(onset, length)
                for ticks in legal_lengths(place, min(end - onset, length - place), length):
                    is_tied = onset + ticks < end
                    chord = Chord(ticks, pitches, (is_tied,) * len(pitches), articulation)
                    measures.setdefault(number, []).append((onset - number * length, chord))
                    onset, articulation = onset + ticks, ""
        return measures

    def _spelled(self, pitches: tuple[int, ...], onset_ticks: int) -> tuple[Pitch, ...]:
        number = max(0, bisect_right(self.starts, onset_ticks) - 1)
        chord, after = self.chords[number], self.chords[min(number + 1, len(self.chords) - 1)]
        is_early = after.start_ticks - onset_ticks in (6, 8, 12)  # it may belong to the chord it is tied into
        spelled = {}
        for midi in pitches:
            sounding = (midi - self.tonic * 7) % 12
            belongs_later = is_early and sounding not in _classes(chord) and sounding in _classes(after)
            place = place_of(sounding, after if belongs_later else chord, self.header.key.mode)
            pitch = _written(midi, place, self.tonic)
            spelled[pitch.midi] = pitch
        return tuple(spelled[midi] for midi in sorted(spelled))


def _classes(chord: ChordSpan) -> frozenset[int]:
    return frozenset(tone * 7 % 12 for tone in chord.tones)


@lru_cache(maxsize=8192)
def _written(midi: int, place: int, tonic: int) -> Pitch:
    """The pitch nearest to the wished spelling that the vocabulary and a page can show."""
    for choice in (place, CHROMATIC[(midi - tonic * 7) % 12], place - 12, place + 12):
        if LOWEST_DEGREE <= choice <= HIGHEST_DEGREE and FLATTEST <= tonic + choice <= SHARPEST:
            pitch = Pitch.from_midi(midi, tonic + choice)
            if to_relative(pitch, tonic):
                return pitch
    return Pitch.from_midi(midi, tonic + CHROMATIC[(midi - tonic * 7) % 12])


def _filled(pairs: list[tuple[int, Chord]], length_ticks: int) -> list[Chord]:
    """The chords of a measure with rests between them."""
    chords, place = [], 0
    for onset, chord in pairs:
        chords += [Chord(ticks) for ticks in legal_lengths(place, onset - place, length_ticks)]
        chords.append(chord)
        place = onset + chord.duration_ticks
    return chords + [Chord(ticks) for ticks in legal_lengths(place, length_ticks - place, length_ticks)]


@lru_cache(maxsize=65536)
def legal_lengths(place_ticks: int, space_ticks: int, length_ticks: int) -> tuple[int, ...]:
    """Notatable lengths, as few as possible, that fill a space from a place in a measure.

    Raises ValueError where none do: the place lies on no grid.
    """
    if space_ticks == 0:
        return ()
    for count in range(1, 6):
        found = _lengths(place_ticks, space_ticks, count)
        if found:
            return found
    raise ValueError(f"{space_ticks} ticks at {place_ticks} of {length_ticks} cannot be notated")


@lru_cache(maxsize=65536)
def _lengths(place_ticks: int, space_ticks: int, count: int) -> tuple[int, ...]:
    if count == 1:
        is_one = space_ticks in DURATIONS_TICKS and is_legal_duration(place_ticks, space_ticks)
        return (space_ticks,) if is_one else ()
    # Ties break on the beat where they can.
    choices = sorted((t for t in DURATIONS_TICKS if t < space_ticks and is_legal_duration(place_ticks, t)),
                     key=lambda t: (is_triplet_place(place_ticks + t), (place_ticks + t) % 24 != 0, -t))
    for ticks in choices:
        rest = _lengths(place_ticks + ticks, space_ticks - ticks, count - 1)
        if rest:
            return (ticks, *rest)
    return ()
