"""Where the fault tests happen: real servers, real sites, workers by the dozen. `Ground` makes them and takes them away again."""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from tests.scale.servers import Postgres, Redis
from tests.scale.sites import LoggedSite, ScaledSite
from tests.soak.amounts import SCALE
from tests.web.sites import ROOT, is_running

LEASE_SECONDS = 4


class Nursery:
    """Workers of one site, as process numbers."""

    def __init__(self, site: LoggedSite) -> None:
        self.log = (site.folder / "workers.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.nursery"], cwd=ROOT, env=site.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
        )  # fmt: skip
        assert self.process.stdout.readline() == "ready\n", (site.folder / "workers.log").read_text()
        self.pids: list[int] = []

    def start(self, seconds: float, room: int = 4, clock: str = "") -> int:
        self.process.stdin.write(json.dumps({"seconds": seconds, "room": room, "clock": clock}) + "\n")
        self.process.stdin.flush()
        pid = int(self.process.stdout.readline())
        self.pids.append(pid)
        return pid

    def kill(self, pid: int, number: int = signal.SIGKILL) -> None:
        os.kill(pid, number)
        self.pids.remove(pid)

    def close(self) -> None:
        for pid in self.pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
                os.kill(pid, signal.SIGKILL)
        self.process.kill()
        self.process.communicate()
        self.log.close()


class Ground:
    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="soak-"))
        self.chance = random.Random(20)
        self.closing = contextlib.ExitStack()
        self.numbers = iter(range(1000))

    def close(self) -> None:
        self.closing.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @cached_property
    def postgres(self) -> Postgres:
        return self._started(Postgres())

    @cached_property
    def redis(self) -> Redis:
        return self._started(Redis())

    def _started(self, server):
        self.closing.callback(server.close)
        server.start()
        return server

    @cached_property
    def template(self) -> Path:
        site = LoggedSite(self._folder("template"))
        migrate(site)
        site.ask("PRAGMA wal_checkpoint(TRUNCATE)")
        return site.database

    @cached_property
    def template_name(self) -> str:
        self.postgres.create("template")
        migrate(ScaledSite(self._folder("template"), self.postgres, self.redis, "template"))
        return "template"

    def small_site(self, **environment: str) -> LoggedSite:
        """SQLite, and nothing beside it."""
        environment = {"COMPOSE_LEASE_SECONDS": str(LEASE_SECONDS), **environment}
        return self._opened(LoggedSite(self._folder("small"), self.template, **environment))

    def large_site(self, **environment: str) -> ScaledSite:
        """PostgreSQL and Redis."""
        environment = {"COMPOSE_LEASE_SECONDS": str(LEASE_SECONDS), **environment}
        name = f"site{next(self.numbers)}"
        self.postgres.create(name, template=self.template_name)
        return self._opened(ScaledSite(self._folder("large"), self.postgres, self.redis, name, **environment))

    def sites(self) -> list[LoggedSite]:
        return [self.small_site(), self.large_site()]

    def nursery(self, site: LoggedSite) -> Nursery:
        nursery = Nursery(site)
        self.closing.callback(nursery.close)
        return nursery

    def _opened(self, site: LoggedSite) -> LoggedSite:
        self.closing.callback(site.stop)
        return site

    def _folder(self, name: str) -> Path:
        folder = self.folder / f"{name}-{next(self.numbers)}"
        folder.mkdir()
        return folder


def migrate(site: LoggedSite, *arguments: str) -> None:
    run(site, "manage.py", "migrate", "-v0", *arguments)


def run(site: LoggedSite, *command: str, cwd: Path = ROOT) -> str:
    answer = subprocess.run([sys.executable, *command], cwd=cwd, env=site.environment, capture_output=True, text=True, timeout=300)
    assert answer.returncode == 0, answer.stderr[-3000:]
    return answer.stdout


def order(site: LoggedSite, count: int, measures: int) -> list[dict]:
    return [json.loads(line) for line in run(site, "-m", "tests.soak.orders", str(count), str(measures)).splitlines()]


def check(site: LoggedSite) -> dict:
    report = json.loads(run(site, "-m", "tests.soak.check"))
    assert not report["faults"], f"{len(report['faults'])} faults, such as {report['faults'][:3]}"
    return report


def kind_of(site: LoggedSite) -> str:
    return "PostgreSQL" if isinstance(site, ScaledSite) else "SQLite"


def count_of(site: LoggedSite, status: str) -> int:
    return int(site.ask("SELECT count(*) FROM compose_generation WHERE status = ?", status)[0][0])


def unfinished(site: LoggedSite) -> int:
    return count_of(site, "queued") + count_of(site, "running")


def wait_until(condition: Callable[[], object], patience: float, what: str) -> float:
    """How many seconds it took. patience: on a quiet machine; beside the rest of the suite it may take three times as long."""
    began_at, most = time.monotonic(), patience if SCALE else 3 * patience
    while not condition():
        assert time.monotonic() - began_at < most, f"{what}: not within {most:.0f} s"
        time.sleep(0.05)
    return time.monotonic() - began_at


def is_gone(pid: int) -> bool:
    return not is_running(pid)
