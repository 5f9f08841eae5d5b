"""Slurs: which notes one joins, and that every way out of the product draws them."""

from dataclasses import replace
from itertools import pairwise

import music21
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.music import abc, musicxml
from compose.music.engraving import draw, draw_system
from compose.music.header import Header
from compose.music.score import Chord, Pitch, Voice
from compose.music.slurs import slurs
from compose.music.tokenizer import decode, encode
from tests.music.factories import make_piano


def voice(*names: str) -> Voice:
    """C4, "-" a rest, C4~ tied on, C4! accented, C4+E4+G4 a chord; a quarter each."""
    chords = []
    for name in names:
        numbers = [int(midi.strip("~!")) for midi in name.split("+")] if name != "-" else []
        pitches = tuple(Pitch.from_midi(midi, (7 * midi + 5) % 12 - 5) for midi in numbers)
        chords.append(Chord(24, pitches, (name.endswith("~"),) * len(pitches), "accent" if name.endswith("!") else ""))
    return Voice(tuple(chords))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (("60", "62", "64", "65"), [(0, 3)]),
        (("60", "-", "64", "65"), [(2, 3)]),
        (("60", "62", "62", "64"), [(0, 1), (2, 3)]),  # struck again: a slur over it would look like a tie
        (("60", "62~", "62", "64"), [(0, 3)]),
        (("60~", "60"), []),  # one note
        (("60",), []),
        (("60", "62!", "64", "65"), [(2, 3)]),
        (("60", "74", "76"), [(1, 2)]),
        (("60+64+67", "62+65+69", "60", "62"), [(2, 3)]),
        (("60+64", "62+65"), [(0, 1)]),
        (("-", "-"), []),
    ],
)
def test_a_slur_joins_what_one_breath_would(line, expected):
    assert slurs(voice(*line)) == expected


@given(st.lists(st.sampled_from(["60", "62", "64~", "77", "-", "60!", "60+64", "60+64+67"]), min_size=1, max_size=16))
def test_slurs_never_overlap_and_begin_and_end_on_notes(line):
    found = slurs(voice(*line))
    assert all(first < last for first, last in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))
    assert all(line[place] != "-" for slur in found for place in slur)


@pytest.fixture
def legato():
    return replace(make_piano(), is_legato=True)


def count(score) -> int:
    return sum(len(slurs(voice)) for measure in score.measures for staff in measure.staves for voice in staff.voices)


def test_other_programs_read_as_many_slurs_as_there_are(legato):
    stream = music21.converter.parse(musicxml.write(legato), format="musicxml")
    assert len(stream.recurse().getElementsByClass("Slur")) == count(legato) > 0
    assert "<slur" not in musicxml.write(replace(legato, is_legato=False))


def test_every_drawing_shows_them(legato):
    assert draw(legato).svg.count('class="slur"') == count(legato)
    assert draw_system(legato, 0, 1, streaming=True).svg.count('class="slur"') == count(replace(legato, measures=legato.measures[:1]))


def test_abc_writes_them_in_brackets(legato):
    plain, joined = abc.write(replace(legato, is_legato=False)), abc.write(legato)
    music = [line for line in joined.splitlines() if not line.startswith(("%", "N:", "T:"))]
    assert "\n".join(music).count(")") == count(legato) and ")" not in plain.split("K:")[1]


def test_a_header_keeps_them_and_one_from_before_has_none(legato):
    header, steps = encode(legato)
    assert decode(Header.from_json(header.to_json()), steps.tolist()).is_legato
    old = header.to_json()
    del old["is_legato"]
    assert not Header.from_json(old).is_legato
