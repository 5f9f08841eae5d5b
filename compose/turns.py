"""Big files are made and sent a few at a time, and few for one person, so that nobody fills the memory of a web process with them."""

import gc
import threading
from collections import Counter
from collections.abc import Callable

from django.http import HttpResponse

from .limits import LimitReached, SiteIsFull

AT_ONCE = 4
OF_ONE_PERSON = 2
WAITING_OF_ONE_PERSON = 8  # each is a thread that sleeps
PATIENCE_SECONDS = 20
RETRY_SECONDS = 10
COLLECTED_BYTES = 1024 * 1024

_changed = threading.Condition()
_holding: Counter[str] = Counter()
_waiting: Counter[str] = Counter()


class BigFile(HttpResponse):
    """Keeps its turn until the last byte is sent."""

    give_up_turn: Callable[[], None] | None = None

    def close(self) -> None:
        super().close()
        if len(self.content) > COLLECTED_BYTES:
            # Request and response hold each other: without this, megabytes would wait until the collector happens to come by.
            gc.collect()
        if self.give_up_turn is not None:
            self.give_up_turn()


def take_turn(whose: str) -> Callable[[], None]:
    """Waits a while for a free place. What it returns gives the place back. Raises LimitReached, or SiteIsFull."""
    with _changed:
        if _waiting[whose] >= WAITING_OF_ONE_PERSON:
            raise LimitReached("You are fetching very many big files at once. Let some of them finish first.", RETRY_SECONDS)
        _waiting[whose] += 1
        try:
            is_free = _changed.wait_for(lambda: _holding.total() < AT_ONCE and _holding[whose] < OF_ONE_PERSON, PATIENCE_SECONDS)
        finally:
            _count_down(_waiting, whose)
        if not is_free:
            raise SiteIsFull("Many big files are being fetched just now. Please try again in a moment.", RETRY_SECONDS)
        _holding[whose] += 1
    return _giver(whose)


def _giver(whose: str) -> Callable[[], None]:
    held = [whose]

    def give_up() -> None:
        with _changed:
            if held:  # a response may be closed twice
                _count_down(_holding, held.pop())
                _changed.notify_all()

    return give_up


def _count_down(counter: Counter[str], whose: str) -> None:
    counter[whose] -= 1
    if not counter[whose]:
        del counter[whose]
