"""What a corpus piece is, on the axes of conditions.py, computed from its notes and its manifest line."""

import numpy as np

from ...music.analysis.texture_class import texture_class
from ...music.figures import onsets_per_quarter
from ...music.playability import grade
from ...music.score import Score
from ..conditions import AXES, density_class, difficulty_class, ensemble_class, feeling_class, length_class, tempo_class


def feelings(mode: str, tempo_qpm: float, density: float) -> tuple[float, float]:
    """(valence, arousal), each -1 to 1: a coarse estimate from mode, tempo and motion.

    Source: the two cues listeners weigh most, Eerola, Friberg & Bresin, Frontiers in Psychology 4:487, 2013.
    """
    speed = float(np.clip((tempo_qpm - 96) / 60, -1, 1))
    motion = float(np.clip((density - 1.4) / 1.2, -1, 1))
    valence = (0.5 if mode == "major" else -0.6) + 0.35 * speed
    return float(np.clip(valence, -1, 1)), float(np.clip(0.6 * speed + 0.5 * motion, -1, 1))


def form_of(score: Score) -> str:
    """Section letters in order where the table of forms has them, else ""."""
    letters = "".join(measure.section for measure in score.measures)
    return letters if letters in AXES["form"] else ""


def attributes(score: Score, manifest: dict) -> dict[str, str]:
    """One value an axis, "" where nothing is known. Where no tempo is stated, the grade is that of a moderate one."""
    density = onsets_per_quarter(score)
    valence, arousal = feelings(score.key.mode, score.tempo_qpm, density)
    has_tempo = manifest.get("tempo_bpm") is not None
    return {
        "mode": score.key.mode,
        "time": score.time.name,
        "tempo_class": tempo_class(score.tempo_qpm) if has_tempo else "",
        "ensemble": ensemble_class(part.instrument.name for part in score.parts),
        "length_class": length_class(len(score.measures)),
        "bucket": manifest.get("style_bucket") or "",
        "period": manifest.get("period") or "",
        "density": density_class(density),
        "valence": feeling_class(valence) if has_tempo else "",
        "arousal": feeling_class(arousal) if has_tempo else "",
        "form": form_of(score),
        "difficulty": difficulty_class(grade(score)),
        "texture": texture_class(score),
    }
