"""Criteria on voice leading: each forbids some findings of the analysis."""

from collections.abc import Callable
from itertools import combinations

from ..analysis.lines import moments_of
from ..analysis.parallels import moves_of
from ..saying import Saying, gettext_noop, say
from .kinds import Kind, Values
from .parameters import Choice
from .verdict import Evidence, Verdict, verdict, without
from .work import Work

WRITING = gettext_noop("Voice leading")
SOURCE = "Aldwell & Schachter, Harmony and Voice Leading"
INTERVALS = {"fifths": gettext_noop("fifths"), "octaves": gettext_noop("octaves")}
TOO_FEW = gettext_noop("There are no independent voices to look at yet")


def _forbids(*codes: str, chances: Callable[[Work], int]) -> Callable[[Work, Values], Verdict]:
    """A check that none of these findings is there. chances: how many there could be."""

    def check(work: Work, values: Values) -> Verdict:
        if not work.analysis.texture.has_independent_voices and codes != ("range",):
            return verdict(0.0, [Evidence((), say(TOO_FEW))], met=False)
        return without((Evidence.of(finding) for finding in work.analysis.findings if finding.code in codes), chances(work))

    return check


def _moves(work: Work) -> int:
    return sum(len(list(moves_of(upper, lower))) for upper, lower in combinations(work.analysis.texture.lines, 2))


def _moments(work: Work) -> int:
    return len(moments_of(work.analysis.texture.lines))


def _dominants(work: Work) -> int:
    return sum(chord.function.is_dominant for chord in work.analysis.chords)


def _notes(work: Work) -> int:
    return len(work.score.notes)


def _parallels(work: Work, values: Values) -> Verdict:
    intervals = list(values["intervals"])  # type: ignore[arg-type]
    return _forbids(*(f"parallel-{interval}" for interval in intervals), chances=_moves)(work, values)


def _parallels_asks(values: Values) -> Saying:
    if len(list(values["intervals"])) == 2:  # type: ignore[arg-type]
        return say(gettext_noop("No two voices move in parallel fifths or octaves."))
    return say(gettext_noop("No two voices move in parallel %(intervals)s."), intervals=INTERVALS[next(iter(values["intervals"]))])  # type: ignore[arg-type]


def _plain(template: str) -> Callable[[Values], Saying]:
    return lambda values: say(template)


KINDS = (
    Kind("no_parallels", WRITING, gettext_noop("No parallel fifths or octaves"), _parallels_asks, _parallels,
         (Choice("intervals", gettext_noop("Intervals"), INTERVALS, ["fifths", "octaves"], is_many=True),), SOURCE),
    Kind("no_hidden", WRITING, gettext_noop("No hidden fifths or octaves"),
         _plain(gettext_noop("The outer voices do not jump the same way onto a fifth or an octave.")),
         _forbids("hidden-fifths", "hidden-octaves", chances=_moves), (), SOURCE),
    Kind("no_crossing", WRITING, gettext_noop("No voice crossing"), _plain(gettext_noop("A lower voice never goes above a higher one.")),
         _forbids("voice-crossing", chances=_moments), (), SOURCE),
    Kind("no_overlap", WRITING, gettext_noop("No voice overlap"),
         _plain(gettext_noop("A voice does not move past the note its neighbour just left.")),
         _forbids("voice-overlap", chances=_moments), (), SOURCE),
    Kind("spacing", WRITING, gettext_noop("Spacing"),
         _plain(gettext_noop("Neighbouring upper voices stay within an octave of each other.")),
         _forbids("spacing", chances=_moments), (), SOURCE),
    Kind("leading_notes", WRITING, gettext_noop("Leading notes resolve"),
         _plain(gettext_noop("The leading note steps up to the home note, and only one voice has it.")),
         _forbids("leading-note", "doubled-leading-note", chances=_dominants), (), SOURCE),
    Kind("sevenths", WRITING, gettext_noop("Sevenths resolve"), _plain(gettext_noop("The seventh of a chord steps down.")),
         _forbids("seventh", chances=_dominants), (), SOURCE),
    Kind("augmented_steps", WRITING, gettext_noop("No augmented steps"), _plain(gettext_noop("No voice moves by an augmented interval.")),
         _forbids("augmented-step", chances=_notes), (), SOURCE),
    Kind("in_range", WRITING, gettext_noop("In the range of voices and instruments"),
         _plain(gettext_noop("Everybody can sing or play their notes comfortably.")), _forbids("range", chances=_notes)),
)  # fmt: skip
