"""Keeps worker processes alive beside the web process that started them."""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0
PATIENCE_SECONDS = 8.0


class Supervisor:
    """One command, started again with growing pauses whenever it ends by itself."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = list(command)
        self.process: subprocess.Popen | None = None
        self._stopping = threading.Event()
        # The thread that starts a child must outlive it: Linux tells a child of the death of its parent *thread*.
        self._thread = threading.Thread(target=self._keep_alive, name="supervisor", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Asks the process to end, insists after a while, and returns when it is gone."""
        self._stopping.set()
        process = self.process
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self._thread.ident is not None:
            self._thread.join(PATIENCE_SECONDS)

    def _keep_alive(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while not self._stopping.is_set():
            began_at = time.monotonic()
            self.process = subprocess.Popen(self.command)
            if self._stopping.is_set():  # stop() may have looked a moment too early
                self.process.terminate()
            code = self.process.wait()
            if self._stopping.is_set():
                return
            if time.monotonic() - began_at > STEADY_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            log.error("the worker ended with code %s; starting it again in %.1f s", code, pause)
            self._stopping.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


def manage_command(*arguments: str) -> list[str]:
    return [sys.executable, sys.argv[0], *arguments]
