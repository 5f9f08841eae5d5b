"""Changes to a whole piece or to its measures, as a person makes them with one click: no note is invented.

Measures are numbered from 1, as a page shows them and as locks name them. Every function gives a new score that can be written
down, in which the measures it does not speak of are the same objects. Raises ReshapeError with a sentence where it cannot be done.
"""

from collections.abc import Callable
from dataclasses import replace

from . import transposing
from .edit_errors import ReshapeError
from .editing import check_writable
from .header import Header
from .instruments import INSTRUMENTS, Instrument
from .relative import to_relative
from .score import KeySignature, Measure, Pitch, Score, Staff, Voice
from .transposing import Interval
from .voice_writing import silent_voice

MOST_MEASURES = 256
OCTAVES_TRIED = (0, -1, 1, -2, 2)


def insert(score: Score, after: int, count: int) -> Score:
    """Empty measures after measure `after`, 0 for the beginning, in the key and time that stand there."""
    _check_count(len(score.measures) + count)
    if not 0 <= after <= len(score.measures):
        raise ReshapeError("reshape.no_such_measure", measure=after, count=len(score.measures))
    if after == 0 and _is_short(score.measures[0]):
        raise ReshapeError("reshape.before_pickup")
    model = score.measures[max(after - 1, 0)]
    staves = tuple(Staff((silent_voice(model.time.length_ticks),)) for _ in model.staves)
    empty = Measure(model.key, model.time, staves, model.time.length_ticks)
    return check_writable(replace(score, measures=(*score.measures[:after], *(empty,) * count, *score.measures[after:])))


def delete(score: Score, first: int, last: int) -> Score:
    """The piece without measures `first` to `last`."""
    _check_span(score, first, last)
    if last - first + 1 == len(score.measures):
        raise ReshapeError("reshape.all_measures")
    return check_writable(replace(score, measures=(*score.measures[: first - 1], *score.measures[last:])))


def paste(score: Score, first: int, last: int, after: int) -> Score:
    """Measures `first` to `last` once more, after measure `after`."""
    _check_span(score, first, last)
    if not 0 <= after <= len(score.measures):
        raise ReshapeError("reshape.no_such_measure", measure=after, count=len(score.measures))
    copied = score.measures[first - 1 : last]
    _check_count(len(score.measures) + len(copied))
    if any(map(_is_short, copied)) or (after == 0 and _is_short(score.measures[0])):
        raise ReshapeError("reshape.pickup")
    return check_writable(replace(score, measures=(*score.measures[:after], *copied, *score.measures[after:])))


def set_tempo(score: Score, tempo_qpm: int) -> Score:
    """tempo_qpm: quarter notes a minute, 20 to 300."""
    if not 20 <= tempo_qpm <= 300:
        raise ReshapeError("reshape.tempo", tempo_qpm=tempo_qpm)
    return replace(score, tempo_qpm=tempo_qpm)


def set_dynamic(score: Score, first: int, last: int, staff: int | None, dynamic: str) -> Score:
    """One dynamic from measure `first` on; other marks up to measure `last` go. It holds, as on paper, until the next mark.

    staff: from 0; None marks each part where it keeps its dynamics, on a piano between the hands.
    """
    _check_span(score, first, last)
    staves = _staves_with_dynamics(score) if staff is None else {staff}
    measures = list(score.measures)
    for index in range(first - 1, last):
        wanted = dynamic if index == first - 1 else ""
        marked = tuple(
            replace(each, dynamic=wanted) if number in staves and each.dynamic != wanted else each
            for number, each in enumerate(measures[index].staves)
        )
        if marked != measures[index].staves:
            measures[index] = replace(measures[index], staves=marked)
    return check_writable(replace(score, measures=tuple(measures)))


def set_legato(score: Score, is_legato: bool) -> Score:
    """With slurs (slurs.py) or without."""
    return replace(score, is_legato=is_legato)


def set_hairpins(score: Score, has_hairpins: bool) -> Score:
    """With hairpins (hairpins.py) or without."""
    return replace(score, has_hairpins=has_hairpins)


def transpose(score: Score, key: KeySignature) -> Score:
    """The whole piece in another key of the same mode, by the nearest way up or down; every note keeps its place in the scale.

    A part that would leave its instrument's range moves by whole octaves where that helps.
    """
    if key.mode != score.key.mode:
        raise ReshapeError("reshape.mode", mode=score.key.mode)
    fifths = key.fifths - score.key.fifths
    steps = (4 * fifths) % 7
    nearest = min((Interval(fifths, steps + 7 * octaves) for octaves in (-1, 0, 1)), key=lambda interval: abs(interval.semitones))
    transposed = transposing.transpose(score, nearest)
    for part in range(len(score.parts)):
        instrument = score.parts[part].instrument
        transposed = _in_octave(transposed, part, _best_octave(transposed, part, instrument, most=_outside(score, part, instrument)))
    return check_writable(transposed)


def set_instrument(score: Score, part: int, instrument: str) -> Score:
    """Another instrument plays a part, in the octave that suits it. part: from 0. instrument: a name of INSTRUMENTS."""
    if not 0 <= part < len(score.parts):
        raise ReshapeError("reshape.no_such_part")
    old, new = score.parts[part].instrument, INSTRUMENTS[instrument]
    if len(old.clefs) != len(new.clefs):
        raise ReshapeError("reshape.staves", new=new.name, new_count=len(new.clefs), old=old.name, old_count=len(old.clefs))
    fitted = _in_octave(score, part, _best_octave(score, part, new, most=0))
    if outside := _outside(fitted, part, new):
        low, high = Pitch.from_midi(new.low, _natural(new.low)), Pitch.from_midi(new.high, _natural(new.high))
        raise ReshapeError("reshape.range", instrument=new.name, low=low.name, high=high.name, count=outside)
    names = [each.instrument.name for each in score.parts]
    names[part] = instrument
    header = Header(tuple(names), score.key, score.time, score.tempo_qpm, len(score.measures))
    return check_writable(replace(fitted, parts=header.parts))


def _check_span(score: Score, first: int, last: int) -> None:
    if not 1 <= first <= last <= len(score.measures):
        raise ReshapeError("reshape.not_among", count=len(score.measures), first=first, last=last)


def _check_count(count: int) -> None:
    if count > MOST_MEASURES:
        raise ReshapeError("reshape.too_long", most=MOST_MEASURES, count=count)


def _is_short(measure: Measure) -> bool:
    return measure.length_ticks != measure.time.length_ticks


def _staves_with_dynamics(score: Score) -> set[int]:
    """The first staff of each part, and those that have a mark of their own already: a first one would silence the part's others."""
    marked = {number for measure in score.measures for number, staff in enumerate(measure.staves) if staff.dynamic}
    return marked | {score.staff_parts.index(part) for part in range(len(score.parts))}


def _with_pitches(measure: Measure, staves: range, change: Callable[[Pitch], Pitch]) -> Measure:
    """The measure with every pitch of these staves changed; the order of a chord's pitches must stay."""
    changed = list(measure.staves)
    for number in staves:
        voices = tuple(
            Voice(tuple(replace(chord, pitches=tuple(map(change, chord.pitches))) if chord.pitches else chord for chord in voice.chords))
            for voice in measure.staves[number].voices
        )
        changed[number] = replace(measure.staves[number], voices=voices)
    return replace(measure, staves=tuple(changed))


def _staves_of(score: Score, part: int) -> range:
    first = score.staff_parts.index(part)
    return range(first, first + score.parts[part].staff_count)


def _pitches(score: Score, part: int) -> list[Pitch]:
    return [pitch for measure in score.measures for number in _staves_of(score, part) for voice in measure.staves[number].voices
            for chord in voice.chords for pitch in chord.pitches]  # fmt: skip


def _outside(score: Score, part: int, instrument: Instrument, octaves: int = 0) -> int:
    """How many noteheads of a part an instrument does not reach."""
    return sum(not instrument.low <= pitch.midi + 12 * octaves <= instrument.high for pitch in _pitches(score, part))


def _best_octave(score: Score, part: int, instrument: Instrument, *, most: int) -> int:
    """The nearest shift by octaves that leaves fewest notes outside; none where no more than `most` are outside as it is."""
    if _outside(score, part, instrument) <= most:
        return 0
    writable = [octaves for octaves in OCTAVES_TRIED if _is_writable(score, part, octaves)]
    return min(writable, key=lambda octaves: (_outside(score, part, instrument, octaves), abs(octaves)))


def _is_writable(score: Score, part: int, octaves: int) -> bool:
    return all(to_relative(Pitch(pitch.fifths, pitch.octave + octaves), score.key.tonic) for pitch in _pitches(score, part))


def _in_octave(score: Score, part: int, octaves: int) -> Score:
    if not octaves:
        return score
    staves = _staves_of(score, part)
    shifted = tuple(_with_pitches(measure, staves, lambda pitch: Pitch(pitch.fifths, pitch.octave + octaves)) for measure in score.measures)
    return replace(score, measures=shifted)


def _natural(midi: int) -> int:
    """A plain spelling of a MIDI pitch, for naming ranges."""
    return (7 * midi + 3) % 12 - 3
