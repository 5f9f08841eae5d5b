"""Workers on demand: python -m tests.soak.nursery. Django is loaded once; each worker is forked from here within milliseconds.

A line on standard input, {"seconds": 0.05, "room": 4, "clock": "FILE" or ""}, starts one; its process number is answered. The composer is
the steady one of the tests; one measure takes so many seconds, whatever piece it is of. clock names a file that holds how many seconds
the clock of its host is ahead of the true one.
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musesite.settings")
    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are not kept
    parent = os.getpid()
    print("ready", flush=True)
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os._exit(live(parent, **json.loads(line)))
        print(pid, flush=True)


def live(parent: int, *, seconds: float, room: int, clock: str) -> int:
    try:
        work(parent, seconds, room, clock)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def work(parent: int, seconds: float, room: int, clock_file: str) -> None:
    from django.utils import timezone

    from compose import doorbell
    from compose.management.commands.work import stop_on_signals
    from compose.node import Node, die_with_parent
    from compose.worker import Worker
    from tests.web.composers import SteadyComposer, TurnEngine

    class OneAtATime(TurnEngine):
        """Gives each measure out as soon as it is written, not after a round."""

        def advance(self) -> list:
            return [self.turn(next(iter(self.writing)))]

    class Composer(SteadyComposer):
        def engine(self) -> OneAtATime:
            return OneAtATime(room)

    if clock_file:
        timezone.now = shifted(timezone.now, Path(clock_file))
    die_with_parent(parent)
    stopping = stop_on_signals()
    node = Node(checkpoint="steady")
    node.start()
    with doorbell.listening(["default"]):
        Worker(Composer(seconds_per_measure=seconds), node, ["default"]).run(stopping.is_set)
    node.stop()


def shifted(now: Callable[[], datetime], file: Path) -> Callable[[], datetime]:
    return lambda: now() + timedelta(seconds=float(file.read_text() or 0))


if __name__ == "__main__":
    main()
