"""How a process learns that something may have changed.

On SQLite without a service beside it: `PRAGMA data_version` counts commits of other connections and costs microseconds, so it can be
asked often. With Redis (REDIS_URL): whoever adds work rings over Celery, see `bells.py`. With neither, the bell is deaf and looks often.
A bell is only ever a hint: whoever waits looks at the rows itself, and looks now and then in any case.
"""

import contextlib
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from django.conf import settings
from django.db import connection

from . import claiming

POLL_SECONDS = 0.025
DEAF_SECONDS = 0.25
SAFETY_SECONDS = 1.0
SWEEP_SECONDS = 1.0


def listening(queues: Sequence[str]) -> AbstractContextManager[None]:
    """Hears what is rung on other machines, while inside. Without Redis there is nothing to hear."""
    if not settings.REDIS_URL:
        return contextlib.nullcontext()
    from . import bells  # the packages of the scaled mode are an extra

    return bells.listening(queues)


class Doorbell:
    """Not for two threads at once."""

    def __init__(self) -> None:
        self._counter = _open_counter()
        self._last = self._read()

    @property
    def is_deaf(self) -> bool:
        return self._counter is None

    def has_rung(self) -> bool:
        """True where something was committed since the last time this was asked."""
        before, self._last = self._last, self._read()
        return self._last != before

    def wait(self, is_stopping: Callable[[], bool]) -> None:
        if self.is_deaf and settings.REDIS_URL:
            self._wait_for_messages(is_stopping)
            return
        until = time.monotonic() + (DEAF_SECONDS if self.is_deaf else SAFETY_SECONDS)
        while time.monotonic() < until and not is_stopping() and not self.has_rung():
            time.sleep(POLL_SECONDS)

    def close(self) -> None:
        if self._counter is not None:
            self._counter.close()

    def _wait_for_messages(self, is_stopping: Callable[[], bool]) -> None:
        """An idle worker that heard nothing for so long rings again for whatever waits: for itself, and for workers of other queues."""
        from . import bells

        until = time.monotonic() + SWEEP_SECONDS
        while time.monotonic() < until and not is_stopping():
            if bells.rung.wait(4 * POLL_SECONDS):
                bells.rung.clear()
                return
        if not is_stopping():
            for queue in claiming.queues_with_work():
                bells.ring(queue)

    def _read(self) -> int:
        if self._counter is None:
            return 0
        return self._counter.execute("PRAGMA data_version").fetchone()[0]


def _open_counter() -> sqlite3.Connection | None:
    """A connection of its own: it sees the commits of this process too, and holds no transaction open."""
    if connection.vendor != "sqlite":
        return None
    name = str(connection.settings_dict["NAME"])
    if name == ":memory:" or "mode=memory" in name:
        return None
    return sqlite3.connect(name, check_same_thread=False, timeout=1)
