"""Measures and staves can be found in a drawing, and a drawing can be cut into systems without losing anything."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from compose.music import engraving
from compose.music.svg_places import name_places, systems_of

from .factories import make_piano, make_quartet

SVG = "{http://www.w3.org/2000/svg}"


def long_piano():
    score = make_piano()
    return replace(score, measures=score.measures * 5)


def places(svg: str) -> list[tuple[str, str]]:
    return re.findall(r"data-(measure|staff)=\"(\d+)\"", svg)


def test_measures_and_staves_are_numbered_and_hold_their_own_notes():
    root = ElementTree.fromstring(engraving.draw(make_quartet()).svg)
    for measure in root.iter(f"{SVG}g"):
        if "data-measure" not in measure.attrib:
            continue
        for staff in measure.findall(f"{SVG}g[@data-staff]"):
            owners = {tuple(note.get("id")[1:].split("-")[:2]) for note in staff.iter(f"{SVG}g") if note.get("class") == "note"}
            assert owners <= {(str(int(measure.get("data-measure")) - 1), staff.get("data-staff"))}


@pytest.mark.parametrize("first", [0, 2])
def test_a_slice_and_its_pages_count_on(first):
    score = long_piano()
    system = engraving.draw_system(score, first, first + 2).svg
    assert [number for kind, number in places(system) if kind == "measure"] == [str(first + 1), str(first + 2)]
    pages = engraving.draw_pages(replace(score, measures=score.measures * 4)).pages
    assert len(pages) > 1
    assert [int(n) for page in pages for kind, n in places(page) if kind == "measure"] == list(range(1, 81))


def test_some_staves_keep_the_numbers_they_have_in_the_score():
    page = '<g class="measure"><g class="staff"><g id="n0-0-0-0-0"/></g><g class="staff"><g id="n0-1-0-0-0"/></g></g>'
    (named,) = name_places([page], 0, [1, 3])
    assert re.findall(r'data-staff="(\d)"', named) == ["1", "3"] and re.findall(r'id="n0-(\d)', named) == ["1", "3"]


def test_the_systems_together_are_the_drawing():
    whole = engraving.draw(long_piano(), width_px=700).svg
    systems = systems_of(whole)
    assert len(systems) == whole.count('<g class="system">') > 2
    assert [note for system in systems for note in re.findall(r'id="(n[^"]*)"', system)] == re.findall(r'id="(n[^"]*)"', whole)
    boxes = [[float(number) for number in re.search(r'viewBox="([^"]*)"', system)[1].split()] for system in systems]
    assert all(abs(above[1] + above[3] - below[1]) < 0.2 for above, below in pairwise(boxes))
    height = float(re.search(r'viewBox="0 0 \S+ (\S+)"', whole)[1])
    assert boxes[0][1] == 0 and abs(boxes[-1][1] + boxes[-1][3] - height) < 0.2
    assert [ElementTree.fromstring(system).get("aria-label") for system in systems][1].startswith("A small piece, measure")


def test_a_single_system_is_left_as_it_is():
    svg = engraving.draw_system(make_piano(), 0, 2).svg
    assert systems_of(svg) == (svg,)
