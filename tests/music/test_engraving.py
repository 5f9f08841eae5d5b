import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
import verovio

from compose.music import engraving
from compose.music.performance import perform

from .factories import ALL, make_piano, make_quartet, make_satb, make_score


@pytest.fixture
def engraver_says(capfd):
    """What the engraver writes to standard error while its log is on."""
    verovio.enableLog(verovio.LOG_WARNING)
    yield lambda: capfd.readouterr().err
    verovio.enableLog(verovio.LOG_OFF)


@pytest.mark.parametrize("name", ALL)
def test_it_draws_without_a_warning(name, engraver_says):
    engraving.draw(ALL[name]())
    assert engraver_says() == ""


@pytest.mark.parametrize("name", ALL)
def test_any_slice_draws_without_a_warning(name, engraver_says):
    score = ALL[name]()
    for first in range(len(score.measures)):
        for last in range(first + 1, len(score.measures) + 1):
            engraving.draw_system(score, first, last)
    assert engraver_says() == ""


@pytest.mark.parametrize("name", ALL)
def test_every_played_note_has_its_notehead(name):
    score = ALL[name]()
    drawn = engraving.draw(score)
    ids = set(re.findall(r'id="(n\d[^"]*)"', drawn.svg))
    assert {note.id for note in perform(score)} <= ids and list(drawn.time_map) == [note.id for note in perform(score)]


@pytest.mark.parametrize("name", ALL)
def test_it_needs_no_style_sheet_and_no_font(name):
    svg = engraving.draw(ALL[name]()).svg
    assert "<style" not in svg and " style=" not in svg and "Leipzig" not in svg and "xlink" not in svg
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img" and root.get("aria-label") == ALL[name]().title
    assert not re.search("[\ue000-\uf8ff]", svg)


def test_the_same_score_is_drawn_the_same():
    assert engraving.draw(make_piano()) == engraving.draw(make_piano())
    assert engraving.draw(make_piano()).svg == engraving.draw(make_piano()).svg


@pytest.mark.parametrize("width_px", [350, 700, 1280])
def test_it_fits_the_width(width_px):
    score = make_piano()
    drawn = engraving.draw(replace(score, measures=score.measures * 3), width_px=width_px).svg
    assert abs(float(re.search(r'viewBox="0 0 (\S+)', drawn)[1]) - width_px) <= 1
    assert drawn.count('class="system"') > 1


@pytest.mark.parametrize("last", [1, 2, 3, 4])
def test_a_streaming_system_is_one_system(last):
    score = make_quartet()
    assert engraving.draw_system(score, 0, last, width_px=350).svg.count('class="system"') == 1


def test_pages_are_drawn_for_print():
    score = make_satb()
    pages = engraving.draw_pages(replace(score, measures=score.measures[1:] * 30)).pages
    assert len(pages) > 1 and "page 2" in pages[1]


def test_it_refuses_an_empty_slice():
    with pytest.raises(engraving.EngravingError):
        engraving.draw(make_score(), 5)


def test_a_tie_over_the_edge_of_a_system_is_drawn_on_both_sides():
    score = make_score([("c''1~", "<c e>1"), ("c''1~", "<c e>1"), ("c''1", "<c e>1")])
    assert [engraving.draw_system(score, n, n + 1).svg.count('class="tie"') for n in range(3)] == [1, 1, 1]
    assert engraving.draw_system(score, 0, 3).svg.count('class="tie"') == 2
