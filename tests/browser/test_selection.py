"""Bars are selected by mouse and by keys, and everything on the page hears of it."""

import pytest
from playwright.sync_api import Page

SELECTED = "() => window.heard"


@pytest.fixture
def page(finished, open_page) -> Page:
    address, session = finished
    page = open_page(storage_state=session)
    page.goto(address)
    page.evaluate("() => document.addEventListener('score:selected', ({ detail }) => { window.heard = { ...detail }; })")
    return page


def middle(page: Page, bar: int, staff: int = 0) -> tuple[float, float]:
    box = page.locator(f"[data-measure='{bar}'] [data-staff='{staff}']").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, first: int, last: int) -> None:
    page.mouse.move(*middle(page, first))
    page.mouse.down()
    page.mouse.move(*middle(page, last), steps=4)
    page.mouse.up()


def marked(page: Page) -> int:
    return page.locator(".selected-bars").count()


def test_a_drag_selects_and_shift_reaches_out(page):
    drag(page, 3, 2)
    assert page.evaluate(SELECTED) == {"first": 2, "last": 3, "staff": None} and marked(page) >= 1
    assert page.evaluate("() => document.querySelector('score-player').state") == "stopped", "a drag does not play"
    page.keyboard.down("Shift")
    page.mouse.click(*middle(page, 5))
    page.keyboard.up("Shift")
    assert page.evaluate(SELECTED) == {"first": 3, "last": 5, "staff": None}
    page.keyboard.down("Alt")
    drag(page, 1, 2)
    page.keyboard.up("Alt")
    assert page.evaluate(SELECTED) == {"first": 1, "last": 2, "staff": 0}


def test_the_keyboard_selects_says_so_and_lets_go(page):
    page.locator("#sheet").focus()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    assert page.evaluate(SELECTED) == {"first": 2, "last": 3, "staff": None}
    assert page.locator("bar-selection [data-announce]").inner_text() == "Bars 2 to 3 selected"
    page.keyboard.press("Alt+ArrowDown")
    assert page.evaluate(SELECTED)["staff"] == 0
    page.keyboard.press("Control+a")
    assert page.evaluate(SELECTED) == {"first": 1, "last": 12, "staff": None}
    page.keyboard.press("Escape")
    assert page.evaluate(SELECTED) == {"first": None, "last": None, "staff": None} and marked(page) == 0


def test_the_mark_stays_on_its_bars_when_the_page_gets_narrower(page):
    drag(page, 2, 3)
    page.set_viewport_size({"width": 900, "height": 900})
    page.wait_for_function("""() => {
      const mark = document.querySelector('.selected-bars').getBoundingClientRect();
      const bar = document.querySelector("[data-measure='2'] [data-staff='0'] > path").getBoundingClientRect();
      return Math.abs(mark.left + 8 - bar.left) < 3 && mark.right > bar.right;
    }""")
