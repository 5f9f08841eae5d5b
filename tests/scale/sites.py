"""Sites of several processes whose output goes to files, so that none of them ever waits for a reader; on SQLite or on PostgreSQL."""

import re
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psycopg

from tests.scale.servers import Postgres, Redis
from tests.web.sites import PATIENCE_SECONDS, ROOT, Browser, Site


class LoggedSite(Site):
    """`addresses` of its web processes; a browser is given one of them."""

    def __init__(self, folder: Path, template: Path | None = None, **environment: str) -> None:
        super().__init__(folder, template, **environment)
        self.folder = folder
        self.addresses: list[str] = []
        self.logs: dict[int, Path] = {}

    def start(self, *command: str, **environment: str) -> subprocess.Popen:
        path = self.folder / f"process-{len(self.processes)}.log"
        with path.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env=self.environment | environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        process.stdout = path.open("rb")  # closed with the site, as its pipe would be
        self.logs[process.pid] = path
        self.processes.append(process)
        return process

    def started(self, process: subprocess.Popen, pattern: str) -> re.Match:
        until = time.monotonic() + 2 * PATIENCE_SECONDS
        while not (found := re.search(pattern, self.log_of(process))):
            assert process.poll() is None and time.monotonic() < until, self.log_of(process)[-3000:]
            time.sleep(0.05)
        return found

    def log_of(self, process: subprocess.Popen) -> str:
        return self.logs[process.pid].read_text(errors="replace")

    def log(self) -> str:
        return "\n".join(path.read_text(errors="replace") for path in self.logs.values())

    def start_web(self, port: int = 0, workers: int = 0) -> subprocess.Popen:
        process = self.start("manage.py", "serve", "--port", str(port), "--workers", str(workers))
        self.address = self.started(process, r"Serving at (http://\S+)").group(1)
        self.addresses.append(self.address)
        return process

    def start_worker(self, seconds_per_measure: float = 0.02, **environment: str) -> subprocess.Popen:
        process = self.start("-m", "tests.web.steady_worker", str(seconds_per_measure), **environment)
        self.started(process, "composing")
        return process

    def browser(self, web: int = 0, cookies_of: Browser | None = None) -> Browser:
        """A person at one of the web processes, perhaps one who was at another one before."""
        browser = Browser(SimpleNamespace(address=self.addresses[web]))
        if cookies_of is not None:
            for cookie in cookies_of.cookies:
                browser.cookies.set_cookie(cookie)
        return browser


class ScaledSite(LoggedSite):
    def __init__(self, folder: Path, postgres: Postgres, redis: Redis, name: str, **environment: str) -> None:
        super().__init__(folder, DATABASE_URL=postgres.url(name), REDIS_URL=redis.url, **environment)
        self.postgres, self.redis, self.name = postgres, redis, name

    def ask(self, query: str, *parameters: object) -> list[tuple]:
        """Waits for a database that is being started."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return self.postgres.execute(self.name, query.replace("?", "%s"), *parameters)
            except psycopg.OperationalError:
                assert time.monotonic() < until
                time.sleep(0.05)

    def measures_done(self) -> int:
        return int(super().measures_done())
