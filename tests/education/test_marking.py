"""The teacher's side: the class at a glance, points, comments, what the pupil sees and when, and what leaves the site."""

import csv
import io
import json
import re
import zipfile

import music21
import pytest
from django.urls import reverse

from compose.education.models import Feedback, Submission
from compose.education.stretches import read, write
from tests.education.factories import hand_in, make_assignment, make_exercise, make_pupil, make_work, write_all
from tests.education.factories import write as rewrite
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(client):
    made = make_assignment()
    client.force_login(made.classroom.owner)
    return made


def handed_in(assignment, leap_in_bar=7, **changes) -> Submission:
    work = make_work(assignment, make_pupil(assignment.classroom, **changes))
    write_all(work, leap_in_bar=leap_in_bar)
    return hand_in(work)


def page(client, name, assignment, *more, **query) -> str:
    return client.get(reverse(f"education:{name}", args=[assignment.public_id, *more]), query).content.decode()


def post(client, name, assignment, *more, **fields):
    return client.post(reverse(f"education:{name}", args=[assignment.public_id, *more]), fields)


def fields_of(submission, **changes) -> dict:
    lines = enumerate(submission.marking["lines"])
    return {f"points_{number}": line["earned"] for number, line in lines} | {"remark": "", "rubric_0": 1.5} | changes


def mark(client, submission, **changes):
    return post(client, "submission", submission.work.assignment, submission.pk, **fields_of(submission, **changes))


def table(client, assignment) -> list[dict]:
    content = client.get(reverse("education:marks", args=[assignment.public_id])).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_the_class_is_seen_at_a_glance(client, assignment):
    handed_in(assignment, display_name="Anna", register_name="Keller, Anna")
    handed_in(assignment, leap_in_bar=0, display_name="Ben")
    make_pupil(assignment.classroom, display_name="Cem")
    shown = page(client, "assignment", assignment)
    assert "&lt;svg" not in shown and "2 of 3 handed in" in shown and "Keller, Anna" in shown and "Cem" in shown
    assert shown.count("✗") == 1 and "mostly in bars 7" in shown and shown.count("<svg class=\"chart\"") == 2


def test_points_of_the_check_stand_until_the_teacher_says_otherwise(client, assignment):
    submission = handed_in(assignment)
    mark(client, submission)
    submission.refresh_from_db()
    assert submission.overrides == {} and submission.rubric_points == {"0": 1.5}
    mark(client, submission, points_1=4, reason_1="A leap as in the example: well meant")
    submission.refresh_from_db()
    assert submission.overrides == {"1": {"points": 4.0, "reason": "A leap as in the example: well meant", "met": True}}
    assert table(client, assignment)[0]["Points"] == "9.5"


@pytest.mark.parametrize("changes", [{"points_1": 5}, {"points_1": -1}, {"points_1": "many"}, {"points_0": ""}, {"rubric_0": 3}])
def test_points_that_are_not_possible_are_refused(client, assignment, changes):
    submission = handed_in(assignment)
    answer = mark(client, submission, **changes)
    assert answer.status_code == 400 and "field-errors" in answer.content.decode()
    submission.refresh_from_db()
    assert submission.marked_at is None


def test_a_pupil_sees_nothing_before_the_release_and_all_of_it_afterwards(client, assignment):
    submission = handed_in(assignment)
    mark(client, submission, remark="A brave try")
    post(client, "feedback", assignment, submission.pk, measure=5, text="A lovely turn here", reaction="🎵")
    client.force_login(submission.work.enrollment.user)
    before = page(client, "submission", assignment, submission.pk)
    assert "A brave try" not in before and "lovely" not in before and "points" not in before
    client.force_login(assignment.classroom.owner)
    post(client, "release", assignment, submission.pk)
    client.force_login(submission.work.enrollment.user)
    after = page(client, "submission", assignment, submission.pk)
    assert "<svg role" in after and "A brave try" in after and "A lovely turn here" in after and "bar 5" in after and "🎵" in after
    client.force_login(assignment.classroom.owner)
    post(client, "withdrawal", assignment, submission.pk)
    client.force_login(submission.work.enrollment.user)
    assert "A brave try" not in page(client, "submission", assignment, submission.pk)


def test_classmates_see_nothing_of_each_other(client, assignment):
    submission = handed_in(assignment)
    post(client, "release_all", assignment)
    other = handed_in(assignment)
    client.force_login(other.work.enrollment.user)
    assert client.get(submission.get_absolute_url()).status_code == 404
    pages = page(client, "assignment", assignment) + client.get(other.get_absolute_url()).content.decode()
    assert submission.work.enrollment.display_name not in pages


@pytest.mark.parametrize("fields", [{}, {"text": " "}, {"measure": 9, "text": "Here?"}, {"measure": 0, "text": "Here?"}, {"reaction": "x"}])
def test_a_comment_needs_words_or_a_sign_and_a_bar_that_is_there(client, assignment, fields):
    submission = handed_in(assignment)
    assert post(client, "feedback", assignment, submission.pk, **fields).status_code == 400
    assert not Feedback.objects.exists()


def test_the_last_try_counts(client, assignment):
    submission = handed_in(assignment)
    rewrite(submission.work, 7, ("C5", 96))
    second = hand_in(submission.work)
    (row,) = table(client, assignment)
    assert row["Times"] == "2" and second.get_absolute_url() in page(client, "assignment", assignment)


def test_the_table_says_what_the_page_says(client, assignment):
    submission = handed_in(assignment, register_name="Keller, Anna", display_name="Anna", group="Strings")
    make_pupil(assignment.classroom, display_name="Cem")
    mark(client, submission)
    cem, anna = sorted(table(client, assignment), key=lambda row: row["Name"])
    shown = page(client, "assignment", assignment)
    assert f"{anna['Points']} / {anna['of']}" in shown and anna["State"] == "marked"
    assert (cem["State"], cem["Points"]) == ("not begun", "")
    assert anna["Phrasing"] == "1.5" and float(anna["Points"]) == 2 + submission.marking["lines"][1]["earned"] + 2 + 1.5


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-2", "@SUM(A1)"])
def test_no_cell_is_a_formula(client, assignment, name):
    handed_in(assignment, register_name=name, display_name=f"{name} ")
    content = client.get(reverse("education:marks", args=[assignment.public_id])).content.decode("utf-8-sig")
    assert f"'{name}" in content and f"\n{name}" not in content and f",{name}" not in content


def test_the_class_set_is_one_file_with_everybody_in_it(client, assignment):
    handed_in(assignment, display_name="Anna")
    handed_in(assignment, display_name="Ben")
    answer = client.get(reverse("education:printed", args=[assignment.public_id]))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert len(set(re.findall(rb"/Type\s*/Page\b", answer.content))) == 1 and len(re.findall(rb"/Type\s*/Page\b", answer.content)) == 2


def test_everything_leaves_the_site_in_one_archive(client, assignment):
    submission = handed_in(assignment, display_name="Anna")
    post(client, "feedback", assignment, submission.pk, measure=5, text="Lovely")
    content = client.get(reverse("education:archive_file", args=[assignment.classroom.public_id])).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        music, told, marks = (next(name for name in archive.namelist() if name.endswith(end)) for end in (".musicxml", ".json", ".csv"))
        assert len(music21.converter.parse(archive.read(music).decode()).parts[0].getElementsByClass("Measure")) == 8
        assert json.loads(archive.read(told))["comments"] == [{"measure": 5, "text": "Lovely", "reaction": ""}]
        assert b"Anna" in archive.read(marks)


def test_two_submissions_stand_side_by_side(client, assignment):
    left, right = handed_in(assignment, display_name="Anna"), handed_in(assignment, leap_in_bar=0, display_name="Ben")
    shown = page(client, "side_by_side", assignment, left=left.pk, right=right.pk)
    assert shown.count("sheet-small") == 2
    elsewhere = handed_in(make_assignment())
    path = reverse("education:side_by_side", args=[assignment.public_id])
    assert client.get(path, {"left": elsewhere.pk}).status_code == client.get(path, {"left": "x"}).status_code == 404


def test_a_ready_phrase_is_the_teacher_s_own(client, assignment):
    client.post(reverse("education:phrases"), {"text": "Look at the leading note"})
    submission = handed_in(assignment)
    assert "Look at the leading note" in page(client, "submission", assignment, submission.pk)
    client.force_login(make_user())
    assert "leading note" not in client.get(reverse("education:phrases")).content.decode()


def test_where_pupils_work_an_exercise_stays_and_its_copy_can_be_changed(client, assignment):
    handed_in(assignment)
    exercise = assignment.exercise
    client.post(reverse("education:exercise_edit", args=[exercise.public_id]), {"title": "Other"})
    exercise.refresh_from_db()
    assert exercise.title == "Answer the question"
    answer = client.post(reverse("education:exercise_copies", args=[exercise.public_id]))
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(("text", "areas"), [("1-4, 7, 9–12 staff 2", [[1, 4, None], [7, 7, None], [9, 12, 1]]), ("", [])])
def test_stretches_are_read_and_written(text, areas):
    assert read(text) == areas and read(write(areas)) == areas


@pytest.mark.parametrize("text", ["4-1", "x", "0", "1-2 staff 0"])
def test_other_stretches_are_refused_in_words(text):
    with pytest.raises(ValueError, match=r"“.*”"):
        read(text)


def test_an_exercise_of_nobody_s_is_changed_in_the_builder(client, assignment):
    exercise = make_exercise(assignment.classroom.owner)
    path = reverse("education:exercise_edit", args=[exercise.public_id])
    fields = {"title": "Period", "description": "Write.", "locked": "1-2", "rubric_text": "Phrasing: 2.5", "add": "final_note", "more": "1"}
    criteria = {
        "c0-p_least": 8, "c0-p_most": 8, "c0-points": 3, "c0-is_hard": "on",
        "c1-p_semitones": 5, "c1-p_voice": "top", "c1-points": 4, "c1-words": "Stay close",
        "c2-p_degree": "tonic", "c2-p_voice": "top", "c2-points": 1, "c2-removed": "on",
    }  # fmt: skip
    assert client.post(path, fields | criteria).status_code == 302
    exercise.refresh_from_db()
    assert [(each["code"], each["points"], each.get("words")) for each in exercise.criteria] == [
        ("length", 3, ""), ("largest_leap", 4, "Stay close"), ("final_note", 2, ""),
    ]  # fmt: skip
    assert exercise.criteria[1]["parameters"]["semitones"] == 5 and exercise.rubric == [{"name": "Phrasing", "points": 2.5}]
    wrong = {"c0-p_least": 0, "c1-p_voice": "tenor", "locked": "1-9", "rubric_text": "Phrasing", "title": "", "c0-points": -1}
    for name, value in wrong.items():
        assert client.post(path, fields | criteria | {name: value}).status_code == 400
