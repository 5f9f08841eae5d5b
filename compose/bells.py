"""The doorbell between machines: an empty Celery message over Redis that says "there may be work". Scaled mode only.

Nothing depends on it. A lost message costs the time until the next look of an idle worker, a doubled one finds nothing to claim, and
messages that nobody took go stale after a minute. They are acknowledged early, because what they could tell is in the database.

The consumer is a thread beside the composing loop, not the loop a task of Celery's: then losing Redis, however it goes, can at worst
deafen a worker and never stop it, and `manage.py work` is one and the same program with Redis and without.
"""

import contextlib
import logging
import threading
import time
import warnings
from collections.abc import Iterator, Sequence

from celery import Celery
from celery.exceptions import SecurityWarning
from celery.worker import state
from django.conf import settings
from kombu.exceptions import KombuError

log = logging.getLogger(__name__)

STALE_SECONDS = 60
QUIET_SECONDS = 5.0  # after a failure: a request that rings should not wait for a Redis that is away, so most do not even try
GOODBYE_SECONDS = 3.0

rung = threading.Event()
app = Celery("compose", broker=settings.REDIS_URL)
app.conf.update(
    task_ignore_result=True,
    task_acks_late=False,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "socket_connect_timeout": 0.5, "socket_timeout": 5.0,
        "max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0,
    },
)
_silent_until = 0.0


@app.task(name="compose.ring")
def ring_here() -> None:
    rung.set()


def ring(queue: str) -> None:
    """Wakes one worker of this queue, if Redis can be reached."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return
    try:
        ring_here.apply_async(queue=_channel_of(queue), expires=STALE_SECONDS, retry=False)
    except (KombuError, OSError):
        _silent_until = time.monotonic() + QUIET_SECONDS
        log.warning("the doorbell cannot be rung: Redis does not answer; workers look by themselves")


@contextlib.contextmanager
def listening(queues: Sequence[str]) -> Iterator[None]:
    """While inside, a thread sets `rung` at each message for one of these queues. It finds Redis again by itself."""
    state.should_stop = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)  # messages are JSON and carry nothing, whoever we run as
        consumer = app.Worker(
            pool="threads", concurrency=1, queues=[_channel_of(queue) for queue in queues], loglevel="ERROR", quiet=True,
            without_gossip=True, without_mingle=True, without_heartbeat=True,
        )  # fmt: skip
    thread = threading.Thread(target=consumer.start, name="doorbell", daemon=True)
    thread.start()
    try:
        yield
    finally:
        state.should_stop = 0
        thread.join(GOODBYE_SECONDS)


def _channel_of(queue: str) -> str:
    return f"compose.{queue}"
