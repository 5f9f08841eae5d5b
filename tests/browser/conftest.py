"""A real Chromium against real servers. Any console error, Content-Security-Policy report or failed request fails the test."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, expect, sync_playwright

from tests.web.sites import freeze

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
PATIENCE_MS = 90_000  # for everything that is waited for: a machine may be busy with something else
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.nodeid:
            item.add_marker(pytest.mark.browser)


class Site:
    """`manage.py serve` with a data folder of its own, until `stop`. template: a migrated database file to begin with."""

    def __init__(
        self, data: Path, template: Path | None = None, *, workers: int = 1, seconds_per_measure: float = 0, **environment: str
    ) -> None:
        self.environment = os.environ | {"DATA_DIR": str(data), "DEBUG": "1", "PYTHONPATH": str(ROOT)} | environment
        for name in ("DATABASE_URL", "DATABASE_PATH", "REDIS_URL"):
            self.environment.pop(name, None)
        if template:
            shutil.copy(template, data / "site.sqlite3")
        else:
            self._manage("migrate", "--verbosity", "0").communicate()
        if environment.get("DEBUG") == "0":
            self._manage("collectstatic", "--noinput", "--verbosity", "0", "--ignore", "*.gz", "--ignore", "*.br").communicate()
        self.processes = [self._manage("serve", "--port", environment.get("PORT", "0"), "--workers", str(workers))]
        self.address = self._announced(self.processes[0])
        if seconds_per_measure:
            worker = [sys.executable, "-m", "tests.web.steady_worker", str(seconds_per_measure)]
            self.processes.append(subprocess.Popen(worker, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL))

    def _manage(self, *command: str) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True)

    def _announced(self, process: subprocess.Popen) -> str:
        for line in process.stdout:
            if found := re.search(r"http://[\d.]+:\d+", line):
                # Nobody reads on, and a full pipe would stop the server.
                threading.Thread(target=process.stdout.read, daemon=True).start()
                return found.group()
        raise AssertionError("the server ended before it said its address")

    @contextlib.contextmanager
    def pausing_its_worker(self) -> Iterator[None]:
        """For a site with a steady worker: nothing more is written meanwhile, however long a busy machine takes for what is done."""
        worker = self.processes[1]
        freeze(worker, Path(self.environment["DATA_DIR"]) / "site.sqlite3")
        try:
            yield
        finally:
            worker.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            process.wait(60)
            if process.stdout:
                process.stdout.close()


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[Site]:
    """The site as `make run` starts it, with the real composer."""
    started = Site(tmp_path_factory.mktemp("site"), template)
    yield started
    started.stop()


@pytest.fixture(scope="package")
def slow_site(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[Site]:
    """The same with a composer that takes its time, so that there is a middle to interrupt."""
    started = Site(tmp_path_factory.mktemp("slow"), template, workers=0, seconds_per_measure=0.33)
    yield started
    started.stop()


# Not longer than the package: its event loop would disturb the tests that bring their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def finished(slow_site: Site, browser: Browser) -> tuple[str, dict]:
    """The address of a finished string quartet of 12 bars, and the session of whoever made it: many tests only look."""
    from .journeys import ask_for, wait_until_done

    context = browser.new_context()
    page = context.new_page()
    ask_for(page, slow_site, "string quartet in E flat major, 12 bars")
    wait_until_done(page)
    made = page.url, context.storage_state()
    context.close()
    return made


class Watch:
    """Everything that went wrong on the pages of a context."""

    def __init__(self, context: BrowserContext) -> None:
        self.problems: list[str] = []
        self.tolerated: list[str] = []
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.problems.append(str(error.error)))
        context.on("response", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(message.text)

    def _see(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status} {response.url}")

    def tolerate(self, pattern: str) -> None:
        """For what a test brings about itself, such as a cut connection."""
        self.tolerated.append(pattern)

    def found(self) -> list[str]:
        return [problem for problem in self.problems if not any(re.search(pattern, problem) for pattern in self.tolerated)]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """open_page(viewport=…, java_script_enabled=…) → a page in a context of its own; `page.watch` collects its problems."""
    contexts: list[tuple[BrowserContext, Watch]] = []

    def new(**options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options)
        watch = Watch(context)
        contexts.append((context, watch))
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.watch = watch
        return page

    yield new
    problems = [problem for _, watch in contexts for problem in watch.found()]
    for context, _ in contexts:
        context.close()
    assert problems == []
