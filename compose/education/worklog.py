"""Who wrote what: for every measure of a version whether it was given, the pupil's or the machine's; and every step on the way."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext_lazy as _

from compose.models import Piece, Version, VersionKind

GIVEN, PUPIL, MACHINE, BOTH = "given", "pupil", "machine", "both"
NAMES = {GIVEN: _("given"), PUPIL: _("the pupil’s"), MACHINE: _("the machine’s"), BOTH: _("the machine’s, changed by the pupil")}
WRITERS = {VersionKind.GIVEN: GIVEN, VersionKind.COMPOSED: MACHINE, VersionKind.CHANGED: MACHINE}


@dataclass(frozen=True)
class WorkLog:
    """origins: one a measure of the version. tries: how often the machine was asked, kept or not. steps: in order of time."""

    origins: tuple[str, ...]
    tries: int
    steps: tuple[Version, ...]

    @property
    def stretches(self) -> list[dict]:
        """Measures side by side from one hand, as "1–4"."""
        found: list[dict] = []
        for number, origin in enumerate(self.origins, start=1):
            if found and found[-1]["origin"] == origin:
                found[-1]["last"] = number
            else:
                found.append({"origin": origin, "name": NAMES[origin], "first": number, "last": number})
        return found


def log_of(piece: Piece, version: Version) -> WorkLog:
    steps = tuple(piece.versions.defer("steps", "style", "report").order_by("number"))
    tries = sum(1 for step in steps if WRITERS.get(step.kind) == MACHINE)
    return WorkLog(origins_of(piece, version), tries, steps)


def origins_of(piece: Piece, version: Version) -> tuple[str, ...]:
    """Follows the tree from where the version began, step by step. Measures are compared as they are stored, which takes no decoding."""
    known = {each.pk: each for each in piece.versions.only("pk", "parent", "kind", "steps")}
    way = [known[version.pk]]
    while (parent := known.get(way[-1].parent_id)) is not None:
        way.append(parent)
    origins: tuple[str, ...] = ()
    before: list[str] = []
    for step in reversed(way):
        after = [str(measure) for measure in step.steps or ()]
        origins = _after(before, after, origins, WRITERS.get(step.kind, PUPIL))
        before = after
    return origins


def _after(before: list[str], after: list[str], origins: tuple[str, ...], writer: str) -> tuple[str, ...]:
    found: list[str] = []
    for kind, first, last, new_first, new_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += origins[first:last]
        else:
            old = [*origins[first:last], *[writer] * (new_last - new_first)][: new_last - new_first]
            found += [BOTH if writer == PUPIL and was in (MACHINE, BOTH) else writer for was in old]
    return tuple(found)
