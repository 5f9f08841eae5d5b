"""The verbs that change who may look at a piece. Apps above this one hear of every change (`announcing.py`)."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from . import announcing, restraints
from .licences import Licence
from .models import Piece
from .restraints import Deed
from .visibility import Grant, Person, ShareLink, Visibility


def _links_or_grants_changed(piece_id: int) -> None:
    Piece.objects.filter(pk=piece_id).update(access_number=F("access_number") + 1)


def share(*, piece: Piece, visibility: Visibility, licence: Licence | None = None) -> None:
    """From now on `visibility` is who may look. Private again means that every link is dead, for good. Raises Restrained."""
    if visibility != Visibility.PRIVATE:
        restraints.check(piece, Deed.SHARE)
    with transaction.atomic():
        piece.visibility = visibility
        piece.licence = licence or piece.licence
        if visibility == Visibility.PUBLIC and piece.shared_at is None:
            piece.shared_at = timezone.now()
        piece.save(update_fields=["visibility", "licence", "shared_at"])
        if visibility == Visibility.PRIVATE:
            piece.share_links.live().update(revoked_at=timezone.now())
            _links_or_grants_changed(piece.pk)
        elif visibility == Visibility.UNLISTED and not piece.share_links.live().exists():
            ShareLink.objects.create(piece=piece)
        announcing.tell(piece.pk)


def add_link(*, piece: Piece) -> ShareLink:
    """Raises Restrained."""
    restraints.check(piece, Deed.SHARE)
    with transaction.atomic():
        link = ShareLink.objects.create(piece=piece)
        if piece.visibility == Visibility.PRIVATE:
            share(piece=piece, visibility=Visibility.UNLISTED)
    return link


def revoke(*, link: ShareLink) -> None:
    """The link opens nothing any more, not for those either who opened it before. With the last one the piece is private."""
    with transaction.atomic():
        ShareLink.objects.live().filter(pk=link.pk).update(revoked_at=timezone.now())
        _links_or_grants_changed(link.piece_id)
        piece = link.piece
        if piece.visibility == Visibility.UNLISTED and not piece.share_links.live().exists():
            share(piece=piece, visibility=Visibility.PRIVATE)


def grant(*, piece: Piece, user: Person, is_fixed: bool = False) -> Grant:
    """From now on this person may look. is_fixed: whoever made the piece cannot take it back, which is for classrooms.

    Raises Restrained.
    """
    if not is_fixed:
        restraints.check(piece, Deed.SHARE)
    return Grant.objects.get_or_create(piece=piece, user=user, defaults={"is_fixed": is_fixed})[0]


def withdraw(*, grant: Grant) -> None:
    with transaction.atomic():
        Grant.objects.filter(pk=grant.pk).delete()
        _links_or_grants_changed(grant.piece_id)


def hide(*, piece: Piece, reason: str) -> None:
    """By the staff: nobody but whoever made it may look any more, and they are told why."""
    _set_hidden(piece, at=timezone.now(), reason=reason)


def show_again(*, piece: Piece) -> None:
    _set_hidden(piece, at=None, reason="")


def _set_hidden(piece: Piece, *, at: datetime | None, reason: str) -> None:
    with transaction.atomic():
        piece.hidden_at, piece.hidden_reason = at, reason
        piece.save(update_fields=["hidden_at", "hidden_reason"])
        announcing.tell(piece.pk)
