"""Who wrote what: for every measure of a version whether it was given, the pupil's or the machine's; and every step on the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext_lazy as _

from compose.models import Piece, Version, VersionKind

GIVEN, PUPIL, MACHINE, BOTH, SUGGESTED = "given", "pupil", "machine", "both", "suggested"
NAMES = {
    GIVEN: _("given"), PUPIL: _("the pupil’s"), MACHINE: _("the machine’s"), BOTH: _("the machine’s, changed by the pupil"),
    SUGGESTED: _("written by the pupil, the same as a suggestion"),
}  # fmt: skip
WRITERS = {VersionKind.GIVEN: GIVEN, VersionKind.COMPOSED: MACHINE, VersionKind.CHANGED: MACHINE, VersionKind.SUGGESTED: MACHINE}


@dataclass(frozen=True)
class Step:
    """bars: which ones the machine was asked for, "" for all or where nobody asked it."""

    version: Version
    bars: str


@dataclass(frozen=True)
class WorkLog:
    """origins: one a measure of the version. tries: versions the machine wrote, kept or not; suggestions: those that could not be kept.

    steps: in order of time.
    """

    origins: tuple[str, ...]
    tries: int
    suggestions: int
    steps: tuple[Step, ...]

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
    suggestions = sum(step.is_suggestion for step in steps)
    tries = sum(1 for step in steps if WRITERS.get(step.kind) == MACHINE) - suggestions
    return WorkLog(origins_of(piece, version), tries, suggestions, tuple(Step(step, _bars(step)) for step in steps))


def _bars(version: Version) -> str:
    first, last = version.task.get("measures") or (0, 0)
    return f"{first}" if first == last and first else f"{first}–{last}" if first else ""


def origins_of(piece: Piece, version: Version) -> tuple[str, ...]:
    """Follows the tree from where the version began, step by step. Measures are compared as they are stored, which takes no decoding."""
    known = {each.pk: each for each in piece.versions.only("pk", "number", "parent", "kind", "steps")}
    way = [known[version.pk]]
    while (parent := known.get(way[-1].parent_id)) is not None:
        way.append(parent)
    origins: tuple[str, ...] = ()
    before: list[str] = []
    for step in reversed(way):
        after = _measures(step)
        origins = _after(before, after, origins, WRITERS.get(step.kind, PUPIL))
        before = after
    suggestions = [each for each in known.values() if each.is_suggestion and each.number < version.number]
    return _as_suggested(before, origins, suggestions, known)


def _measures(version: Version) -> list[str]:
    return [str(measure) for measure in version.steps or ()]


def _after(before: list[str], after: list[str], origins: tuple[str, ...], writer: str) -> tuple[str, ...]:
    found: list[str] = []
    for kind, first, last, new_first, new_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += origins[first:last]
        else:
            old = [*origins[first:last], *[writer] * (new_last - new_first)][: new_last - new_first]
            found += [BOTH if writer == PUPIL and was in (MACHINE, BOTH) else writer for was in old]
    return tuple(found)


def _as_suggested(
    measures: list[str], origins: tuple[str, ...], suggestions: Iterable[Version], known: dict[int, Version]
) -> tuple[str, ...]:
    """Marks the pupil's measures that hold what the machine had suggested for that place, to the note."""
    offered: set[tuple[int, str]] = set()
    for suggestion in suggestions:
        stood = _measures(known[suggestion.parent_id]) if suggestion.parent_id in known else []
        offered |= set(enumerate(_measures(suggestion))) - set(enumerate(stood))
    places = zip(enumerate(measures), origins, strict=True)
    return tuple(SUGGESTED if origin == PUPIL and place in offered else origin for place, origin in places)
