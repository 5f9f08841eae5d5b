"""Who looks on while a piece is written: those who lose the right are shut out, those who take nothing are let go."""

import contextlib
import json
import socket
import time

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from compose.sockets import NOT_FOUND, NOTHING_TO_SAY
from tests.web.sites import AT_ONCE_SECONDS, PATIENCE_SECONDS, Browser, Site, read_until, wait_for


def code_at_the_end(socket: ClientConnection) -> int:
    """Listens until the server closes."""
    while True:
        try:
            socket.recv(timeout=PATIENCE_SECONDS)
        except ConnectionClosed as closed:
            return closed.rcvd.code


@pytest.fixture(scope="module")
def quick_site(tmp_path_factory, template):
    """It asks every open socket each second whether it may still listen."""
    site = Site(tmp_path_factory.mktemp("quick"), template, SOCKET_RECHECK_SECONDS="1")
    site.start_web()
    yield site
    site.stop()


@pytest.fixture
def waiting_piece(quick_site):
    """Nobody composes it, so its socket stays open."""
    browser = Browser(quick_site)
    return browser, browser.compose()


def test_whoever_may_look_on_stays_connected(waiting_piece):
    browser, public_id = waiting_piece
    with browser.socket(public_id) as watching:
        watching.recv(timeout=PATIENCE_SECONDS)
        with pytest.raises(TimeoutError):
            watching.recv(timeout=2.5)


def test_a_viewer_is_closed_when_the_piece_is_put_away(open_site):
    """At once: the tail sees it with its next look, long before the minute is over."""
    browser = Browser(open_site)
    public_id = browser.compose()
    with browser.socket(public_id) as watching:
        watching.recv(timeout=PATIENCE_SECONDS)
        open_site.ask_and_commit(f"UPDATE compose_piece SET deleted_at = created_at WHERE public_id = '{public_id}'")
        began_at = time.monotonic()
        assert code_at_the_end(watching) == NOT_FOUND
        assert time.monotonic() - began_at < AT_ONCE_SECONDS


def test_a_viewer_is_closed_when_the_piece_is_given_to_somebody_else(open_site):
    browser = Browser(open_site)
    public_id = browser.compose()
    with browser.socket(public_id) as watching:
        watching.recv(timeout=PATIENCE_SECONDS)
        open_site.ask_and_commit(f"UPDATE compose_piece SET guest_key = 'somebody else' WHERE public_id = '{public_id}'")
        assert code_at_the_end(watching) == NOT_FOUND


def test_a_viewer_whose_session_ended_is_closed(quick_site, waiting_piece):
    browser, public_id = waiting_piece
    with browser.socket(public_id) as watching:
        quick_site.ask_and_commit("DELETE FROM django_session")
        assert code_at_the_end(watching) == NOT_FOUND


@pytest.mark.parametrize(("name", "change"), [("clara.closed", "is_active = 0"), ("clara.changed", "password = 'argon2$changed'")])
def test_a_viewer_whose_account_was_closed_or_changed_its_password_is_closed(quick_site, name, change):
    browser = Browser(quick_site)
    browser.get("/accounts/signup/")
    browser.post("/accounts/signup/", username=name, password1="a short sentence is best")
    public_id = browser.compose()
    with browser.socket(public_id) as watching:
        watching.recv(timeout=PATIENCE_SECONDS)
        quick_site.ask_and_commit(f"UPDATE accounts_user SET {change} WHERE username = '{name}'")
        assert code_at_the_end(watching) == NOT_FOUND


def test_whoever_talks_instead_of_listening_is_closed(waiting_piece):
    browser, public_id = waiting_piece
    with browser.socket(public_id) as watching:
        watching.send("hello")
        assert code_at_the_end(watching) == NOTHING_TO_SAY


def test_a_big_message_closes_the_socket_before_it_is_in_memory(waiting_piece):
    browser, public_id = waiting_piece
    with browser.socket(public_id) as watching, pytest.raises(ConnectionClosed):
        watching.send("x" * 100_000)
        watching.recv(timeout=PATIENCE_SECONDS)
        watching.recv(timeout=PATIENCE_SECONDS)


def tight_socket(site: Site, browser: Browser, public_id: str) -> ClientConnection:
    """A client whose side buffers almost nothing, too."""
    port = int(site.address.rsplit(":", 1)[1])
    tcp = socket.socket()
    tcp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    tcp.connect(("127.0.0.1", port))
    cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)
    uri = f"ws://127.0.0.1:{port}/ws/pieces/{public_id}/?after=0"
    return connect(uri, sock=tcp, additional_headers={"Cookie": cookie}, origin=site.address, max_queue=1, compression=None)


@pytest.fixture
def tight_site(request, tmp_path, template):
    site = Site(tmp_path, template, SOCKET_SEND_SECONDS=getattr(request, "param", "20"))
    process = site.start("-m", "tests.web.tight_server")
    site.address = read_until(process, r"Serving at (http://\S+)").group(1)
    site.web = process
    site.start_worker(seconds_per_measure=0)
    yield site
    site.stop()


@pytest.mark.parametrize("tight_site", ["1"], indirect=True)
def test_a_client_that_takes_nothing_is_let_go_and_may_come_back(tight_site):
    browser = Browser(tight_site)
    public_id = browser.compose(measures=64)
    wait_for(lambda: tight_site.ask("SELECT status FROM compose_generation") == [("done",)])
    with contextlib.suppress(ConnectionClosed), tight_socket(tight_site, browser, public_id):
        read_until(tight_site.web, "took nothing for too long")
    frames = list(browser.frames(public_id))  # the same server still serves whoever listens
    assert frames[-1]["event"] == "done" and sum(frame["event"] == "measures" for frame in frames) == 16


def test_a_slow_client_that_keeps_listening_gets_everything(tight_site):
    browser = Browser(tight_site)
    public_id = browser.compose(measures=64)
    wait_for(lambda: tight_site.ask("SELECT status FROM compose_generation") == [("done",)])
    seen = []
    with tight_socket(tight_site, browser, public_id) as slow:
        while not seen or seen[-1]["event"] != "done":
            time.sleep(0.05 if len(seen) < 12 else 0.5)  # slower and slower: longer than a second for what is left at the end
            seen.append(json.loads(slow.recv(timeout=PATIENCE_SECONDS)))
    assert [frame["system"] for frame in seen if frame["event"] == "measures"] == list(range(16))
