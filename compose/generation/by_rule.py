"""Which pieces are composed by rule instead of by the generator: styles of which cleared music hardly exists."""

from collections.abc import Sequence

from ..music.tokenizer import encode_measures
from . import procedural
from .brief import Brief, Limits
from .procedural.commission import accept

Steps = list[list[int]]  # of one measure


def is_by_rule(brief: Brief) -> bool:
    """Whether the procedural composer can write this wish. It keeps no limits of the player, so those go to the generator."""
    if brief.conditions.get("bucket", "") not in procedural.STYLES or brief.limits != Limits() or brief.element:
        return False
    try:
        accept(brief.conditions["bucket"], brief.header, 0, brief.form, brief.cadence, brief.conditions.get("density", ""), brief.dynamic)
    except procedural.ProceduralError:
        return False
    return True


def measures_by_rule(brief: Brief, seed: int, given: Sequence[Sequence[Sequence[int]]] = ()) -> list[Steps] | None:
    """The measures after the given ones; None where the rules do not write this wish, or did not write what is given."""
    if not is_by_rule(brief):
        return None
    wishes = {"form": brief.form, "cadence": brief.cadence, "density": brief.conditions.get("density", ""), "dynamic": brief.dynamic,
              "course": brief.course}  # fmt: skip
    score = procedural.compose(brief.conditions["bucket"], brief.header, seed, **wishes)
    _, measures = encode_measures(score)
    begun = [[list(step) for step in measure] for measure in given]
    return measures[len(begun) :] if measures[: len(begun)] == begun else None
