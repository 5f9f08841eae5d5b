"""What the page of one's own piece needs to offer changes: bars, staves, parts, keys, and what may be asked of the machine."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import changes, exports
from .generation.plan import Plan
from .models import Piece, Version
from .music.header import Header
from .music.instruments import INSTRUMENTS
from .music.score import DYNAMICS, KeySignature, Part, Score
from .plan_forms import PlanForm

# What the machine can be asked for, in the order of the page: its name, and what becomes of the selected bars.
KINDS = (
    ("recompose", gettext_lazy("Compose anew"), gettext_lazy("New music in the selected bars. Everything else stays.")),
    ("vary", gettext_lazy("Vary"), gettext_lazy("The same idea, nearer to it or farther away.")),
    ("simplify", gettext_lazy("Make it easier"), gettext_lazy("Fewer notes, smaller leaps, the same tune.")),
    ("reharmonise", gettext_lazy("Other chords"), gettext_lazy("The melody stays, the harmony under it is new.")),
    ("rerhythm", gettext_lazy("Other rhythm"), gettext_lazy("About the same pitches in another rhythm.")),
    ("melody", gettext_lazy("New melody"), gettext_lazy("The top line is new, the accompaniment stays.")),
    ("accompany", gettext_lazy("New accompaniment"), gettext_lazy("The top line stays, everything under it is new.")),
    ("harmonise", gettext_lazy("Harmonise"), gettext_lazy("Other voices are written to a given melody.")),
    ("bass", gettext_lazy("New bass line"), gettext_lazy("Only the lowest line is new.")),
    ("continue", gettext_lazy("Continue"), gettext_lazy("More bars after the end of the piece.")),
)  # fmt: skip

# What is drawn by rule or not: the field of the header, what is said where it is missing and where it is drawn, and what is offered then.
MARKS = {
    "slurs": (
        "is_legato",
        (gettext_lazy("There are no slurs."), gettext_lazy("Notes of a phrase are joined by slurs.")),
        (gettext_lazy("Draw slurs"), gettext_lazy("Take the slurs away")),
    ),
    "hairpins": (
        "has_hairpins",
        (gettext_lazy("There are no hairpins."), gettext_lazy("Hairpins lead from one dynamic to the next.")),
        (gettext_lazy("Draw hairpins"), gettext_lazy("Take the hairpins away")),
    ),
}


def of(piece: Piece, version: Version, kind: str = "") -> dict:
    """Template context of the workbench: what may be done to the version that is shown, where it is the current one and finished.

    kind: of change, chosen beforehand.
    """
    if version.pk != piece.current_id:
        return {"bench": None, "is_older": True}
    score = exports.score_of(piece, version) if version.is_finished else None
    if score is None:
        return {"bench": None}
    return {"bench": _bench(piece, version, score, kind)}


def _bench(piece: Piece, version: Version, score: Score, kind: str) -> dict:
    return {
        "base": version.number,
        "can_undo": changes.earlier_of(piece) is not None,
        "can_redo": changes.later_of(piece) is not None,
        "kinds": KINDS,
        "kind": kind if kind in [each[0] for each in KINDS] else KINDS[0][0],
        "players": list(INSTRUMENTS),
        "plan_form": PlanForm.of(Plan.from_json(version.plan)),
        "measure_count": len(score.measures),
        "staves": [(number, staff_name(score, number)) for number in range(score.staff_count)],
        "parts": [(number, part.label, _alternatives(part)) for number, part in enumerate(score.parts)],
        "keys": [(fifths, KeySignature(fifths, score.key.mode).name) for fifths in range(-7, 8)],
        "fifths": score.key.fifths,
        "tempo_qpm": score.tempo_qpm,
        "dynamics": DYNAMICS,
        "marks": list(_marks(Header.of(score))),
        "locks": piece.locks,
        "locks_are_fixed": piece.locks_are_fixed,
        "is_all_given": piece.locks_are_fixed and [1, len(score.measures), None] in piece.locks,
        "machine_allowance": piece.machine_allowance,
        "machine_suggests": piece.machine_suggests,
    }


def _marks(header: Header) -> Iterator[dict]:
    """The two forms of each mark that is drawn by rule, of which one is offered; the page shows the other where the piece changes."""
    for op, (field, *words) in MARKS.items():
        is_drawn = getattr(header, field)
        for is_wanted, sentence, button in zip((True, False), words[0], words[1], strict=True):
            wanted = "1" if is_wanted else "0"
            yield {"op": op, "field": field, "wanted": wanted, "is_offered": is_wanted != is_drawn, "sentence": sentence, "button": button}


def staff_name(score: Score, number: int) -> str:
    """What people call a staff: its part, and of a keyboard which hand."""
    part = score.parts[score.staff_parts[number]]
    if part.staff_count == 1:
        return part.label
    place = number - score.staff_parts.index(score.staff_parts[number])
    hand = _("right hand") if place == 0 else _("left hand")
    return hand if len(score.parts) == 1 else f"{part.label}, {hand}"


def _alternatives(part: Part) -> list[str]:
    """Instruments written on as many staves, the nearest relatives first."""
    fitting = [each for each in INSTRUMENTS.values() if len(each.clefs) == part.staff_count]
    return [each.name for each in sorted(fitting, key=lambda each: each.family != part.instrument.family)]
