"""The bin: what was deleted lies there for some weeks and can be brought back; then housekeeping erases it."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts.leaving import forget_in_the_history

from . import announcing, jobs
from .models import Piece, Project

log = logging.getLogger(__name__)


def put_away(*, piece: Piece) -> None:
    """Into the bin. Nobody goes on composing what nobody wants."""
    for generation in piece.generations.unfinished():
        jobs.request_cancel(generation=generation)
    _set_deleted(piece, timezone.now())


def bring_back(*, piece: Piece) -> None:
    _set_deleted(piece, None)


def _set_deleted(piece: Piece, deleted_at: datetime | None) -> None:
    with transaction.atomic():
        Piece.objects.filter(pk=piece.pk).update(deleted_at=deleted_at)
        announcing.tell(piece.pk)


def erased_at(thing: Piece | Project) -> datetime:
    """When something in the bin is gone for good."""
    return thing.deleted_at + timedelta(days=settings.BIN_DAYS)


def empty_due() -> int:
    """Erases what has lain long enough. What cannot be erased, because something else needs it, stays."""
    before = timezone.now() - timedelta(days=settings.BIN_DAYS)
    old = [*Project.objects.filter(deleted_at__lt=before), *Piece.objects.filter(deleted_at__lt=before)]
    return sum(erase(thing) for thing in old)


def erase(thing: Piece | Project) -> bool:
    """For good, if it is still in the bin: somebody may have brought it back this moment."""
    kind = type(thing)
    try:
        with transaction.atomic():
            found = kind.objects.deleted().select_for_update().filter(pk=thing.pk).first()
            if found is None:
                return False
            forget_in_the_history(found)
            found.delete()
    except (models.ProtectedError, models.RestrictedError):
        log.warning("something in the bin is needed elsewhere and stays", extra={"kind": kind.__name__, "row": thing.pk})
        return False
    return True
