"""Ready exercises: each makes one of the teacher's own, and a class gets as many different ones as it has pupils."""

import pytest
from django.urls import reverse

from compose import exports
from compose.education import material
from compose.education.models import Exercise, Work
from compose.education.parameter_fields import ParameterForm
from compose.generation.exercises.templates import TEMPLATES
from tests.education.factories import hand_in, make_assignment, make_classroom, make_exercise, make_pupil, make_work
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(client):
    user = make_user()
    client.force_login(user)
    return user


def take(client, template: str, **changes):
    form = ParameterForm(parameters=TEMPLATES[template].parameters)
    fields = {name: field.initial for name, field in form.fields.items()} | changes
    return client.post(reverse("education:from_template", args=[template]), fields)


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_every_template_makes_an_exercise_with_its_answer_key(client, teacher, template):
    answer = take(client, template)
    assert answer.status_code == 302, answer.context["form"].errors
    exercise = Exercise.objects.get()
    page = client.get(answer["Location"]).content.decode()
    assert exercise.template == template and exercise.criteria and "<svg role" in page and "&lt;svg" not in page
    assert template == "sight_reading" or "Answer key" in page


@pytest.mark.parametrize("changes", [{"p_accidentals": 9}, {"p_mode": "lydian"}, {"p_level": ""}])
def test_settings_that_make_nothing_are_answered_in_words(client, teacher, changes):
    answer = take(client, "period", **changes)
    assert answer.status_code == 400 and "field-errors" in answer.content.decode() and not Exercise.objects.exists()


def test_an_unknown_template_is_not_found(client, teacher):
    assert client.get(reverse("education:from_template", args=["fugue"])).status_code == 404


def test_every_pupil_of_a_large_class_gets_another_one(client, teacher):
    take(client, "species", is_fresh="on")
    exercise = Exercise.objects.get()
    given = [material.for_pupil(exercise, number) for number in range(40)]
    assert len({each.score.measures for each in given}) == 40
    assert len({each.seed for each in given}) == 40 and given[3] == material.for_pupil(exercise, 3)


def test_the_teacher_s_points_hold_for_every_fresh_one_and_the_key_is_each_pupil_s_own(client, teacher):
    take(client, "period", p_accidentals=5, is_fresh="on")
    exercise = Exercise.objects.get()
    kept = [criterion for criterion in exercise.criteria if criterion["code"] in ("key", "length")]
    exercise.criteria = [criterion | {"points": 7, "words": "Mine"} for criterion in kept]
    exercise.save()
    classroom = make_classroom(teacher)
    assignment = make_assignment(classroom, exercise=exercise)
    for number in range(6):
        make_work(assignment, make_pupil(classroom, display_name=f"Pupil {number}"))
    works = list(Work.objects.select_related("piece"))
    for work in works:
        assert [(each["code"], each["points"], each["words"]) for each in work.criteria] == [("length", 7, "Mine"), ("key", 7, "Mine")]
    keys = [work.criteria[1]["parameters"]["key"] for work in works]
    assert len(set(keys)) > 1 and keys == [exports.score_of(work.piece).key.name for work in works]


def test_what_a_pupil_has_found_is_checked_when_it_is_handed_in_and_cannot_be_guessed_before(client, teacher):
    take(client, "cadences")
    exercise = Exercise.objects.get()
    assignment = make_assignment(make_classroom(teacher), exercise=exercise)
    work = make_work(assignment)
    client.force_login(work.enrollment.user)
    address, checks = (reverse(f"education:{name}", args=[assignment.public_id]) for name in ("answers", "checks"))
    assert "authentic, half" in client.get(work.piece.get_absolute_url()).content.decode()
    expected = next(each for each in work.criteria if each["code"] == "answers")["parameters"]["expected"]
    wrong = [(bar, "plagal" if word == "half" else "half") for bar, word in expected]
    told = []
    for answers in (wrong, expected):
        client.post(address, {"answers": "\n".join(f"{bar}: {word.upper()}" for bar, word in answers)})
        told.append(client.get(checks).content.decode())
        submission = hand_in(work)
        assert submission.marking["lines"][1]["met"] == (answers is expected)
    assert told[0] == told[1] and f"You have given {len(expected)} answers" in told[0]


@pytest.mark.parametrize("text", ["2: plagl", "2 authentic", "x: half"])
def test_an_answer_that_is_none_is_refused_in_words_and_nothing_is_saved(client, teacher, text):
    take(client, "cadences")
    assignment = make_assignment(make_classroom(teacher), exercise=Exercise.objects.get())
    work = make_work(assignment)
    client.force_login(work.enrollment.user)
    address = reverse("education:answers", args=[assignment.public_id])
    answer = client.post(address, {"answers": text}, headers={"Accept": "application/json"})
    work.refresh_from_db()
    assert answer.status_code == 400 and "“" in answer.json()["error"]["message"] and work.answers == []


def test_a_teacher_asks_for_answers_about_music_of_their_own(client, teacher):
    exercise = make_exercise(teacher, criteria=[])
    address = reverse("education:exercise_edit", args=[exercise.public_id])
    fields = {"title": "Listen", "description": "Which bars are played twice?", "locked": "1-8", "rubric_text": ""}
    client.post(address, fields | {"add": "answers", "more": "1"})
    assert "1: your answer" in client.get(address).content.decode()
    client.post(address, fields | {"c0-p_expected": "3: twice\n5: Once", "c0-points": "4"})
    exercise.refresh_from_db()
    assignment = make_assignment(make_classroom(teacher), exercise=exercise)
    work = make_work(assignment)
    client.force_login(work.enrollment.user)
    page = client.get(work.piece.get_absolute_url()).content.decode()
    assert 'data-word="twice"' in page and 'data-word="Once"' in page and 'data-count="2"' in page
    client.post(reverse("education:answers", args=[assignment.public_id]), {"answers": "3: TWICE\n5: once"})
    work.refresh_from_db()
    assert hand_in(work).marking["lines"][0]["met"]
