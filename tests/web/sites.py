"""A real site in processes of its own: a web server on a free port, workers that can be killed, a database file to look into."""

import contextlib
import http.cookiejar
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from websockets.exceptions import ConnectionClosedOK
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90  # for everything that is waited for: a machine may be busy with something else
AT_ONCE_SECONDS = 30  # what is not meant to wait for the minute in which everything is looked at again


class Site:
    """`template` is a migrated database file that is copied, because migrating takes seconds."""

    def __init__(self, folder: Path, template: Path | None = None, **environment: str) -> None:
        self.database = folder / "site.sqlite3"
        if template is not None:
            shutil.copy(template, self.database)
        mine = {"DATA_DIR": str(folder), "DATABASE_PATH": str(self.database), "PYTHONUNBUFFERED": "1"}
        self.environment = os.environ | mine | environment
        self.processes: list[subprocess.Popen] = []
        self.address = ""

    def run(self, *command: str, **options: object) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS, **options
        )

    def start(self, *command: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.processes.append(process)
        return process

    def start_web(self, port: int = 0, workers: int = 0) -> subprocess.Popen:
        process = self.start("manage.py", "serve", "--port", str(port), "--workers", str(workers))
        self.address = read_until(process, r"Serving at (http://\S+)").group(1)
        return process

    def start_worker(self, seconds_per_measure: float = 0.02) -> subprocess.Popen:
        process = self.start("-m", "tests.web.steady_worker", str(seconds_per_measure))
        read_until(process, "composing")
        return process

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
            process.wait()
            process.stdout.close()

    def ask(self, query: str, *parameters: object) -> list[tuple]:
        connection = sqlite3.connect(self.database, timeout=10)
        try:
            return connection.execute(query, parameters).fetchall()
        finally:
            connection.close()

    def ask_and_commit(self, statement: str) -> None:
        """Changes a row behind the back of all processes, as an administrator would."""
        connection = sqlite3.connect(self.database, timeout=10)
        try:
            with connection:
                connection.execute(statement)
        finally:
            connection.close()

    def measures_done(self) -> int:
        return self.ask("SELECT COALESCE(SUM(cursor), 0) FROM compose_generation")[0][0]


class Browser:
    """A person at the site: cookies, forms, sockets."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> str:
        with self.opener.open(self.site.address + path, timeout=PATIENCE_SECONDS) as response:
            return response.read().decode()

    def post(self, path: str, **fields: object) -> str:
        """The address one ends at."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get("/")).group(1)
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token} | fields).encode()
        with self.opener.open(urllib.request.Request(self.site.address + path, data), timeout=PATIENCE_SECONDS) as response:
            return urllib.parse.urlsplit(response.url).path

    def compose(self, measures: int = 10) -> str:
        """The public id of a new piece."""
        return self.post("/compose/", description="slow waltz in D minor", measure_count=measures).split("/")[2]

    def twin(self, public_id: str, after: int = 0) -> dict:
        return json.loads(self.get(f"/pieces/{public_id}/events/?after={after}"))

    def socket(self, public_id: str, after: object = 0, origin: str = "") -> ClientConnection:
        cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)
        address = self.site.address.replace("http", "ws") + f"/ws/pieces/{public_id}/?after={after}"
        headers = {"Cookie": cookie}
        return connect(address, additional_headers=headers, origin=origin or self.site.address, open_timeout=PATIENCE_SECONDS, proxy=None)

    def frames(self, public_id: str, after: int = 0) -> Iterator[dict]:
        """Frames until the server closes the socket."""
        with self.socket(public_id, after) as socket:
            for text in texts(socket):
                yield json.loads(text)


def texts(socket: ClientConnection) -> Iterator[str]:
    """As iterating over the socket, but a silence is an error instead of a test that hangs."""
    while True:
        try:
            yield socket.recv(timeout=PATIENCE_SECONDS)
        except ConnectionClosedOK:
            return


class Page:
    """What a client keeps of the frames, by the rules of docs/progress.md; it checks those rules while it listens."""

    def __init__(self) -> None:
        self.cursor = 0
        self.systems: dict[int, dict] = {}
        self.events: list[str] = []

    def take(self, frame: dict) -> None:
        if frame["event"] in ("queue", "ping"):
            return
        assert frame["seq"] > self.cursor, "every stored frame moves the cursor on"
        if frame["event"] == "measures":
            for system in (*frame.pop("redrawn", ()), frame):
                self.take_system(system)
            assert frame["seq"] >= frame["last"] + 2, "plan and started come first, then one event a measure"
        else:
            self.events.append(frame["event"])
        self.cursor = frame["seq"]

    def take_system(self, system: dict) -> None:
        assert system["first"] == 4 * system["system"] + 1, "a system is told from its first measure on"
        shown = sum(each["last"] - each["first"] + 1 for number, each in self.systems.items() if number < system["system"])
        assert shown == 4 * system["system"], "no measure before this system is missing"
        self.systems[system["system"]] = system

    @property
    def measures(self) -> int:
        return max((frame["last"] for frame in self.systems.values()), default=0)


def read_until(process: subprocess.Popen, pattern: str) -> re.Match:
    lines = []
    for line in process.stdout:
        lines.append(line)
        if found := re.search(pattern, line):
            return found
    raise AssertionError(f"the process ended with {process.wait()}:\n{''.join(lines)}")


def wait_for(condition: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    try:
        return state_of(pid) != "Z"
    except (FileNotFoundError, ProcessLookupError):  # the second if it ends between opening and reading
        return False


def state_of(pid: int) -> str:
    """A letter, as ps shows it."""
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]


def freeze(process: subprocess.Popen, database: Path) -> None:
    """Stops a process, though never inside a transaction: there it would keep everybody else from writing to SQLite."""
    while True:
        process.send_signal(signal.SIGSTOP)
        wait_for(lambda: state_of(process.pid) == "T")
        if is_writable(database):
            return
        process.send_signal(signal.SIGCONT)
        time.sleep(0.01)


def is_writable(database: Path) -> bool:
    with contextlib.closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return False
    return True
