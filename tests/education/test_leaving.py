"""What becomes of a classroom's work when somebody deletes a piece or an account, and what of it goes into the ZIP of a person."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts import leaving
from accounts.models import User
from compose import takeout_contents
from compose.education import takeout
from compose.education.models import Exercise, Feedback, ReadyPhrase, Submission, Work
from compose.models import Piece

from .factories import hand_in, make_assignment, make_classroom, make_colleague, make_exercise, make_pupil, make_work, write_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission() -> Submission:
    work = make_work(make_assignment())
    write_all(work)
    return hand_in(work)


def erase(user: User) -> None:
    leaving.ask(user=user)
    User.objects.update(leaves_at=timezone.now() - timedelta(days=1))
    User.objects.exclude(pk=user.pk).update(leaves_at=None)
    assert leaving.erase_due() == 1


def test_what_was_handed_in_is_not_lost_with_the_bin(submission):
    Piece.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    call_command("tidy", verbosity=0)
    assert Submission.objects.get() == submission and Piece.objects.filter(pk=submission.work.piece_id).exists()


def test_a_pupils_account_takes_all_their_work_along(submission):
    pupil = submission.work.enrollment.user
    erase(pupil)
    assert not Submission.objects.exists() and not Work.objects.exists() and not Piece.objects.filter(composer=pupil.pk).exists()
    assert Exercise.objects.exists()


def test_a_teachers_account_leaves_the_pupils_their_pieces(submission):
    piece, teacher = submission.work.piece, submission.work.assignment.exercise.owner
    erase(teacher)
    assert not Exercise.objects.exists() and not Submission.objects.exists()
    assert Piece.objects.filter(pk=piece.pk).exists()


def files_of(user: User) -> dict[str, list]:
    return {name: json.loads(content) for name, content in takeout.files_of(user)}


def test_a_pupil_takes_along_what_was_released_and_no_draft(submission):
    Submission.objects.update(remark="Not yet for your eyes")
    Feedback.objects.create(submission=submission, text="A draft of a word")
    pupil = submission.work.enrollment.user
    (draft,) = files_of(pupil)["classes/handed-in.json"]
    assert (draft["exercise"], draft["of_piece"]) == ("Answer the question", submission.work.piece.public_id)
    assert "remark" not in draft and "comments" not in draft and "marking" not in draft
    Submission.objects.update(released_at=timezone.now())
    (released,) = files_of(pupil)["classes/handed-in.json"]
    assert released["remark"] == "Not yet for your eyes" and released["comments"][0]["text"] == "A draft of a word"


def test_a_teacher_takes_along_exercises_and_phrases_but_no_pupils_work(submission):
    teacher = submission.work.assignment.exercise.owner
    ReadyPhrase.objects.create(owner=teacher, text="Well led voices")
    files = files_of(teacher)
    assert [each["title"] for each in files["classes/exercises.json"]] == ["Answer the question"]
    assert files["classes/phrases.json"] == ["Well led voices"] and files["classes/handed-in.json"] == []


def test_a_classmate_gets_nothing_of_it(submission):
    classmate = make_pupil(submission.work.assignment.classroom).user
    assert all(content == [] for content in files_of(classmate).values())
    assert takeout.files_of in takeout_contents._parts


def test_what_colleagues_teach_together_goes_on_without_the_one_who_leaves(submission):
    classroom, exercise = submission.work.assignment.classroom, submission.work.assignment.exercise
    teacher = classroom.owner
    colleague, alone = make_colleague(classroom), make_assignment(make_classroom(teacher), exercise=make_exercise(teacher))
    lonely = make_work(alone)
    unused = make_exercise(teacher)
    erase(teacher)
    exercise.refresh_from_db()
    classroom.refresh_from_db()
    assert exercise.owner == colleague.user and classroom.owner == colleague.user
    assert Submission.objects.get() == submission and Piece.objects.get(pk=submission.work.piece_id).locks_are_fixed
    assert not Exercise.objects.filter(pk__in=[unused.pk, alone.exercise_id]).exists()
    piece = Piece.objects.get(pk=lonely.piece_id)
    assert not piece.locks_are_fixed and piece.machine_allowance is None, "nobody is left who could lift its locks"


def test_a_colleague_who_leaves_too_inherits_nothing(submission):
    classroom = submission.work.assignment.classroom
    first, second = make_colleague(classroom), make_colleague(classroom)
    leaving.ask(user=first.user)
    teacher = classroom.owner
    leaving.ask(user=teacher)
    User.objects.filter(pk=teacher.pk).update(leaves_at=timezone.now() - timedelta(days=1))
    assert leaving.erase_due() == 1
    assert Exercise.objects.get().owner == second.user


def test_a_colleague_sees_the_exercise_and_its_key_and_may_copy_it(client, submission):
    colleague = make_colleague(submission.work.assignment.classroom)
    client.force_login(colleague.user)
    address = submission.work.assignment.exercise.get_absolute_url()
    shown = client.get(address).text
    assert "A colleague’s exercise" in shown and "Change it" not in shown
    assert client.post(f"{address}edit/", {"title": "Mine now"}).status_code == 404
    client.post(f"{address}copies/")
    assert Exercise.objects.of(colleague.user).get().title == "Answer the question (copy)"
