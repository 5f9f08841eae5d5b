"""Likeness to a style: a worker listens, until then nobody is told anything and no mark is given, and then the check is made anew."""

import csv

import pytest
from django.urls import reverse

from compose.education import marking
from compose.education.models import Exercise, Submission
from compose.listening import Listener
from compose.models import Recognition
from compose.music.criteria.catalogue import Criterion
from compose.recognitions import GAVE_UP, NO_NOTES
from tests.education.factories import hand_in, make_assignment, make_classroom, make_exercise, make_work, write
from tests.education.test_templates import take
from tests.factories import make_user
from tests.web.composers import SteadyComposer

pytestmark = pytest.mark.django_db


class Ears(SteadyComposer):
    """Hears everything as a waltz, so much of 100."""

    def __init__(self, likeness: int) -> None:
        super().__init__()
        self.likeness = likeness

    def recognise(self, score) -> tuple[bytes, dict] | None:
        return bytes(512), {"likeness": {"waltz": self.likeness, "tango": 0}}


def listen(likeness: int = 72) -> bool:
    return Listener(Ears(likeness)).hear_one()


@pytest.fixture
def work():
    teacher = make_user()
    criteria = Criterion("style", {"style": "waltz", "least": 0.6}, 4), Criterion("length", {"least": 8, "most": 8}, 2)
    exercise = make_exercise(teacher, criteria=[each.to_json() for each in criteria], rubric=[])
    made = make_work(make_assignment(make_classroom(teacher), exercise=exercise))
    write(made, 3, ("C5", 96))
    return made


def checks(client, work, **query) -> str:
    client.force_login(work.enrollment.user)
    answer = client.get(reverse("education:checks", args=[work.assignment.public_id]), query)
    return answer.content.decode() if answer.status_code == 200 else ""


@pytest.mark.parametrize(("heard", "sign", "met"), [(72, "✓", "2 of 2 met"), (45, "✗", "1 of 2 met")])
def test_a_pupil_waits_a_moment_and_then_reads_how_like_it_is(client, work, heard, sign, met):
    waiting = checks(client, work)
    assert "being listened to" in waiting and "✗" not in waiting and 'data-version=""' in waiting, "so that the page asks again"
    assert listen(heard)
    told = checks(client, work)
    assert f"It sounds {heard} of 100 like “waltz”; asked: 60" in told and sign in told and met in told and "listened to" not in told
    assert not listen(), "it is asked for once"


def test_every_version_is_listened_to_on_its_own(client, work):
    checks(client, work)
    listen(72)
    write(work, 4, ("D5", 96))
    assert "being listened to" in checks(client, work)
    listen(30)
    assert "It sounds 30 of 100" in checks(client, work) and Recognition.objects.count() == 2


def grid(client, work) -> str:
    client.force_login(work.assignment.classroom.owner)
    return client.get(work.assignment.get_absolute_url()).content.decode()


def test_no_mark_is_given_before_and_the_right_one_after(client, work):
    submission = hand_in(work)
    assert submission.marking["is_pending"] and marking.sheet_of(submission).is_pending
    assert "its mark is made" in grid(client, work)
    client.post(reverse("education:release_all", args=[work.assignment.public_id]))
    client.post(reverse("education:release", args=[work.assignment.public_id, submission.pk]))
    submission.refresh_from_db()
    assert submission.released_at is None
    listen(45)
    assert "its mark is made" not in grid(client, work)
    submission.refresh_from_db()
    assert submission.marking["heard"] == {"waltz": 0.45} and submission.marking["earned"] == 2 + 3.0
    client.post(reverse("education:release_all", args=[work.assignment.public_id]))
    submission.refresh_from_db()
    assert submission.released_at


def test_the_table_has_no_grade_before(client, work):
    hand_in(work)
    client.force_login(work.assignment.classroom.owner)
    address = reverse("education:marks", args=[work.assignment.public_id])

    def row() -> dict:
        return next(csv.DictReader(client.get(address).content.decode("utf-8-sig").splitlines()))

    assert (row()["Points"], row()["of"], row()["%"]) == ("", "6", "")
    listen(72)
    assert (row()["Points"], row()["%"]) == ("6", "100")


def test_the_teacher_need_not_wait(client, work):
    submission = hand_in(work)
    client.force_login(work.assignment.classroom.owner)
    assert "Being listened to" in client.get(submission.get_absolute_url()).content.decode()
    fields = {"points_0": "3", "reason_0": "I heard it", "points_1": "2", "release": "1", "remark": ""}
    client.post(submission.get_absolute_url(), fields)
    submission.refresh_from_db()
    assert submission.released_at and marking.sheet_of(submission).points == 5


def test_saving_a_remark_decides_nothing(client, work):
    submission = hand_in(work)
    client.force_login(work.assignment.classroom.owner)
    client.post(submission.get_absolute_url(), {"points_0": "", "points_1": "2", "remark": "Soon"})
    submission.refresh_from_db()
    assert submission.overrides == {} and submission.remark == "Soon" and marking.sheet_of(submission).is_pending


def test_what_was_handed_in_is_marked_with_its_own_answers_and_version(client, work):
    submission = hand_in(work)
    write(work, 4, ("D5", 96))
    listen(80)
    grid(client, work)
    submission.refresh_from_db()
    assert not submission.marking["is_pending"] and submission.marking["heard"] == {"waltz": 0.8}


@pytest.mark.parametrize(("failure", "is_pending"), [(NO_NOTES, False), (GAVE_UP, True)])
def test_silence_is_like_nothing_and_a_failure_is_no_verdict(work, failure, is_pending):
    piece = work.piece
    piece.refresh_from_db()
    Recognition.objects.create(version=piece.current, failure=failure)
    submission = hand_in(work)
    assert submission.marking["is_pending"] == is_pending
    assert Recognition.objects.get().failure == failure, "a look does not begin it anew"


def test_the_builder_offers_the_styles_that_can_be_heard(client, work):
    client.force_login(work.assignment.classroom.owner)
    exercise = make_exercise(work.assignment.classroom.owner, criteria=[])
    address = reverse("education:exercise_edit", args=[exercise.public_id])
    fields = {"title": "Waltz", "description": "Write one.", "locked": "", "rubric_text": ""}
    client.post(address, fields | {"add": "style", "more": "1"})
    page = client.get(address).content.decode()
    assert '<option value="waltz" selected>' in page and '<option value="tango">' in page
    for style, status in (("tango", 302), ("tangoo", 400)):
        chosen = {"c0-p_style": style, "c0-p_least": "55", "c0-points": "4"}
        assert client.post(address, fields | chosen).status_code == status
    exercise.refresh_from_db()
    assert exercise.criteria[0]["parameters"] == {"style": "tango", "least": 0.55}


def test_in_the_style_of_asks_for_the_style(client):
    client.force_login(make_user())
    take(client, "style")
    asked = [each["parameters"]["style"] for each in Exercise.objects.get().criteria if each["code"] == "style"]
    assert asked == ["tango"]


def test_no_mark_is_pending_where_nothing_is_listened_to():
    submission = hand_in(make_work(make_assignment()))
    assert not submission.marking["is_pending"] and not Recognition.objects.exists() and Submission.objects.count() == 1
