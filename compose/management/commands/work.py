import re
import signal
import sys
import threading

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from compose import doorbell
from compose.composing import load_composer
from compose.music.errors import ComposeError
from compose.node import Node, die_with_parent

QUEUE_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
CANNOT_COMPOSE = 3  # exit code: started well, but there is no usable checkpoint


class Command(BaseCommand):
    help = "Composes queued pieces until it is stopped. `serve` starts one of these; more may run beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--queues", default="", help="whose pieces to take, separated by commas; default: COMPOSE_QUEUES")
        parser.add_argument("--parent-pid", type=int, default=0, help="end when this parent process is gone")

    def handle(self, *, queues: str, parent_pid: int, **options: object) -> None:
        if parent_pid:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches us too; the parent decides what to do about it
            die_with_parent(parent_pid)
        served = queues_from(queues or ",".join(settings.COMPOSE_QUEUES))
        node = Node()
        composer = composer_or_exit(node)
        stopping = stop_on_signals()
        from compose.listening import Listener
        from compose.worker import Worker

        node.start()
        listener = Listener(composer)
        listener.start()
        self.stdout.write(f"Composing with checkpoint {composer.fingerprint}.")
        self.stdout.flush()
        with doorbell.listening(served):
            Worker(composer, node, served).run(stopping.is_set)
        listener.stop()
        node.stop()


def queues_from(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if not QUEUE_NAME.fullmatch(name):
            raise CommandError(f"{name!r} is no name of a queue; use letters, digits, - and _, at most 40.")
    return names


def stop_on_signals() -> threading.Event:
    """From here on a signal means: stop at the next measure and hand the piece back."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: stopping.set())
    return stopping


def composer_or_exit(node: Node):
    """The composer, or an exit with one sentence that the site's readiness page repeats."""
    try:
        composer = load_composer()
    except ComposeError as error:
        node.fault = str(error)
        node.report()
        print(error, file=sys.stderr)
        sys.exit(CANNOT_COMPOSE)
    node.checkpoint = composer.fingerprint
    return composer
