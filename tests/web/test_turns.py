"""Big files: a few at a time, at the pace of whoever fetches them."""

import select
import socket
import threading
import time

import pytest
from django.urls import reverse

from compose import turns
from compose.limits import LimitReached, SiteIsFull
from tests.web.sites import AT_ONCE_SECONDS, PATIENCE_SECONDS, Browser, wait_for
from tests.web.test_piece_page import compose, make_described


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.05)
    yield
    assert not turns._holding and not turns._waiting


def test_one_person_holds_no_more_than_their_share_and_others_get_theirs():
    mine = [turns.take_turn("me") for _ in range(2)]
    with pytest.raises(SiteIsFull):
        turns.take_turn("me")
    others = [turns.take_turn("you"), turns.take_turn("she")]
    with pytest.raises(SiteIsFull):
        turns.take_turn("he")
    mine[0]()
    mine[0]()  # closing twice gives back once
    late = turns.take_turn("he")
    with pytest.raises(SiteIsFull):
        turns.take_turn("they")
    for give_up in (mine[1], *others, late):
        give_up()


def test_whoever_waits_is_served_as_soon_as_a_place_is_free(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 10)
    held = [turns.take_turn("me") for _ in range(2)]
    served = []
    threads = [threading.Thread(target=lambda: served.append(turns.take_turn("me"))) for _ in range(turns.WAITING_OF_ONE_PERSON)]
    for thread in threads:
        thread.start()
    wait_for(lambda: turns._waiting["me"] == turns.WAITING_OF_ONE_PERSON)
    with pytest.raises(LimitReached, match="at once"):
        turns.take_turn("me")
    for give_up in held:
        give_up()
    for number in range(len(threads)):
        wait_for(lambda number=number: len(served) > number)
        served[number]()
    for thread in threads:
        thread.join()


@pytest.mark.django_db
def test_a_file_keeps_its_turn_until_it_is_sent_and_a_fault_gives_it_back(client, monkeypatch):
    piece = compose(make_described(measures=2))
    client.force_login(piece.composer)
    path = reverse("compose:score", args=[piece.public_id, "pdf"])
    seen = []
    write = turns.take_turn

    def spy(whose: str):
        seen.append(whose)
        return write(whose)

    monkeypatch.setattr("compose.files.take_turn", spy)
    assert client.get(path).status_code == 200
    monkeypatch.setattr("compose.exports.write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        client.get(path)
    assert seen == [f"user:{piece.composer_id}"] * 2


@pytest.mark.django_db
def test_too_many_at_once_is_told_in_a_sentence(client):
    piece = compose(make_described(measures=2))
    client.force_login(piece.composer)
    held = [turns.take_turn(f"user:{piece.composer_id}") for _ in range(2)]
    answer = client.get(reverse("compose:score", args=[piece.public_id, "pdf"]))
    assert answer.status_code == 429 and answer["Retry-After"] == "10" and b"try again" in answer.content
    assert client.get(reverse("compose:score", args=[piece.public_id, "mid"])).status_code == 200
    for give_up in held:
        give_up()


def memory_mb(process) -> float:
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1024


def test_downloads_that_are_not_fetched_fill_no_memory_and_leave_room_for_others(site):
    web = site.start_web()
    site.start_worker(seconds_per_measure=0)
    browser = Browser(site)
    public_id = browser.compose(measures=64)
    wait_for(lambda: site.ask("SELECT status FROM compose_generation") == [("done",)])
    cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)
    headers = f"Host: {site.address[7:]}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
    request = f"GET /pieces/{public_id}/score.wav HTTP/1.1\r\n{headers}".encode()
    asleep = []
    for _ in range(8):
        connection = socket.create_connection(("127.0.0.1", int(site.address.rsplit(":", 1)[1])), timeout=PATIENCE_SECONDS)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(request)
        asleep.append(connection)
    wait_for(lambda: len(select.select(asleep, [], [], 1)[0]) >= 2)  # as many are sent to one person at once
    time.sleep(1)  # as long as it would take to send far too much
    assert memory_mb(web) < 350
    other = Browser(site)
    began_at = time.monotonic()
    assert '"ok"' in other.get("/healthz") and time.monotonic() - began_at < AT_ONCE_SECONDS
    for connection in asleep:
        connection.close()


def test_a_big_file_arrives_whole_at_whatever_pace(site):
    site.start_web()
    site.start_worker(seconds_per_measure=0)
    browser = Browser(site)
    public_id = browser.compose(measures=16)
    wait_for(lambda: site.ask("SELECT status FROM compose_generation") == [("done",)])
    with browser.opener.open(f"{site.address}/pieces/{public_id}/score.wav", timeout=PATIENCE_SECONDS) as response:
        size, got = int(response.headers["Content-Length"]), 0
        while part := response.read(400_000):
            got += len(part)
            time.sleep(0.01)
    assert got == size > 1_000_000
