"""R1, R2, R6, R13, R14: workers that are killed, stopped, cut off from the database, told a wrong time, or sent home."""

import os
import signal
import time
import urllib.error

from tests.scale.sites import LoggedSite
from tests.soak.amounts import SCALE, amount
from tests.soak.ground import LEASE_SECONDS, Ground, Nursery, check, count_of, is_gone, kind_of, order, unfinished, wait_until

GRACE_SECONDS = 2 if SCALE else 30  # beside the rest of the suite


def r1_killed_workers(ground: Ground) -> str:
    """Kills strike workers all of whose pieces have moved on: three blows at one measure would end it as poison, which is meant."""
    told = []
    for site in ground.sites():
        pieces, kills = amount(8, 200), amount(4, 100)
        order(site, pieces, measures=12)
        nursery = ground.nursery(site)
        for _ in range(4):
            nursery.start(seconds=0.05)
        killed = 0
        while killed < kills and unfinished(site):
            time.sleep(ground.chance.uniform(0.1, 0.4))
            busy = busy_workers(site, nursery)
            if busy:
                pid = ground.chance.choice(busy)
                nursery.kill(pid)
                wait_until(lambda pid=pid: is_gone(pid), 10, "the kill")  # as its supervisor does before it starts another
                nursery.start(seconds=0.05)
                killed += 1
        wait_until(lambda site=site: not unfinished(site), 300, "all pieces composed")
        nursery.close()
        report = check(site)
        assert report["done"] == report["pieces"] == pieces
        assert report["recovery"] <= LEASE_SECONDS + GRACE_SECONDS, f"a piece stood still for {report['recovery']:.1f} s"
        told.append(f"{kind_of(site)}: {killed} kills, {report['done']}/{pieces} pieces, {report['takeovers']} takeovers, "
                    f"longest {report['recovery']:.1f} s")
    return "; ".join(told) + "; 0 lost, doubled or with a gap"


def busy_workers(site: LoggedSite, nursery: Nursery) -> list[int]:
    """Those all of whose pieces have got on since they took them."""
    owners = site.ask("SELECT owner, max(attempt), min(cursor) FROM compose_generation WHERE status = 'running' GROUP BY owner")
    pids = {int(owner.split(":")[1]) for owner, attempt, cursor in owners if attempt == 1 and cursor}
    return [pid for pid in nursery.pids if pid in pids]


def r2_zombies(ground: Ground) -> str:
    told = []
    for site in ground.sites():
        zombies = amount(3, 25)
        order(site, max(24, 4 * zombies), measures=16)
        nursery = ground.nursery(site)
        for _ in range(6):
            nursery.start(seconds=0.05)
        made = 0
        while made < zombies:
            wait_until(lambda site=site, nursery=nursery: busy_workers(site, nursery), 60, "a busy worker")
            frozen = busy_workers(site, nursery)[: min(3, zombies - made)]
            for pid in frozen:
                os.kill(pid, signal.SIGSTOP)
            time.sleep(LEASE_SECONDS + 0.7)  # the others take over
            for pid in frozen:
                os.kill(pid, signal.SIGCONT)
            made += len(frozen)
            if count_of(site, "queued") < 12:
                order(site, 12, measures=16)
        wait_until(lambda site=site: not unfinished(site), 300, "all pieces composed")
        nursery.close()
        report = check(site)
        refused = (site.folder / "workers.log").read_text(errors="replace").count("was taken over by another worker")
        assert report["done"] == report["pieces"], report
        assert report["takeovers"] and refused, f"{report['takeovers']} takeovers, {refused} refusals: no zombie was tried"
        told.append(f"{kind_of(site)}: {made} zombies, {report['takeovers']} takeovers, {refused} late writes refused")
    return "; ".join(told) + "; 0 writes by an old token"


def r6_crashing_database(ground: Ground) -> str:
    site = ground.large_site()
    site.start_web()
    pieces, crashes = amount(8, 80), amount(1, 3)
    order(site, pieces, measures=12)
    nursery = ground.nursery(site)
    for _ in range(3):
        nursery.start(seconds=0.05)
    browser = site.browser()
    public_id = browser.compose(measures=8)
    answers = []
    for _ in range(crashes):
        done = site.measures_done()
        wait_until(lambda done=done: site.measures_done() > done + 20, 60, "measures between two crashes")
        ground.postgres.crash()
        for path in ("/pieces/", f"/pieces/{public_id}/events/", "/readyz"):
            try:
                browser.get(path)
            except urllib.error.HTTPError as error:
                answers.append(error.code)
                assert "Traceback" not in error.read().decode()
        time.sleep(1)
        ground.postgres.start()
    wait_until(lambda: not unfinished(site), 300, "all pieces composed")
    report = check(site)
    alive = [pid for pid in nursery.pids if not is_gone(pid)]
    nursery.close()
    assert report["done"] == pieces + 1 and answers == [503] * 3 * crashes, (report, answers)
    assert len(alive) == 3, "a worker died of it"
    return (f"{crashes} crashes, {report['done']}/{pieces + 1} pieces, 0 lost or doubled; web answered {len(answers)} times 503, "
            f"no traceback; 3 of 3 workers lived, {report['takeovers']} pieces changed hands")


def r13_wrong_clocks(ground: Ground) -> str:
    """One host (SQLite): its clock jumps an hour there and back. Several hosts (PostgreSQL): they disagree by two hours all the time."""
    pieces, jumps = amount(8, 60), amount(2, 8)
    small = ground.small_site()
    order(small, pieces, measures=12)
    clock = small.folder / "clock"
    clock.write_text("0")
    nursery = ground.nursery(small)
    for _ in range(3):
        nursery.start(seconds=0.05, clock=str(clock))
    for number in range(jumps):
        time.sleep(1.5)
        clock.write_text(("3600", "0", "-3600", "0")[number % 4])
    wait_until(lambda: not unfinished(small), 300, "all pieces composed")
    nursery.close()
    jumped = check(small)
    skewed = disagreeing_hosts(ground, pieces)
    assert jumped["done"] == skewed["done"] == pieces
    assert skewed["takeovers"] == 0, "the database's clock decides"
    return (f"SQLite: {jumps} jumps of an hour, {pieces}/{pieces} pieces, {jumped['takeovers']} takeovers, no double result; "
            f"PostgreSQL: hosts two hours apart, {pieces}/{pieces} pieces, 0 takeovers")


def disagreeing_hosts(ground: Ground, pieces: int) -> dict:
    site = ground.large_site()
    order(site, pieces, measures=8)
    nursery = ground.nursery(site)
    for offset in ("3600", "-3600"):
        (site.folder / offset).write_text(offset)
        nursery.start(seconds=0.05, clock=str(site.folder / offset))
    wait_until(lambda: not unfinished(site), 300, "all pieces composed")
    nursery.close()
    return check(site)


def r14_sent_home(ground: Ground) -> str:
    told = []
    for site in ground.sites():
        order(site, 16, measures=20)
        nursery = ground.nursery(site)
        pid = nursery.start(seconds=0.05, room=16)
        wait_until(lambda site=site: count_of(site, "running") == 16, 60, "16 running pieces")
        wait_until(lambda site=site: site.measures_done() > 30, 60, "some measures")
        nursery.kill(pid, signal.SIGTERM)
        seconds = wait_until(lambda pid=pid: is_gone(pid), 10, "the worker ends")
        states = site.ask("SELECT status, attempt, count(*) FROM compose_generation GROUP BY status, attempt")
        assert states == [("queued", 0, 16)], states
        assert site.ask("SELECT count(*) FROM compose_workernode") == [(0,)]
        nursery.start(seconds=0.01, room=16)
        wait_until(lambda site=site: not unfinished(site), 120, "all pieces composed")
        nursery.close()
        assert check(site)["done"] == 16
        told.append(f"{kind_of(site)}: 16 handed back in {seconds:.1f} s")
    return "; ".join(told) + "; every one went on at its next measure"
