"""One tail for each piece somebody watches in this process: it reads new events once, whoever looks on.

A tail is an asyncio task. Reading and drawing happen in threads, so the event loop never waits for the database or for verovio.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from channels.db import DatabaseSyncToAsync
from channels.layers import get_channel_layer

from . import pokes
from .doorbell import POLL_SECONDS, Doorbell
from .models import Generation, Piece
from .progress import Frame, Stream, stream_of

log = logging.getLogger(__name__)

SAFETY_SECONDS = 1.0
ACCESS_SECONDS = 1.0
DRAWERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="drawing")

Result = TypeVar("Result")


class Tail:
    """What the sockets of one piece wait at. They keep nothing but a cursor; `version` says whether to look again."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.stream: Stream | None = None
        self.waiting: Frame | None = None
        self.version = 0
        self.access_version = 0  # moves on when who may open the piece may have changed
        self.listener_count = 0
        self._access: tuple | None = None
        self._access_read_at = 0.0
        self._is_troubled = False
        self._changed = asyncio.Event()
        self._woken = asyncio.Event()
        self._tasks: list[asyncio.Task] = []

    def start(self) -> None:
        self._tasks = [asyncio.create_task(self._follow())]
        if pokes.crosses_processes():
            self._tasks.append(asyncio.create_task(self._hear_pokes()))

    def stop(self) -> None:
        for task in self._tasks:
            task.cancel()

    def wake(self) -> None:
        self._woken.set()

    async def changed_since(self, version: int, timeout_seconds: float) -> bool:
        """Waits until there is something newer than `version`. False after the time is over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_seconds):
                while self.version == version:
                    await self._changed.wait()
        return self.version != version

    def after(self, seq: int) -> list[Frame]:
        return self.stream.after(seq) if self.stream else []

    @property
    def is_final(self) -> bool:
        return self.stream is not None and self.stream.is_final

    async def _follow(self) -> None:
        while not self.is_final:
            try:
                await self._look()
                self._is_troubled = False
            except Exception:  # whatever it was, the watchers stay and the next look may succeed
                if not self._is_troubled:  # said once: an outage of an hour is one line, not thousands
                    log.exception("events could not be read or drawn", extra={"generation": self.generation.pk})
                self._is_troubled = True
            if not self.is_final:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), SAFETY_SECONDS)
                self._woken.clear()

    async def _look(self) -> None:
        has_news, waiting, has_other_readers = await in_thread(self._read)
        if has_other_readers:
            self.access_version += 1
        if has_news or has_other_readers or waiting != self.waiting or self.version == 0:
            self.waiting = waiting
            self._announce()

    def _read(self) -> tuple[bool, Frame | None, bool]:
        """Events, place in the queue, and whether somebody may have won or lost the right to look on. Runs in a thread."""
        if self.stream is None:
            self.stream = stream_of(self.generation)
        has_news = self.stream.refresh()
        waiting = self.stream.waiting_frame() if not self.stream.frames else None
        return has_news, waiting, self._read_access()

    def _read_access(self) -> bool:
        if time.monotonic() < self._access_read_at + ACCESS_SECONDS:
            return False
        before = self._access
        self._access = Piece.objects.filter(pk=self.generation.piece_id).values_list(*Piece.ACCESS_FIELDS).first()
        self._access_read_at = time.monotonic()
        return before is not None and before != self._access

    def _announce(self) -> None:
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def _hear_pokes(self) -> None:
        """A layer that is away is tried again and again; the safety poll covers what is missed meanwhile."""
        while True:
            try:
                await self._receive_pokes()
            except Exception as error:
                log.info("pokes are not heard just now (%s)", type(error).__name__, extra={"generation": self.generation.pk})
                await asyncio.sleep(SAFETY_SECONDS)

    async def _receive_pokes(self) -> None:
        layer = get_channel_layer()
        group = pokes.group_of(self.generation.piece.public_id)
        channel = await layer.new_channel()
        await layer.group_add(group, channel)
        try:
            while True:
                await layer.receive(channel)
                self.wake()
        finally:
            await layer.group_discard(group, channel)


_tails: dict[tuple[int, int], Tail] = {}  # by event loop and generation
_ringers: dict[int, asyncio.Task] = {}


@contextlib.asynccontextmanager
async def following(generation: Generation) -> AsyncIterator[Tail]:
    """The process's tail of this piece, started for its first watcher and stopped after its last."""
    loop = id(asyncio.get_running_loop())
    tail = _tails.get((loop, generation.pk))
    if tail is None:
        tail = _tails[loop, generation.pk] = Tail(generation)
        tail.start()
        _start_ringer(loop)
    tail.listener_count += 1
    try:
        yield tail
    finally:
        tail.listener_count -= 1
        if not tail.listener_count:
            tail.stop()
            del _tails[loop, generation.pk]


def listener_count() -> int:
    """Sockets of this process that follow a piece."""
    return sum(tail.listener_count for tail in _tails.values())


def tail_count() -> int:
    return len(_tails)


def _start_ringer(loop: int) -> None:
    ringer = _ringers.get(loop)
    if ringer is None or ringer.done():
        _ringers[loop] = asyncio.create_task(_ring_while_watched(loop))


async def _ring_while_watched(loop: int) -> None:
    """Wakes the tails when SQLite counts a commit of another connection. One question a tick, however many tails."""
    bell = Doorbell()
    try:
        while not bell.is_deaf and any(owner == loop for owner, _ in _tails):
            if bell.has_rung():
                for (owner, _), tail in _tails.items():
                    if owner == loop:
                        tail.wake()
            await asyncio.sleep(POLL_SECONDS)
    finally:
        bell.close()


async def in_thread(function: Callable[..., Result], *arguments: object) -> Result:
    """Runs database and drawing work beside the event loop, with the database connection tidied before and after."""
    return await DatabaseSyncToAsync(function, thread_sensitive=False, executor=DRAWERS)(*arguments)
