import json

import pytest

from compose.music.header import Header
from compose.music.report import report
from compose.music.score import KeySignature, TimeSignature

from .factories import ALL, make_score

CADENCE = [
    ("c''4 b'4 a'4 g'4", "<c e g>1"),
    ("f'4 e'4 d'4 g'4", "<f, a, c>2 <g, b, d>2"),
    ("c'4 e'4 d'4 b4", "<g, b, d f>1"),
    ("c'1", "<c, g, e>1"),
]


def asked(score, **changes):
    wishes = {"instruments": ("Piano",), "key": KeySignature(0), "time": TimeSignature(4, 4), "tempo_qpm": 100, "measure_count": 4}
    return report(score, Header(**(wishes | changes)), "authentic")


def fields(result):
    return {line["field"]: line for line in result["fields"]}


def test_a_piece_as_asked_meets_every_field():
    result = asked(make_score(CADENCE))
    assert result["met_share"] == 1 and all(line["is_met"] for line in result["fields"])
    assert result["in_scale_share"] == 1
    assert (result["note_count"], result["seconds"]) == (len(make_score(CADENCE).notes), 9.6)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("key", {"key": KeySignature(-3, "minor")}),
        ("time", {"time": TimeSignature(3, 4)}),
        ("tempo_qpm", {"tempo_qpm": 60}),
        ("measure_count", {"measure_count": 8}),
        ("instruments", {"instruments": ("Flute",)}),
    ],
)
def test_what_differs_from_the_wish_is_said_and_nothing_else(field, changes):
    result = asked(make_score(CADENCE), **changes)
    assert [line["field"] for line in result["fields"] if not line["is_met"]] == [field]
    assert result["met_share"] == round(5 / 6, 3)


def test_texture_and_difficulty_are_measured_where_they_were_asked():
    score = make_score(CADENCE)
    header = Header(("Piano",), KeySignature(0), TimeSignature(4, 4), 100, 4)
    assert not {"texture", "difficulty"} & set(fields(report(score, header)))
    result = fields(report(score, header, texture="melody and accompaniment", grades=(1, 3)))
    assert result["texture"]["is_met"] and result["difficulty"]["is_met"] and result["difficulty"]["asked"] == [1, 3]
    result = fields(report(score, header, texture="polyphonic", grades=(6, 8)))
    assert (result["texture"]["measured"], result["texture"]["is_met"]) == ("melody and accompaniment", False)
    assert not result["difficulty"]["is_met"] and 1 <= result["difficulty"]["measured"] <= 3


def test_the_key_is_heard_in_the_notes_and_not_read_from_the_signature():
    in_g = make_score([("g'4 a'4 b'4 d''4", "<g, b, d>1"), ("fis'4 a'4 d''4 g'4", "<d, a,>2 <g, d>2")])
    result = asked(in_g, measure_count=2)
    assert (fields(result)["key"]["asked"], fields(result)["key"]["is_met"]) == ("C major", False)
    assert fields(result)["key"]["measured"] == "G major"


def test_an_end_off_the_tonic_is_told_only_where_one_on_it_was_asked():
    open_end = make_score(CADENCE[:3])
    assert not fields(asked(open_end))["cadence"]["is_met"]
    header = Header(("Piano",), KeySignature(0), TimeSignature(4, 4), 100, 3)
    assert "cadence" not in fields(report(open_end, header, "half"))


@pytest.mark.parametrize("name", ALL)
def test_every_report_fits_a_json_column(name):
    score = ALL[name]()
    result = report(score, Header.of(score))
    assert json.loads(json.dumps(result)) == result


def test_a_silent_piece_has_a_report_too():
    result = asked(make_score([("r1", "r1")] * 4))
    assert result["note_count"] == 0 and fields(result)["key"]["measured"] == ""


@pytest.mark.parametrize(("density", "is_met"), [((0.0, 1.0), False), ((1.0, 2.0), True), ((1.0, None), True), ((2.0, None), False)])
def test_density_is_that_of_the_busiest_staff(density, is_met):
    score = make_score([("c'4 d'8 e'8 f'4 g'4", "<c e g>1")])
    line = fields(report(score, Header(("Piano",), KeySignature(0), TimeSignature(4, 4), 100, 1), density=density))["density"]
    assert (line["measured"], line["is_met"], line["asked"]) == (1.2, is_met, list(density))
