"""The tree a piece stands in: what it was made from, what was made from it, and bar by bar what each of them changed."""

from dataclasses import dataclass, field

from . import exports
from .lineage import Credit
from .models import Piece, PieceQuerySet, Version
from .music.comparing import compare

MOST_DESCENDANTS = 60
MOST_GENERATIONS = 8


@dataclass
class Member:
    """One remix. changed, inserted: numbers of its own measures; deleted: how many of its parent's are missing."""

    piece: Piece
    changed: list[int] = field(default_factory=list)
    inserted: list[int] = field(default_factory=list)
    deleted_count: int = 0
    children: list["Member"] = field(default_factory=list)

    @property
    def is_unchanged(self) -> bool:
        return not (self.changed or self.inserted or self.deleted_count)


@dataclass(frozen=True)
class Ancestor:
    """piece: None where it is deleted, or not for whoever asks."""

    credit: Credit
    piece: Piece | None


def ancestors(piece: Piece, visible: PieceQuerySet) -> list[Ancestor]:
    """The oldest first."""
    credits = list(piece.credits.all())
    found = visible.in_bulk([credit.source_id for credit in credits if credit.source_id])
    return [Ancestor(credit, found.get(credit.source_id)) for credit in credits]


def descendants(piece: Piece, visible: PieceQuerySet) -> list[Member]:
    """Remixes that whoever asks may open, and theirs. A remix of one that they may not open is not reached."""
    members = {piece.pk: Member(piece)}
    edge, left = [piece.pk], MOST_DESCENDANTS
    for _ in range(MOST_GENERATIONS):
        firsts = Version.objects.filter(number=1, parent__piece__in=edge, piece__in=visible).select_related("piece__current", "parent")
        edge = []
        for first in firsts.order_by("created_at")[:left]:
            if first.piece_id not in members:
                members[first.piece_id] = difference(first)
                members[first.parent.piece_id].children.append(members[first.piece_id])
                edge.append(first.piece_id)
        left -= len(edge)
        if not edge or left <= 0:
            break
    return members[piece.pk].children


def difference(first: Version) -> Member:
    """first: the first version of a remix, with its parent: what was taken over. Compared with what the remix shows now."""
    remix = first.piece
    old, new = exports.score_of(remix, first.parent or first), exports.score_of(remix)
    rows = compare(old, new) if old and new else ()
    return Member(
        remix,
        changed=[row.new + 1 for row in rows if row.kind == "changed"],
        inserted=[row.new + 1 for row in rows if row.kind == "inserted"],
        deleted_count=sum(row.kind == "deleted" for row in rows),
    )
