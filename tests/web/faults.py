"""Faults at the edges of the database: a connection may die at any call, before or after what it was told to do was done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import OperationalError, connection


@dataclass(frozen=True)
class Fault:
    spot: int  # which call of the database from now on, counted from 0
    is_after: bool  # the call was carried out and only its answer lost


class FaultyDatabase:
    """Counts statements and commits, and lets the connection fail at the given ones."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = {fault.spot: fault for fault in faults}
        self.calls = 0
        self.raised = {"before a statement": 0, "after a statement": 0, "before COMMIT": 0, "after COMMIT": 0}

    @contextmanager
    def installed(self) -> Iterator[None]:
        commit = connection._commit
        connection._commit = lambda: self._call("COMMIT", commit)
        try:
            with connection.execute_wrapper(lambda execute, *rest: self._call("a statement", lambda: execute(*rest))):
                yield
        finally:
            del connection._commit

    def _call(self, what: str, action: Callable):
        fault = self.faults.get(self.calls)
        self.calls += 1
        if fault is None:
            return action()
        if fault.is_after:
            action()
        self.raised[f"{'after' if fault.is_after else 'before'} {what}"] += 1
        _lose_connection()
        raise OperationalError("the connection was lost")


def _lose_connection() -> None:
    """Whatever was not committed is gone. The tests' SQLite lives in memory and would go with its connection: there it is rolled back."""
    raw = connection.connection
    raw.close() if connection.vendor == "postgresql" else raw.rollback()
