"""Before a class's time is over its teachers get a letter, twice and no more, at an address that they have confirmed."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from compose import housekeeping
from compose.education import retention
from compose.education.models import Classroom
from tests.education.factories import make_classroom, make_colleague, make_pupil
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def with_address(user, *, verified: bool = True, primary: bool = True):
    EmailAddress.objects.create(user=user, email=f"{user.username}@school.example", verified=verified, primary=primary)
    return user


@pytest.fixture
def classroom() -> Classroom:
    return make_classroom(with_address(make_user(username="msbell")), keep_until=timezone.localdate() + timedelta(days=31))


def days_go_by(monkeypatch, first: int, last: int) -> list[int]:
    """On which of these days, counted from today, letters went out; the site is tidied up twice on each."""
    sent = []
    for day in range(first, last + 1):
        moment = timezone.localdate() + timedelta(days=day)
        monkeypatch.setattr(retention.timezone, "localdate", lambda moment=moment: moment)
        for _ in range(2):
            before = len(mail.outbox)
            retention.warn_teachers()
            sent += [day] * (len(mail.outbox) - before)
        monkeypatch.undo()
    return sent


def test_a_letter_goes_out_a_month_and_a_week_before_each_once(classroom, monkeypatch):
    assert days_go_by(monkeypatch, 0, 32) == [1, 24]
    letter = mail.outbox[0]
    assert letter.to == ["msbell@school.example"] and "Form 8b" in letter.subject
    assert f"/classes/{classroom.public_id}/settings/" in letter.body and f"{classroom.keep_until.day} " in letter.body


def test_a_later_day_brings_its_own_letters(classroom, monkeypatch):
    assert days_go_by(monkeypatch, 0, 2) == [1]
    Classroom.objects.update(keep_until=classroom.keep_until + timedelta(days=100))
    assert days_go_by(monkeypatch, 3, 140) == [101, 124]


def test_who_is_late_gets_one_letter_not_two(monkeypatch):
    make_classroom(with_address(make_user()), keep_until=timezone.localdate() + timedelta(days=5))
    assert days_go_by(monkeypatch, 0, 6) == [0]


def test_only_confirmed_addresses_of_teachers_are_written_to(classroom):
    Classroom.objects.update(keep_until=timezone.localdate() + timedelta(days=20))
    with_address(make_colleague(classroom).user, verified=False)
    with_address(make_pupil(classroom).user)
    with_address(make_pupil(classroom, role="teacher", is_waiting=True).user)
    colleague = with_address(make_colleague(classroom).user)
    make_colleague(classroom)
    housekeeping.tidy()
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(["msbell@school.example", f"{colleague.username}@school.example"])


def test_a_class_that_was_emptied_needs_no_letter(classroom):
    Classroom.objects.update(keep_until=timezone.localdate() + timedelta(days=3), purged_at=timezone.now())
    retention.warn_teachers()
    assert mail.outbox == []


def test_where_no_letter_leaves_the_house_it_is_tried_again(classroom, monkeypatch):
    Classroom.objects.update(keep_until=timezone.localdate() + timedelta(days=20))

    def refuse(*_args, **_kwargs):
        raise SMTPServerDisconnected("no line")

    with monkeypatch.context() as patch:
        patch.setattr(retention, "send_mail", refuse)
        retention.warn_teachers()
    assert mail.outbox == []
    retention.warn_teachers()
    assert len(mail.outbox) == 1
