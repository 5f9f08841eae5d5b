"""How lengths are written: note values, dots, tuplets, beams, and the split of what has no single value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .score import TICKS_PER_QUARTER, Chord, TimeSignature

VALUES = {384: "long", 192: "breve", 96: "whole", 48: "half", 24: "quarter", 12: "eighth", 6: "16th", 3: "32nd"}
# Ticks of a value inside a triplet: two thirds of the plain one.
TRIPLET_VALUES = {64: "whole", 32: "half", 16: "quarter", 8: "eighth", 4: "16th", 2: "32nd", 1: "64th"}
FLAGS = {"eighth": 1, "16th": 2, "32nd": 3, "64th": 4}


@dataclass(frozen=True, slots=True)
class NoteValue:
    """One printed value. type: MusicXML name. is_triplet: three in the time of two."""

    type: str
    dots: int = 0
    is_triplet: bool = False

    @property
    def flags(self) -> int:
        """How many beams or flags it has."""
        return FLAGS.get(self.type, 0)


def _table(values: dict[int, str], is_triplet: bool, most_dots: int) -> dict[int, NoteValue]:
    table = {}
    for dots in range(most_dots, -1, -1):
        for ticks, name in values.items():
            if ticks % 2**dots == 0:
                table[ticks * 2 - ticks // 2**dots] = NoteValue(name, dots, is_triplet)
    return table


PLAIN = _table(VALUES, False, 2)
TRIPLET = _table(TRIPLET_VALUES, True, 1)


@dataclass(slots=True)
class Symbol:
    """One printed note, chord or rest: a chord of the score, or a part of one that has no single value.

    number: the chord's index in its voice. is_first, is_last: of the parts it was split into.
    beams: begin, continue, end, forward hook or backward hook for each beam level. tuplet: start, stop, both or none.
    """

    onset_ticks: int
    duration_ticks: int
    value: NoteValue
    chord: Chord
    number: int
    is_first: bool = True
    is_last: bool = True
    beams: tuple[str, ...] = ()
    tuplet: tuple[str, ...] = ()
    is_whole_measure: bool = False


def symbols(chords: Sequence[Chord], time: TimeSignature, length_ticks: int) -> list[Symbol]:
    """The printed symbols of one voice in one measure, with beams and tuplet brackets."""
    if all(chord.is_rest for chord in chords) and length_ticks >= time.length_ticks:
        return [Symbol(0, length_ticks, NoteValue("whole"), Chord(length_ticks), 0, is_whole_measure=True)]
    shift = max(time.length_ticks - length_ticks, 0)  # a pickup ends where a full measure would
    written = list(_written(chords, time, shift))
    _bracket(written)
    _beam(written, time, shift)
    return written


def _written(chords: Sequence[Chord], time: TimeSignature, shift: int) -> Iterator[Symbol]:
    onset, number = 0, 0
    while number < len(chords):
        chord = chords[number]
        run = number
        while run < len(chords) and chords[run].is_rest and not chords[run].articulation and chords[run].duration_ticks % 3 == 0:
            run += 1
        if run > number and onset % 3 == 0 and shift % 3 == 0:
            length = sum(rest.duration_ticks for rest in chords[number:run])
            for ticks in rest_lengths(onset + shift, length, time):
                yield Symbol(onset, ticks, PLAIN[ticks], Chord(ticks), number)
                onset += ticks
            number = run
            continue
        pieces = [piece for start, ticks in show_beats(onset, chord.duration_ticks, time, shift) for piece in split(start, ticks)]
        for index, (ticks, value) in enumerate(pieces):
            yield Symbol(onset, ticks, value, chord, number, index == 0, index == len(pieces) - 1)
            onset += ticks
        number += 1


def show_beats(onset_ticks: int, duration_ticks: int, time: TimeSignature, shift: int = 0) -> list[tuple[int, int]]:
    """(onset, length) of the parts that a note is tied together from, so that a reader sees the beats it crosses.

    shift: how much later in a full measure the note would stand. Triplets are left as they are.
    Source: Gould, Behind Bars, "Metre: representing note values", 2011.
    """
    parts = []
    while ticks := _to_next_break(onset_ticks + shift, duration_ticks, time):
        parts.append((onset_ticks, ticks))
        onset_ticks += ticks
        duration_ticks -= ticks
    return [*parts, (onset_ticks, duration_ticks)]


def _to_next_break(onset: int, duration: int, time: TimeSignature) -> int:
    """After how many ticks a tie has to begin; 0 for none."""
    if onset % 3 or duration % 3:
        return 0
    end, beat = onset + duration, time.beat_ticks
    if time.is_compound:
        into = onset % beat
        if into:
            return beat - into if into + duration > beat else 0
        return duration // beat * beat if duration > beat and duration % beat else 0
    if onset % (TICKS_PER_QUARTER // 2):  # from a sixteenth on, no beat may be hidden
        into = onset % TICKS_PER_QUARTER
        return TICKS_PER_QUARTER - into if into + duration > TICKS_PER_QUARTER else 0
    middle = time.length_ticks // 2
    hides_the_middle = time.length_ticks == 4 * TICKS_PER_QUARTER and onset < middle < end
    return middle - onset if hides_the_middle and (onset % TICKS_PER_QUARTER or end % TICKS_PER_QUARTER) and onset else 0


def split(onset_ticks: int, duration_ticks: int) -> list[tuple[int, NoteValue]]:
    """Printed values that add up to a length, one wherever possible; the rest is tied."""
    pieces = []
    while duration_ticks:
        # Off the plain grid, or too short for it, only triplet values lead back to it.
        table = TRIPLET if onset_ticks % 3 else PLAIN
        if table is PLAIN and duration_ticks not in PLAIN and duration_ticks in TRIPLET:
            table = TRIPLET
        ticks = (
            duration_ticks if duration_ticks in table else max((t for t in table if t < duration_ticks and not table[t].dots), default=0)
        )
        if not ticks:
            table = TRIPLET
            ticks = max(t for t in table if t <= duration_ticks)
        pieces.append((ticks, table[ticks]))
        onset_ticks += ticks
        duration_ticks -= ticks
    return pieces


def rest_lengths(onset_ticks: int, length_ticks: int, time: TimeSignature) -> Iterator[int]:
    """Rests that show the beats: each as long as its place in the measure allows.

    Source: Gould, Behind Bars, "Rests", 2011.
    """
    while length_ticks:
        ticks = next(ticks for ticks in _rest_choices(onset_ticks, time) if ticks <= length_ticks)
        yield ticks
        onset_ticks += ticks
        length_ticks -= ticks


def _rest_choices(onset_ticks: int, time: TimeSignature) -> Iterator[int]:
    beat = time.beat_ticks
    if time.is_compound:
        if onset_ticks % (2 * beat) == 0 and time.beats % 2 == 0 and 2 * beat < time.length_ticks and 2 * beat in PLAIN:
            yield 2 * beat
        if onset_ticks % beat == 0:
            yield from (beat, beat * 2 // 3)
    elif time.beats % 3:
        yield from (ticks for ticks in (192, 96, 48) if onset_ticks % ticks == 0)
    else:
        yield from (ticks for ticks in (96, 48) if ticks <= beat and onset_ticks % ticks == 0)
    unit = 12 if time.is_compound else 24
    yield from (ticks for ticks in (24, 12, 6, 3) if ticks <= max(unit, beat if not time.is_compound else 0) and onset_ticks % ticks == 0)


def _bracket(written: list[Symbol]) -> None:
    """Mark where tuplet brackets start and stop."""
    index = 0
    while index < len(written):
        if not written[index].value.is_triplet:
            index += 1
            continue
        run = index
        while run < len(written) and written[run].value.is_triplet:
            run += 1
        end = index + _group_size(written[index:run])
        written[index].tuplet += ("start",)
        written[end - 1].tuplet += ("stop",)
        index = end


def _group_size(run: list[Symbol]) -> int:
    """How many symbols of a run of triplet values stand under one bracket."""
    lengths = [symbol.duration_ticks for symbol in run]
    if len(run) >= 3 and lengths[0] == lengths[1] == lengths[2]:
        return 3
    boundaries = (12, 24, 48, 96, 192) if lengths[0] <= 4 else (24, 48, 96, 192)
    for boundary in boundaries:
        for size, symbol in enumerate(run, start=1):
            end = symbol.onset_ticks + symbol.duration_ticks
            if end % boundary == 0:
                return size
            if end // boundary > run[0].onset_ticks // boundary:
                break
    return len(run)


def _beam(written: list[Symbol], time: TimeSignature, shift: int) -> None:
    groups: dict[int, list[Symbol]] = {}
    group_of = _beam_windows(written, time, shift)
    key, previous = 0, None
    for symbol in written:
        window = group_of(symbol.onset_ticks + shift)
        is_beamed = symbol.value.flags and not symbol.chord.is_rest
        if not is_beamed or window != previous:
            key += 1
        previous = window if is_beamed else None
        if is_beamed:
            groups.setdefault(key, []).append(symbol)
    for group in groups.values():
        if len(group) > 1:
            for index, symbol in enumerate(group):
                symbol.beams = tuple(_beam_at(group, index, level) for level in range(1, symbol.value.flags + 1))


def _beam_windows(written: list[Symbol], time: TimeSignature, shift: int):
    """A function from place in the measure to the number of the beam group there."""
    starts = beam_starts(time)
    for start, end in wide_windows(time):
        inside = [s for s in written if start <= s.onset_ticks + shift < end and s.value.flags and not s.chord.is_rest]
        if inside and all(symbol.duration_ticks == 12 for symbol in inside):
            starts = [place for place in starts if not start < place < end]
    return lambda place: sum(start <= place for start in starts)


def beam_starts(time: TimeSignature) -> list[int]:
    """Places in ticks where a new beam has to start."""
    if time.beat_type == 8 and not time.is_compound and time.beats > 4:
        groups = {5: (3, 2), 7: (2, 2, 3), 8: (3, 3, 2), 10: (3, 3, 2, 2), 11: (3, 3, 3, 2), 13: (3, 3, 3, 2, 2), 14: (3, 3, 3, 3, 2)}
        sizes = groups.get(time.beats, (2,) * (time.beats // 2) + (1,) * (time.beats % 2))
        return [12 * sum(sizes[:index]) for index in range(len(sizes))]
    if time.beat_type == 8 and time.beats <= 4 and time.beats != 4:
        return [0]
    beat = time.beat_ticks if time.is_compound else 24
    return list(range(0, time.length_ticks, beat))


def wide_windows(time: TimeSignature) -> list[tuple[int, int]]:
    """Stretches of several beats that one beam may span where all its notes are eighths."""
    if time.is_compound or time.beat_type not in (2, 4):
        return []
    length = time.length_ticks
    if length == 72:
        return [(0, 72)]
    return [(start, min(start + 48, length)) for start in range(0, length, 48)]


def _beam_at(group: list[Symbol], index: int, level: int) -> str:
    symbol = group[index]
    before = index > 0 and group[index - 1].value.flags >= level
    after = index + 1 < len(group) and group[index + 1].value.flags >= level
    if before and after:
        return "continue"
    if after:
        return "begin"
    if before:
        return "end"
    if index == 0 or (index + 1 < len(group) and symbol.onset_ticks % (2 * symbol.duration_ticks) == 0):
        return "forward hook"
    return "backward hook"


def metronome(time: TimeSignature, tempo_qpm: int) -> tuple[str, bool, int]:
    """Beat unit, whether it is dotted, and beats per minute: always exactly `tempo_qpm`, in the felt beat where that is whole."""
    if time.is_compound:
        return ("quarter", True, tempo_qpm * 2 // 3) if tempo_qpm * 2 % 3 == 0 else ("eighth", False, tempo_qpm * 2)
    if time.beat_ticks == 2 * TICKS_PER_QUARTER and tempo_qpm % 2 == 0:
        return "half", False, tempo_qpm // 2
    return "quarter", False, tempo_qpm
