"""This worker process among the others: its name, its sign of life, the leases it renews, the parent it must not outlive."""

import contextlib
import ctypes
import logging
import os
import secrets
import signal
import socket
import sys
import threading
import time
from datetime import timedelta

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from . import jobs
from .claiming import Claim
from .jobs import Fenced
from .models import Generation, Status, WorkerNode

log = logging.getLogger(__name__)

BEAT_SECONDS = 5
FORGET_AFTER = timedelta(days=1)
KEPT = 0.98  # of what is known of the pace, at each measure
STUCK_SECONDS = 180  # longer than a commit may wait for the database
STUCK = 4  # exit code


class Node:
    def __init__(self, name: str = "", checkpoint: str = "") -> None:
        self.name = name or f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
        self.checkpoint = checkpoint
        self.fault = ""
        self.seats = 0
        self._steps = self._seconds = 0.0  # of late, to know the pace by
        self._claims: dict[int, Claim] = {}
        self._stepped_at = self._measure_at = time.monotonic()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._beat_on, name="heartbeat", daemon=True)

    def start(self) -> None:
        reclaim_from_the_dead()
        self.report()
        self._thread.start()

    def stop(self) -> None:
        self._ending.set()
        WorkerNode.objects.filter(name=self.name).delete()

    def report(self) -> None:
        """Signs in for readiness and waiting times."""
        pace = self._steps / self._seconds if self._seconds else None
        facts = {"checkpoint": self.checkpoint, "fault": self.fault, "steps_per_second": pace, "seats": self.seats}
        WorkerNode.objects.update_or_create(name=self.name, defaults=facts | {"seen_at": timezone.now()})
        WorkerNode.objects.filter(seen_at__lt=timezone.now() - FORGET_AFTER).delete()

    def hold(self, claim: Claim) -> None:
        """From now on the heartbeat renews its lease: one measure may take longer than a lease lasts."""
        if not self._claims:
            self._stepped_at = self._measure_at = time.monotonic()
        self._claims[claim.generation_id] = claim

    def let_go(self, claim: Claim) -> None:
        self._claims.pop(claim.generation_id, None)

    def note_step(self) -> None:
        """Composing goes on."""
        self._stepped_at = time.monotonic()

    def learn(self, steps: float) -> None:
        """A measure of so many expected steps was finished. The time since the one before it, of whatever piece, tells the pace."""
        now = time.monotonic()
        seconds, self._measure_at = now - self._measure_at, now
        self._steps = KEPT * self._steps + steps
        self._seconds = KEPT * self._seconds + seconds

    def _beat_on(self) -> None:
        while not self._ending.wait(BEAT_SECONDS):
            try:
                self._beat()
            except DatabaseError:
                log.exception("the heartbeat did not reach the database")
            finally:
                close_old_connections()

    def _beat(self) -> None:
        self.report()
        if self._claims and time.monotonic() - self._stepped_at > STUCK_SECONDS:
            # A step that never ends cannot be stopped from inside: the supervisor starts another worker, which goes on from what is stored.
            log.critical("no step for %d s; this worker ends itself", STUCK_SECONDS)
            os._exit(STUCK)
        for claim in list(self._claims.values()):
            with contextlib.suppress(Fenced):  # the piece may just have ended; if not, the next commit will find out
                jobs.heartbeat(claim=claim)


def reclaim_from_the_dead() -> None:
    """Work of a worker of this host whose process is gone need not wait for its lease to run out."""
    host = socket.gethostname()
    for owner in set(Generation.objects.filter(status=Status.RUNNING, owner__startswith=f"{host}:").values_list("owner", flat=True)):
        if not _is_running(int(owner.split(":")[1])):
            jobs.expire_leases_of(owner=owner)
    for node in WorkerNode.objects.filter(name__startswith=f"{host}:"):
        if not _is_running(int(node.name.split(":")[1])):
            node.delete()


def _is_running(pid: int) -> bool:
    """A worker of another start with my number (containers count from 1) is gone too."""
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def die_with_parent(parent_pid: int) -> None:
    """Ends this process when its parent is gone, however it went, so that no orphan keeps composing."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)
    threading.Thread(target=_watch_parent, args=(parent_pid,), name="parent-watch", daemon=True).start()


def _watch_parent(parent_pid: int) -> None:
    """The second safety: where the signal does not exist, or came before we asked for it, or is held up by a long step."""
    pause = threading.Event()
    while os.getppid() == parent_pid:
        pause.wait(2)
    os.kill(os.getpid(), signal.SIGTERM)
    pause.wait(8)
    os._exit(1)
