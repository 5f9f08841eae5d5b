"""A thousand people watching: python -m tests.soak.crowd ADDRESS SOCKETS SECONDS FILE. FILE holds JSON lines of public_id and cookie.

Each socket comes again from its cursor when it is lost, as the page's script does, and holds every frame against the rules of
docs/progress.md. Every line on standard output is a JSON object: first when all are connected, last the figures. `arrivals` are the first
moments at which each (piece, seq) reached each socket.
"""

import asyncio
import json
import random
import sys
import time
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedOK, WebSocketException

from tests.web.sites import Page


class Watcher(Page):
    """Keeps how far each system came, not its drawing."""

    def __init__(self, public_id: str, cookie: str) -> None:
        super().__init__()
        self.public_id, self.cookie = public_id, cookie
        self.arrivals: list[tuple[float, int]] = []
        self.is_connected = False
        self.losses = 0
        self.longest_loss = 0.0
        self.lost_at = 0.0

    @property
    def is_done(self) -> bool:
        return bool(self.events) and self.events[-1] in ("done", "cancelled", "failed")

    def hear(self, text: str) -> None:
        frame = json.loads(text)
        before = self.cursor
        self.take({name: value for name, value in frame.items() if name not in ("svg", "notes")})
        if self.cursor > before:
            self.arrivals.append((time.time(), self.cursor))

    async def watch(self, address: str, until: float) -> None:
        while not self.is_done and time.monotonic() < until:
            try:
                await self._one_connection(address, until)
            except ConnectionClosedOK:
                continue
            except (OSError, WebSocketException, TimeoutError):
                self._note_loss()
                await asyncio.sleep(random.uniform(0.35, 1.3))  # as the page does: half a second at first, with chance

    async def _one_connection(self, address: str, until: float) -> None:
        url = f"{address.replace('http', 'ws')}/ws/pieces/{self.public_id}/?after={self.cursor}"
        headers = {"Cookie": self.cookie}
        options = {"open_timeout": 30, "ping_interval": None, "proxy": None, "compression": None, "max_size": None}
        async with connect(url, additional_headers=headers, origin=address, **options) as socket:
            self._note_connection()
            while time.monotonic() < until:
                async with asyncio.timeout(until - time.monotonic()):
                    self.hear(await socket.recv())

    def _note_connection(self) -> None:
        self.is_connected = True
        if self.lost_at:
            self.longest_loss = max(self.longest_loss, time.monotonic() - self.lost_at)
            self.lost_at = 0.0

    def _note_loss(self) -> None:
        if self.is_connected:
            self.losses += 1
            self.lost_at = time.monotonic()
        self.is_connected = False


async def main(address: str, sockets: int, seconds: float, file: str) -> None:
    orders = [json.loads(line) for line in Path(file).read_text().splitlines()]
    watchers = [Watcher(**orders[number % len(orders)]) for number in range(sockets)]
    until = time.monotonic() + seconds
    tasks = []
    for watcher in watchers:
        tasks.append(asyncio.create_task(watcher.watch(address, until)))
        await asyncio.sleep(0.01)  # a hundred a second, as people come
    while not all(watcher.is_connected for watcher in watchers) and time.monotonic() < until:
        await asyncio.sleep(0.1)
    print(json.dumps({"connected": sum(watcher.is_connected for watcher in watchers)}), flush=True)
    await asyncio.gather(*tasks)
    print(json.dumps({
        "done": sum(watcher.is_done for watcher in watchers),
        "losses": sum(watcher.losses for watcher in watchers),
        "longest_loss": max(watcher.longest_loss for watcher in watchers),
        "cursors": [[watcher.public_id, watcher.cursor] for watcher in watchers],
        "arrivals": [[watcher.public_id, at, seq] for watcher in watchers for at, seq in watcher.arrivals],
    }), flush=True)  # fmt: skip


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]))
