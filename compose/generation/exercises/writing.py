"""Scores from plain lines: each voice a list of (ticks, pitch or None)."""

from collections.abc import Sequence

from ...music.instruments import INSTRUMENTS
from ...music.quantise import notate
from ...music.score import Chord, Harmony, KeySignature, Measure, Part, Pitch, Score, Staff, TimeSignature, Voice

Sound = tuple[int, tuple[Pitch, ...]]  # ticks, pitches ascending; none is a rest
Line = list[Sound]


def pitch_at(midi: int, place: int, tonic: int) -> Pitch:
    """A MIDI pitch spelled at a place on the line of fifths above the tonic."""
    return Pitch.from_midi(midi, tonic + place)


def score_of(instruments: Sequence[str], key: KeySignature, time: TimeSignature, tempo_qpm: int, staves: Sequence[Sequence[Line]],
             title: str = "", *, harmonies: Sequence[tuple[Harmony, ...]] = (), sections: Sequence[str] = (), dynamic: str = "mf",
             has_chord_symbols: bool = False) -> Score:  # fmt: skip
    """A score of one list of lines (voices) a staff; lines end with a bar line. harmonies, sections: of each measure, or nothing."""
    cut = [[_measures(line, time) for line in voices] for voices in staves]
    measures = []
    for number in range(len(cut[0][0])):
        built = tuple(
            Staff(tuple(line[number] for line in voices), dynamic if number == index == 0 else "") for index, voices in enumerate(cut)
        )
        harmony = harmonies[number] if harmonies else ()
        measures.append(Measure(key, time, built, time.length_ticks, harmony, sections[number] if sections else ""))
    parts = tuple(Part(INSTRUMENTS[name]) for name in instruments)
    return Score(parts, key, time, tempo_qpm, tuple(measures), title, has_chord_symbols=has_chord_symbols)


def _measures(line: Line, time: TimeSignature) -> list[Voice]:
    """The line as a voice for each measure, tied over bar lines."""
    length = time.length_ticks
    measures: list[list[Chord]] = [[]]
    now = 0
    for ticks, pitches in line:
        end = now + ticks
        while now < end:
            if now == len(measures) * length:
                measures.append([])
            place = now % length
            piece = min(end - now, length - place)
            values = notate(place, piece)
            assert values is not None, "a line off the grid"
            for number, value in enumerate(values):
                is_tied = number + 1 < len(values) or now + piece < end
                measures[-1].append(Chord(value, pitches, (is_tied and bool(pitches),) * len(pitches)))
            now += piece
    return [Voice(tuple(chords)) for chords in measures]


def rests(measure_count: int, time: TimeSignature) -> Line:
    """Silence."""
    return [(time.length_ticks, ())] * measure_count


def single(notes: Sequence[tuple[int, Pitch]]) -> Line:
    """A line of one note at a time."""
    return [(ticks, (pitch,)) for ticks, pitch in notes]


def joined(line: Line) -> Line:
    """The line with equal neighbours, and rests, made one."""
    result: Line = []
    for ticks, pitches in line:
        if result and result[-1][1] == pitches:
            result[-1] = (result[-1][0] + ticks, pitches)
        else:
            result.append((ticks, pitches))
    return result
