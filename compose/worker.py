"""The worker: takes a generation, composes it measure by measure, stores each measure as it is finished.

The composer is handed in, so this file imports no torch and runs with any object that keeps the composer's promises.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from django.db import OperationalError, close_old_connections

from . import jobs, waiting
from .doorbell import Doorbell
from .generation.plan import Plan
from .jobs import Claim, Fenced, Steps
from .models import EventKind, Generation, GenerationEvent, Piece
from .music.errors import ComposeError
from .music.score import Score
from .music.tokenizer import decode
from .node import Node

log = logging.getLogger(__name__)

NEUTRAL_SENTENCE = "Something went wrong while composing this piece. What was composed so far is kept; please try again."
COMMIT_WAITS_SECONDS = (0.1, 0.5, 2.0, None)  # the last try has no further one to wait for


class Composing(Protocol):
    """What a worker needs of a composer."""

    fingerprint: str

    def understand(self, plan: Plan) -> Plan: ...

    def compose(self, plan: Plan, seed: int, given_steps: Sequence[Steps] = ()) -> Iterator[Steps]: ...

    def report(self, plan: Plan, score: Score) -> dict: ...


class Stopping(Exception):
    """The worker was asked to stop: the generation goes back to the queue."""


class Cancelled(Exception):
    """The user stopped this generation."""


class Worker:
    def __init__(self, composer: Composing, node: Node) -> None:
        self.composer = composer
        self.node = node

    def run(self, is_stopping: Callable[[], bool]) -> None:
        """Composes until told to stop. Looks at once when the database changed, else once a second."""
        bell = Doorbell()
        while not is_stopping():
            try:
                is_busy = self.run_one(is_stopping)
            except OperationalError:
                log.exception("the database did not answer")
                is_busy = False
                time.sleep(1)
            if not is_busy:
                close_old_connections()
                bell.wait(is_stopping)
        bell.close()

    def run_one(self, is_stopping: Callable[[], bool] = lambda: False) -> bool:
        """Composes the next piece, if there is one. Never raises for the sake of one piece."""
        if not Generation.objects.unfinished().exists():  # a look that locks nothing: an idle site stays idle
            return False
        jobs.fail_exhausted(message=NEUTRAL_SENTENCE)
        claim = jobs.claim(owner=self.node.name)
        if claim is None:
            return False
        with self.node.holding(claim):
            Run(self.composer, self.node, claim, is_stopping).to_the_end()
        return True


class Run:
    """One claim of one generation."""

    def __init__(self, composer: Composing, node: Node, claim: Claim, is_stopping: Callable[[], bool]) -> None:
        self.composer, self.node, self.claim, self.is_stopping = composer, node, claim, is_stopping
        self.piece = Piece.objects.get(generation=claim.generation_id)
        self.last_seq = claim.last_seq
        self.measures: list[Steps] = []

    def to_the_end(self) -> None:
        try:
            self._compose()
        except Fenced:
            log.warning("piece %s was taken over by another worker or has ended", self.piece.public_id)
        except Cancelled:
            self._end(jobs.cancel_finish, measures=len(self.measures))
        except Stopping:
            jobs.release(claim=self.claim, is_my_fault=False)
        except ComposeError as error:
            log.exception("piece %s: %s", self.piece.public_id, error.code)
            self._stumble() if error.is_retryable else self._end(jobs.fail, code=error.code, message=NEUTRAL_SENTENCE)
        except Exception:  # one piece must never take the worker down: it is logged and tried again
            log.exception("piece %s: unexpected error", self.piece.public_id)
            self._stumble()

    def _compose(self) -> None:
        self._look(jobs.heartbeat(claim=self.claim))
        plan = self._plan()
        self.measures = self._stored_measures()
        began_at = time.monotonic()
        for steps in self.composer.compose(plan, self.piece.seed, given_steps=tuple(self.measures)):
            self._store(steps)
            self.node.learn(time.monotonic() - began_at)
            began_at = time.monotonic()
        score = decode(plan.header(), [step for steps in self.measures for step in steps], title=self.piece.title)
        report = self.composer.report(plan, score)
        self._end(jobs.finish, report=report, title=self.piece.title)

    def _plan(self) -> Plan:
        """What will be composed: settled once, by the first worker that takes the piece."""
        if self.last_seq:
            return Plan.from_json(self.piece.plan)
        plan = self.composer.understand(Plan.from_json(self.piece.plan))
        header = plan.header()
        self._commit(
            lambda: jobs.commit_plan(
                claim=self.claim,
                plan=plan.to_json(),
                header=header.to_json(),
                checkpoint=self.composer.fingerprint,
                measure_count=header.measure_count,
                eta_seconds=round(header.measure_count * waiting.seconds_per_measure(), 1),
            )
        )
        return plan

    def _stored_measures(self) -> list[Steps]:
        events = GenerationEvent.objects.filter(generation=self.claim.generation_id, kind=EventKind.MEASURE).order_by("seq")
        return [payload["steps"] for payload in events.values_list("payload", flat=True)]

    def _store(self, steps: Steps) -> None:
        seq, cursor = self.last_seq, len(self.measures)
        self.measures.append(steps)
        self._commit(lambda: jobs.commit_measures(claim=self.claim, expected_seq=seq, expected_cursor=cursor, measures=[steps]))

    def _commit(self, commit: Callable[[], jobs.Committed]) -> None:
        """Tries again after a fault of the database. Repeating is safe: a commit that went through is recognised as mine."""
        for wait_seconds in COMMIT_WAITS_SECONDS:
            try:
                committed = commit()
                break
            except OperationalError:
                if wait_seconds is None:
                    raise
                log.exception("piece %s: the database did not take a measure, trying again", self.piece.public_id)
                close_old_connections()
                time.sleep(wait_seconds)
        self.last_seq = committed.last_seq
        self._look(committed)

    def _look(self, committed: jobs.Committed) -> None:
        if committed.is_cancel_requested:
            raise Cancelled
        if self.is_stopping():
            raise Stopping

    def _end(self, verb: Callable[..., None], **facts: object) -> None:
        try:
            verb(claim=self.claim, expected_seq=self.last_seq, **facts)
        except Fenced:
            log.warning("piece %s had already ended", self.piece.public_id)

    def _stumble(self) -> None:
        """Back to the queue for another try; the third stumble at the same measure ends in `fail_exhausted`."""
        try:
            jobs.release(claim=self.claim, is_my_fault=True)
        except OperationalError:
            log.exception("piece %s: could not be handed back; its lease will run out", self.piece.public_id)

