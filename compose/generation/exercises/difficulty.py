"""How hard an exercise is: an estimate from 1 to 8 that compares the exercises of one template."""

from itertools import pairwise

from ...music.score import Score
from .exercise import Draft

BASE = 1.5


def difficulty_of(draft: Draft) -> float:
    """More accidentals, chords, leaps, faster notes and length of the answer make it harder; so do more places to find."""
    score = draft.solution
    parts = (
        0.25 * abs(score.key.fifths), 0.4 * (score.key.mode == "minor"), 0.35 * _notes_a_beat(score), 2.0 * _foreign(score),
        0.15 * _mean_leap(score), 0.06 * len(score.measures), 0.15 * score.staff_count, 0.2 * len(draft.answers),
    )  # fmt: skip
    return round(min(8.0, BASE + sum(parts)), 2)


def _notes_a_beat(score: Score) -> float:
    beats = score.measure_onsets_ticks[-1] / score.time.beat_ticks
    return len({(note.staff, note.onset) for note in score.notes}) / max(1.0, beats * score.staff_count)


def _foreign(score: Score) -> float:
    return sum(note.pitch.midi % 12 not in score.key.scale for note in score.notes) / max(1, len(score.notes))


def _mean_leap(score: Score) -> float:
    top = [note for note in score.notes if note.staff == 0]
    moves = [abs(second.pitch.midi - first.pitch.midi) for first, second in pairwise(top)]
    return sum(moves) / max(1, len(moves))
