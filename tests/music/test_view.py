import re
from dataclasses import replace

import pytest

from compose.music.view import View, draw

from .factories import make_piano, make_quartet, make_score, make_song


def long(score):
    return replace(score, measures=score.measures * 8)


def measures(drawn):
    return [int(number) for svg in drawn for number in re.findall(r'data-measure="(\d+)"', svg)]


@pytest.mark.parametrize("layout", ["flow", "page", "line"])
def test_every_layout_draws_every_measure_once(layout):
    score = long(make_piano())
    assert measures(draw(score, View(layout=layout))) == list(range(1, len(score.measures) + 1))


def test_the_line_is_one_system_and_the_flow_many():
    score = long(make_piano())
    assert len(draw(score, View(layout="line"))) == 1
    assert len(draw(score, View(width=400))) > len(draw(score, View(width=1200))) > 1
    assert len(draw(score, View(zoom=200))) > len(draw(score, View(zoom=50)))


def test_parts_alone_keep_the_ids_that_the_player_knows():
    (svg,) = draw(make_quartet(), View(layout="line", parts=(2,)))
    assert set(re.findall(r'id="n\d+-(\d)', svg)) == {"2"} and set(re.findall(r'data-staff="(\d)"', svg)) == {"2"}
    assert draw(make_quartet(), View(layout="line", parts=(7,))) == draw(make_quartet(), View(layout="line"))


def test_chord_symbols_and_bar_numbers_as_asked():
    score = make_song()
    assert "harm" in draw(score, View())[0] and "harm" not in draw(score, View(chords=False))[0]
    assert draw(long(make_piano()), View(layout="line", numbers="bar"))[0].count('class="mNum') >= 31
    assert 'class="mNum' not in "".join(draw(long(make_piano()), View(numbers="none")))


def test_another_key_has_its_own_signature():
    score = make_score([("c'1", "r1")])
    assert draw(score, View(transpose=2))[0].count("keyAccid") == 2 * 2  # D major on two staves


def test_transposing_instruments_are_shown_as_they_are_read():
    score = make_score([("c''1", "c'1")], parts=("Clarinet", "Cello"))
    assert "Clarinet in B♭" in draw(score, View(pitch="written"))[0] and "Clarinet in B♭" not in draw(score, View())[0]
