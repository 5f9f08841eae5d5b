"""While an assignment runs, a pupil's piece stays between the pupil and the teachers, and is explained where they may have help."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from compose import sharing
from compose.education.models import Assignment, Exercise, Submission
from compose.models import Piece
from compose.restraints import Restrained
from compose.visibility import Grant, Visibility
from tests.education.factories import hand_in, make_assignment, make_classroom, make_pupil, make_work, write
from tests.education.test_templates import take
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    made = make_work(make_assignment(due_at=timezone.now() + timedelta(days=1)))
    write(made, 3, ("C5", 96))
    return made


def piece_of(work) -> Piece:
    return Piece.objects.get(pk=work.piece_id)


@pytest.mark.parametrize(("name", "fields"), [
    ("shares", {"visibility": "public", "licence": "CC-BY-4.0"}), ("shares", {"visibility": "unlisted", "licence": ""}), ("links", {}),
    ("grants", {"username": "classmate"}), ("remixes", {}),
])  # fmt: skip
def test_it_can_neither_be_published_nor_passed_on(client, work, name, fields):
    make_pupil(work.assignment.classroom, user=make_user(username="classmate"))
    client.force_login(work.enrollment.user)
    answer = client.post(reverse(f"compose:{name}", args=[work.piece.public_id]), fields, headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert piece_of(work).visibility == Visibility.PRIVATE and Piece.objects.count() == 1
    assert not piece_of(work).share_links.exists() and not Grant.objects.filter(is_fixed=False).exists()
    assert "stays between you and your teachers" in client.get(work.piece.get_absolute_url()).text


def test_after_the_date_it_is_the_pupil_s_to_show(work):
    with pytest.raises(Restrained):
        sharing.share(piece=piece_of(work), visibility=Visibility.PUBLIC)
    Assignment.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    sharing.share(piece=piece_of(work), visibility=Visibility.PUBLIC)
    assert Piece.objects.public().filter(pk=work.piece_id).exists()


def test_where_there_is_no_date_it_is_when_the_work_came_back(work):
    Assignment.objects.update(due_at=None)
    hand_in(work)
    with pytest.raises(Restrained):
        sharing.add_link(piece=piece_of(work))
    Submission.objects.update(released_at=timezone.now())
    assert sharing.add_link(piece=piece_of(work))


def test_whoever_shows_everything_to_everybody_still_begins_in_private():
    pupil = make_pupil(make_classroom(), user=make_user(default_visibility=Visibility.PUBLIC))
    work = make_work(make_assignment(pupil.classroom), pupil)
    assert work.piece.visibility == Visibility.PRIVATE


def analysis(client, work) -> int:
    return client.get(reverse("compose:analysis", args=[work.piece.public_id])).status_code


@pytest.mark.parametrize(("policy", "status"), [("off", 403), ("help", 200), ("counted", 200), ("free", 200)])
def test_the_score_is_explained_where_help_is_allowed(client, policy, status):
    work = make_work(make_assignment(machine_policy=policy))
    write(work, 3, ("C5", 96))
    client.force_login(work.enrollment.user)
    assert analysis(client, work) == status
    assert ("<score-analysis" in client.get(work.piece.get_absolute_url()).text) == (status == 200)
    client.force_login(work.assignment.classroom.owner)
    assert analysis(client, work) == 200, "for the teacher always"


def test_what_is_to_be_found_is_not_explained_before_it_comes_back(client):
    teacher = make_user()
    client.force_login(teacher)
    take(client, "cadences")
    work = make_work(make_assignment(make_classroom(teacher), exercise=Exercise.objects.get(), machine_policy="free"))
    client.force_login(work.enrollment.user)
    assert analysis(client, work) == 403
    hand_in(work)
    Submission.objects.update(released_at=timezone.now())
    assert analysis(client, work) == 200


def test_what_is_taken_back_sets_the_pieces_free(client, work):
    client.force_login(work.assignment.classroom.owner)
    client.post(reverse("education:assignment_deletion", args=[work.assignment.public_id]))
    piece = piece_of(work)
    assert not piece.locks_are_fixed and piece.machine_allowance is None
    sharing.share(piece=piece, visibility=Visibility.PUBLIC)
