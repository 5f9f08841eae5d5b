"""Score → steps → score, the identity on every score it accepts.

Order: for each measure MEASURE (or PICKUP), its HARMONY, then for each staff from the top its one or two VOICEs,
each filled by NOTE (+ CHORD for the further pitches, ascending) and REST.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from .errors import ScoreError
from .grammar import Cursor, GrammarError
from .header import Header
from .relative import from_relative, to_relative
from .score import Chord, Harmony, KeySignature, Measure, Score, Staff, Voice
from .vocabulary import INDEX, KIND_FIELDS, OFFSETS, VALUES, Kind

Step = tuple[int, int, int, int, int]


class TokenizerError(ScoreError):
    """Music the vocabulary cannot write."""

    code = "score.not_representable"


def encode(score: Score) -> tuple[Header, np.ndarray]:
    """The header and the steps of a score: uint8 [T, 5]. Raises TokenizerError, naming what cannot be written."""
    header = Header.of(score)
    cursor = Cursor(header)
    steps = []
    for step in _score_steps(score):
        try:
            cursor.check(step)
        except GrammarError as error:
            raise TokenizerError(str(error)) from error
        cursor.advance(step)
        steps.append(step)
    return header, np.array(steps, np.uint8)


def encode_measures(score: Score) -> tuple[Header, list[list[list[int]]]]:
    """The same as plain numbers by measure, as versions keep them: [measures][steps][5]."""
    header, steps = encode(score)
    return header, [[list(step) for step in taken] for _measure, taken in read_measures(header, steps.tolist())]


def decode(header: Header, steps: Iterable[Sequence[int]], title: str = "", composer: str = "") -> Score:
    """The score of whole measures of steps; the END step may be missing. Raises GrammarError on illegal steps."""
    measures = [measure for measure, _ in read_measures(header, steps)]
    facts = {"has_chord_symbols": header.has_chord_symbols, "is_legato": header.is_legato, "has_hairpins": header.has_hairpins}
    return Score(header.parts, header.key, header.time, header.tempo_qpm, tuple(measures), title, composer, **facts)


def read_measures(header: Header, steps: Iterable[Sequence[int]]) -> Iterator[tuple[Measure, list[Step]]]:
    """Each finished measure with the steps that wrote it; an unfinished last measure raises GrammarError."""
    cursor = Cursor(header)
    taken: list[Step] = []
    for raw in steps:
        step: Step = tuple(int(value) for value in raw)
        if step[0] in (Kind.MEASURE, Kind.PICKUP, Kind.END) and taken:
            yield _measure(header, taken), taken
            taken = []
        cursor.check(step)
        cursor.advance(step)
        if step[0] != Kind.END:
            taken.append(step)
    if taken:
        if cursor.position_ticks != cursor.length_ticks or cursor.staff + 1 != cursor.staff_count:
            raise GrammarError(f"measure {cursor.measure + 1} is not finished")
        yield _measure(header, taken), taken


def _step(kind: Kind, **fields: object) -> Step:
    """A step from its field values; 0 in the slots the kind does not use."""
    slots = []
    for name in KIND_FIELDS[kind]:
        if name in fields and fields[name] not in INDEX[name]:
            raise TokenizerError(f"the vocabulary has no {name} {fields[name]}")
        slots.append(INDEX[name][fields[name]] if name in fields else 0)
    return (int(kind), *slots)


def _score_steps(score: Score) -> Iterator[Step]:
    for number, measure in enumerate(score.measures):
        yield from _measure_steps(score, measure, is_first=number == 0)
    yield _step(Kind.END)


def _measure_steps(score: Score, measure: Measure, *, is_first: bool) -> Iterator[Step]:
    if measure.key.mode != score.key.mode:
        raise TokenizerError("the mode may not change inside a piece; write the alterations instead")
    if measure.length_ticks != measure.time.length_ticks:
        if not is_first or measure.time != score.time or measure.key != score.key or measure.harmony or measure.section or measure.cadence:
            raise TokenizerError("only a plain first measure may be short")
        yield _step(Kind.PICKUP, duration=measure.length_ticks)
    else:
        offset = measure.key.fifths - score.key.fifths
        yield _step(Kind.MEASURE, time=measure.time, key=offset, section=measure.section, cadence=measure.cadence)
    for harmony in measure.harmony:
        if harmony.root is None:
            yield _step(Kind.HARMONY, span=harmony.duration_ticks)
        else:
            yield _step(Kind.HARMONY, span=harmony.duration_ticks, degree=harmony.root - score.key.tonic, quality=harmony.quality)
    for index, staff in enumerate(measure.staves):
        yield from _staff_steps(score, index, staff)


def _staff_steps(score: Score, index: int, staff: Staff) -> Iterator[Step]:
    if not 1 <= len(staff.voices) <= 2:
        raise TokenizerError(f"a staff has one or two voices, not {len(staff.voices)}")
    for number, voice in enumerate(staff.voices):
        yield _step(Kind.VOICE, staff=index, dynamic=staff.dynamic if number == 0 else "")
        for chord in voice.chords:
            yield from _chord_steps(score, chord)


def _chord_steps(score: Score, chord: Chord) -> Iterator[Step]:
    if chord.is_rest:
        yield _step(Kind.REST, duration=chord.duration_ticks)
    for number, (pitch, is_tied) in enumerate(zip(chord.pitches, chord.ties, strict=True)):
        relative = to_relative(pitch, score.key.tonic)
        if relative is None:
            raise TokenizerError(f"{pitch.name} is too far from the tonic of {score.key.name}")
        degree, octave = relative
        if number == 0:
            mark = (chord.articulation, is_tied)
            yield _step(Kind.NOTE, duration=chord.duration_ticks, degree=degree, octave=octave, mark=mark)
        else:
            yield _step(Kind.CHORD, degree=degree, octave=octave, mark=("", is_tied))


def _value(name: str, slot_value: int) -> object:
    return VALUES[name][slot_value - OFFSETS[name]]


def _measure(header: Header, steps: list[Step]) -> Measure:
    """The measure that `steps`, already checked, write."""
    first = steps[0]
    key, time, section, cadence = header.key, header.time, "", ""
    if first[0] == Kind.PICKUP:
        length_ticks = _value("duration", first[1])
    else:
        time, offset, section, cadence = (_value(name, slot) for name, slot in zip(KIND_FIELDS[Kind.MEASURE], first[1:], strict=True))
        key = KeySignature(header.key.fifths + offset, header.key.mode)
        length_ticks = time.length_ticks
    harmony = tuple(_harmony(header, step) for step in steps if step[0] == Kind.HARMONY)
    return Measure(key, time, _staves(header, steps), length_ticks, harmony, section, cadence)


def _harmony(header: Header, step: Step) -> Harmony:
    span = _value("span", step[1])
    if not step[2]:
        return Harmony(span, None)
    return Harmony(span, header.key.tonic + _value("degree", step[2]), _value("quality", step[3]))


def _staves(header: Header, steps: list[Step]) -> tuple[Staff, ...]:
    voices: list[list[list[Chord]]] = [[] for _ in range(header.staff_count)]
    dynamics = [""] * header.staff_count
    chords: list[Chord] = []
    for step in steps:
        if step[0] == Kind.VOICE:
            staff = _value("staff", step[1])
            chords = []
            if not voices[staff]:
                dynamics[staff] = _value("dynamic", step[2])
            voices[staff].append(chords)
        elif step[0] == Kind.REST:
            chords.append(Chord(_value("duration", step[1])))
        elif step[0] in (Kind.NOTE, Kind.CHORD):
            _take_pitch(header, chords, step)
    return tuple(Staff(tuple(Voice(tuple(line)) for line in lines), dynamic) for lines, dynamic in zip(voices, dynamics, strict=True))


def _take_pitch(header: Header, chords: list[Chord], step: Step) -> None:
    pitch = from_relative(_value("degree", step[2]), _value("octave", step[3]), header.key.tonic)
    articulation, is_tied = _value("mark", step[4])
    if step[0] == Kind.NOTE:
        chords.append(Chord(_value("duration", step[1]), (pitch,), (is_tied,), articulation))
    else:
        last = chords[-1]
        chords[-1] = Chord(last.duration_ticks, (*last.pitches, pitch), (*last.ties, is_tied), last.articulation)
