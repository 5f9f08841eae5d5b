"""The same journey for a browser that runs no script."""

import re
import time

from playwright.sync_api import Page

from .conftest import PATIENCE_MS
from .journeys import ask_for, plan_of, sign_up


def reload_until_final(page: Page) -> None:
    deadline = time.monotonic() + 2 * PATIENCE_MS / 1000
    while page.locator("a.download").count() == 0:
        assert time.monotonic() < deadline, "the piece was not finished"
        page.wait_for_timeout(500)
        page.reload()


def test_a_piece_is_composed_seen_and_taken_with_no_script_at_all(site, open_page):
    page = open_page(java_script_enabled=False, accept_downloads=True)
    sign_up(page, site, "fanny")
    ask_for(page, site, "cheerful tune for solo flute in G major, 8 bars")
    assert page.locator("noscript").count() >= 1
    reload_until_final(page)
    assert page.locator(".sheet svg .note").count() > 4
    assert plan_of(page)["Key"] == "G major"
    with page.expect_download() as download:
        page.locator("a.download", has_text="MIDI").click()
    assert download.value.suggested_filename.endswith(".mid")
    assert page.locator("audio").get_attribute("src").endswith("score.mp3")


def test_an_example_fills_the_field_through_its_link(site, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(site.address)
    example = page.locator("[data-example]").first
    words = example.inner_text()
    example.click()
    assert page.get_by_label("Describe the music").input_value() == words


def test_bad_input_comes_back_with_a_sentence(site, open_page):
    page = open_page(java_script_enabled=False)
    page.watch.tolerate(r"400")
    page.goto(site.address)
    page.get_by_label("Describe the music").fill("?")
    page.get_by_role("button", name="Compose", exact=True).click()
    assert len(page.locator(".field-errors").inner_text()) > 20
    assert re.search(r"/compose/$", page.url)


def test_a_running_piece_can_be_stopped(slow_site, open_page):
    page = open_page(java_script_enabled=False)
    ask_for(page, slow_site, "march in C major, 128 bars")
    page.get_by_role("button", name="Stop here").click()
    reload_until_final(page)
    assert "stopped" in page.locator(".piece-head").inner_text()
