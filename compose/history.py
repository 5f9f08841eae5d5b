"""The history of a piece: what each version changed, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import exports
from .models import Piece, Version
from .music.comparing import BarDifference, compare
from .music.score import Score
from .workbench import staff_name


@dataclass(frozen=True)
class Entry:
    """One version as a row of the history. bars: what it changed against its parent, "" where there is nothing to compare.

    can_be_seen: it is written; can_be_taken: and no mere suggestion.
    """

    version: Version
    bars: str
    parent_number: int | None
    can_be_seen: bool
    is_being_written: bool

    @property
    def can_be_taken(self) -> bool:
        return self.can_be_seen and not self.version.is_suggestion


def entries(piece: Piece, versions: Iterable[Version]) -> list[Entry]:
    """Rows for these versions, in their order."""
    scores: dict[int, Score | None] = {}

    def score_of(version: Version) -> Score | None:
        if version.pk not in scores:
            scores[version.pk] = exports.score_of(piece, version) if version.is_finished and version.piece_id == piece.pk else None
        return scores[version.pk]

    rows = []
    for version in versions:
        new, old = score_of(version), score_of(version.parent) if version.parent else None
        parent_number = version.parent.number if old is not None and new is not None else None
        bars = changed_bars(old, new) if parent_number else ""
        rows.append(Entry(version, bars, parent_number, new is not None, not version.is_finished))
    return rows


def changed_bars(old: Score, new: Score) -> str:
    """"bars 3, 5–7; 2 bars inserted", or what else is other."""
    rows = compare(old, new)
    changed = [row.new + 1 for row in rows if row.kind == "changed"]
    inserted, deleted = (sum(row.kind == kind for row in rows) for kind in ("inserted", "deleted"))
    parts = []
    if changed:
        parts.append(ngettext("bar %(bars)s", "bars %(bars)s", len(changed)) % {"bars": ranges(changed)})
    if inserted:
        parts.append(ngettext("%(count)s bar inserted", "%(count)s bars inserted", inserted) % {"count": inserted})
    if deleted:
        parts.append(ngettext("%(count)s bar deleted", "%(count)s bars deleted", deleted) % {"count": deleted})
    if old.tempo_qpm != new.tempo_qpm:
        parts.append(_("tempo %(old)s → %(new)s") % {"old": old.tempo_qpm, "new": new.tempo_qpm})
    if [part.label for part in old.parts] != [part.label for part in new.parts]:
        parts.append(_("for %(parts)s") % {"parts": ", ".join(part.label for part in new.parts)})
    return "; ".join(parts) or _("the same notes")


def ranges(numbers: list[int]) -> str:
    """Ascending numbers, runs drawn together: "3, 5–7"."""
    runs = [[number for _index, number in run] for _key, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def marks(rows: Iterable[BarDifference]) -> dict[str, list[tuple[int, int | None]]]:
    """What to mark in either drawing: (bar from 1, staff from 0 or None for all)."""
    sides: dict[str, list[tuple[int, int | None]]] = {"old": [], "new": []}
    for row in rows:
        staves = row.staves if row.kind == "changed" and row.staves else (None,)
        for side, bar in (("old", row.old), ("new", row.new)):
            if row.kind != "same" and bar is not None:
                sides[side] += [(bar + 1, staff) for staff in staves]
    return sides


def told(rows: Iterable[BarDifference], score: Score) -> list[dict]:
    """The bars that differ, for a page: numbers from 1, staves by name. score: the newer one."""
    return [
        {
            "kind": row.kind, "old": None if row.old is None else row.old + 1, "new": None if row.new is None else row.new + 1,
            "notes": row.note_count, "staves": [staff_name(score, staff) for staff in row.staves if staff < score.staff_count],
        }
        for row in rows if row.kind != "same"
    ]  # fmt: skip
