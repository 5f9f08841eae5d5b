import json
import re

import pytest
from django.template.loader import render_to_string

from compose import understanding
from compose.generation import words
from compose.generation.plan import complete, read_plan
from compose.music.header import Header
from compose.music.playability import playability
from compose.music.report import report
from compose.playing_words import ASKED_TEXTURES, DIFFICULTIES, report_for_page
from tests.music.factories import make_score


def told(sentence):
    return {field["name"]: field for field in understanding.fields(complete(read_plan(sentence), None, 1))}


@pytest.mark.parametrize(
    "sentence, name, label, value",
    [
        ("range C4 to A5", "pitch_range", "Range", "C4 to A5"),
        ("small hands", "hand_span", "Hand span", "9 semitones"),
        ("stepwise", "largest_leap", "Largest leap", "2 semitones"),
        ("within an octave", "compass", "Compass", "12 semitones"),
        ("only quarter and half notes", "durations", "Note values", "half, quarter"),
        ("16 bars", "measure_count", "Length", "16 measures"),
        ("D minor", "key", "Key", "D minor"),
        ("at 96 bpm", "tempo_qpm", "Tempo", "♩ = 96"),
        ("grade 2", "difficulty", "Difficulty", "easy"),
        ("grade two", "grade", "Grade", "2 of 8"),
        ("contrapuntal", "texture", "Texture", "counterpoint"),
        ("block chords", "texture", "Texture", "chords"),
    ],
)
def test_every_wish_is_shown_with_its_words(sentence, name, label, value):
    field = told(f"a piece, {sentence}")[name]
    assert (field["label"], field["value"], field["source"]) == (label, value, "said") and field["words"] in f"a piece, {sentence}"


def test_every_texture_and_difficulty_that_can_be_read_has_words():
    assert set(ASKED_TEXTURES) == set(words.TEXTURES.values()) and set(words.TEXTURE_KINDS) <= set(ASKED_TEXTURES)
    assert set(DIFFICULTIES) == set(words.DIFFICULTIES.values()) == set(words.DIFFICULTY_BANDS)


@pytest.mark.parametrize(
    ("texture", "grades", "unmet"),
    [("broken chords", (1, 3), []), ("polyphonic", (6, 8), ["not independent voices", "not grades 6 to 8"])],
)
def test_the_report_tells_asked_against_measured_in_words(texture, grades, unmet):
    score = make_score()
    header = Header(("Piano",), score.key, score.time, score.tempo_qpm, len(score.measures))
    facts = report(score, header, texture=texture, grades=grades) | {"playability": playability(score)}
    page = render_to_string("compose/_report.html", {"report": report_for_page(facts), "version": {"seed": 1}})
    assert "broken chords" in page and page.count("Difficulty, estimated") == 1 and "of 8" in page
    assert re.findall('unmet">([^<]*)<', page) == unmet


@pytest.mark.parametrize(
    ("density", "unmet"),
    [((0.0, 1.0), []), ((0.0, 0.5), ["not fewer than 0.5"]), ((1.0, 2.0), ["not 1 to 2"]), ((2.0, None), ["not 2 or more"])],
)
def test_a_density_is_told_in_notes_a_quarter(density, unmet):
    score = make_score()
    header = Header(("Piano",), score.key, score.time, score.tempo_qpm, len(score.measures))
    facts = report_for_page(report(score, header, density=density))
    page = render_to_string("compose/_report.html", {"report": facts, "version": {"seed": 1}})
    assert "Density, of the busiest staff" in page and "notes a quarter" in page
    assert re.findall('unmet">([^<]*)<', page) == unmet


def test_what_was_understood_is_plain_json():
    assert json.loads(json.dumps(list(told("a sad waltz, small hands, range C4 to C5").values())))


def test_limits_that_nobody_set_are_not_shown():
    assert not {"pitch_range", "hand_span", "largest_leap", "compass", "durations"} & set(told("a waltz"))
