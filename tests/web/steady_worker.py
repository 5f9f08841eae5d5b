"""A worker process with the steady composer: python -m tests.web.steady_worker SECONDS_PER_MEASURE."""

import os
import sys
import threading

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musesite.settings")
    django.setup()
    from compose import doorbell
    from compose.management.commands.work import stop_on_signals
    from compose.node import Node, die_with_parent
    from compose.worker import Worker
    from tests.web.composers import SteadyComposer

    die_with_parent(os.getppid())
    stopping: threading.Event = stop_on_signals()
    node = Node(checkpoint="steady")
    node.start()
    print("composing", flush=True)
    with doorbell.listening(["default"]):
        Worker(SteadyComposer(seconds_per_measure=float(sys.argv[1])), node, ["default"]).run(stopping.is_set)
    node.stop()


if __name__ == "__main__":
    main()
