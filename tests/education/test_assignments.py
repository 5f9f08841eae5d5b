"""Dates in the classroom's own time, drafts, copies for other classes, and the calendar feed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from compose.education.models import Assignment, CalendarKey
from tests.education.factories import make_assignment, make_classroom, make_exercise, make_pupil
from tests.factories import make_user

pytestmark = pytest.mark.django_db
RULES = {"group": "", "shown": "now", "late_rule": "mark", "machine_policy": "off", "machine_count": "3", "note": ""}


@pytest.fixture
def classroom(client):
    made = make_classroom(time_zone="America/New_York")
    client.force_login(made.owner)
    return made


def give(client, classroom, **changes):
    exercise = make_exercise(classroom.owner)
    address = reverse("education:assignment_new", args=[classroom.public_id])
    return client.post(f"{address}?exercise={exercise.public_id}", RULES | changes)


def test_a_due_time_is_that_of_the_classroom(client, classroom):
    assert give(client, classroom, due_at="2030-01-15T16:00").status_code == 302
    given = Assignment.objects.get()
    assert given.due_at == datetime(2030, 1, 15, 21, 0, tzinfo=UTC)
    pupil = make_pupil(classroom)
    client.force_login(pupil.user)
    assert "15 January 2030, 16:00 (America/New_York)" in client.get(given.get_absolute_url()).content.decode()


@pytest.mark.parametrize("changes", [
    {"due_at": "2020-01-01T10:00"}, {"shown": "later"}, {"due_at": "2030-03-10T02:30"}, {"attempt_limit": "0"}, {"group": "Brass"},
    {"machine_policy": "counted", "machine_count": "0"}, {"shown": "later", "publish_at": "2030-02-01T10:00", "due_at": "2030-01-01T10:00"},
])  # fmt: skip
def test_dates_and_rules_that_cannot_be_are_refused_in_words(client, classroom, changes):
    """Half past two on that day in March does not exist in New York."""
    answer = give(client, classroom, **changes)
    assert answer.status_code == 400 and "field-errors" in answer.content.decode() and not Assignment.objects.exists()


def test_a_draft_is_shown_when_the_teacher_says_so(client, classroom):
    give(client, classroom, shown="draft")
    given = Assignment.objects.get()
    assert not given.is_published
    client.post(reverse("education:publication", args=[given.public_id]))
    given.refresh_from_db()
    assert given.is_published


def test_a_copy_for_another_class_is_a_draft_with_the_same_rules(client, classroom):
    other, strangers = make_classroom(classroom.owner), make_classroom()
    given = make_assignment(classroom, attempt_limit=2, due_at=timezone.now() + timedelta(days=1))
    address = reverse("education:assignment_copies", args=[given.public_id])
    client.post(address, {"classroom": strangers.public_id})
    assert Assignment.objects.count() == 1
    client.post(address, {"classroom": other.public_id})
    copy = Assignment.objects.get(classroom=other)
    assert (copy.exercise, copy.attempt_limit, copy.publish_at, copy.due_at) == (given.exercise, 2, None, None)


def feed_of(client, user) -> str:
    client.force_login(user)
    client.get(reverse("education:calendar"))
    client.logout()
    answer = client.get(reverse("education:calendar_feed", args=[CalendarKey.objects.get(user=user).key]))
    assert answer["Content-Type"].startswith("text/calendar")
    return answer.content.decode().replace("\r\n ", "")


def test_the_calendar_has_a_person_s_own_dates_and_no_others(client, classroom):
    due_at = datetime(2030, 1, 15, 21, 0, tzinfo=UTC)
    strings = make_exercise(classroom.owner, title="Quartet, part one; slowly")
    make_assignment(classroom, exercise=strings, group="Strings", due_at=due_at, note="Bring\nyour bow")
    make_assignment(classroom, exercise=make_exercise(classroom.owner, title="A draft"), publish_at=None, due_at=due_at)
    shown = feed_of(client, make_pupil(classroom, group="Strings").user)
    assert shown.count("BEGIN:VEVENT") == 1 and "DTSTART:20300115T210000Z\r\n" in shown
    assert r"SUMMARY:Due: Quartet\, part one\; slowly (Form 8b)" in shown and r"DESCRIPTION:Bring\nyour bow" in shown
    assert "VEVENT" not in feed_of(client, make_pupil(classroom, group="Winds").user)
    assert "VEVENT" not in feed_of(client, make_user()) and "Quartet" in feed_of(client, classroom.owner)


def test_lines_of_the_feed_are_short_and_whole(client, classroom):
    title = "Präludium " * 10
    make_assignment(classroom, exercise=make_exercise(classroom.owner, title=title), due_at=timezone.now() + timedelta(days=1))
    client.get(reverse("education:calendar"))
    content = client.get(reverse("education:calendar_feed", args=[CalendarKey.objects.get().key])).content
    assert max(map(len, content.split(b"\r\n"))) <= 75 and title.strip() in content.decode().replace("\r\n ", "")


def test_a_new_address_makes_the_old_one_worthless(client, classroom):
    client.get(reverse("education:calendar"))
    old = CalendarKey.objects.get().key
    client.post(reverse("education:calendar"))
    assert client.get(reverse("education:calendar_feed", args=[old])).status_code == 404
