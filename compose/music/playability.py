"""Can it be played? What hands, voices and fingers have to do, read off the notes alone.

Grades are a rough estimate on the scale of eight that examination boards use, for teachers who look for a level; not a judgement.
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from .instruments import Instrument
from .score import TICKS_PER_QUARTER, Note, Score

HAND_SPAN = 16  # semitones: a tenth, which large hands reach
FASTEST_NOTES_PER_SECOND = {"voice": 8.0, "brass": 10.0, "plucked": 12.0}
USUAL_FASTEST = 14.0
WIDEST_LEAP = {"voice": 14, "brass": 16}  # semitones between two notes in a row
USUAL_LEAP = 28
FINGERS = 5
# What makes a grade harder, each with the value that alone would be grade 1 and grade 8.
GRADE_SCALES = {"notes_per_second": (1.0, 10.0), "widest_leap": (5, 24), "accidental_share": (0.0, 0.2), "signature": (0, 6)}
HIGHEST_GRADE = 8
HARDEST_SHARE = 0.75  # how much the hardest of them counts beside their mean


@dataclass(frozen=True)
class Fault:
    """measure: from 1. part: from 0. what: a stable word for the page to translate."""

    what: str
    measure: int
    part: int


def faults(score: Score) -> list[Fault]:
    """What a player could not do, in the order of the measures: each kind once a measure and part."""
    found = set()
    for notes in _by_staff(score).values():
        instrument = score.parts[notes[0].part].instrument
        for chord in _chords(notes):
            found.update(Fault(what, chord[0].measure + 1, chord[0].part) for what in _chord_faults(chord, instrument))
        for first, second in pairwise(_line(notes)):
            if abs(first.pitch.midi - second.pitch.midi) > WIDEST_LEAP.get(instrument.family, USUAL_LEAP) and _follows(first, second):
                found.add(Fault("leap", second.measure + 1, second.part))
        limit = FASTEST_NOTES_PER_SECOND.get(instrument.family, USUAL_FASTEST)
        found.update(Fault("speed", note.measure + 1, note.part) for note in _too_fast(notes, limit, score.tempo_qpm))
    return sorted(found, key=lambda fault: (fault.measure, fault.part, fault.what))


def grade(score: Score) -> int:
    """1 (first year) to 8 (before a conservatory): what is hardest counts most."""
    if not score.notes:
        return 1
    lines = [_line(notes) for notes in _by_staff(score).values()]
    scale = score.key.scale
    values = {
        "notes_per_second": max(_usual_speed(line, score.tempo_qpm) for line in lines),
        "widest_leap": max((_usual_leap(line) for line in lines), default=0),
        "accidental_share": sum(note.pitch.midi % 12 not in scale for note in score.notes) / len(score.notes),
        "signature": abs(score.key.fifths),
    }
    shares = [min(1.0, max(0.0, (values[name] - low) / (high - low))) for name, (low, high) in GRADE_SCALES.items()]
    return 1 + round((HIGHEST_GRADE - 1) * (HARDEST_SHARE * max(shares) + (1 - HARDEST_SHARE) * sum(shares) / len(shares)))


def playability(score: Score) -> dict:
    """For a report: the estimated grade, and the measures that a player should look at."""
    found = faults(score)
    return {"grade": grade(score), "faults": [{"what": fault.what, "measure": fault.measure, "part": fault.part} for fault in found]}


def _by_staff(score: Score) -> dict[int, list[Note]]:
    staves: dict[int, list[Note]] = defaultdict(list)
    for note in score.notes:
        staves[note.staff].append(note)
    return staves


def _chords(notes: list[Note]) -> list[list[Note]]:
    """Notes that begin together on a staff."""
    together: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        together[_ticks(note.onset)].append(note)
    return [together[onset] for onset in sorted(together)]


def _chord_faults(chord: list[Note], instrument: Instrument) -> list[str]:
    pitches = [note.pitch.midi for note in chord]
    what = []
    if min(pitches) < instrument.low or max(pitches) > instrument.high:
        what.append("range")
    if instrument.family == "keyboard" and max(pitches) - min(pitches) > HAND_SPAN:
        what.append("span")
    if instrument.family == "keyboard" and len(set(pitches)) > FINGERS:
        what.append("fingers")
    return what


def _ticks(quarters: Fraction) -> int:
    """Whole numbers, because a corpus has millions of them and fractions are slow."""
    return quarters.numerator * TICKS_PER_QUARTER // quarters.denominator


def _line(notes: list[Note]) -> list[Note]:
    """The highest note of each onset, in order."""
    return [max(chord, key=lambda note: note.pitch.midi) for chord in _chords(notes)]


def _follows(first: Note, second: Note) -> bool:
    """Whether the second note comes at once, so that there is no time to move."""
    return second.onset <= first.onset + first.duration and second.onset - first.onset < 1


def _too_fast(notes: list[Note], limit: float, tempo_qpm: float) -> list[Note]:
    line = _line(notes)
    seconds = 60 / tempo_qpm
    return [second for first, second in pairwise(line) if float(second.onset - first.onset) * seconds * limit < 1]


def _usual_speed(line: list[Note], tempo_qpm: float) -> float:
    """Notes a second that only a tenth of the notes exceed."""
    onsets = [_ticks(note.onset) for note in line]
    gaps = sorted((second - first for first, second in pairwise(onsets)), reverse=True)
    return tempo_qpm / 60 / (gaps[int(0.9 * (len(gaps) - 1))] / TICKS_PER_QUARTER) if gaps else 0.0


def _usual_leap(line: list[Note]) -> int:
    """Semitones that only one step in twenty exceeds."""
    leaps = sorted(abs(first.pitch.midi - second.pitch.midi) for first, second in pairwise(line))
    return leaps[int(0.95 * (len(leaps) - 1))] if leaps else 0
