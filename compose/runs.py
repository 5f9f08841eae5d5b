"""One claim of one generation: settles the plan, stores each measure, ends the piece. The worker holds several of these."""

import logging
import time
from collections.abc import Callable

from django.db import OperationalError, close_old_connections

from . import jobs, waiting
from .claiming import Claim
from .composing import Composing, Engine
from .generation.plan import Plan
from .generation.tasks import Task
from .generation.workload import expected_steps
from .jobs import Fenced, Steps
from .models import EventKind, GenerationEvent, Version
from .music.tokenizer import decode

log = logging.getLogger(__name__)

NEUTRAL_SENTENCE = "Something went wrong while composing this piece. What was composed so far is kept; please try again."
COMMIT_WAITS_SECONDS = (0.1, 0.5, 2.0, None)  # the last try has no further one to wait for


class Cancelled(Exception):
    """The user stopped this generation."""


def task_of(version: Version) -> Task | None:
    """What is asked of the version that this one was made from; None for a new piece. Raises TaskError."""
    if not version.task:
        return None
    source = {"header": version.parent.header, "steps": version.parent.steps} if version.parent else None
    return Task.from_json(version.task | {"source": source})


class Run:
    """key: of the piece in the engine."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.version = Version.objects.select_related("piece", "parent").get(generation=claim.generation_id)
        self.task = task_of(self.version)
        self.last_seq = claim.last_seq
        self.measures: list[Steps] = []
        self.plan = Plan.from_json(self.version.plan)
        self.key = 0

    @property
    def public_id(self) -> str:
        return self.version.piece.public_id

    def begin(self, composer: Composing, engine: Engine) -> int:
        """Settles the plan, reads what is stored and takes the piece into the engine."""
        self._look(jobs.heartbeat(claim=self.claim))
        if not self.last_seq:
            self._settle(composer)
        self.measures = self._stored_measures()
        return composer.begin(engine, self.plan, self.version.seed, given_steps=tuple(self.measures), task=self.task)

    def store(self, steps: Steps) -> None:
        seq, cursor = self.last_seq, len(self.measures)
        self.measures.append(steps)
        self._commit(lambda: jobs.commit_measures(claim=self.claim, expected_seq=seq, expected_cursor=cursor, measures=[steps]))

    def finish(self, composer: Composing) -> None:
        title = self.version.piece.title
        score = decode(self.plan.header(), [step for steps in self.measures for step in steps], title=title)
        self.end(jobs.finish, report=composer.report(self.plan, score), style=composer.style(score), title=title)

    @property
    def steps_a_measure(self) -> float:
        """As many as were expected: paces are told in the units that waiting times are counted in."""
        header = self.plan.header()
        return expected_steps(header) / header.measure_count

    def end(self, verb: Callable[..., None], **facts: object) -> None:
        try:
            verb(claim=self.claim, expected_seq=self.last_seq, **facts)
        except Fenced:
            log.warning("piece %s had already ended", self.public_id)

    def stumble(self) -> None:
        """Back to the queue for another try; the third stumble at the same measure ends in `fail_exhausted`."""
        try:
            jobs.release(claim=self.claim, is_my_fault=True)
        except OperationalError:
            log.exception("piece %s: could not be handed back; its lease will run out", self.public_id)

    def _settle(self, composer: Composing) -> None:
        """What will be composed: settled once, by the first worker that takes the piece."""
        plan = self.plan if self.task is None else self.task.fit(self.plan)
        self.plan = composer.understand(plan)
        header = self.plan.header()
        steps = expected_steps(header)
        self._commit(
            lambda: jobs.commit_plan(
                claim=self.claim,
                plan=self.plan.to_json(),
                header=header.to_json(),
                checkpoint=composer.fingerprint,
                measure_count=header.measure_count,
                eta_seconds=waiting.seconds_for(steps, self.claim.generation_id),
                expected_steps=steps,
            )
        )

    def _stored_measures(self) -> list[Steps]:
        events = GenerationEvent.objects.filter(generation=self.claim.generation_id, kind=EventKind.MEASURE).order_by("seq")
        return [payload["steps"] for payload in events.values_list("payload", flat=True)]

    def _commit(self, commit: Callable[[], jobs.Committed]) -> None:
        """Tries again after a fault of the database. Repeating is safe: a commit that went through is recognised as mine."""
        for wait_seconds in COMMIT_WAITS_SECONDS:
            try:
                committed = commit()
                break
            except OperationalError:
                if wait_seconds is None:
                    raise
                log.exception("piece %s: the database did not take a measure, trying again", self.public_id)
                close_old_connections()
                time.sleep(wait_seconds)
        self.last_seq = committed.last_seq
        self._look(committed)

    def _look(self, committed: jobs.Committed) -> None:
        if committed.is_cancel_requested:
            raise Cancelled
