"""Exercises: right in their own eyes, different for every pupil, equally hard, and empty where the pupil is to write."""

import json
from statistics import pstdev

import pytest

from compose.generation.exercises.exercise import score_from_json
from compose.generation.exercises.templates import SPREAD, TEMPLATES, ExerciseError, fingerprint, make, make_many, missed
from compose.music.analysis.analyse import analyse
from compose.music.analysis.lines import lines_of
from compose.music.counterpoint.species import species_findings
from compose.music.criteria.marks import mark
from compose.music.criteria.parameters import CriterionError
from compose.music.tokenizer import encode

LISTENING = ("sight_reading", "cadences", "wrong_note")
SETTINGS = [
    ("period", {"mode": "minor", "time": "3/4", "level": 3}),
    ("harmonise", {"level": 3, "phrases": 3}),
    ("chorale", {"given": "bass", "mode": "minor", "level": 4}),
    ("chorale", {"time": "3/4", "level": 1}),
    *(("species", {"species": species, "cantus": cantus}) for species in (1, 2, 3, 4) for cantus in ("lower", "upper")),
    ("species", {"species": 4, "mode": "minor"}),
    ("variation", {"mode": "minor"}),
    ("blues", {}),
    ("waltz", {"level": 3}),
    ("style", {"style": "bossa nova", "bars": 12}),
    ("style", {"style": "tango"}),
    *(("sight_reading", {"grade": grade}) for grade in range(1, 8)),
    ("sight_reading", {"grade": 4, "instrument": "Cello", "time": "6/8"}),
    ("cadences", {"mode": "either", "phrases": 5}),
    ("wrong_note", {"level": 3}),
]


@pytest.mark.parametrize(("template", "parameters"), SETTINGS, ids=[f"{name}-{number}" for number, (name, _) in enumerate(SETTINGS)])
def test_the_answer_key_meets_every_hard_criterion(template, parameters):
    for seed in (1, 2):
        exercise = make(template, parameters, seed)
        assert missed(exercise) == []
        marking = mark(exercise.solution, exercise.criteria, exercise.facts, given=exercise.given)
        assert marking.is_passed and 1 <= exercise.difficulty <= 8
        encode(exercise.given), encode(exercise.solution)  # both can be kept, shown and continued


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_what_is_given_is_the_same_in_the_answer_and_the_rest_is_open(template):
    exercise = make(template, {}, 5)
    notes = {(note.onset, note.staff, note.pitch, note.duration) for note in exercise.solution.notes}
    given = {(note.onset, note.staff, note.pitch, note.duration) for note in exercise.given.notes}
    assert given and given <= notes
    for note in exercise.given.notes:
        measure, staff = note.measure + 1, note.staff
        assert any(first <= measure <= last and where in (None, staff) for first, last, where in exercise.draft.locks)
    handed_in_as_it_came = mark(exercise.given, exercise.criteria, {}, given=exercise.given)
    assert handed_in_as_it_came.is_passed is (template == "sight_reading")


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_an_exercise_survives_json_and_the_same_seed_gives_the_same(template):
    first, again, other = make(template, {}, 3), make(template, {}, 3), make(template, {}, 4)
    data = json.loads(json.dumps(first.to_json()))
    assert data == json.loads(json.dumps(again.to_json())) and fingerprint(first) != fingerprint(other)
    assert score_from_json(data["given"]).measures == first.given.measures
    assert "%(" not in data["title"] + data["task"] + "".join(data["key"]["notes"])


def test_real_voice_leading_in_the_answers():
    for seed in range(6):
        for template in ("chorale", "harmonise"):
            exercise = make(template, {"level": 1 + seed % 4, "mode": "either", "phrases": 4}, seed)
            assert [str(finding.sentence) for finding in analyse(exercise.solution).findings] == []


def test_counterpoints_follow_the_rules_they_teach():
    for seed in range(3):
        for species in (1, 2, 3, 4):
            exercise = make("species", {"species": species, "mode": "either"}, seed)
            upper, lower = lines_of(exercise.solution)
            assert species_findings(exercise.solution, lower, upper, species, is_above=True) == []
            assert len(lower.notes) == len(exercise.solution.measures)


def test_the_cadences_to_spot_are_heard_where_the_key_says():
    exercise = make("cadences", {"phrases": 4}, 2)
    heard = {(cadence.measure, cadence.kind) for cadence in analyse(exercise.given).cadences}
    assert set(exercise.draft.answers) <= heard and len(exercise.draft.answers) == 4


def test_the_wrong_note_clashes_and_the_right_answer_passes():
    exercise = make("wrong_note", {}, 8)
    ((measure, voice),) = exercise.draft.answers
    in_measure = [ornament.kind for ornament in analyse(exercise.given).ornaments if ornament.place.measure == measure]
    assert in_measure and len(analyse(exercise.given).ornaments) <= 4  # the clash is heard, and the rest of the chorale is plain
    right = mark(exercise.given, exercise.criteria, {"answers": [[measure, voice]]}, given=exercise.given)
    wrong = mark(
        exercise.given, exercise.criteria, {"answers": [[measure, "Soprano" if voice != "Soprano" else "Bass"]]}, given=exercise.given
    )
    assert right.is_passed and not wrong.is_passed


@pytest.mark.parametrize("template", ["harmonise", "period"])
def test_a_fresh_and_equally_hard_one_for_each_of_thirty_pupils(template):
    exercises = make_many(template, {"level": 2}, count=30, seed=7)
    assert len({fingerprint(exercise) for exercise in exercises}) == 30
    fewer = make_many(template, {"level": 2}, count=5, seed=7)
    assert [exercise.seed for exercise in fewer] == [exercise.seed for exercise in exercises[:5]]
    assert all(missed(exercise) == [] for exercise in exercises)
    hard = [exercise.difficulty for exercise in exercises]
    assert max(hard) - min(hard) <= 2 * SPREAD and pstdev(hard) <= SPREAD / 2


def test_impossible_wishes_are_refused_in_a_sentence():
    with pytest.raises(ExerciseError, match="no exercise called"):
        make("opera")
    with pytest.raises(CriterionError, match="between 1 and 4"):
        make("species", {"species": 7})
    with pytest.raises(CriterionError, match="nothing called"):
        make("period", {"colour": "blue"})
