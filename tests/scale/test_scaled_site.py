"""PostgreSQL, Redis, two web processes, two workers: posted at one web process, followed at the other, whatever is killed meanwhile."""

import os
import signal
import time
import urllib.error

import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.scale.conftest import LONG
from tests.scale.sites import ScaledSite
from tests.web.sites import AT_ONCE_SECONDS, PATIENCE_SECONDS, Browser, Page, wait_for

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def assert_complete(site: ScaledSite, public_id: str, page: Page, measures: int) -> None:
    """Nothing lost, nothing doubled: in the database and on the page."""
    rows = site.ask(
        "SELECT e.seq, e.kind, e.payload->>'number' FROM compose_generationevent e JOIN compose_generation g ON g.id = e.generation_id "
        "JOIN compose_piece p ON p.id = g.piece_id WHERE p.public_id = ? ORDER BY e.seq", public_id)  # fmt: skip
    assert [seq for seq, _, _ in rows] == list(range(1, measures + 4))
    assert [int(number) for _, kind, number in rows if kind == "measure"] == list(range(1, measures + 1))
    assert (page.measures, page.events) == (measures, ["plan", "started", "done"])


def owner_of(site: ScaledSite, public_id: str) -> tuple[str, int]:
    query = "SELECT owner, token FROM compose_generation g JOIN compose_piece p ON p.id = g.piece_id WHERE p.public_id = ?"
    return site.ask(query, public_id)[0]



def follow(browser: Browser, public_id: str, page: Page) -> None:
    """As the page's script does: comes again from its cursor until the piece has ended."""
    until = time.monotonic() + 2 * PATIENCE_SECONDS
    while not page.events or page.events[-1] != "done":
        assert time.monotonic() < until
        try:
            for frame in browser.frames(public_id, page.cursor):
                page.take(frame)
        except (OSError, ConnectionClosed, InvalidHandshake):
            time.sleep(0.3)


def posted(site: ScaledSite, measures: int) -> tuple[Browser, str]:
    """Posted at the first web process; the browser is at the second one."""
    first = site.browser(0)
    public_id = first.compose(measures=measures)
    return site.browser(1, cookies_of=first), public_id


def test_a_piece_posted_here_is_followed_there(site):
    browser, public_id = posted(site, measures=8)
    page = Page()
    follow(browser, public_id, page)
    assert_complete(site, public_id, page, 8)


def test_the_bell_wakes_a_worker_at_once(site):
    """Well before the second after which an idle worker looks by itself."""
    waits: list[float] = []
    while sum(wait < 0.3 for wait in waits) < 3 and len(waits) < 12:  # a busy machine may keep either of them waiting
        time.sleep(0.3)
        _, public_id = posted(site, measures=4)
        times = "SELECT extract(epoch FROM g.started_at - g.created_at) FROM compose_generation g JOIN compose_piece p ON p.id = g.piece_id"
        wait_for(lambda query=times, piece=public_id: site.ask(f"{query} WHERE p.public_id = ?", piece)[0][0] is not None)
        waits.append(float(site.ask(f"{times} WHERE p.public_id = ?", public_id)[0][0]))
    assert sum(wait < 0.3 for wait in waits) == 3, waits


def test_pieces_of_many_people_are_shared_out_and_each_is_composed_once(site):
    posts = [posted(site, measures=6) for _ in range(8)]
    for browser, public_id in posts:
        page = Page()
        follow(browser, public_id, page)
        assert_complete(site, public_id, page, 6)
    owners = {owner_of(site, public_id) for _, public_id in posts}
    assert {token for _, token in owners} == {1} and len(owners) == 2, "both workers had some of them"


def test_a_worker_killed_in_the_middle_is_followed_by_the_other(site):
    browser, public_id = posted(site, measures=20)
    page, frames = Page(), browser.frames(public_id)
    while page.measures < 4:
        page.take(next(frames))
    pid = int(owner_of(site, public_id)[0].split(":")[1])
    os.kill(pid, signal.SIGKILL)
    for frame in frames:
        page.take(frame)
    assert_complete(site, public_id, page, 20)
    owner, token = owner_of(site, public_id)
    assert token == 2 and int(owner.split(":")[1]) != pid
    site.workers = [worker for worker in site.workers if worker.pid != pid] + [site.start_worker(seconds_per_measure=0.1)]


def test_redis_emptied_in_the_middle_loses_nothing(site, redis_server):
    browser, public_id = posted(site, measures=30)
    page, frames = Page(), browser.frames(public_id)
    while page.measures < 4:
        page.take(next(frames))
    redis_server.crash()
    began_at = time.monotonic()
    while page.measures < 8:
        page.take(next(frames))
    assert time.monotonic() - began_at < AT_ONCE_SECONDS, "the safety poll brings the measures"
    _, posted_meanwhile = posted(site, measures=3)  # Redis is away: posting answers, and a worker looks by itself
    redis_server.start()
    for frame in frames:
        page.take(frame)
    assert_complete(site, public_id, page, 30)
    finished = "SELECT v.report IS NOT NULL FROM compose_version v JOIN compose_piece p ON p.current_id = v.id WHERE p.public_id = ?"
    wait_for(lambda: site.ask(finished, posted_meanwhile) == [(True,)])


def test_a_database_that_crashes_in_the_middle_loses_nothing_and_pages_say_so(site, postgres):
    browser, public_id = posted(site, measures=30)
    page, frames = Page(), browser.frames(public_id)
    while page.measures < 4:
        page.take(next(frames))
    postgres.crash()
    for path in ("/pieces/", f"/pieces/{public_id}/", f"/pieces/{public_id}/events/"):
        with pytest.raises(urllib.error.HTTPError) as answer:
            browser.get(path)
        text = answer.value.read().decode()
        assert answer.value.code == 503 and "cannot reach its database" in text and "Traceback" not in text
    assert "ok" in browser.get("/healthz")
    postgres.start()
    frames.close()
    follow(browser, public_id, page)
    assert_complete(site, public_id, page, 30)
    assert all(process.poll() is None for process in site.workers), "no worker died of it"


def test_a_connection_that_was_cut_is_replaced_by_the_next_question(site):
    """Threads of a web process keep theirs; whoever opens a socket after the database was started again must not pay for that."""
    browser, public_id = posted(site, measures=60)
    with browser.socket(public_id) as watching:
        watching.recv(timeout=PATIENCE_SECONDS)
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        assert site.ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        with browser.socket(public_id) as newcomer:
            newcomer.recv(timeout=PATIENCE_SECONDS)
        watching.recv(timeout=PATIENCE_SECONDS)
    browser.post(f"/pieces/{public_id}/cancellation/")


def test_cancelling_at_the_other_web_process_stops_the_worker(site):
    browser, public_id = posted(site, measures=60)
    page, is_asked = Page(), False
    for frame in browser.frames(public_id):
        page.take(frame)
        if page.measures >= 3 and not is_asked:  # frames may come together
            browser.post(f"/pieces/{public_id}/cancellation/")
            is_asked = True
    assert page.events == ["plan", "started", "cancelled"] and page.measures < 60


def test_a_long_piece_is_left_to_the_worker_that_serves_its_queue(site, weights):
    """That one is the real composer, with the smallest real checkpoint there can be."""
    browser, public_id = posted(site, measures=LONG)
    time.sleep(1)
    assert owner_of(site, public_id) == ("", 0), "two idle workers leave it alone"
    worker = site.start("manage.py", "work", "--queues", "gpu", WEIGHTS_DIR=str(weights))
    site.started(worker, "Composing with checkpoint")
    page = Page()
    follow(browser, public_id, page)
    assert_complete(site, public_id, page, LONG)
    assert f":{worker.pid}:" in owner_of(site, public_id)[0]
    worker.terminate()
    assert worker.wait(PATIENCE_SECONDS) == 0
