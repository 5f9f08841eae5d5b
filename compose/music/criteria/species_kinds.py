"""Criteria of strict two-part counterpoint: the five species against a cantus firmus."""

from collections.abc import Callable

from ..analysis.lines import Line
from ..counterpoint.species import RULES, species_findings
from ..saying import Saying, gettext_noop, say
from .kinds import Kind, Values
from .parameters import Choice
from .verdict import Evidence, Verdict, without
from .work import Work

COUNTERPOINT = gettext_noop("Counterpoint")
SOURCE = "Fux, Gradus ad Parnassum; Jeppesen, Counterpoint"
CANTUS = {"lower": gettext_noop("the lower voice"), "upper": gettext_noop("the upper voice")}
ASKS = {
    1: gettext_noop("First species: one note against each note of the given voice, always in agreement."),
    2: gettext_noop("Second species: two notes against one; only the second may clash, in passing."),
    3: gettext_noop("Third species: four notes against one; the first agrees, others may clash if you come and go by step."),
    4: gettext_noop("Fourth species: notes tied over the bar line; a clash steps down."),
    5: gettext_noop("Fifth species: mix the rhythms of the four others, and follow their rules."),
}


def _pair(work: Work, cantus: str) -> tuple[Line, Line] | None:
    """The cantus and the counterpoint."""
    if len(work.lines) != 2:
        return None
    upper, lower = work.lines
    return (lower, upper) if cantus == "lower" else (upper, lower)


def _check(species: int) -> Callable[[Work, Values], Verdict]:
    def check(work: Work, values: Values) -> Verdict:
        is_above = values["cantus"] == "lower"
        pair = _pair(work, str(values["cantus"]))
        if pair is None:
            missing = say(gettext_noop("I need exactly two voices, and hear %(count)s"), count=len(work.lines))
            return Verdict(False, 0.0, (Evidence((), missing),))
        found = species_findings(work.score, *pair, species, is_above=is_above)
        return without((Evidence.of(finding) for finding in found), len(RULES) * len(work.score.measures))

    return check


def _asks(species: int) -> Callable[[Values], Saying]:
    return lambda values: say(ASKS[species])


NAMES = {
    1: gettext_noop("First species"), 2: gettext_noop("Second species"), 3: gettext_noop("Third species"),
    4: gettext_noop("Fourth species"), 5: gettext_noop("Fifth species (florid)"),
}  # fmt: skip
KINDS = tuple(
    Kind(f"species_{number}", COUNTERPOINT, NAMES[number], _asks(number), _check(number),
         (Choice("cantus", gettext_noop("The given voice is"), CANTUS, "lower"),), SOURCE)
    for number in ASKS
)  # fmt: skip
