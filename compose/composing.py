"""The composer as the site sees it, and the one place where the site's code loads torch. Only workers and the command line load it."""

import os
from collections.abc import Sequence
from typing import Protocol

from django.conf import settings

from .generation.news import News
from .generation.plan import Plan
from .generation.tasks import Task
from .jobs import Steps
from .music.score import Score


class Engine(Protocol):
    """Writes several pieces at once; each is known by its key."""

    @property
    def seats(self) -> int:
        """Pieces it holds at most."""

    @property
    def room(self) -> int:
        """The most steps that one more piece may be expected to take; 0 where none is taken in now."""

    def remove(self, key: int) -> None: ...

    def advance(self) -> Sequence[News]: ...


class Composing(Protocol):
    """What a worker needs of a composer."""

    fingerprint: str

    def understand(self, plan: Plan) -> Plan: ...

    def engine(self) -> Engine: ...

    def begin(self, engine: Engine, plan: Plan, seed: int, given_steps: Sequence[Steps] = (), task: Task | None = None) -> int:
        """Takes a piece into the engine; returns its key. task: what is asked of a piece that exists."""

    def report(self, plan: Plan, score: Score) -> dict: ...

    def style(self, score: Score) -> bytes | None:
        """Where the music lies in the style space: 256 little-endian numbers of two bytes; None without notes."""

    def recognise(self, score: Score) -> tuple[bytes, dict] | None:
        """The same of music that may be anybody's, and what is heard in it; None without notes."""


def load_composer(candidates: int = 0):
    """candidates: of each piece, the best of which comes out; 0 for the setting.

    Raises ComposeError, one sentence that says what to do, where checkpoint or encoder are missing or damaged."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before torch: spinning threads starve everything else on two cores
    from .generation.composer import Composer, use_threads

    use_threads((os.cpu_count() or 1) - 1)  # one core stays for the web process
    facts = {"slots": settings.COMPOSE_SLOTS, "places": settings.COMPOSE_PLACES, "device": settings.COMPOSE_DEVICE}
    return Composer(settings.WEIGHTS_DIR, **facts, candidates=candidates or settings.COMPOSE_CANDIDATES)
