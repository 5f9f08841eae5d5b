"""With DEBUG off: hashed static files, our own error pages, the same policy."""

import secrets
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import Site
from .journeys import ask_for, wait_until_done


@pytest.fixture(scope="module")
def real_site(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0)) as free:  # a browser names the port in the Origin of its sockets
        port = str(free.getsockname()[1])
    environment = {"DEBUG": "0", "HTTPS": "0", "SECRET_KEY": secrets.token_urlsafe(48), "ALLOWED_HOSTS": "127.0.0.1", "PORT": port}
    started = Site(tmp_path_factory.mktemp("real"), template, workers=0, seconds_per_measure=0.05, **environment)
    yield started
    started.stop()


def test_a_piece_is_composed_and_played(real_site, open_page):
    page = open_page()
    ask_for(page, real_site, "piano piece in C major, 8 bars")
    wait_until_done(page)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => document.querySelector('score-player').level > 0.001")


def test_a_missing_page_is_ours(real_site, open_page):
    page = open_page()
    page.watch.tolerate("404")
    page.goto(f"{real_site.address}/nothing/")
    assert page.get_by_role("heading", name="There is no such page").is_visible()


def test_static_files_carry_their_hash_and_stay_in_the_cache(real_site, open_page):
    page = open_page()
    page.goto(real_site.address)
    sheet = page.locator("link[rel=stylesheet]").get_attribute("href")
    answer = page.request.get(real_site.address + sheet)
    assert "max-age=3" in answer.headers["cache-control"] and "immutable" in answer.headers["cache-control"]
