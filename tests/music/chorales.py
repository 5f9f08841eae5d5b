"""Chorales of music21's own corpus as our scores: real four-part writing, part of the installed package."""

from functools import lru_cache

import music21

from compose.music.instruments import INSTRUMENTS
from compose.music.pitch import STEPS, Pitch
from compose.music.score import TICKS_PER_QUARTER, Chord, KeySignature, Measure, Part, Score, Staff, TimeSignature, Voice

NAMES = ("Soprano", "Alto", "Tenor", "Bass")


@lru_cache(maxsize=8)  # a parsed stream is large
def parsed(name: str) -> music21.stream.Score:
    return music21.corpus.parse(name)


def chorale(name: str) -> Score:
    """A chorale of four parts, note for note. Raises ValueError where it has other parts or notes off our grid."""
    return read(parsed(name))


def read(stream: music21.stream.Score) -> Score:
    parts = list(stream.parts)
    if len(parts) != 4:
        raise ValueError("not four parts")
    key, time = KeySignature(0), TimeSignature(4, 4)
    columns = [list(part.getElementsByClass("Measure")) for part in parts]
    measures = []
    for row in zip(*columns, strict=True):
        signature, metre = row[0].keySignature, row[0].timeSignature
        if signature is not None:
            mode = getattr(signature, "mode", None) or "major"
            key = KeySignature(signature.sharps, mode if mode in ("major", "minor") else "major")
        if metre is not None:
            time = TimeSignature(metre.numerator, metre.denominator)
        length = _ticks(max(measure.duration.quarterLength for measure in row))
        measures.append(Measure(key, time, tuple(Staff((_voice(measure, length),)) for measure in row), length))
    first = measures[0]
    return Score(tuple(Part(INSTRUMENTS[name]) for name in NAMES), first.key, first.time, 80, tuple(measures))


def _voice(measure: music21.stream.Measure, length: int) -> Voice:
    chords, now = [], 0
    for element in measure.recurse().notesAndRests:
        onset, ticks = _ticks(element.getOffsetInHierarchy(measure)), _ticks(element.duration.quarterLength)
        if ticks == 0:
            continue
        if onset > now:
            chords.append(Chord(onset - now))
        if onset < now:
            raise ValueError("more than one voice in a part")
        chords.append(_chord(element, ticks))
        now = onset + ticks
    if now < length:
        chords.append(Chord(length - now))
    return Voice(tuple(chords))


def _chord(element: music21.note.GeneralNote, ticks: int) -> Chord:
    if element.isRest:
        return Chord(ticks)
    if element.isChord:
        raise ValueError("a chord in a part")
    pitch = Pitch(STEPS.index(element.pitch.step) - 1 + 7 * int(element.pitch.alter), element.pitch.octave)
    is_tied = element.tie is not None and element.tie.type in ("start", "continue")
    is_fermata = any(isinstance(mark, music21.expressions.Fermata) for mark in element.expressions)
    return Chord(ticks, (pitch,), (is_tied,), "fermata" if is_fermata else "")


def _ticks(quarters: float) -> int:
    ticks = quarters * TICKS_PER_QUARTER
    if abs(ticks - round(ticks)) > 1e-6:
        raise ValueError("off the grid")
    return round(ticks)
