"""What a hostile visitor sends: bytes that are no text, bodies without end, headers that claim too much. Against a real server."""

import re
import socket
import threading
import time
import urllib.parse

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from compose import webserver
from tests.factories import make_user
from tests.web.sites import AT_ONCE_SECONDS, PATIENCE_SECONDS, Browser, Site, read_until

SMALL = b"Host: 127.0.0.1\r\nConnection: close\r\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory, template):
    site = Site(tmp_path_factory.mktemp("hostile"), template)
    site.start_web()
    yield site
    site.stop()


def speak(site: Site, *parts: bytes) -> bytes:
    """Sends bytes as they are; what comes back until the connection ends."""
    answer = b""
    with socket.create_connection(("127.0.0.1", int(site.address.rsplit(":", 1)[1])), timeout=PATIENCE_SECONDS) as connection:
        try:
            for part in parts:
                connection.sendall(part)
            while data := connection.recv(65536):
                answer += data
        except (ConnectionResetError, BrokenPipeError):
            pass
    return answer


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize("path", [
    b"/%00", b"/%ff%fe", b"/static/..%2f..%2fmanage.py", b"/static/../../manage.py", b"/static/%2e%2e/%2e%2e/manage.py", b"/.git/config",
    b"//evil.example/", b"/pieces/%0d%0aSet-Cookie:%20x=1", b"/pieces/AAAAAAAAAAAA%00/", b"/media/x", b"/pieces/" + b"A" * 5000 + b"/",
])
def test_odd_addresses_are_not_found(site, path):
    answer = speak(site, b"GET " + path + b" HTTP/1.1\r\n" + SMALL + b"\r\n")
    assert status(answer) == 404 and b"\nSet-Cookie: x" not in answer.partition(b"\r\n\r\n")[0]
    assert b"INSTALLED_APPS" not in answer


@pytest.mark.parametrize("query", [
    b"/?description=%ff%fe%00", b"/?page=%00", b"/pieces/?page=99999999999999999999", b"/pieces/?deleted=%00", b"/pieces/?deleted=%ff",
    b"/accounts/login/?next=%00", b"/accounts/password/reset/key/zzzzzzzzzzzzzzzzzzzz-a-b/", b"/accounts/confirm-email/a:b:c/",
])
def test_odd_questions_get_a_page(site, query):
    assert status(speak(site, b"GET " + query + b" HTTP/1.1\r\n" + SMALL + b"\r\n")) == 200


@pytest.mark.parametrize("headers", [
    b"Host: evil.example\r\n", b"Host: 127.0.0.1\r\nHost: evil.example\r\n", b"Host: \xff\xfe\r\n",
    b"Host: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n", b"Host: 127.0.0.1\r\nContent-Length: -5\r\n",
    b"Host: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
])
def test_headers_that_can_be_read_in_two_ways_are_refused(site, headers):
    assert status(speak(site, b"POST /compose/ HTTP/1.1\r\n" + headers + b"Connection: close\r\n\r\n0\r\n\r\n")) == 400


def test_nobody_but_us_says_under_which_path_the_site_lives(site):
    """Else every link of the page, and of a letter for a new password, would lead where the visitor wants."""
    answer = speak(site, b"GET /pieces/ HTTP/1.1\r\n" + SMALL + b"Daphne-Root-Path: https://evil.example\r\n\r\n")
    assert status(answer) == 200 and b"evil.example" not in answer
    answer = speak(site, b"GET /accounts/email/ HTTP/1.1\r\n" + SMALL + b"Daphne-Root-Path: https://evil.example\r\n\r\n")
    assert status(answer) == 302 and b"evil.example" not in answer


def test_the_server_does_not_say_what_it_is(site):
    assert b"\r\nServer:" not in speak(site, b"GET /healthz HTTP/1.1\r\n" + SMALL + b"\r\n")


def test_a_body_that_is_announced_as_too_big_is_refused_before_it_comes(site):
    began_at = time.monotonic()
    answer = speak(site, b"POST /compose/ HTTP/1.1\r\n" + SMALL + b"Content-Length: 50000000000\r\n\r\n", b"x" * 1000)
    assert status(answer) == 413 and time.monotonic() - began_at < AT_ONCE_SECONDS


def test_a_body_without_an_end_is_cut_off(site):
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    sent = 0
    with socket.create_connection(("127.0.0.1", int(site.address.rsplit(":", 1)[1])), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(b"POST /compose/ HTTP/1.1\r\n" + SMALL + b"Transfer-Encoding: chunked\r\n\r\n")
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            while sent < 64 * webserver.BODY_BYTES:
                connection.sendall(chunk)
                sent += len(chunk)
    assert sent < 16 * webserver.BODY_BYTES  # what the kernel holds comes on top


def test_a_form_of_a_megabyte_is_answered_and_not_taken(site):
    body = b"description=" + b"a" * 2_000_000
    answer = speak(site, b"POST /compose/ HTTP/1.1\r\n" + SMALL + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    assert status(answer) in (400, 403)


def test_a_request_that_never_ends_is_given_up(tmp_path, template):
    """Half a request now and again a byte would hold a connection for ever."""
    site = Site(tmp_path, template)
    code = "import compose.webserver as w; w.REQUEST_SECONDS = 2; import tests.web.tight_server as s; s.main()"
    process = site.start("-c", code)
    site.address = read_until(process, r"Serving at (http://\S+)").group(1)
    try:
        with socket.create_connection(("127.0.0.1", int(site.address.rsplit(":", 1)[1])), timeout=PATIENCE_SECONDS) as connection:
            connection.sendall(b"POST /compose/ HTTP/1.1\r\n" + SMALL)
            until = time.monotonic() + PATIENCE_SECONDS
            with pytest.raises((ConnectionResetError, BrokenPipeError)):
                while time.monotonic() < until:
                    connection.sendall(b"X-A: b\r\n")
                    time.sleep(0.2)
    finally:
        site.stop()


@pytest.mark.parametrize("after", ["-1", "1e3", "99999999999999999999", "%00", "1;drop", "１"])
def test_a_cursor_that_is_no_number_is_refused_on_socket_and_twin(site, after):
    browser = Browser(site)
    public_id = browser.compose()
    with pytest.raises(InvalidStatus):
        browser.socket(public_id, after=urllib.parse.quote(after, safe="%"))
    with pytest.raises(OSError, match="400"):
        browser.get(f"/pieces/{public_id}/events/?after={urllib.parse.quote(after, safe='%')}")


@pytest.mark.parametrize("path", ["/", "/ws/", "/ws/nothing/", "/ws/pieces/%00AAAAAAAAAAA/", "/ws/pieces/AAAAAAAAAAAA"])
def test_a_socket_at_another_address_is_refused(site, path):
    browser = Browser(site)
    with pytest.raises(InvalidStatus) as refusal:
        connect(site.address.replace("http", "ws") + path, origin=site.address, proxy=None)
    assert refusal.value.response.status_code == 403
    assert browser.get("/healthz")


def test_the_same_form_sent_twenty_times_at_once_makes_one_piece(site):
    browser = Browser(site)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get("/")).group(1)
    browser.compose()  # from now on this browser is one guest
    fields = {"csrfmiddlewaretoken": token, "description": "slow waltz", "idempotency_key": "once"}
    cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)
    body = urllib.parse.urlencode(fields).encode()
    request = (f"POST /compose/ HTTP/1.1\r\nHost: {site.address[7:]}\r\nConnection: close\r\nCookie: {cookie}\r\n"
               f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body
    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda: answers.append(speak(site, request))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status(answer) for answer in answers} == {302}
    assert len({re.search(rb"Location: (\S+)", answer).group(1) for answer in answers}) == 1


# In this process, with DEBUG off ------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("body", "content_type"), [
    (b"description=waltz", "application/x-www-form-urlencoded; charset=utf-16"),
    (b"description=%ff%fe", "application/x-www-form-urlencoded"),
    (b"&".join(b"f%d=1" % number for number in range(500)), "application/x-www-form-urlencoded"),
    (b"--x", "multipart/form-data; boundary=" + "y" * 300),
    (b"--x\r\n", "multipart/form-data"),
    (b"{", "application/json"),
])
def test_forms_that_cannot_be_read_are_a_sentence(body, content_type):
    answer = Client(raise_request_exception=False).generic("POST", reverse("compose:compose"), body, content_type=content_type)
    assert answer.status_code == (302 if b"%ff" in body else 400), "bytes that are no text become signs that stand for them"
    assert b"<h1" in answer.content or answer.status_code == 302
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert strict.generic("POST", reverse("compose:compose"), body, content_type=content_type).status_code in (400, 403)


@pytest.mark.django_db
@pytest.mark.parametrize("words", [
    "<script>alert(1)</script> waltz", "{{ settings.SECRET_KEY }} {% debug %} waltz", "waltz'; DROP TABLE compose_piece; --", "%s%n waltz",
    "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a; waltz", "waltz \u202e\u2066 backwards", "\" onmouseover=alert(1) waltz",
])
def test_words_stay_words_on_every_page_and_in_every_file(client, words):
    from compose.models import Piece
    from compose.node import Node
    from compose.worker import Worker
    from tests.web.composers import SteadyComposer

    assert client.post(reverse("compose:compose"), {"description": words}).status_code == 302
    Worker(SteadyComposer(), Node("here:1:a")).run_one()
    piece = Piece.objects.get()
    for path in (reverse("compose:home"), reverse("compose:pieces"), piece.get_absolute_url(), f"{piece.get_absolute_url()}score.svg",
                 f"{piece.get_absolute_url()}score.musicxml"):
        shown = client.get(path).content.decode()
        assert "<script>alert" not in shown and "root:" not in shown
        assert path.endswith(".musicxml") or '" onmouseover=' not in shown, "between the tags of MusicXML a quote is only a quote"
        assert "\u202e" not in shown, "signs that turn the direction of text could hide words"
    assert client.get(f"{piece.get_absolute_url()}score.abc").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["a@b.example\r\nBcc: c@d.example", "a@b.example,c@d.example", "a@b.example\x00"])
def test_an_address_cannot_add_receivers_to_a_letter(client, address):
    make_user(username="a", email="a@b.example")
    client.post(reverse("account_reset_password"), {"email": address})
    assert all(letter.to == ["a@b.example"] and not letter.bcc for letter in mail.outbox)
