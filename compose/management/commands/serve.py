import os
import signal
import socket
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from compose import housekeeping
from compose.supervisor import Supervisor, manage_command


class Command(BaseCommand):
    help = "Serves the site and composes: one web process and its worker processes, stopped together."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=None, help="default: PORT of the environment, else 8000; 0 takes any free one")
        parser.add_argument("--workers", type=int, default=1)

    def handle(self, *, host: str, port: int | None, workers: int, **options: object) -> None:
        refuse_to_show_a_clone(host)
        check_database()
        listener = listen(host, port_from_environment() if port is None else port)
        supervisors = [Supervisor(manage_command("work", "--parent-pid", str(os.getpid()))) for _ in range(workers)]
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until daphne's reactor takes the signals over
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs with SIGINT ignored
        try:
            for supervisor in supervisors:
                supervisor.start()
            housekeeping.every_hour()
            self.run_web(listener, f"http://{host}:{listener.getsockname()[1]}")
        except KeyboardInterrupt:
            pass
        finally:
            for supervisor in supervisors:
                supervisor.stop()

    def run_web(self, listener: socket.socket, address: str) -> None:
        """Until SIGTERM or SIGINT, which daphne turns into an orderly stop."""
        from compose.webserver import PatientServer, give_memory_back
        from musesite.asgi import application

        give_memory_back()
        PatientServer(
            application,
            endpoints=[f"fd:fileno={listener.fileno()}"],
            application_close_timeout=2,
            ready_callable=lambda: self.announce(address),
            verbosity=0,
        ).run()

    def announce(self, address: str) -> None:
        self.stdout.write(f"Serving at {address} (Ctrl-C stops).")
        self.stdout.flush()


def refuse_to_show_a_clone(host: str) -> None:
    if settings.DEBUG and host not in ("127.0.0.1", "::1", "localhost"):
        raise CommandError(f"With DEBUG on I only serve this machine, not {host}: errors would show the code. Set DEBUG=0.")


def port_from_environment() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 <= int(text) < 65536:
        raise CommandError(f"PORT is {text!r}; write a number from 0 to 65535.")
    return int(text)


def listen(host: str, port: int) -> socket.socket:
    """Taken before anything else starts, so that a taken port is one sentence and leaves nothing behind."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(512)
        listener.setblocking(False)
    except (OSError, OverflowError) as error:
        advice = "Stop what uses it, or choose another port: PORT=8001 make run."
        raise CommandError(f"Cannot listen on {host}:{port} ({error}). {advice}") from error
    return listener


def check_database() -> None:
    where = connection.settings_dict["NAME"]
    try:
        with transaction.atomic():  # on SQLite this takes the write lock: a folder or file we may only read shows itself here
            pass
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        is_file = connection.vendor == "sqlite"
        mine, theirs = "Make its folder writable, or set DATA_DIR to one that is.", "Does its server run, and is DATABASE_URL right?"
        advice = mine if is_file else theirs
        raise CommandError(f"The database {where} cannot be used ({error}). {advice}") from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not up to date. Run `manage.py migrate` first (`make run` does).")
    connection.close()
