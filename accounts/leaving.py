"""How an account ends: it is asked for, can be undone for some days, and then everything that belongs to it is erased."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, transaction
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.http import HttpRequest
from django.utils import timezone

from .audit import note
from .models import EventKind, User

log = logging.getLogger(__name__)

_farewells: list[Callable[[User], None]] = []


def add_farewell(farewell: Callable[[User], None]) -> None:
    """For apps built on this one: what else there is to forget, called inside the transaction before somebody's account is erased."""
    _farewells.append(farewell)


def ask(*, user: User, request: HttpRequest | None = None) -> None:
    """From now on nothing of theirs is shown, no token works, and all sessions end. Signing in again lets them undo it."""
    User.objects.filter(pk=user.pk, leaves_at=None).update(leaves_at=timezone.now() + timedelta(days=settings.ACCOUNT_GRACE_DAYS))
    user.refresh_from_db()
    note(EventKind.LEAVING, user, request)
    user.end_sessions()


def undo(*, user: User, request: HttpRequest | None = None) -> None:
    if User.objects.filter(pk=user.pk).exclude(leaves_at=None).update(leaves_at=None):
        note(EventKind.STAYING, user, request)


def erase_due() -> int:
    """Carries out what was asked for long enough ago. An account that cannot be erased does not keep the others."""
    return sum(_erased(user) for user in User.objects.gone_by(timezone.now()))


def _erased(user: User) -> bool:
    key = user.pk
    try:
        with transaction.atomic():
            if not User.objects.select_for_update().gone_by(timezone.now()).filter(pk=key).exists():
                return False  # they came back this very moment
            for farewell in _farewells:
                farewell(user)
            forget_in_the_history(user)
            user.delete()
            note(EventKind.ERASED, None)
    except (DatabaseError, ProtectedError):
        log.exception("an account could not be erased", extra={"user": key})
        return False
    return True


def forget_in_the_history(erased: Model) -> None:
    """That of the administration names the things that were changed: titles, words, user names. All that is erased along with this row
    goes out of it too."""
    going = Collector(using=erased._state.db)
    going.collect([erased])
    for model, rows in [*going.data.items(), *((rows.model, rows) for rows in going.fast_deletes)]:
        about = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
        about.filter(object_id__in=[str(row.pk) for row in rows]).delete()
