"""How fast the gallery is with very many pieces: `python -m tests.gallery.bench --pieces 100000 [--postgresql]`.

Makes a database of its own, fills it, and asks for pages through the whole stack of the site in this process, the network left out.
Prints JSON lines: half and 95 % of the requests are faster than p50 and p95.
"""

import argparse
import contextlib
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

REPEATS = 60


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pieces", type=int, default=100_000)
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        os.environ |= {"DJANGO_SETTINGS_MODULE": "musesite.settings", "DATA_DIR": folder, "LOG_LEVEL": "ERROR", "LIMIT_SIGN_IN": "1000"}
        if options.postgresql:
            from tests.scale.servers import Postgres

            server = Postgres()
            stack.callback(server.close)
            server.start()
            patient = "options=-c%20idle_in_transaction_session_timeout%3D0"  # filling it takes long between two statements
            os.environ["DATABASE_URL"] = f"{server.create('gallery')}?{patient}"
        import django

        django.setup()
        measure(options.pieces, "PostgreSQL" if options.postgresql else "SQLite")


def measure(pieces: int, database: str) -> None:
    from django.core.management import call_command
    from django.db import connection

    from tests.gallery.seeding import seed

    call_command("migrate", verbosity=0)
    began_at = time.perf_counter()
    seed(pieces)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    note = f"{pieces} pieces, {database}, load {os.getloadavg()[0]:.1f}"
    say("gallery_seed_seconds", time.perf_counter() - began_at, "s", note)
    before = resident()
    for name, paths in questions():
        first = timed(paths())
        times, busy, queries = zip(*(timed(paths()) for _ in range(REPEATS)), strict=True)
        ordered, of_processor = sorted(times), sorted(busy)
        spent = f"{of_processor[int(0.95 * len(of_processor))]:.0f} ms of this process's processor"
        say(f"gallery_{name}_p95_ms", ordered[int(0.95 * len(ordered))], "ms",
            f"{note}; {spent}, p50 {ordered[len(ordered) // 2]:.0f} ms, first {first[0]:.0f} ms, {max(queries)} queries")  # fmt: skip
    say("gallery_memory_mb", resident(), "MB", f"{note}; {before:.0f} MB before the first search; torch loaded: {'torch' in sys.modules}")


def questions() -> Iterator[tuple[str, Callable[[], str]]]:
    """Name, and what gives an address each time."""
    from compose.forms import KEYS
    from compose.gallery.models import Listing
    from tests.gallery.seeding import KINDS, MOODS, PLACES

    chosen = random.Random(2)
    ids = list(Listing.objects.order_by("?").values_list("piece__public_id", flat=True)[:200])
    people = list(Listing.objects.order_by("?").values_list("composer_id", flat=True)[:200])
    yield "list", lambda: asking(page=chosen.randint(1, 40))
    yield "loved", lambda: asking(sort="loved", page=chosen.randint(1, 40))
    yield "filtered", lambda: asking(instrument=chosen.choice(["Piano", "Violin", "Cello"]), tempo="slow", key=chosen.choice(list(KEYS)))
    yield "rare_filter", lambda: asking(instrument="Tuba", difficulty="hard", page=chosen.randint(1, 3))
    yield "one_word", lambda: asking(q=chosen.choice(KINDS))
    yield "three_words", lambda: asking(q=f"{chosen.choice(MOODS)} {chosen.choice(KINDS)} {chosen.choice(PLACES)}")
    yield "filtered_words", lambda: asking(q=chosen.choice(KINDS), time="3/4", difficulty="easy")
    yield "style", lambda: asking(like=chosen.choice(ids))
    yield "filtered_style", lambda: asking(like=chosen.choice(ids), instrument="Violin", tempo="slow")
    yield "person", lambda: f"/people/{chosen.choice(people)}/"
    yield "music", lambda: f"/embed/{chosen.choice(ids)}/"
    yield "thumbnail", lambda: f"/music/{chosen.choice(ids)}/thumbnail.svg"


def asking(**question: object) -> str:
    return f"/gallery/?{urlencode(question)}"


def timed(path: str) -> tuple[float, float, int]:
    """Of one request: milliseconds, those of the processor, and queries."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    with CaptureQueriesContext(connection) as captured:
        began_at, began_cpu = time.perf_counter(), time.process_time()
        answer = client.get(path, headers={"host": "localhost"})
        milliseconds, busy = 1000 * (time.perf_counter() - began_at), 1000 * (time.process_time() - began_cpu)
    assert answer.status_code == 200, (path, answer.status_code)
    return milliseconds, busy, len(captured)


def resident() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def say(name: str, value: float, unit: str, note: str) -> None:
    print(json.dumps({"name": name, "value": round(value, 1), "unit": unit, "note": note}), flush=True)


if __name__ == "__main__":
    main()
