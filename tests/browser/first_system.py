"""From the click on "Compose" to the first engraved system, in a real Chromium: python -m tests.browser.first_system [TIMES].

A JSON line for each piece and one with the medians: seconds since the click at which the work order was stored, a worker had claimed it,
its plan and its first measure were stored, the piece's page was there, its socket open, and the system drawn. The load stands beside them.
"""

import json
import os
import secrets
import sqlite3
import statistics
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.scale.servers import free_port

from .conftest import ARGUMENTS, CHROMIUM, Site
from .journeys import ask_for

SENTENCE = "a calm piano piece in D minor, 32 bars, 4/4"
STAGES = ("stored", "claimed", "plan", "measure", "page", "socket", "system")
# Wall clock, because the click happens on another page than what follows; both are of this machine, as the database is.
WATCH = """
const note = name => { if (!sessionStorage[name]) sessionStorage[name] = Date.now() };
addEventListener("submit", () => { sessionStorage.clear(); note("click") }, true);
addEventListener("DOMContentLoaded", () => {
  if (!location.pathname.startsWith("/pieces/")) return;
  note("page");
  const look = () => document.querySelector("[data-system] svg") && note("system");
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  look();
});
const Socket = WebSocket;
window.WebSocket = class extends Socket {
  constructor(...all) { super(...all); this.addEventListener("open", () => note("socket")) }
};
"""


def main(times: int) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, ExitStack() as closing:
        settings = {"DEBUG": "0", "SECRET_KEY": secrets.token_urlsafe(48), "ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "0"}
        settings["PORT"] = str(free_port())  # known before, because sockets are only opened for pages of that very origin
        site = Site(Path(folder), **settings)
        closing.callback(site.stop)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.add_init_script(WATCH)
        rows = [one_piece(site, page, Path(folder) / "site.sqlite3") for _ in range(times + 1)][1:]  # the first one warms up
        browser.close()
    medians = {stage: round(statistics.median(row[stage] for row in rows), 3) for stage in STAGES}
    print(json.dumps({"median": medians, "pieces": times, "load": os.getloadavg()[0], "cores": os.cpu_count()}))


def one_piece(site: Site, page: Page, database: Path) -> dict[str, float]:
    ask_for(page, site, SENTENCE)
    while not page.evaluate("Boolean(sessionStorage.system && sessionStorage.socket)"):  # the page's policy forbids to wait inside it
        page.wait_for_timeout(50)
    seen = {name: int(page.evaluate(f"sessionStorage.{name}")) / 1000 for name in ("click", "page", "socket", "system")}
    public_id = page.url.rstrip("/").rsplit("/", 1)[1]
    page.locator("a.download").first.wait_for(timeout=60_000)  # the next piece has the worker for itself
    moments = seen | stored(database, public_id)
    row = {stage: round(moments[stage] - seen["click"], 3) for stage in STAGES}
    print(json.dumps(row | {"load": os.getloadavg()[0]}), flush=True)
    return row


def stored(database: Path, public_id: str) -> dict[str, float]:
    connection = sqlite3.connect(database)
    of_piece = "compose_generation g JOIN compose_piece p ON p.id = g.piece_id AND p.public_id = ?"
    created, started = connection.execute(f"SELECT g.created_at, g.started_at FROM {of_piece}", [public_id]).fetchone()
    query = f"SELECT e.seq, e.created_at FROM {of_piece} JOIN compose_generationevent e ON e.generation_id = g.id WHERE e.seq <= 3"
    events = dict(connection.execute(query, [public_id]))
    connection.close()
    return {"stored": moment(created), "claimed": moment(started), "plan": moment(events[1]), "measure": moment(events[3])}


def moment(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
