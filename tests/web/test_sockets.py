"""Real frames on real sockets: a server and workers in processes of their own, some of them killed in the middle."""

import contextlib
import json
import signal

import pytest
from websockets.exceptions import InvalidStatus

from tests.web.sites import PATIENCE_SECONDS, Browser, Page, Site, freeze, texts, wait_for


def stored(site: Site) -> list[tuple]:
    return site.ask("SELECT seq, kind, json_extract(payload, '$.number') FROM compose_generationevent ORDER BY seq")


def assert_complete(site: Site, page: Page, measures: int) -> None:
    """Nothing lost, nothing doubled: in the database and on the page."""
    rows = stored(site)
    assert [seq for seq, _, _ in rows] == list(range(1, measures + 4))
    assert [number for _, kind, number in rows if kind == "measure"] == list(range(1, measures + 1))
    assert (page.measures, page.events) == (measures, ["plan", "started", "done"])


def assert_like_the_twin(browser: Browser, public_id: str, page: Page) -> None:
    frames = [frame for frame in browser.twin(public_id)["frames"] if frame["event"] == "measures"]
    assert {frame["system"]: frame for frame in frames} == page.systems


def test_a_piece_arrives_measure_by_measure_and_the_socket_closes(site):
    site.start_web()
    site.start_worker()
    browser, page = Browser(site), Page()
    public_id = browser.compose(measures=10)
    for frame in browser.frames(public_id):
        page.take(frame)
    assert_complete(site, page, 10)
    assert_like_the_twin(browser, public_id, page)


def test_a_socket_lost_again_and_again_misses_and_doubles_nothing(site):
    site.start_web()
    site.start_worker(seconds_per_measure=0.05)
    browser, page = Browser(site), Page()
    public_id = browser.compose(measures=14)
    while "done" not in page.events:
        for count, frame in enumerate(browser.frames(public_id, page.cursor), start=1):
            page.take(frame)
            if count == 3:
                break
    assert_complete(site, page, 14)
    assert_like_the_twin(browser, public_id, page)


def test_the_twin_alone_is_enough(site):
    site.start_web()
    site.start_worker(seconds_per_measure=0.05)
    browser, page = Browser(site), Page()
    public_id = browser.compose(measures=8)
    is_final = False
    while not is_final:
        answer = browser.twin(public_id, page.cursor)
        is_final = answer["is_final"]
        for frame in answer["frames"]:
            page.take(frame)
    assert_complete(site, page, 8)


def test_many_watchers_see_the_same(site):
    site.start_web()
    browser = Browser(site)
    public_id = browser.compose(measures=6)
    pages = [Page() for _ in range(12)]
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(browser.socket(public_id)) for _ in pages]
        site.start_worker()
        for page, socket in zip(pages, sockets, strict=True):
            for text in texts(socket):
                page.take(json.loads(text))
    assert all(page.systems == pages[0].systems and page.measures == 6 for page in pages)


def test_a_worker_killed_in_the_middle_is_followed_by_another_without_a_gap(site):
    site.start_web()
    first = site.start_worker(seconds_per_measure=0.1)
    browser, page = Browser(site), Page()
    public_id = browser.compose(measures=12)
    frames = browser.frames(public_id)
    while page.measures < 4:
        page.take(next(frames))
    first.kill()
    first.wait()
    kept = site.measures_done()
    site.start_worker()
    for frame in frames:
        page.take(frame)
    assert 4 <= kept < 12
    assert_complete(site, page, 12)
    assert site.ask("SELECT token FROM compose_generation") == [(2,)]


def test_a_worker_that_wakes_up_after_its_lease_writes_nothing(site):
    site.environment["COMPOSE_LEASE_SECONDS"] = "5"  # longer than a busy machine keeps the heir from its work
    site.start_web()
    zombie = site.start_worker(seconds_per_measure=0.1)
    browser, page = Browser(site), Page()
    public_id = browser.compose(measures=12)
    wait_for(lambda: site.measures_done() >= 3)
    freeze(zombie, site.database)
    heir = site.start_worker(seconds_per_measure=0.1)  # waits until the lease has run out
    wait_for(lambda: site.ask("SELECT token FROM compose_generation") == [(2,)])
    zombie.send_signal(signal.SIGCONT)
    for frame in browser.frames(public_id):
        page.take(frame)
    assert_complete(site, page, 12)
    tokens = [token for (token,) in site.ask("SELECT token FROM compose_generationevent ORDER BY seq")]
    assert tokens == sorted(tokens) and set(tokens) == {1, 2}
    assert zombie.poll() is None and heir.poll() is None


def test_a_web_server_killed_in_the_middle_loses_nothing(site):
    web = site.start_web()
    site.start_worker(seconds_per_measure=0.1)
    browser, page = Browser(site), Page()
    public_id = browser.compose(measures=12)
    frames = browser.frames(public_id)
    while page.measures < 3:
        page.take(next(frames))
    web.kill()
    web.wait()
    frames.close()
    site.start_web(port=int(site.address.rsplit(":", 1)[1]))
    for frame in browser.frames(public_id, page.cursor):
        page.take(frame)
    assert_complete(site, page, 12)


def test_a_worker_told_to_stop_hands_its_piece_on(site):
    site.start_web()
    first = site.start_worker(seconds_per_measure=0.1)
    browser, page = Browser(site), Page()
    public_id = browser.compose(measures=10)
    wait_for(lambda: site.measures_done() >= 3)
    first.terminate()
    assert first.wait(PATIENCE_SECONDS) == 0
    assert site.ask("SELECT status, attempt FROM compose_generation") == [("queued", 0)]
    site.start_worker()
    for frame in browser.frames(public_id):
        page.take(frame)
    assert_complete(site, page, 10)


def test_cancelling_ends_the_stream_and_keeps_the_measures(site):
    site.start_web()
    site.start_worker(seconds_per_measure=0.1)
    browser, page = Browser(site), Page()
    public_id = browser.compose(measures=40)
    for frame in browser.frames(public_id):
        page.take(frame)
        if page.measures == 3:
            browser.post(f"/pieces/{public_id}/cancellation/")
    assert page.events == ["plan", "started", "cancelled"]
    kept = "SELECT status, cursor, steps FROM compose_generation JOIN compose_version v ON v.id = version_id"
    (status, cursor, steps) = site.ask(kept)[0]
    assert status == "cancelled" and len(json.loads(steps)) == cursor == page.measures


def test_a_waiting_piece_is_told_when_its_place_changes(open_site):
    browser = Browser(open_site)
    first, second = browser.compose(), browser.compose()
    with browser.socket(second) as socket:
        position = json.loads(socket.recv(timeout=PATIENCE_SECONDS))["position"]
        browser.post(f"/pieces/{first}/cancellation/")
        assert json.loads(socket.recv(timeout=PATIENCE_SECONDS))["position"] == position - 1


def test_a_malformed_cursor_is_refused(open_site):
    browser = Browser(open_site)
    public_id = browser.compose()
    with pytest.raises(InvalidStatus):
        browser.socket(public_id, after="x")


def test_strangers_and_other_guests_get_no_socket(open_site):
    public_id = Browser(open_site).compose()
    stranger, other = Browser(open_site), Browser(open_site)
    other.compose()
    for person in (stranger, other):
        with pytest.raises(InvalidStatus) as refusal:
            person.socket(public_id)
        assert refusal.value.response.status_code == 403


def test_another_sites_page_gets_no_socket(open_site):
    browser = Browser(open_site)
    public_id = browser.compose()
    with pytest.raises(InvalidStatus):
        browser.socket(public_id, origin="http://evil.example")
