"""The worker: holds several generations at once, composes them together, stores each measure as it is finished.

The composer is handed in, so this file imports no torch and runs with any object that keeps the composer's promises.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, close_old_connections

from . import claiming, jobs
from .composing import Composing
from .doorbell import Doorbell
from .generation.budget import ANY
from .generation.news import News
from .jobs import Fenced
from .models import Generation
from .music.errors import ComposeError
from .node import Node
from .runs import NEUTRAL_SENTENCE, Cancelled, Run

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.1  # between two looks for new and cancelled pieces while others are being composed


class Stopping(Exception):
    """The worker was asked to stop: the generation goes back to the queue."""


class Worker:
    """queues: which of them it serves; all of them where none is named."""

    def __init__(self, composer: Composing, node: Node, queues: Sequence[str] = ()) -> None:
        self.composer, self.node, self.queues = composer, node, tuple(queues)
        self.engine = composer.engine()
        self.node.seats = self.engine.seats
        self.runs: dict[int, Run] = {}
        self._look_at = 0.0

    def run(self, is_stopping: Callable[[], bool]) -> None:
        """Composes until told to stop. Looks at once when the bell rings, else once a second."""
        bell = Doorbell()
        while not is_stopping():
            try:
                self._take_in()
                self._compose()
                if not self.runs:
                    close_old_connections()
                    bell.wait(is_stopping)  # which asks the database too
            except OperationalError:
                log.exception("the database did not answer")
                close_old_connections()  # a server that was started again knows nothing of the old one
                time.sleep(1)
        self._hand_back()
        bell.close()

    def run_one(self, is_stopping: Callable[[], bool] = lambda: False) -> bool:
        """Composes the next piece to its end, if there is one. Never raises for the sake of one piece."""
        if not self._claim_one():
            return False
        while self.runs:
            if is_stopping():
                self._hand_back()
            self._compose()
        return True

    # --- taking pieces in and handing them back -----------------------------------------------------------------

    def _take_in(self) -> None:
        """New pieces while there is room, and news of cancelled ones; not more often than it helps."""
        if self.runs and time.monotonic() < self._look_at:
            return
        while (room := self.engine.room) and self._claim_one(room):
            pass
        for run in self._cancelled():
            with self._attended(run):
                raise Cancelled
        self._look_at = time.monotonic() + LOOK_SECONDS

    def _claim_one(self, most_steps: int = ANY) -> bool:
        if not Generation.objects.unfinished().exists():  # a look that locks nothing: an idle site stays idle
            return False
        jobs.fail_exhausted(message=NEUTRAL_SENTENCE)
        claim = claiming.claim(owner=self.node.name, queues=self.queues, most_steps=most_steps)
        if claim is None:
            return False
        self.node.hold(claim)
        run = Run(claim)
        with self._attended(run):
            run.key = run.begin(self.composer, self.engine)
            self.runs[run.key] = run
        return True

    def _cancelled(self) -> list[Run]:
        held = {run.claim.generation_id: run for run in self.runs.values()}
        asked = Generation.objects.filter(pk__in=held, cancel_requested_at__isnull=False) if held else ()
        return [held[generation.pk] for generation in asked]

    def _hand_back(self) -> None:
        for run in list(self.runs.values()):
            with self._attended(run):
                raise Stopping

    # --- composing ----------------------------------------------------------------------------------------------

    def _compose(self) -> None:
        """One step of every piece; what is finished by it is stored."""
        if not self.runs:
            return
        try:
            everything = self.engine.advance()
        except Exception as error:
            # Nobody knows which piece it was: all of them go back to the queue, and what comes next starts from a clean desk.
            log.exception("the engine stopped")
            self.engine = self.composer.engine()
            for run in list(self.runs.values()):
                with self._attended(run):
                    raise error
            return
        self.node.note_step()
        for news in everything:
            run = self.runs[news.key]
            with self._attended(run):
                self._hear(run, news)

    def _hear(self, run: Run, news: News) -> None:
        if news.error is not None:
            raise news.error
        if news.steps:
            run.store(news.steps)
            if not news.was_written:
                self.node.learn(run.steps_a_measure)
        if news.is_finished:
            run.finish(self.composer)
            self._let_go(run)

    @contextmanager
    def _attended(self, run: Run) -> Iterator[None]:
        """Whatever goes wrong inside ends this run and no other one."""
        try:
            yield
        except Fenced:
            log.warning("piece %s was taken over by another worker or has ended", run.public_id)
        except Cancelled:
            run.end(jobs.cancel_finish, measures=len(run.measures))
        except Stopping:
            jobs.release(claim=run.claim, is_my_fault=False)
        except ComposeError as error:
            log.exception("piece %s: %s", run.public_id, error.code)
            run.stumble() if error.is_retryable else run.end(jobs.fail, code=error.code, message=NEUTRAL_SENTENCE)
        except Exception:  # one piece must never take the worker down: it is logged and tried again
            log.exception("piece %s: unexpected error", run.public_id)
            run.stumble()
        else:
            return
        self._let_go(run)

    def _let_go(self, run: Run) -> None:
        self.node.let_go(run.claim)
        if self.runs.pop(run.key, None):
            self.engine.remove(run.key)
