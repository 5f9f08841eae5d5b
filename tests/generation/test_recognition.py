import json
from dataclasses import replace

import numpy as np
import pytest

from compose.generation.encoder import text_encoder
from compose.generation.originality import Originality
from compose.generation.recognition import Recogniser
from compose.generation.style import music_encoder
from compose.generation.words import STYLES
from tests.music.factories import make_piano, make_satb


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(text_encoder(), music_encoder(), Originality.load())


def test_it_tells_plain_facts_that_a_column_can_hold(recogniser):
    style, facts = recogniser.recognise(make_piano())
    assert len(style) == 512 and np.linalg.norm(np.frombuffer(style, "<f2").astype(float)) == pytest.approx(1, abs=0.01)
    assert json.loads(json.dumps(facts)) == facts
    assert (facts["key"], facts["time"], facts["tempo_qpm"]) == ("C minor", "4/4", 88)
    assert set(facts["likeness"]) == set(STYLES) and all(0 <= value <= 100 for value in facts["likeness"].values())
    assert facts["likeness"][facts["nearest"][0]] == max(facts["likeness"].values())
    assert facts["originality"]["usual_measures"] >= 1


def test_the_chances_of_an_axis_are_chances(recogniser):
    _style, facts = recogniser.recognise(make_satb())
    for chances in facts["axes"].values():
        values = [chance for _value, chance in chances]
        assert values == sorted(values, reverse=True) and 0 < sum(values) <= 1.002


def test_the_same_music_is_heard_the_same_way_in_another_key_or_under_another_name(recogniser):
    style, facts = recogniser.recognise(make_piano())
    assert recogniser.recognise(replace(make_piano(), title="Another")) == (style, facts)


def test_silence_has_no_style(recogniser):
    from compose.music.score import Chord, Measure, Staff, Voice

    score = make_piano()
    silent = Staff((Voice((Chord(96),)),))
    empty = Measure(score.key, score.time, (silent, silent), 96)
    assert recogniser.recognise(replace(score, measures=(empty,))) is None
