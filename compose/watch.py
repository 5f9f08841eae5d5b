"""One question a tick for all pieces that are watched in this process: which of them have news? Only those are read and drawn.

A watch belongs to an event loop and lives as long as there is a tail. It asks when SQLite counts a commit, when a tail comes, and once a
second in any case.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from . import waiting
from .doorbell import POLL_SECONDS, Doorbell
from .models import Generation, Piece, Status
from .threads import ASKING, in_thread
from .waiting import Place

if TYPE_CHECKING:
    from .tails import Tail

log = logging.getLogger(__name__)

SAFETY_SECONDS = 1.0
READERS = [f"piece__{field}" for field in Piece.ACCESS_FIELDS]


class Facts(NamedTuple):
    """readers: whatever decides who may look on. is_waiting: nobody has begun the piece; then place, where it was asked for."""

    last_seq: int
    readers: tuple
    is_waiting: bool
    place: Place | None


class Watch:
    def __init__(self) -> None:
        self.tails: dict[int, Tail] = {}  # by generation
        self._places_at = 0.0
        self._is_asked = asyncio.Event()
        self._is_troubled = False
        self._task: asyncio.Task | None = None

    def add(self, tail: "Tail") -> None:
        self.tails[tail.generation.pk] = tail
        self._places_at = 0.0  # whoever has just come wants to know their place
        self._is_asked.set()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        bell = Doorbell()
        try:
            while self.tails:
                await self._look()
                await self._wait(bell)
        finally:
            bell.close()

    async def _wait(self, bell: Doorbell) -> None:
        until = time.monotonic() + SAFETY_SECONDS
        while time.monotonic() < until and not self._is_asked.is_set() and not bell.has_rung():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._is_asked.wait(), POLL_SECONDS)
        self._is_asked.clear()

    async def _look(self) -> None:
        tails = [tail for tail in self.tails.values() if not tail.is_final]
        wants_places = time.monotonic() >= self._places_at
        if wants_places:
            self._places_at = time.monotonic() + SAFETY_SECONDS
        try:
            facts = await in_thread(ASKING, facts_of, [tail.generation.pk for tail in tails], wants_places)
        except Exception:  # whatever it was, the watchers stay and the next look may succeed
            if not self._is_troubled:  # said once: an outage of an hour is one line, not thousands
                log.exception("the pieces watched here could not be looked at")
            self._is_troubled = True
            await asyncio.sleep(SAFETY_SECONDS)
            return
        self._is_troubled = False
        for tail in tails:
            tail.hear(facts.get(tail.generation.pk))


def facts_of(generations: Iterable[int], wants_places: bool) -> dict[int, Facts]:
    """By generation; one that is gone is missing. Runs in a thread."""
    rows = Generation.objects.filter(pk__in=generations).order_by().values_list("pk", "status", "last_seq", *READERS)
    told = {pk: Facts(last_seq, tuple(readers), status == Status.QUEUED and not last_seq, None) for pk, status, last_seq, *readers in rows}
    if wants_places and any(facts.is_waiting for facts in told.values()):
        places = waiting.places()
        told = {pk: facts._replace(place=places.get(pk)) for pk, facts in told.items()}
    return told
