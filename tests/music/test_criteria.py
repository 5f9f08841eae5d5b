"""Every criterion: met by a piece that meets it, broken in a known measure by one that does not, and explained."""

import json

import pytest

from compose.music.criteria.catalogue import CATALOGUE, CRITERIA_VERSION, Criterion
from compose.music.criteria.marks import mark
from compose.music.criteria.parameters import CriterionError
from compose.music.saying import Saying

from .chorales import chorale
from .criteria_cases import BAD_FACTS, CASES, CHORALE, GIVEN, GOOD_FACTS, TUNE, changed, tune
from .factories import make_piano, make_score

TOLD_WHEN_MET = {"style": ["It sounds 70 of 100 like “baroque”; asked: 50"]}
NAMES = [f"{code}-{number}" for number, (code, *_) in enumerate(CASES)]


@pytest.mark.parametrize(("code", "parameters", "good", "bad", "measure"), CASES, ids=NAMES)
def test_a_criterion_is_met_and_broken(code, parameters, good, bad, measure):
    criterion = Criterion(code, parameters)
    met = criterion.check(good, GIVEN.get(code), GOOD_FACTS)
    told = [str(item.sentence) for item in met.evidence]
    assert (met.met, met.share, told) == (True, 1.0, TOLD_WHEN_MET.get(code, []))
    broken = criterion.check(bad, GIVEN.get(code), BAD_FACTS)
    assert not broken.met and broken.share < 1
    assert broken.evidence and all(str(item.sentence) for item in broken.evidence)
    assert measure in broken.measures if measure else broken.measures == ()


@pytest.mark.parametrize(("code", "parameters"), [("style", {"style": "baroque", "least": 0.0}), ("originality", {"least": 0.0})])
def test_what_is_not_measured_yet_is_neither_met_nor_missed_and_makes_no_mark(code, parameters):
    criterion = Criterion(code, parameters, 4)
    found = criterion.check(make_piano())
    assert found.is_pending and not found.met and found.evidence
    marking = mark(make_piano(), [criterion])
    assert (marking.is_pending, marking.earned, marking.to_json()["is_pending"]) == (True, 0, True)
    measured = mark(make_piano(), [criterion], {"style": {"baroque": 0.0}, "originality": 0.0})
    assert not measured.is_pending and measured.earned == 4


def test_every_criterion_has_a_case():
    assert {code for code, *_ in CASES} == set(CATALOGUE)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_criterion_survives_json_and_speaks_to_pupils(code):
    parameters = next(parameters for other, parameters, *_ in CASES if other == code)
    criterion = Criterion(code, parameters, 3, True)
    assert Criterion.from_json(json.loads(json.dumps(criterion.to_json()))) == criterion
    assert str(criterion.text).endswith(".") and "%(" not in str(criterion.text)
    assert str(Saying.from_json(json.loads(json.dumps(criterion.text.to_json())))) == str(criterion.text)
    json.dumps(criterion.kind.to_json())


@pytest.mark.parametrize("score", [make_score([]), make_score([("r1", "r1")]), make_piano()], ids=["empty", "silent", "piano"])
@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_no_score_is_too_strange(code, score):
    parameters = next(parameters for other, parameters, *_ in CASES if other == code)
    found = Criterion(code, parameters).check(score)
    assert 0 <= found.share <= 1
    if not score.notes and code not in ("metre", "length", "tempo", "dynamics", "playable", "in_range"):
        assert not found.met


@pytest.mark.parametrize(
    ("code", "parameters", "words"),
    [
        ("nonsense", {}, "no criterion"),
        ("key", {"key": "H major"}, "one of"),
        ("length", {"least": "many"}, "a number"),
        ("length", {"least": 0}, "between 1 and 400"),
        ("range", {"low": "X4"}, "written like"),
        ("contains", {"numerals": "I VIII"}, "written like"),
        ("durations", {"allowed": []}, "choose"),
        ("key", {"colour": "blue"}, "nothing called colour"),
        ("answers", {}, "a measure and a word"),
        ("given_untouched", {"regions": [[4, 2, None]]}, "a first and a last measure"),
    ],
)
def test_a_wrong_parameter_is_refused_in_a_sentence(code, parameters, words):
    with pytest.raises(CriterionError, match=words):
        Criterion(code, parameters)


@pytest.mark.parametrize("data", [None, [], "key", {"code": "key", "parameters": 3}, {"code": "key", "points": -1}])
def test_what_is_no_criterion_is_refused(data):
    with pytest.raises(CriterionError):
        Criterion.from_json(data)


def test_given_material_may_be_a_staff_or_some_bars():
    other = changed(TUNE, 3, 0, "e'4 f'4 d'4 d'4")
    only = Criterion("given_untouched", {"regions": [[1, 2, None], [4, 4, 0]]})
    assert only.check(other, TUNE).met
    assert Criterion("given_untouched", {"regions": [[2, 3, 0]]}).check(other, TUNE).measures == (3,)


CRITERIA = (Criterion("key", {"key": "C major"}, 2, True), Criterion("no_parallels", {}, 3), Criterion("stepwise", {"share": 0.9}, 5))


def test_hard_criteria_give_all_or_nothing_and_soft_ones_a_share():
    score = tune("d'4 e'4 fis'4 g'4", "a'4 b'4 a'4 g'4", "fis'4 d'4 e'4 cis'4", "e'4 cis'4 d'2")
    marking = mark(score, (CRITERIA[0], CRITERIA[2]))
    assert not marking.is_passed and marking.lines[0].earned == 0
    assert 0 < marking.lines[1].earned < 5 and marking.total == 7


def test_points_are_shared_by_weight_and_the_marking_is_explained_and_versioned():
    marking = mark(CHORALE, CRITERIA, total=20)
    assert [line.available for line in marking.lines] == [4, 6, 10]
    assert marking.is_passed and marking.version.startswith(f"{CRITERIA_VERSION}.")
    data = json.loads(json.dumps(marking.to_json()))
    assert (
        data["lines"][1]["text"] == "No two voices move in parallel fifths or octaves."
        and data == mark(CHORALE, CRITERIA, total=20).to_json()
    )


def test_evidence_on_a_real_chorale_names_voices_bars_and_reasons():
    found = Criterion("no_crossing").check(chorale("bach/bwv347"))
    assert [str(item.sentence) for item in found.evidence] == ["Tenor is above Alto at bar 12 beat 3"]
    assert found.measures == (13,) and "who sings what" in str(found.evidence[0].explanation)


def test_famous_fifths_of_real_chorales_are_found_in_their_bars():
    """Fifths of anticipation at cadences, which Bach allows himself and a teacher marks; music21 finds the same."""
    found = Criterion("no_parallels").check(chorale("bach/bwv183.5"))
    assert [str(item.sentence) for item in found.evidence] == [
        "Soprano and Tenor move in parallel fifths from bar 3 beat 2½ to bar 3 beat 3",
        "Soprano and Tenor move in parallel fifths from bar 13 beat 2½ to bar 13 beat 3",
    ]
    assert Criterion("no_parallels").check(chorale("bach/bwv269")).met


@pytest.mark.parametrize(
    ("name", "key", "end"), [("bwv269", "G major", "perfect"), ("bwv66.6", "F# minor", "plagal"), ("bwv347", "A major", "perfect")]
)
def test_keys_and_ends_of_real_chorales(name, key, end):
    score = chorale(f"bach/{name}")
    assert [other for other in ("G major", "F# minor", "A major", "D minor") if Criterion("key", {"key": other}).check(score).met] == [key]
    assert [kind for kind in ("perfect", "half", "plagal", "deceptive") if Criterion("ends_with", {"cadence": kind}).check(score).met] == [
        end
    ]
