"""Music that somebody has already: it comes in as a file, is recognised, changed by the machine, and leaves again as a file."""

import re
import time

from playwright.sync_api import FilePayload, Page, expect

from compose.music import abc, midi
from compose.music.reading.kinds import read
from tests.music.factories import make_piano


def a_file(name: str) -> FilePayload:
    score = make_piano()
    data = midi.write(score) if name.endswith(".mid") else abc.write(score).encode()
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def upload(page: Page, site, name: str) -> None:
    """From the first page to the page of the piece."""
    page.goto(site.address)
    page.get_by_role("link", name="Upload music").click()
    page.get_by_label("A file with notes").set_input_files(a_file(name))
    page.get_by_label("I wrote it").check()
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile(r"/pieces/[\w-]{12}/$"))


def test_a_file_is_recognised_varied_and_exported(site, open_page):
    page = open_page(accept_downloads=True)
    upload(page, site, "song.mid")
    assert page.locator(".sheet svg .note").count() > 20
    expect(page.locator(".likenesses li")).to_have_count(5, timeout=60_000)  # filled in by itself
    expect(page.locator("#hearing")).to_contain_text("C minor")
    before = page.evaluate("() => document.querySelector('score-player').pitches")
    page.locator("[data-ask] [name=first]").fill("2")
    page.locator("[data-ask] [name=last]").fill("3")
    page.locator("[data-ask]").get_by_text("Vary", exact=True).click()
    page.locator("[data-ask] [name=candidates]").select_option("1")
    page.locator("[data-ask]").get_by_role("button", name="Compose").click()
    page.locator("[data-number='1'][data-state=ready]").wait_for(timeout=120_000)
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.locator("candidate-tray").wait_for(state="hidden")
    after = page.evaluate("() => document.querySelector('score-player').pitches")
    assert after[:8] == before[:8] and after != before
    with page.expect_download() as download:
        page.locator("a.download", has_text="MusicXML").click()
    back = read(download.value.path().read_bytes()).score
    assert (len(back.measures), back.key.name, back.title) == (4, "C minor", "A small piece")


def test_a_file_is_uploaded_and_recognised_with_no_script_at_all(site, open_page):
    page = open_page(java_script_enabled=False)
    upload(page, site, "tune.abc")
    deadline = time.monotonic() + 60
    while not page.locator(".likenesses").count():
        assert time.monotonic() < deadline, "nobody listened"
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Look again").click() if page.get_by_role("link", name="Look again").count() else page.reload()
    assert page.locator(".sheet svg .note").count() > 20


def test_a_file_that_is_no_music_is_answered_on_the_page(site, open_page):
    page = open_page(viewport={"width": 390, "height": 844})
    page.watch.tolerate("400")
    page.goto(f"{site.address}/uploads/")
    page.get_by_label("A file with notes").set_input_files({"name": "notes.mid", "mimeType": "audio/midi", "buffer": b"%PDF-1.7"})
    page.get_by_label("I wrote it").check()
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("alert")).to_contain_text("This is a PDF")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_file_may_be_dropped_on_the_form(site, open_page):
    page = open_page()
    page.goto(f"{site.address}/uploads/")
    page.evaluate("""() => {
      const files = new DataTransfer();
      files.items.add(new File(["X:1"], "tune.abc"));
      document.querySelector("file-drop").dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
    }""")
    expect(page.locator("[data-chosen]")).to_have_text("“tune.abc” is chosen.")
    assert page.evaluate("() => document.querySelector('input[type=file]').files.length") == 1
