"""Figures that describe the notes of a score and nothing else: they never see the plan or the model."""

from collections import Counter
from itertools import pairwise

from .score import TICKS_PER_QUARTER, Note, Score

CLASHES = (1, 11, 13)  # semitones: minor second, major seventh, minor ninth


def share_in_scale(score: Score) -> float:
    """Share of the notes whose pitch class is in the scale of the home key (minor: with raised sixth and seventh)."""
    notes = score.notes
    return sum(note.pitch.midi % 12 in score.key.scale for note in notes) / max(1, len(notes))


def end_is_on_tonic(score: Score) -> bool:
    """Whether the lowest of the notes that sound last is the tonic."""
    if not score.notes:
        return False
    end = max(note.onset + note.duration for note in score.notes)
    last = [note for note in score.notes if note.onset + note.duration == end]
    return (min(note.pitch.midi for note in last) - score.key.tonic * 7) % 12 == 0


def semitone_clash_share(score: Score) -> float:
    """Share of the onsets at which two sounding notes lie a minor second, major seventh or minor ninth apart."""
    events: dict[object, list[Note]] = {}
    for note in score.notes:
        events.setdefault(note.onset, []).append(note)
    sounding: list[Note] = []
    clashes = 0
    for onset in sorted(events):
        sounding = [note for note in sounding if note.onset + note.duration > onset] + events[onset]
        pitches = sorted({note.pitch.midi for note in sounding})
        clashes += any(high - low in CLASHES for index, low in enumerate(pitches) for high in pitches[index + 1 :])
    return clashes / max(1, len(events))


def rhythm_repetition(score: Score) -> float:
    """Share of the measures whose top staff has the rhythm of the measure before."""
    rhythms = [
        tuple((onset, chord.duration_ticks, chord.is_rest) for onset, chord in _top(score, number)) for number in range(len(score.measures))
    ]
    return sum(first == second for first, second in pairwise(rhythms)) / max(1, len(rhythms) - 1)


def measure_repetition(score: Score) -> float:
    """Share of the measures whose top staff repeats an earlier measure note for note."""
    seen: Counter[tuple] = Counter()
    repeated = 0
    for number in range(len(score.measures)):
        shape = tuple((onset, chord.duration_ticks, tuple(pitch.midi for pitch in chord.pitches)) for onset, chord in _top(score, number))
        repeated += seen[shape] > 0
        seen[shape] += 1
    return repeated / max(1, len(score.measures))


def onsets_per_quarter(score: Score) -> float:
    """Onsets of the busiest staff a quarter note, chords counted once."""
    counts = [0] * score.staff_count
    for measure in score.measures:
        for index, staff in enumerate(measure.staves):
            counts[index] += len({onset for voice in staff.voices for onset, chord in voice.timed() if chord.pitches})
    return max(counts, default=0) / max(1.0, score.measure_onsets_ticks[-1] / TICKS_PER_QUARTER)


def _top(score: Score, number: int) -> list:
    return list(score.measures[number].staves[0].voices[0].timed())
