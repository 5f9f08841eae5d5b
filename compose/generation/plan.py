"""The plan of a piece: read from words, completed, and told to the generator as soft conditions.

Loads no torch, so the web process may use it.
"""

from . import words
from .buckets import bucket_for
from .choosing import complete
from .conditions import AXES, density_bounds, difficulty_class, ensemble_class, feeling_class, grades_of, length_class, tempo_class
from .description import MAX_CHARACTERS, DescriptionError
from .reading import read_plan
from .wishes import SAID, Plan, Wish

__all__ = ["MAX_CHARACTERS", "DescriptionError", "Plan", "Wish", "asked_softly", "complete", "conditions", "read_plan"]


# Styles with so few cleared pieces that asking for them by name makes worse music than asking for their nearest relative.
NEAREST_BUCKETS = {"modern piano": "romantic piano"}
THIN_PERIODS = frozenset(("modern", "contemporary"))


def conditions(plan: Plan) -> dict[str, str]:
    """The soft conditions of the generator: a value for every axis of `conditions.AXES`, "" where nothing is known."""
    ensemble = ensemble_class(plan.instruments.value) if plan.instruments else ""
    bucket = bucket_for(plan.bucket, ensemble, plan.period)
    values = {
        "mode": plan.key.value.mode if plan.key else plan.mode.value if plan.mode else "",
        "time": plan.time.value.name if plan.time else "",
        "tempo_class": tempo_class(plan.tempo_qpm.value) if plan.tempo_qpm else "",
        "ensemble": ensemble,
        "length_class": length_class(plan.measure_count.value) if plan.measure_count else "",
        "bucket": NEAREST_BUCKETS.get(bucket, bucket),
        "period": "" if plan.period in THIN_PERIODS else plan.period,
        "density": plan.density.value if plan.density else "",
        "valence": feeling_class(plan.valence) if plan.valence is not None else "",
        "arousal": feeling_class(plan.arousal) if plan.arousal is not None else "",
        "form": plan.form.value if plan.form else "",
        "difficulty": _band(plan),
        "texture": words.TEXTURE_KINDS.get(plan.texture.value, "") if plan.texture else "",
    }
    return {axis: values[axis] if values[axis] in AXES[axis] else "" for axis in AXES}


def asked_softly(plan: Plan) -> dict[str, object]:
    """What `music.report` has to measure beside the hard fields, where the words say it: texture, lowest and highest grade, density."""
    texture = plan.texture.value if plan.texture and plan.texture.source == SAID else ""
    is_graded = plan.difficulty is not None and plan.difficulty.source == SAID
    is_dense = plan.density is not None and plan.density.source == SAID
    return {
        "texture": words.TEXTURE_KINDS.get(texture, ""), "grades": _grades(plan) if is_graded else None,
        "density": density_bounds(plan.density.value) if is_dense else None,
    }  # fmt: skip


def _band(plan: Plan) -> str:
    """The grades that the generator aims at."""
    if plan.grade is not None:
        return difficulty_class(plan.grade.value)
    return words.DIFFICULTY_BANDS[plan.difficulty.value] if plan.difficulty else ""


def _grades(plan: Plan) -> tuple[int, int] | None:
    """The lowest and the highest grade that answer the wish: of the band; beside a number its neighbours, for a grade is an estimate."""
    if plan.grade is not None:
        return max(1, plan.grade.value - 1), min(8, plan.grade.value + 1)
    return grades_of(_band(plan)) if plan.difficulty else None
