"""The score as somebody wants to read it: layouts, parts, key, size, paper."""

import re

import pypdfium2
import pytest
from playwright.sync_api import Page

from .journeys import wait_until_kept

SHEET = re.compile(r"/sheet/\?")


@pytest.fixture
def page(finished, open_page) -> Page:
    address, session = finished
    page = open_page(storage_state=session)
    page.goto(address, wait_until="networkidle")
    page.asked = []
    page.on("request", lambda request: SHEET.search(request.url) and page.asked.append(request.url))
    return page


def choose(page: Page, layout: str) -> None:
    page.get_by_text(layout, exact=True).click()
    page.locator(f".drawing[data-layout='{ {'Flow': 'flow', 'Pages': 'page', 'Line': 'line'}[layout] }']").wait_for()


def test_it_is_read_in_every_layout_part_and_key_and_found_so_again(page):
    page.wait_for_timeout(400)
    assert page.asked == [], "what the server drew fits as it is"
    choose(page, "Line")
    assert page.locator("svg.score").count() == 1
    width = page.locator("svg.score").bounding_box()["width"]
    page.get_by_role("button", name="Larger").click()
    page.wait_for_function("(width) => document.querySelector('svg.score').getBoundingClientRect().width > width * 1.05", arg=width)
    assert len(page.asked) == 1, "zooming the line asks for nothing"
    page.get_by_text("Parts and key").click()
    page.get_by_role("checkbox", name="Viola").check()
    page.locator("[name=transpose]").select_option("2")
    page.locator(".drawing[data-parts='2'][data-transpose='2']").wait_for()
    assert page.locator("[data-staff='2']").count() == 12 and page.locator("[data-staff='0']").count() == 0
    wait_until_kept(page, ("layout", "line"), ("transpose", "2"))
    page.reload()
    page.locator(".drawing[data-layout='line'][data-parts='2'][data-transpose='2']").wait_for()


def test_a_phone_gets_lines_that_it_can_show(finished, open_page):
    address, session = finished
    page = open_page(storage_state=session, viewport={"width": 390, "height": 844})
    page.goto(address)
    page.locator(".drawing[data-width='320']").wait_for()
    assert page.evaluate("() => document.querySelector('.sheet').scrollWidth - document.querySelector('.sheet').clientWidth") <= 0


def test_without_javascript_the_form_does_the_same(finished, open_page):
    address, session = finished
    page = open_page(storage_state=session, java_script_enabled=False)
    page.goto(address)
    page.get_by_text("Pages", exact=True).click()
    page.get_by_role("button", name="Show it so").click()
    assert page.locator(".drawing[data-layout='page'] .paper-title").is_visible()


@pytest.mark.parametrize("layout", ["Flow", "Pages"])
def test_it_prints_with_title_and_mark_and_nothing_else(page, layout):
    choose(page, layout)
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    text = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    assert len(document) == (1 if layout == "Pages" else len(document)) <= 2
    assert text.count("String quartet in E flat major, 12 bars") == 1 and "AI-generated music" in text
    assert "Delete" not in text and "Tempo" not in text and "My pieces" not in text


def test_the_analysis_lies_over_the_score_and_the_roll_under_it(page):
    page.keyboard.press("a")
    page.locator(".analysis-mark.is-chord").first.wait_for()
    mark, bar = page.locator(".analysis-mark.is-chord").first.bounding_box(), page.locator("[data-measure='1']").bounding_box()
    assert bar["y"] < mark["y"] < bar["y"] + bar["height"] + 60 and bar["x"] - 20 < mark["x"] < bar["x"] + bar["width"]
    page.keyboard.press("r")
    page.locator("piano-roll").click(position={"x": 150, "y": 60})
    page.wait_for_function("() => document.querySelector('score-player').position > 1")
    page.keyboard.press("a")
    assert page.locator(".analysis-mark").count() == 0


def test_a_bar_is_announced_in_words(page):
    page.locator("#sheet").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("bar-selection [data-announce]").inner_text().startswith("Bar 1. Key E flat major.")
