"""Sign up, type a sentence, see it, hear it, take it away."""

import re
from pathlib import Path

import music21
import pytest
from playwright.sync_api import Page

from .journeys import ask_for, plan_of, sign_up, wait_until_done

HEARD = "() => document.querySelector('score-player').level > 0.001"


@pytest.fixture
def downloaded(site, open_page, tmp_path) -> tuple[dict[str, str], Path, Path]:
    """The whole journey once: the plan and the two files."""
    page: Page = open_page(accept_downloads=True)
    sign_up(page, site, "clara")
    ask_for(page, site, "melancholic piano ballad")
    page.locator(".sheet svg .note").first.wait_for()  # by rule: it may be finished before the page is there
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(HEARD)
    page.locator(".note.is-sounding").first.wait_for()
    wait_until_done(page)
    files = []
    for label in ("MusicXML", "MIDI"):
        with page.expect_download() as download:
            page.locator("a.download", has_text=label).click()
        files.append(tmp_path / download.value.suggested_filename)
        download.value.save_as(files[-1])
    plan = plan_of(page)
    page.goto(f"{site.address}/pieces/")
    assert page.locator(".card-title").inner_text().lower() == "melancholic piano ballad"
    return plan, *files


def number_in(text: str) -> int:
    return int(re.search(r"\d+", text).group())


def test_what_was_promised_is_in_the_files(downloaded):
    plan, musicxml, midi = downloaded
    score = music21.converter.parse(musicxml, forceSource=True)
    key = score.recurse().getElementsByClass(music21.key.KeySignature).first()
    tonic, mode = plan["Key"].split()
    assert key.sharps == music21.key.Key(tonic.replace("b", "-") if mode == "major" else tonic.replace("b", "-").lower()).sharps
    assert score.recurse().getElementsByClass(music21.meter.TimeSignature).first().ratioString == plan["Time"]
    assert score.recurse().getElementsByClass(music21.tempo.MetronomeMark).first().getQuarterBPM() == number_in(plan["Tempo"])
    measures = score.parts.first().getElementsByClass(music21.stream.Measure)
    assert len(measures) == number_in(plan["Length"])

    played = music21.converter.parse(midi, forceSource=True)
    assert played.recurse().getElementsByClass(music21.key.KeySignature).first().sharps == key.sharps
    time = played.recurse().getElementsByClass(music21.meter.TimeSignature).first()
    assert time.ratioString == plan["Time"]
    assert round(played.recurse().getElementsByClass(music21.tempo.MetronomeMark).first().getQuarterBPM()) == number_in(plan["Tempo"])
    assert len(measures) - 1 < played.highestTime / time.barDuration.quarterLength <= len(measures)
