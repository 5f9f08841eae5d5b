"""A teacher's and a pupil's way through one assignment: class, code, exercise, ✗ on bar 7, mended, handed in, commented, released, CSV."""

import csv
import re
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .journeys import PASSWORD, sign_up

TITLE = "A calm tune"
NUMBERS = count(1)


class Clicks:
    """Counts what a person has to click."""

    def __init__(self) -> None:
        self.count = 0

    def click(self, target: Locator) -> None:
        self.count += 1
        target.click()


def open_class(page: Page) -> str:
    """The class code."""
    page.get_by_role("link", name="Classes").click()
    page.get_by_role("link", name="Open a class").click()
    page.get_by_label("Name of the class").fill("Form 8b")
    page.get_by_role("button", name="Open the class").click()
    page.get_by_role("link", name="People").click()
    return page.locator(".class-code").first.inner_text()


def give_exercise(page: Page) -> None:
    """Eight empty bars for a flute, without a leap over a fifth."""
    page.get_by_role("link", name="Assignments").click()
    page.get_by_role("link", name="My exercises").click()
    page.get_by_role("link", name=re.compile("From an empty sheet")).click()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Instruments").select_option("solo flute")
    page.get_by_role("button", name="Go on to the criteria").click()
    for criterion in ("Largest leap", "Length"):
        page.get_by_label("One more criterion").select_option(criterion)
        page.get_by_role("button", name="Save and add").click()
    page.get_by_role("spinbutton", name=re.compile("semitones", re.IGNORECASE)).fill("7")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Give it to a class").click()
    page.get_by_role("link", name="Form 8b").click()
    page.get_by_role("button", name="Give it").click()
    expect(page.get_by_role("heading", name="0 of 1 handed in")).to_be_visible()


def join(page: Page, code: str) -> None:
    page.get_by_role("link", name="Classes").click()
    page.get_by_role("link", name="Join a class").click()
    page.get_by_label("Class code").fill(code)
    page.get_by_label("Name shown in class").fill("Anna")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="Form 8b")).to_be_visible()


def give_ready(page: Page, template: str, policy: str = "") -> str:
    """One of the ready exercises, to the class; its address."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Classes").click()
    page.get_by_role("link", name="My exercises").click()
    page.get_by_role("link", name=re.compile(template)).click()
    page.get_by_role("button", name="Make the exercise").click()
    page.get_by_text("Give it to a class").click()
    page.get_by_role("link", name="Form 8b").click()
    if policy:
        page.get_by_label("The composing machine").select_option(policy)
    page.get_by_role("button", name="Give it").click()
    page.wait_for_url(re.compile(r"/classes/assignments/[\w-]{12}/$"))
    return page.url


def begin(page: Page, assignment: str) -> None:
    page.goto(assignment)
    page.get_by_role("button", name="Begin").click()
    page.locator("work-desk").wait_for()


def click_in_score(page: Page, bar: int, staff: int) -> None:
    place = page.locator(f"#sheet g[data-measure='{bar}'] [data-staff='{staff}']")
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)


def wait_for_version(page: Page, number: int) -> None:
    page.wait_for_function("(number) => Number(document.querySelector('work-desk').getAttribute('base')) === number", arg=number)


def write_eight_bars(page: Page) -> None:
    """A whole note in each, the seventh an octave too high."""
    page.get_by_role("button", name="Edit notes").click()
    page.locator("[data-ticks='96']").click()
    page.keyboard.press("ArrowRight")
    for measure in range(8):  # after each note the next rest is chosen
        page.keyboard.press("cd"[measure % 2])
        wait_for_version(page, 2 + measure)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowUp")
    wait_for_version(page, 10)


def to_the_assignment(page: Page, address: str, username: str) -> int:
    """From the sign-in page on: how many clicks it takes."""
    page.goto(f"{address}/accounts/login/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    clicks = Clicks()
    clicks.click(page.get_by_role("link", name="Classes"))
    clicks.click(page.get_by_role("link", name=re.compile(TITLE)))
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    return clicks.count


@pytest.fixture
def teacher(slow_site, open_page) -> Page:
    """Another one for each test: the site is the same."""
    page = open_page(accept_downloads=True)
    sign_up(page, slow_site, f"msbell{next(NUMBERS)}")
    return page


def test_a_tune_is_asked_for_written_checked_mended_handed_in_and_given_back(slow_site, open_page, teacher, tmp_path):
    code = open_class(teacher)
    pupil = open_page()
    sign_up(pupil, slow_site, "anna8b")  # a name and a password: no e-mail address
    join(pupil, code)
    give_exercise(teacher)

    pupil.context.clear_cookies()
    assert to_the_assignment(pupil, slow_site.address, "anna8b") <= 2
    pupil.get_by_role("button", name="Begin").click()
    pupil.locator("work-desk").wait_for()
    write_eight_bars(pupil)
    missed = pupil.locator(".check.is-missed")
    expect(missed).to_have_count(1)
    expect(missed.locator(".bar-link").first).to_have_text("bar 7")
    pupil.keyboard.press("Shift+ArrowDown")
    expect(pupil.locator(".check.is-met")).to_have_count(2)
    expect(missed).to_have_count(0)
    pupil.get_by_role("button", name="Hand in").click()
    expect(pupil.get_by_text("your teacher has not sent it back yet")).to_be_visible()

    teacher.reload()
    teacher.get_by_role("link", name="Anna").click()
    teacher.locator(".sheet g[data-measure='5']").click()
    expect(teacher.locator("[name=measure]")).to_have_value("5")
    teacher.get_by_role("textbox", name="Comment").fill("A good place to breathe")
    teacher.get_by_role("button", name="Comment", exact=True).click()
    teacher.get_by_role("button", name="Save and release").click()
    teacher.get_by_role("link", name=TITLE).click()
    shown = teacher.locator(".class-grid tbody tr").inner_text()
    with teacher.expect_download() as download:
        teacher.get_by_role("link", name="Marks as CSV").click()
    file = Path(tmp_path / "marks.csv")
    download.value.save_as(file)
    (row,) = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
    assert row["Shown in class"] == "Anna" and row["State"] == "released" and f"{row['Points']} / {row['of']}" in shown

    pupil.reload()
    pupil.get_by_text("marked: look at it").wait_for()
    pupil.locator(".class-row a").first.click()
    expect(pupil.locator(".remark")).to_contain_text("A good place to breathe")
    expect(pupil.locator(".remark")).to_contain_text("bar 5")


def test_suggestions_are_seen_and_heard_and_answers_are_given_in_the_score(slow_site, open_page, teacher):
    code = open_class(teacher)
    pupil = open_page()
    sign_up(pupil, slow_site, "ben8b")
    join(pupil, code)

    begin(pupil, give_ready(teacher, "Period", "help"))
    pupil.locator("[data-ask] [name=first]").fill("3")
    pupil.locator("[data-ask] [name=last]").fill("4")
    pupil.get_by_role("button", name="Suggest three").click()
    for number in (1, 2, 3):
        expect(pupil.locator(f".tray-card[data-number='{number}']")).to_have_attribute("data-state", "ready")
    before = pupil.locator(".sheet-drawing").inner_html()
    pupil.keyboard.press("2")
    pupil.wait_for_function("(before) => document.querySelector('.sheet-drawing').innerHTML !== before", arg=before)
    expect(pupil.locator(".tray-card[data-number='2']")).to_have_attribute("aria-pressed", "true")
    pupil.keyboard.press("Enter")
    expect(pupil.locator("[data-take]")).to_have_count(0)
    pupil.get_by_role("button", name="Close").click()
    expect(pupil.locator("work-desk")).to_have_attribute("base", "1")
    pupil.get_by_role("link", name="History").click()
    expect(pupil.get_by_text("suggested by the machine")).to_have_count(3)
    expect(pupil.get_by_role("button", name="Take this one")).to_have_count(0)

    begin(pupil, give_ready(teacher, "Find the wrong note"))
    for bar, staff in ((2, 1), (3, 2)):
        click_in_score(pupil, bar, staff)
        pupil.get_by_text("Saved.").wait_for()
    expect(pupil.locator(".answer-list li")).to_have_text(re.compile("bar 3: Tenor"))  # one note is wrong: the last one said counts
    expect(pupil.locator(".check.is-kept")).to_contain_text("You have given 1 answer")
    pupil.reload()
    expect(pupil.locator(".answer-mark")).to_have_text("Tenor")

    begin(pupil, give_ready(teacher, "Spot the cadences"))
    pupil.wait_for_load_state()  # keys are heard from then on
    pupil.locator("#sheet").focus()
    for _ in range(2):
        pupil.keyboard.press("ArrowRight")
    expect(pupil.locator(".answer-place")).to_have_text("bar 2")
    pupil.get_by_role("button", name=re.compile("^half cadence")).click()
    expect(pupil.locator(".answer-list li")).to_contain_text("bar 2: half cadence")
    pupil.get_by_text("Type them instead").click()
    expect(pupil.locator("textarea[name=answers]")).to_have_value("2: half")
