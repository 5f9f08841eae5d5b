"""One tail for each piece somebody watches in this process: it reads new events once, whoever looks on.

A tail is an asyncio task. It is woken where the process's watch has seen news of its piece, or a poke told of some. Reading and drawing
happen in threads, so the event loop never waits for the database or for verovio.
"""

import asyncio
import contextlib
import logging
from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer

from . import pokes
from .progress import Frame, Stream, queue_frame, stream_of
from .threads import DRAWING, in_thread
from .watch import SAFETY_SECONDS, Facts, Watch

log = logging.getLogger(__name__)


class Watched(NamedTuple):
    """What a socket keeps of the generation it follows: a thousand of them do not hold a thousand rows."""

    pk: int
    public_id: str


class Tail:
    """What the sockets of one piece wait at. They keep nothing but a cursor; `version` says whether to look again."""

    def __init__(self, generation: Watched) -> None:
        self.generation = generation
        self.stream: Stream | None = None
        self.waiting: Frame | None = None
        self.version = 0
        self.access_version = 0  # moves on when who may open the piece may have changed
        self.listener_count = 0
        self._readers: tuple | None = None
        self._is_troubled = False
        self._changed = asyncio.Event()
        self._woken = asyncio.Event()
        self._woken.set()
        self._tasks: list[asyncio.Task] = []

    def start(self) -> None:
        self._tasks = [asyncio.create_task(self._follow())]
        if pokes.crosses_processes():
            self._tasks.append(asyncio.create_task(self._hear_pokes()))

    def stop(self) -> None:
        for task in self._tasks:
            task.cancel()

    def hear(self, facts: Facts | None) -> None:
        """News of the watch; None where the piece is gone."""
        if facts is None or self._readers not in (None, facts.readers):
            self.access_version += 1
            self._announce()
        if facts is None:
            return
        self._readers = facts.readers
        if facts.last_seq > (self.stream.last_seq if self.stream else 0):
            self._woken.set()
        self._wait_at(facts)

    def _wait_at(self, facts: Facts) -> None:
        if not facts.is_waiting:
            self.waiting = None
        elif facts.place is not None and (frame := queue_frame(facts.last_seq, facts.place)) != self.waiting:
            self.waiting = frame
            self._announce()

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
            await self._woken.wait()
            self._woken.clear()
            try:
                if await in_thread(DRAWING, self._read) or self.version == 0:
                    self._announce()
                self._is_troubled = False
            except Exception:  # whatever it was, the watchers stay and the next look may succeed
                if not self._is_troubled:  # said once: an outage of an hour is one line, not thousands
                    log.exception("events could not be read or drawn", extra={"generation": self.generation.pk})
                self._is_troubled = True
                await asyncio.sleep(SAFETY_SECONDS)

    def _read(self) -> bool:
        """True where there were new events. Runs in a thread."""
        if self.stream is None:
            self.stream = stream_of(self.generation.pk)
        return self.stream.refresh()

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
        group = pokes.group_of(self.generation.public_id)
        channel = await layer.new_channel()
        await layer.group_add(group, channel)
        try:
            while True:
                await layer.receive(channel)
                self._woken.set()
        finally:
            await layer.group_discard(group, channel)


_watches: WeakKeyDictionary[asyncio.AbstractEventLoop, Watch] = WeakKeyDictionary()


@contextlib.contextmanager
def following(generation: Watched) -> Iterator[Tail]:
    """The process's tail of this piece, started for its first watcher and stopped after its last."""
    watch = _watch()
    tail = watch.tails.get(generation.pk)
    if tail is None:
        tail = Tail(generation)
        tail.start()
        watch.add(tail)
    tail.listener_count += 1
    try:
        yield tail
    finally:
        tail.listener_count -= 1
        if not tail.listener_count:
            tail.stop()
            del watch.tails[generation.pk]


def listener_count() -> int:
    """Sockets of this process that follow a piece."""
    return sum(tail.listener_count for watch in _watches.values() for tail in watch.tails.values())


def tail_count() -> int:
    return sum(len(watch.tails) for watch in _watches.values())


def _watch() -> Watch:
    """The watch of this event loop."""
    return _watches.setdefault(asyncio.get_running_loop(), Watch())
