"""How busy a score is."""

import numpy as np

from ...music.score import TICKS_PER_QUARTER, Score


def onsets_per_quarter(score: Score) -> float:
    """Onsets of the busiest staff a quarter note, chords counted once."""
    counts = np.zeros(score.staff_count)
    for measure in score.measures:
        for index, staff in enumerate(measure.staves):
            counts[index] += len({onset for voice in staff.voices for onset, chord in voice.timed() if chord.pitches})
    return float(counts.max()) / max(1.0, score.measure_onsets_ticks[-1] / TICKS_PER_QUARTER)
