"""Two descriptions in one piece: "a nocturne" and, by a third, "a tango"; or more like one thing and less like another.

One share says it all: 0 is the first description alone, 1 the second, below 0 leads away from the second. What is settled as a field of
the plan is settled by `blend`; the rest happens on the sphere of styles, in `steering.py`. Loads no torch.
"""

from dataclasses import fields, replace

from .wishes import Plan, Wish

LEAST_SHARE, MOST_SHARE = -0.6, 1.0
TOWARD, AWAY = "Blended with “", "Less like “"
BETWEEN = ("valence", "arousal")  # feelings lie between the two
OF_WORDS = ("description", "blended_with", "blend_share", "notes", "avoided", *BETWEEN)


def blend(first: Plan, second: Plan, share: float) -> Plan:
    """The plan of two descriptions that were read. share: of the second, LEAST_SHARE to MOST_SHARE.

    A wish that only one of them has holds; where both have one, that of the larger share does, and tempi meet in between.
    """
    share = min(MOST_SHARE, max(LEAST_SHARE, share))
    first = unblended(first)
    if share <= 0:
        return replace(first, blended_with=second.description, blend_share=share).noting(f"{AWAY}{second.description}”.")
    settled = {name: _settled(getattr(first, name), getattr(second, name), share) for name in _names()}
    felt = {name: _between(getattr(first, name), getattr(second, name), share) for name in BETWEEN}
    if first.tempo_qpm and second.tempo_qpm:
        tempo = round(first.tempo_qpm.value ** (1 - share) * second.tempo_qpm.value**share)
        settled["tempo_qpm"] = Wish(tempo, words=first.tempo_qpm.words)
    notes = (*first.notes, *(note for note in second.notes if note not in first.notes))
    blended = replace(first, **settled, **felt, notes=notes, blended_with=second.description, blend_share=share)
    return blended.noting(f"{TOWARD}{second.description}”, {round(100 * share)} %.")


def unblended(plan: Plan) -> Plan:
    """The plan without what it was blended with; what that settled stays settled."""
    notes = tuple(note for note in plan.notes if not note.startswith((TOWARD, AWAY)))
    return replace(plan, blended_with="", blend_share=0.0, notes=notes)


def _names() -> list[str]:
    return [field.name for field in fields(Plan) if field.name not in OF_WORDS]


def _settled(first: object, second: object, share: float) -> object:
    if first in (None, "", ()):
        return second
    return second if share > 0.5 and second not in (None, "", ()) else first


def _between(first: float | None, second: float | None, share: float) -> float | None:
    if first is None or second is None:
        return second if first is None else first
    return first * (1 - share) + second * share
