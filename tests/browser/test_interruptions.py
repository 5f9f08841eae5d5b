"""Lost connections and changed minds: no measure is lost, none is doubled."""

import sqlite3
from pathlib import Path

from playwright.sync_api import Page, WebSocketRoute

from .conftest import Site
from .journeys import ask_for, systems_of, wait_until_done

STATE_IS = "(state) => document.querySelector('score-player').state === state"
MEASURES = "() => document.querySelectorAll('.sheet .measure').length"


def drop_after(page: Page, frames: int, sockets: int) -> list[int]:
    """Cuts each of the first sockets after some frames; the list grows by one at each cut."""
    cuts: list[int] = []

    def handle(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        seen = 0

        def pass_on(message: str | bytes) -> None:
            nonlocal seen
            seen += 1
            socket.send(message)
            if len(cuts) < sockets and seen == frames:
                cuts.append(seen)
                server.close()
                socket.close(code=1012)

        server.on_message(pass_on)

    page.route_web_socket("**/ws/pieces/**", handle)
    return cuts


def test_a_dropped_socket_loses_and_doubles_nothing(slow_site: Site, open_page):
    page = open_page()
    cuts = drop_after(page, frames=4, sockets=2)
    ask_for(page, slow_site, "waltz in A minor, 24 bars")
    page.locator("[data-system='5']").wait_for()
    assert len(cuts) == 2
    assert systems_of(page) == [0, 1, 2, 3, 4, 5]
    wait_until_done(page)
    assert page.evaluate(MEASURES) == 24


def test_where_sockets_are_blocked_the_page_asks_again_and_again(slow_site: Site, open_page):
    page = open_page()
    page.route_web_socket("**/ws/pieces/**", lambda socket: socket.close(code=1011))
    ask_for(page, slow_site, "waltz in A minor, 16 bars")
    wait_until_done(page)
    assert page.evaluate(MEASURES) == 16


def test_a_page_opened_in_the_middle_goes_on_from_there(slow_site: Site, open_page):
    page = open_page()
    ask_for(page, slow_site, "waltz in A minor, 16 bars")
    page.locator("[data-system='1']").wait_for()
    page.reload()
    assert systems_of(page)[:2] == [0, 1]
    page.locator("[data-system='3']").wait_for()
    assert systems_of(page) == [0, 1, 2, 3]
    wait_until_done(page)
    assert page.evaluate(MEASURES) == 16


def test_a_hairpin_is_drawn_as_soon_as_its_end_is_written(slow_site: Site, open_page):
    page = open_page()
    ask_for(page, slow_site, "march in C major for solo flute, 20 bars, growing louder")
    page.locator("[data-system='1'] .hairpin").wait_for()  # a finished piece is drawn as a whole, not by systems
    wait_until_done(page)
    assert page.locator(".sheet .hairpin").count() >= 3


def test_cancelling_keeps_the_finished_measures(slow_site: Site, open_page):
    page = open_page()
    ask_for(page, slow_site, "march in C major, 64 bars")
    page.locator("[data-system='1']").wait_for()
    with slow_site.pausing_its_worker(), page.expect_navigation():
        page.get_by_role("button", name="Stop here").click()
    page.get_by_text("The finished bars are kept").wait_for()
    assert 4 < page.evaluate(MEASURES) < 64
    assert page.locator("a.download").count() > 0


def test_playing_waits_for_the_composer_and_goes_on(slow_site: Site, open_page):
    page = open_page()
    ask_for(page, slow_site, "march in C major in 2/4 at 180 bpm, 32 bars")
    page.locator("[data-system='0'] .note").first.wait_for()
    with slow_site.pausing_its_worker():
        page.get_by_role("button", name="Play").click()
        page.wait_for_function(STATE_IS, arg="playing")
        page.get_by_label("Position").press("End")
        page.wait_for_function(STATE_IS, arg="waiting")
    page.wait_for_function(STATE_IS, arg="playing")
    wait_until_done(page)
    page.get_by_label("Position").press("End")
    page.wait_for_function(STATE_IS, arg="stopped")


def test_whoever_may_no_longer_look_on_is_told_so(slow_site: Site, open_page):
    page = open_page()
    page.watch.tolerate("404")  # the page asks the twin whether it is really shut out
    ask_for(page, slow_site, "march in C major, 64 bars")
    page.locator("[data-system='0']").wait_for()
    with sqlite3.connect(Path(slow_site.environment["DATA_DIR"]) / "site.sqlite3") as database:
        database.execute("UPDATE compose_piece SET deleted_at = created_at WHERE public_id = ?", [page.url.rstrip("/").rsplit("/", 1)[1]])
    page.get_by_text("can no longer be opened from here").first.wait_for()
    assert not page.get_by_role("button", name="Stop here").is_visible()
