"""How much one processor second serves, and what a second worker brings: python -m tests.soak.loads. A JSON line for each figure.

Figures, not tests: they belong to the machine they were taken on, so its load stands beside them.
"""

import http.client
import json
import os
import secrets
import threading
import time
from urllib.parse import urlsplit

import psutil

from tests.scale.sites import LoggedSite
from tests.soak.crowds import timestamp
from tests.soak.ground import Ground, check, order, run, unfinished, wait_until

CLIENTS = 8
SECONDS = 10
PIECES, MEASURES = 48, 16


def main() -> None:
    ground = Ground()
    try:
        requests_per_processor_second(ground)
        workers_beside_each_other(ground)
    finally:
        ground.close()


def requests_per_processor_second(ground: Ground) -> None:
    site = ground.small_site(DEBUG="0", SECRET_KEY=secrets.token_urlsafe(48), ALLOWED_HOSTS="127.0.0.1", HTTPS="0")
    run(site, "manage.py", "collectstatic", "--noinput", "-v0", "--ignore", "*.gz", "--ignore", "*.br")
    [piece] = order(site, 1, measures=32)
    worker = site.start("manage.py", "work")
    wait_until(lambda: not unfinished(site), 120, "a finished piece")
    worker.terminate()
    worker.wait()
    web = psutil.Process(site.start_web().pid)
    own = f"/pieces/{piece['public_id']}/"
    for path in ("/healthz", "/", "/gallery/", own, f"{own}events/?after=0"):
        tell("requests", path=path, **asked_for(site, web, path, piece["cookie"]))


def asked_for(site: LoggedSite, web: psutil.Process, path: str, cookie: str) -> dict:
    """By clients that keep their connection and ask again as soon as they are answered."""
    waits: list[float] = []
    until = time.monotonic() + SECONDS

    def ask_again_and_again() -> None:
        connection = http.client.HTTPConnection(urlsplit(site.address).netloc, timeout=30)
        while time.monotonic() < until:
            began_at = time.monotonic()
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, f"{path}: {answer.status}"
            waits.append(time.monotonic() - began_at)

    before = sum(web.cpu_times()[:2])
    clients = [threading.Thread(target=ask_again_and_again) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert len(waits) > CLIENTS, f"{path}: the clients were not answered"
    used = sum(web.cpu_times()[:2]) - before
    waits.sort()
    return {
        "answered": len(waits), "per_second": round(len(waits) / SECONDS, 1), "per_processor_second": round(len(waits) / used, 1),
        "p50_ms": round(1000 * waits[len(waits) // 2], 1), "p99_ms": round(1000 * waits[int(0.99 * len(waits))], 1),
        "web_mb": web.memory_info().rss >> 20,
    }  # fmt: skip


def workers_beside_each_other(ground: Ground) -> None:
    """The same pieces by one real worker and by two, each with one thread, on both databases."""
    for open_site, database in ((ground.small_site, "SQLite"), (ground.large_site, "PostgreSQL")):
        seconds = {count: composed_by(open_site(COMPOSE_LEASE_SECONDS="30", OMP_NUM_THREADS="1"), count) for count in (1, 2)}
        factor = round(seconds[1] / seconds[2], 2)
        tell("workers", database=database, pieces=PIECES, one=round(seconds[1], 1), two=round(seconds[2], 1), factor=factor)


def composed_by(site: LoggedSite, workers: int) -> float:
    """Seconds from the first stored event to the last."""
    for process in [site.start("manage.py", "work") for _ in range(workers)]:
        site.started(process, "Composing with")
    order(site, PIECES, MEASURES)
    wait_until(lambda: not unfinished(site), 600, "all pieces composed")
    assert check(site)["done"] == PIECES
    [(first, last)] = site.ask("SELECT min(created_at), max(created_at) FROM compose_generationevent")
    site.stop()
    return timestamp(last) - timestamp(first)


def tell(kind: str, **figures: object) -> None:
    print(json.dumps({kind: figures, "load": round(os.getloadavg()[0], 1), "cores": os.cpu_count()}), flush=True)


if __name__ == "__main__":
    main()
