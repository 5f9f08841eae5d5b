"""Making something of somebody else's piece, where its licence allows it."""

from django.db import transaction

from . import licences
from .licences import Licence
from .lineage import Credit
from .models import Piece, Version, VersionKind
from .music.errors import ComposeError
from .restraints import Deed, refusal
from .visibility import Visibility
from .visitors import Visitor


class NotFree(ComposeError):
    """The licence of the piece does not allow it, or there is nothing yet to make something of."""

    code = "remix.not_free"


def may_remix(visitor: Visitor, piece: Piece) -> bool:
    """visitor: somebody who may open the piece."""
    is_finished = piece.current is not None and piece.current.is_finished and bool(piece.current.steps)
    return is_finished and not refusal(piece, Deed.REMIX) and (Licence(piece.licence).is_free or visitor.has_made(piece))


def remix(*, piece: Piece, by: Visitor) -> Piece:
    """A new private piece of theirs, that begins where this one stands. It stays what it is whatever becomes of this one.

    Raises NotFree.
    """
    if not may_remix(by, piece):
        raise NotFree("This piece may not be remixed: all rights are reserved, or it is not finished yet.")
    source = piece.current
    facts = {name: getattr(piece, name) for name in ("title", "description", "advanced", "is_kept_private")}
    remixed = Piece(**facts)
    by.own(remixed)
    if remixed.is_kept_private:
        remixed.visibility, remixed.shared_at = Visibility.PRIVATE, None
    with transaction.atomic():
        owed = _credits_of(piece, by)
        allowed = licences.allowed_after(credit.licence for credit in owed)
        remixed.licence = piece.licence if piece.licence in allowed else allowed[0]
        remixed.add(_copy_of(source, by))
        for position, credit in enumerate(owed, start=1):
            credit.piece, credit.position = remixed, position
        Credit.objects.bulk_create(owed)
    return remixed


def _credits_of(piece: Piece, by: Visitor) -> list[Credit]:
    """Those of the piece itself, and one for the piece unless it is one's own."""
    fields = ("source_id", "creator_id", "title", "name", "licence")
    owed = [Credit(**{name: getattr(credit, name) for name in fields}) for credit in piece.credits.all()]
    if not by.has_made(piece):
        name = piece.composer.get_full_name() if piece.composer else ""
        owed.append(Credit(source=piece, creator=piece.composer, title=piece.title, name=name, licence=piece.licence))
    return owed


def _copy_of(source: Version, by: Visitor) -> Version:
    taken = {name: getattr(source, name) for name in ("plan", "seed", "checkpoint", "header", "steps", "report", "style")}
    made_by = by.user if by.user.is_authenticated else None
    return Version(kind=VersionKind.REMIXED, parent=source, made_by=made_by, **taken)
