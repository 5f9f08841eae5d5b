"""Hearing a finished piece: loop, tempo, mixer, metronome, one player at a time, and the server's sound where there is no synthesiser."""

import pytest
from playwright.sync_api import Page

from .journeys import wait_until_kept

PLAYER = "document.querySelector('score-player')"
HEARD = f"() => {PLAYER}.level > 0.002"
SILENT = f"() => {PLAYER}.level < 0.0005"


@pytest.fixture
def page(finished, open_page) -> Page:
    address, session = finished
    page = open_page(storage_state=session)
    page.goto(address, wait_until="networkidle")
    return page


def state(page: Page) -> str:
    return page.evaluate(f"() => {PLAYER}.state")


def set_to(page: Page, name: str, value: object) -> None:
    page.evaluate("([name, value]) => document.dispatchEvent(new CustomEvent('score:set', { detail: { name, value } }))", [name, value])


def test_selected_bars_go_round_and_the_mixer_is_heard(page):
    page.locator("#sheet").focus()
    for key in ("ArrowRight", "ArrowRight", "l", "Enter"):
        page.keyboard.press(key)
    set_to(page, "tempo", 200)
    page.wait_for_function(HEARD)
    page.evaluate(f"() => {{ window.seen = []; window.watching = setInterval(() => window.seen.push({PLAYER}.position), 20); }}")
    page.wait_for_function("() => window.seen.some((position, index) => index && position < window.seen[index - 1] - 0.5)")
    bar = page.evaluate("() => JSON.parse(document.getElementById('note-times').textContent).bars[1]")
    seen = page.evaluate("() => window.seen")
    assert bar["onset_seconds"] - 0.01 <= min(seen) and max(seen) <= bar["onset_seconds"] + bar["seconds"] + 0.01
    page.get_by_text("Mixer").click()
    for part in ("Violin 1", "Violin 2", "Viola", "Cello"):
        page.get_by_role("group", name=part).get_by_title("Silent").click()
    page.wait_for_function(SILENT)
    page.get_by_role("group", name="Viola").get_by_title("Silent").click()
    page.wait_for_function(HEARD)


def test_the_metronome_clicks_and_counts_in(page):
    for part in range(4):
        page.keyboard.press(str(part + 1))
    page.keyboard.press("c")
    page.keyboard.press("Space")
    page.wait_for_function(f"{HEARD} && {PLAYER}.position === 0")  # every part is silent: these are the clicks before it begins
    page.keyboard.press("m")
    page.wait_for_function(f"() => {PLAYER}.position > 0.3")
    page.wait_for_function(HEARD)
    page.keyboard.press("m")
    page.wait_for_function(SILENT)


def test_what_was_set_is_there_again(page):
    page.get_by_role("slider", name="Tempo").fill("75")
    page.get_by_text("Metronome", exact=True).click()
    wait_until_kept(page, ("tempo", "75"), ("metronome", "1"))
    page.reload()
    assert page.get_by_role("slider", name="Tempo").input_value() == "75" and page.locator("[name=metronome]").is_checked()
    assert page.locator("output[data-of=tempo]").inner_text() == "75 %"


def test_only_one_tab_sounds(page):
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(HEARD)
    other.get_by_role("button", name="Play").click()
    other.wait_for_function(HEARD)
    page.wait_for_function(f"() => {PLAYER}.state === 'stopped'")
    assert state(other) == "playing"


def test_without_a_synthesiser_the_server_plays(finished, open_page):
    address, session = finished
    page = open_page(storage_state=session)
    page.add_init_script("delete BaseAudioContext.prototype.audioWorklet")  # as on a plain-HTTP host
    page.goto(address)
    assert not page.locator("[name=metronome]").is_visible(), "it cannot click along with a recording"
    page.get_by_role("slider", name="Tempo").fill("150")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => document.querySelector('score-player audio').currentTime > 0.2")
    page.locator(".note.is-sounding").first.wait_for()
    assert page.locator("score-cursor").is_visible()
    facts = page.evaluate(
        "() => { const audio = document.querySelector('score-player audio'); return [audio.playbackRate, audio.preservesPitch]; }"
    )
    assert facts == [1.5, True]
    page.locator("#n8-0-0-0-0").click(force=True)
    page.wait_for_function(
        "() => { const at = JSON.parse(document.getElementById('note-times').textContent).bars[8].onset_seconds;"
        " return Math.abs(document.querySelector('score-player audio').currentTime - at) < 2; }"
    )
    page.locator("#n8-0-0-0-0.is-sounding").wait_for()
    page.get_by_role("button", name="Pause").click()
    assert state(page) == "stopped"
