"""Takeouts are made by one thread of a web process, one at a time, beside everything else. The row is the truth: where a process dies,
whoever looks at the page next wakes another one, and it begins anew."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.audit import note
from accounts.models import EventKind, User

from . import takeout_contents, token_buckets, turns
from .limits import LimitReached
from .takeouts import Takeout, TakeoutStatus, folder
from .token_buckets import Allowance

log = logging.getLogger(__name__)

OFTEN = Allowance("takeouts of a person", 5, 24 * 3600)
_thread: threading.Thread | None = None
_lock = threading.Lock()


def begin(*, user: User, has_sound: bool, request: object = None) -> Takeout:
    """One at a time: whoever has one being made gets that one. An older one makes room. Raises LimitReached after very many."""
    if unfinished := Takeout.objects.of(user).unfinished().first():
        return unfinished
    if wait_seconds := token_buckets.take(OFTEN, str(user.pk)):
        sentence = _("You have packed everything several times today. The last file is still good, or come back tomorrow.")
        raise LimitReached(sentence, wait_seconds)
    with transaction.atomic():
        Takeout.objects.of(user).delete()
        expires_at = timezone.now() + timedelta(days=settings.TAKEOUT_DAYS)
        takeout = Takeout.objects.create(
            user=user, has_sound=has_sound, piece_count=takeout_contents.pieces_of(user).count(), expires_at=expires_at
        )
        note(EventKind.EXPORTED, user, request)
        wake()
    return takeout


def look_after(takeout: Takeout) -> None:
    """Wakes somebody where nobody works on it: the process that did has ended."""
    if Takeout.objects.claimable(timezone.now()).filter(pk=takeout.pk).exists():
        wake()


def wake() -> None:
    """After the transaction: somebody has to do what stands in the rows."""
    transaction.on_commit(_wake)


def _wake() -> None:
    global _thread
    with _lock:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_work, name="takeouts", daemon=True)
            _thread.start()


def _work() -> None:
    try:
        while run_next():
            pass
    except Exception:
        log.exception("takeouts have to wait")  # whoever looks at their page wakes a new thread
    finally:
        close_old_connections()


def run_next() -> bool:
    """Makes the next takeout. False where there is none."""
    takeout = Takeout.claim()
    if takeout is None:
        return False
    folder().mkdir(parents=True, exist_ok=True)
    part = takeout.path.with_suffix(".part")
    try:
        with translation.override(takeout.user.language or settings.LANGUAGE_CODE):
            takeout_contents.write(
                part, takeout.user, has_sound=takeout.has_sound, take_turn=_turn_of(takeout), tell=lambda count: _tell(takeout, count)
            )
        part.replace(takeout.path)
        if not takeout.report(status=TakeoutStatus.DONE, size_bytes=takeout.path.stat().st_size, piece_count=takeout.done_count):
            takeout.path.unlink(missing_ok=True)
    except _NotMine:
        log.info("a takeout was given up or taken over", extra={"takeout": takeout.public_id})
    except Exception:
        log.exception("a takeout failed", extra={"takeout": takeout.public_id})
        takeout.report(status=TakeoutStatus.FAILED)
    finally:
        part.unlink(missing_ok=True)
    return True


class _NotMine(Exception):
    pass


def _tell(takeout: Takeout, count: int) -> None:
    takeout.done_count = count
    if not takeout.report(done_count=count):
        raise _NotMine


def _turn_of(takeout: Takeout) -> Callable[[], Callable[[], None]]:
    """A place among the big files of the site for every piece: nobody else waits longer than for one piece."""

    def take() -> Callable[[], None]:
        while True:
            try:
                return turns.take_turn(f"user:{takeout.user_id}")
            except LimitReached as limit:
                if not takeout.report():
                    raise _NotMine from limit
                time.sleep(1)

    return take


def tidy() -> int:
    """Removes takeouts whose time is over, and files without a row: of an account that was erased, of a process that died."""
    count = Takeout.objects.over(timezone.now()).delete()[0]
    known = {takeout.path.stem for takeout in Takeout.objects.all()}
    for file in folder().glob("*"):
        if file.stem not in known:
            file.unlink(missing_ok=True)
    return count
