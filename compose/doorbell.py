"""How a process learns that something may have changed, without a service beside it: SQLite counts commits of other connections.

`PRAGMA data_version` costs microseconds, so it can be asked often. Where there is no such counter (PostgreSQL) the bell is deaf.
A bell is only ever a hint: whoever waits looks at the rows itself, and looks once a second in any case.
"""

import sqlite3
import time
from collections.abc import Callable

from django.db import connection

POLL_SECONDS = 0.025
DEAF_SECONDS = 0.25
SAFETY_SECONDS = 1.0


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
        until = time.monotonic() + (DEAF_SECONDS if self.is_deaf else SAFETY_SECONDS)
        while time.monotonic() < until and not is_stopping() and not self.has_rung():
            time.sleep(POLL_SECONDS)

    def close(self) -> None:
        if self._counter is not None:
            self._counter.close()

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
