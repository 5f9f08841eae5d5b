"""Criteria on single lines: range, steps, leaps, climax."""

from itertools import pairwise

from ..analysis.leaps import leaps
from ..analysis.lines import Line
from ..saying import gettext_noop, say
from .kinds import Kind, Values
from .parameters import Number, Text, read_pitch, voice_parameter
from .verdict import Evidence, Verdict, verdict, without
from .work import Work

MELODY = gettext_noop("Melody")
STEP = 2
LEAP_SOURCE = "Fux, Gradus ad Parnassum; Jeppesen, Counterpoint"


def moves(line: Line) -> list[tuple[int, int]]:
    """(index of the second note, semitones) of each interval of a line that no rest interrupts; repeated notes are no move."""
    pairs = enumerate(pairwise(line.notes), start=1)
    return [(index, b.midi - a.midi) for index, (a, b) in pairs if a.end == b.start and a.midi != b.midi and not a.has_fermata]


def _range(work: Work, values: Values) -> Verdict:
    low, high = read_pitch(str(values["low"])), read_pitch(str(values["high"]))
    found, count = [], 0
    for line in work.chosen(str(values["voice"])):
        for note in line.notes:
            for pitch in (note.pitch, *note.below):
                count += 1
                if not low.midi <= pitch.midi <= high.midi:
                    template = gettext_noop("%(pitch)s is too high") if pitch.midi > high.midi else gettext_noop("%(pitch)s is too low")
                    found.append(Evidence((work.measure_at(note.start),), say(template, pitch=pitch.name), notes=(note.id,)))
    return without(found, count) if count else verdict(0.0, met=False)


def _stepwise(work: Work, values: Values) -> Verdict:
    asked = float(values["share"])  # type: ignore[arg-type]
    steps = total = 0
    found = []
    for line in work.chosen(str(values["voice"])):
        for index, move in moves(line):
            total += 1
            steps += abs(move) <= STEP
            if abs(move) > STEP:
                note = line.notes[index]
                template = gettext_noop("%(voice)s jumps in bar %(bar)s")
                measure = work.measure_at(note.start)
                found.append(Evidence((measure,), say(template, voice=line.name, bar=work.bar(measure)), notes=(note.id,)))
    share = steps / total if total else 0.0
    is_met = total > 0 and share >= asked
    return verdict(1.0 if is_met else share / asked if asked else 1.0, () if is_met else found, met=is_met)


def _leaps(work: Work, values: Values) -> Verdict:
    lines = work.chosen(str(values["voice"]))
    bass = work.lines[-1] if len(work.lines) > 1 else None
    found = [Evidence.of(finding) for line in lines for finding in leaps(work.score, line, is_bass=line is bass)]
    wide = sum(abs(move) > 7 for line in lines for _, move in moves(line))
    return without(found, wide) if lines else verdict(0.0, met=False)


def _largest_leap(work: Work, values: Values) -> Verdict:
    most = int(values["semitones"])  # type: ignore[arg-type]
    found, total = [], 0
    for line in work.chosen(str(values["voice"])):
        for index, move in moves(line):
            total += 1
            if abs(move) > most:
                measure = work.measure_at(line.notes[index].start)
                template = gettext_noop("%(voice)s leaps too far in bar %(bar)s")
                found.append(Evidence((measure,), say(template, voice=line.name, bar=work.bar(measure)), notes=(line.notes[index].id,)))
    return without(found, total) if total else verdict(0.0, met=False)


def _climax(work: Work, values: Values) -> Verdict:
    lines = work.chosen(str(values["voice"]))
    found = []
    for line in lines:
        tops = [note for note in line.notes if note.midi == line.high]
        for note in tops[1:]:
            measure = work.measure_at(note.start)
            template = gettext_noop("The highest note %(pitch)s comes again in bar %(bar)s")
            found.append(Evidence((measure,), say(template, pitch=note.pitch.name, bar=work.bar(measure)), notes=(note.id,)))
    return verdict(1 / (1 + len(found)) if lines else 0.0, found, met=bool(lines) and not found)


KINDS = (
    Kind(
        "range",
        MELODY,
        gettext_noop("Range"),
        lambda v: say(gettext_noop("Stay between %(low)s and %(high)s."), low=v["low"], high=v["high"]),
        _range,
        (
            Text("low", gettext_noop("Lowest note"), read_pitch, "C4", "C4"),
            Text("high", gettext_noop("Highest note"), read_pitch, "G5", "G5"),
            voice_parameter("top"),
        ),
    ),
    Kind(
        "stepwise",
        MELODY,
        gettext_noop("Mostly by step"),
        lambda v: say(
            gettext_noop("At least %(percent)s per cent of the moves go to a neighbouring note."), percent=round(100 * float(v["share"]))
        ),
        _stepwise,
        (Number("share", gettext_noop("Share of steps"), 0, 1, 0.6, is_share=True), voice_parameter("top")),
    ),
    Kind(
        "leaps_resolve",
        MELODY,
        gettext_noop("Leaps are balanced"),
        lambda v: say(gettext_noop("After a wide jump the line turns back.")),
        _leaps,
        (voice_parameter("top"),),
        LEAP_SOURCE,
    ),
    Kind(
        "largest_leap",
        MELODY,
        gettext_noop("Largest leap"),
        lambda v: say(gettext_noop("Do not jump further than %(semitones)s semitones (12 are an octave)."), semitones=v["semitones"]),
        _largest_leap,
        (Number("semitones", gettext_noop("Semitones"), 1, 24, 12), voice_parameter("top")),
    ),
    Kind(
        "climax",
        MELODY,
        gettext_noop("One highest note"),
        lambda v: say(gettext_noop("The highest note of the tune comes only once.")),
        _climax,
        (voice_parameter("top"),),
        LEAP_SOURCE,
    ),
)
