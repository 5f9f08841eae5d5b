"""A piece is changed on its page: notes by keys and tools, bars by the machine, everything undone and done again."""

import re

import pytest
from playwright.sync_api import Page, expect

from .journeys import ask_for, wait_until_done

BASE = "() => Number(document.querySelector('work-desk').getAttribute('base'))"


@pytest.fixture
def page(slow_site, open_page) -> Page:
    page = open_page()
    ask_for(page, slow_site, "slow march in C major for solo flute, 4 bars")
    wait_until_done(page)
    page.locator("change-panel").wait_for()
    return page


def wait_for_version(page: Page, number: int) -> None:
    page.wait_for_function("(number) => Number(document.querySelector('work-desk').getAttribute('base')) === number", arg=number)


def pitches(page: Page) -> list[int]:
    """What the player would play, in order."""
    return page.evaluate("() => document.querySelector('score-player').pitches")


def edit_first_note(page: Page) -> None:
    page.get_by_role("button", name="Edit notes").click()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".is-chosen")).to_have_id(re.compile(r"n0-0-0-0-0"))


def test_notes_are_edited_by_keys_and_undone(page):
    before = pitches(page)
    edit_first_note(page)
    page.keyboard.press("ArrowUp")
    wait_for_version(page, 2)
    page.keyboard.press("Shift+ArrowUp")
    wait_for_version(page, 3)
    assert pitches(page)[0] - before[0] in (13, 14) and pitches(page)[1:] == before[1:]
    page.keyboard.press("5")
    wait_for_version(page, 4)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".is-chosen")).to_have_id("r0-0-0-24")
    page.keyboard.press("g")
    wait_for_version(page, 5)
    assert pitches(page)[1] % 12 == 7 and len(pitches(page)) == len(before) + 1
    for number in (4, 3, 2, 1):
        page.keyboard.press("Control+z")
        wait_for_version(page, number)
    assert pitches(page) == before
    page.keyboard.press("Control+Shift+z")
    wait_for_version(page, 2)


def test_tools_do_what_keys_do_and_a_note_can_be_deleted(page):
    edit_first_note(page)
    page.get_by_role("button", name="Write a note").click()  # a third above
    wait_for_version(page, 2)
    page.get_by_role("toolbar").get_by_role("button", name="Delete").click()
    wait_for_version(page, 3)
    page.locator("[data-do=rest]").click()
    wait_for_version(page, 4)
    expect(page.locator(".is-chosen")).to_have_id("r0-0-0-0")


def test_a_locked_bar_says_so_and_stays(page):
    before = pitches(page)
    page.locator("#sheet").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Lock bar 1").click()
    expect(page.locator(".locked-bars")).to_have_count(1)
    page.watch.tolerate("409")
    edit_first_note(page)
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-say]").first).to_contain_text("locked")
    assert pitches(page) == before and page.evaluate(BASE) == 1


def test_three_candidates_are_heard_and_one_is_taken(page):
    page.locator("#sheet").focus()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    page.locator("[data-ask]").get_by_role("button", name="Compose").click()
    for number in (1, 2, 3):
        expect(page.locator(f"[data-number='{number}'][data-state=ready]")).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator("[data-number='2']")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("0")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    wait_for_version(page, 4)
    expect(page.locator("candidate-tray")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    wait_for_version(page, 1)


def test_bars_are_inserted_and_the_key_is_changed(page):
    page.get_by_text("Insert, delete, copy bars").click()
    page.get_by_role("button", name="Insert").click()
    wait_for_version(page, 2)
    expect(page.locator("[data-measure='5']")).to_have_count(1)
    page.get_by_text("Key, tempo, instruments, dynamics").click()
    page.get_by_label("Key of the piece").select_option(label="G major")
    page.get_by_role("button", name="Transpose").click()
    wait_for_version(page, 3)


def test_it_all_works_without_javascript(page, open_page):
    plain = open_page(java_script_enabled=False, storage_state=page.context.storage_state())
    plain.goto(page.url)
    plain.get_by_text("Insert, delete, copy bars").click()
    plain.get_by_role("button", name="Insert").click()
    expect(plain.get_by_role("button", name="Undo")).to_be_enabled()
    plain.get_by_role("button", name="Undo").click()
    plain.locator("[data-ask]").get_by_role("button", name="Compose").click()
    expect(plain.get_by_role("heading", name="History")).to_be_visible()


def test_marks_drawn_by_rule_are_taken_away_and_come_back(page):
    page.locator("summary", has_text="hairpins").click()
    page.get_by_role("button", name="Take the hairpins away").click()
    expect(page.get_by_role("button", name="Draw hairpins")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Take the hairpins away")).to_be_visible()
    expect(page.get_by_role("button", name="Draw hairpins")).to_be_hidden()
