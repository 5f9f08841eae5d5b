"""R10, R15, R16: a full disk, an upgrade with running jobs, backup and restore of a running site."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
from pathlib import Path

from tests.scale.sites import LoggedSite, ScaledSite
from tests.soak.amounts import amount
from tests.soak.ground import Ground, check, is_gone, kind_of, migrate, order, unfinished, wait_until
from tests.web.sites import ROOT

POINT_OF_NO_RETURN = "0006"  # since then a piece is a tree of versions; before it lies only the backup


def r10_full_disk(ground: Ground) -> str:
    """The disk is mounted where nobody else sees it; who is not root may do so as root of a user namespace."""
    alone = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--mount", "--user", "--map-root-user"]
    folder = ground.folder / "disk"
    folder.mkdir()
    command = [*alone, sys.executable, "-m", "tests.soak.full_disk", str(folder), "60"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180)
    assert answer.returncode == 0, answer.stderr[-1500:]
    return answer.stdout.strip()


def r15_upgrade(ground: Ground) -> str:
    told = []
    for site in ground.sites():
        order(site, amount(6, 24), measures=12)
        told.append(f"{kind_of(site)}: down and up with {down_and_up(ground, site)} pieces begun, {workers_of_both_versions(ground, site)}")
        report = check(site)
        assert report["done"] == report["pieces"]
    return "; ".join(told) + "; 0 lost"


def down_and_up(ground: Ground, site: LoggedSite) -> int:
    """Back as far as one can and forth again, with pieces in the middle of being composed."""
    nursery = ground.nursery(site)
    pids = [nursery.start(seconds=0.05) for _ in range(2)]
    wait_until(lambda: site.measures_done() >= 8, 60, "measures")
    for pid in pids:
        nursery.kill(pid, signal.SIGTERM)
        wait_until(lambda pid=pid: is_gone(pid), 10, "the worker ends")
    nursery.close()
    begun = "SELECT count(*), sum(cursor) FROM compose_generation WHERE cursor > 0 AND status = 'queued'"
    before = site.ask(begun)
    for target in (("compose", POINT_OF_NO_RETURN), ()):
        migrate(site, *target)
        assert site.ask(begun) == before
    return before[0][0]


def workers_of_both_versions(ground: Ground, site: LoggedSite) -> str:
    """While a site is upgraded, workers of the version before run on the new tables, beside new ones."""
    older = version_before(ground)
    nursery = ground.nursery(site)
    if older is None:
        nursery.start(seconds=0.05)
        wait_until(lambda: not unfinished(site), 120, "all pieces composed")
        return "no older version in this checkout to run beside"
    old = start_old_worker(site, older)
    wait_until(lambda: site.ask("SELECT count(*) FROM compose_generation WHERE status = 'running'")[0][0], 60, "the old worker composes")
    nursery.start(seconds=0.05)
    order(site, 4, measures=8)
    wait_until(lambda: not unfinished(site), 120, "all pieces composed")
    by_old = site.ask("SELECT count(*) FROM compose_generation WHERE owner LIKE ?", f"%:{old.pid}:%")[0][0]
    nursery.close()
    assert by_old and old.poll() is None
    return f"{by_old} pieces ended by a worker of the version before beside a new one"


def version_before(ground: Ground) -> Path | None:
    """The program as it was before the newest migration of the work orders, from the repository's own history."""
    folder = ground.folder / "older"
    if not folder.exists():
        changed = "compose/migrations/0012_expected_steps_and_the_pace_of_workers.py"
        found = subprocess.run(["git", "log", "--diff-filter=A", "--format=%H", "--", changed], cwd=ROOT, capture_output=True, text=True)
        if found.returncode or not found.stdout.strip():
            return None
        archive = ground.folder / "older.tar"
        made = subprocess.run(["git", "archive", "-o", str(archive), f"{found.stdout.split()[-1]}~1"], cwd=ROOT, capture_output=True)
        if made.returncode:
            return None
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
    return folder


def start_old_worker(site: LoggedSite, folder: Path) -> subprocess.Popen:
    path = site.folder / "old-worker.log"
    with path.open("wb") as log:
        command = [sys.executable, "-m", "tests.web.steady_worker", "0.05"]
        process = subprocess.Popen(command, cwd=folder, env=site.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    process.stdout = path.open("rb")
    site.processes.append(process)
    return process


def r16_backup(ground: Ground) -> str:
    told = []
    for site in ground.sites():
        pieces = amount(6, 40)
        order(site, pieces, measures=12)
        nursery = ground.nursery(site)
        for _ in range(2):
            nursery.start(seconds=0.05)
        wait_until(lambda site=site, pieces=pieces: site.measures_done() >= 3 * pieces, 120, "measures")
        began_at = time.monotonic()
        restored = restore(ground, site)
        seconds = time.monotonic() - began_at
        measures = restored.measures_done()
        assert 0 < measures < 12 * pieces, "it was taken in the middle"
        heirs = ground.nursery(restored)
        heirs.start(seconds=0.01)
        for each in (site, restored):
            wait_until(lambda each=each: not unfinished(each), 180, "all pieces composed")
            assert check(each)["done"] == pieces
        nursery.close()
        heirs.close()
        told.append(f"{kind_of(site)}: {pieces} pieces, taken at {measures} of {12 * pieces} measures in {seconds:.1f} s")
    return "; ".join(told) + "; the restored site composed every piece to its end, pieces equal their events"


def restore(ground: Ground, site: LoggedSite) -> LoggedSite:
    """A new site from a copy of the running one, with the commands of docs/deploy.md."""
    if isinstance(site, ScaledSite):
        return restored_postgres(ground, site)
    copy = site.folder / "backup.sqlite3"
    with sqlite3.connect(site.database) as source, sqlite3.connect(copy) as target:
        source.backup(target)  # what `sqlite3 site.sqlite3 ".backup backup.sqlite3"` does
    source.close()
    target.close()
    restored = ground.small_site()
    shutil.copy(copy, restored.database)
    return restored


def restored_postgres(ground: Ground, site: ScaledSite) -> ScaledSite:
    dump = site.folder / "backup.dump"
    programs = ground.postgres.programs
    subprocess.run([programs / "pg_dump", "--format=custom", f"--file={dump}", ground.postgres.url(site.name)], check=True)
    restored = ground.large_site()
    ground.postgres.create(restored.name)
    subprocess.run([programs / "pg_restore", "--no-owner", f"--dbname={ground.postgres.url(restored.name)}", str(dump)], check=True)
    return restored
