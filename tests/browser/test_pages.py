"""What every page keeps: it fits a phone, it is light, it follows keyboard and mouse."""

import sqlite3
from pathlib import Path

import pytest

from .journeys import PASSWORD, ask_for, sign_up, wait_until_done

PHONE = {"width": 390, "height": 844}
OVERFLOW = "() => document.documentElement.scrollWidth - window.innerWidth"
BEFORE_PLAY_BYTES = 500_000
PATHS = ("/", "/pieces/", "/about/model/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_no_page_scrolls_sideways_on_a_phone(slow_site, open_page, path, scheme):
    page = open_page(viewport=PHONE, color_scheme=scheme)
    page.goto(f"{slow_site.address}{path}")
    assert page.evaluate(OVERFLOW) <= 0


def test_the_piece_fits_a_phone_while_it_grows_and_when_it_is_done(slow_site, open_page):
    page = open_page(viewport=PHONE)
    ask_for(page, slow_site, "string quartet in E flat major, 8 bars")
    page.locator("[data-system='0']").wait_for()
    assert page.evaluate(OVERFLOW) <= 0
    wait_until_done(page)
    page.locator(".drawing[data-width='320']").wait_for()
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate("() => document.querySelector('.sheet').scrollWidth - document.querySelector('.sheet').clientWidth") <= 0


def test_the_page_of_a_piece_is_light_before_play(slow_site, open_page):
    page = open_page()
    ask_for(page, slow_site, "piano piece in C major, 32 bars")
    wait_until_done(page)
    visitor = open_page(storage_state=page.context.storage_state())
    session = visitor.context.new_cdp_session(visitor)
    session.send("Network.enable")
    received: list[int] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    visitor.goto(page.url, wait_until="networkidle")
    assert len(received) >= 4
    assert sum(received) <= BEFORE_PLAY_BYTES


def test_the_keyboard_sends_and_plays(slow_site, open_page):
    page = open_page()
    page.goto(slow_site.address)
    page.get_by_label("Describe the music").fill("piano piece in C major, 8 bars")
    page.keyboard.press("Control+Enter")
    page.locator("[data-system='0'] .note").first.wait_for()
    page.locator("h1").click()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Pause").wait_for()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Play").wait_for()


def test_a_click_on_a_note_plays_from_there(slow_site, open_page):
    page = open_page()
    ask_for(page, slow_site, "piano piece in C major, 12 bars")
    wait_until_done(page)
    page.locator("#n8-0-0-0-0").click(force=True)  # its head is hollow: the pointer meets the paper behind it
    page.wait_for_function("() => document.querySelector('score-player').state === 'playing'")
    page.locator("#n8-0-0-0-0.is-sounding").wait_for()


def test_an_example_fills_the_field(slow_site, open_page):
    page = open_page()
    page.goto(slow_site.address)
    page.locator("[data-example]").nth(1).click()
    assert page.get_by_label("Describe the music").input_value() == page.locator("[data-example]").nth(1).inner_text()


def test_long_texts_are_counted(slow_site, open_page):
    page = open_page()
    page.goto(slow_site.address)
    page.get_by_label("Describe the music").fill("a" * 501)
    assert page.locator("[data-count]").inner_text() == "501 / 500"


def test_a_guest_keeps_the_pieces_after_signing_up(slow_site, open_page):
    page = open_page()
    ask_for(page, slow_site, "piano piece in C major, 4 bars")
    sign_up(page, slow_site, "nannerl")
    page.goto(f"{slow_site.address}/pieces/")
    assert page.locator(".card").count() == 1


def test_the_administration_works_under_the_policy(slow_site, open_page):
    """Through the one door for passwords, and with an action that the pages offer."""
    page = open_page()
    ask_for(page, slow_site, "march in C major, 128 bars")
    page.locator("[data-system='0']").wait_for()
    sign_up(page, slow_site, "operator")
    with sqlite3.connect(Path(slow_site.environment["DATA_DIR"]) / "site.sqlite3") as database:
        database.execute("UPDATE accounts_user SET is_staff = 1, is_superuser = 1 WHERE username = 'operator'")
    page.context.clear_cookies()
    with slow_site.pausing_its_worker():
        page.goto(f"{slow_site.address}/admin/compose/generation/")
        page.locator("input[name=login]").fill("operator")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(f"{slow_site.address}/admin/compose/generation/")
        page.locator("tr", has_text="running").locator("input.action-select").first.check()
        page.get_by_label("Action:").select_option("cancel")
        page.get_by_role("button", name="Go", exact=True).click()
        page.get_by_text("1 cancelled").wait_for()


def test_what_was_checked_is_readable_where_it_is_long(slow_site, open_page):
    """A sentence beside its label would break the label into letters."""
    page = open_page()
    ask_for(page, slow_site, "piano piece in C major, 4 bars")
    wait_until_done(page)
    page.evaluate("""() => {
        const row = document.createElement('div');
        row.className = 'report-fields';
        row.innerHTML = '<div class="is-long"><dt>Shared</dt><dd>' + 'a long sentence '.repeat(20) + '</dd></div>';
        document.querySelector('.panel').append(row);
    }""")
    assert page.locator(".is-long dt").evaluate("dt => dt.getBoundingClientRect().height") < 40
