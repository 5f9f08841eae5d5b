from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from compose import housekeeping
from compose.education.models import Classroom, Enrollment, SchoolAccount
from compose.models import Piece
from tests.education.factories import hand_in, make_assignment, make_classroom, make_pupil, make_work, write
from tests.factories import make_piece, make_user

pytestmark = pytest.mark.django_db
FIELDS = {"name": " Form  8b ", "school": "", "time_zone": "Europe/Berlin"}


def in_days(count: int) -> str:
    return str(timezone.localdate() + timedelta(days=count))


def test_whoever_opens_a_class_teaches_it(client):
    client.force_login(make_user())
    answer = client.post(reverse("education:new"), FIELDS | {"keep_until": in_days(100)}, follow=True)
    assert answer.status_code == 200 and Classroom.objects.get().name == "Form 8b"
    assert Enrollment.objects.get().is_teacher


@pytest.mark.parametrize("changes", [{"name": ""}, {"time_zone": "Mars/Olympus"}, {"keep_until": "yesterday"}])
def test_bad_settings_come_back_with_a_sentence(client, changes):
    client.force_login(make_user())
    answer = client.post(reverse("education:new"), FIELDS | {"keep_until": in_days(100)} | changes)
    assert answer.status_code == 400 and "field-errors" in answer.content.decode()


@pytest.mark.parametrize("days", [0, 3 * 365 + 2])
def test_work_is_kept_neither_for_ever_nor_not_at_all(client, days):
    client.force_login(make_user())
    assert client.post(reverse("education:new"), FIELDS | {"keep_until": in_days(days)}).status_code == 400


def test_everybody_is_warned_a_month_before(client):
    classroom = make_classroom(keep_until=timezone.localdate() + timedelta(days=20))
    for user in (classroom.owner, make_pupil(classroom).user):
        client.force_login(user)
        assert "are removed" in client.get(classroom.get_absolute_url()).content.decode()


def school_pupil(client, classroom) -> SchoolAccount:
    client.force_login(classroom.owner)
    client.post(reverse("education:roster", args=[classroom.public_id]), {"text": "Anna Keller", "confirmed": "1"})
    return SchoolAccount.objects.select_related("user").get(classroom=classroom)


def test_a_purge_removes_school_accounts_with_their_music_and_leaves_everybody_else_theirs(client):
    classroom = make_classroom()
    anna = school_pupil(client, classroom).user
    own = make_pupil(classroom)
    theirs, kept = make_piece(composer=anna), make_piece(composer=own.user)
    client.post(reverse("education:purge", args=[classroom.public_id]))
    assert not User.objects.filter(pk=anna.pk).exists() and not Piece.objects.filter(pk=theirs.pk).exists()
    assert Piece.objects.filter(pk=kept.pk).exists() and User.objects.filter(pk=own.user_id).exists()
    assert [each.user for each in Enrollment.objects.filter(classroom=classroom)] == [classroom.owner]
    classroom.refresh_from_db()
    assert classroom.purged_at and not classroom.is_open


def test_a_purge_takes_handed_in_work_of_school_accounts_along(client):
    classroom = make_classroom()
    anna = school_pupil(client, classroom).user
    work = make_work(make_assignment(classroom), classroom.people().pupils().get())
    write(work, 3, ("C5", 96))
    hand_in(work)
    client.post(reverse("education:purge", args=[classroom.public_id]))
    assert not User.objects.filter(pk=anna.pk).exists() and not Piece.objects.filter(pk=work.piece_id).exists()


def test_nobody_makes_accounts_without_end(client, monkeypatch):
    monkeypatch.setattr("compose.education.roster.MOST_A_DAY", 2)
    classroom = make_classroom()
    client.force_login(classroom.owner)
    address = reverse("education:roster", args=[classroom.public_id])
    made = [client.post(address, {"text": name, "confirmed": "1"}).status_code for name in "ABC"]
    assert made == [302, 302, 429] and SchoolAccount.objects.count() == 2


def test_a_pupil_of_two_classes_outlives_the_purge_of_one(client):
    first, second = make_classroom(), make_classroom()
    account = school_pupil(client, first)
    make_pupil(second, user=account.user)
    client.post(reverse("education:purge", args=[first.public_id]))
    account.refresh_from_db()
    assert account.classroom == second


def test_only_the_owner_purges(client):
    classroom = make_classroom()
    client.force_login(make_pupil(classroom, role="teacher").user)
    assert client.post(reverse("education:purge", args=[classroom.public_id])).status_code == 404
    classroom.refresh_from_db()
    assert classroom.purged_at is None


def test_the_clock_purges_by_itself_and_not_too_early(client):
    today = timezone.localdate()
    over, last_day = make_classroom(keep_until=today - timedelta(days=1)), make_classroom(keep_until=today)
    anna, ben = school_pupil(client, over).user, school_pupil(client, last_day).user
    housekeeping.tidy()
    assert list(User.objects.filter(pk__in=[anna.pk, ben.pk])) == [ben]


def test_an_archived_class_takes_nobody_in_and_comes_back(client):
    classroom = make_classroom()
    client.force_login(classroom.owner)
    client.post(reverse("education:archive", args=[classroom.public_id]))
    assert client.get(reverse("education:roster", args=[classroom.public_id])).status_code == 404
    assert "In the archive" in client.get(classroom.get_absolute_url()).content.decode()
    client.post(reverse("education:reopening", args=[classroom.public_id]))
    assert client.get(reverse("education:roster", args=[classroom.public_id])).status_code == 200


def test_taking_a_pupil_out_takes_the_school_account_along(client):
    classroom = make_classroom()
    account = school_pupil(client, classroom)
    pupil = classroom.people().pupils().get()
    client.post(reverse("education:removal", args=[classroom.public_id, pupil.pk]))
    assert not User.objects.filter(pk=account.user_id).exists()


def test_nobody_can_put_the_owner_out(client):
    classroom = make_classroom()
    owner = classroom.people().teachers().get()
    client.force_login(classroom.owner)
    assert client.post(reverse("education:removal", args=[classroom.public_id, owner.pk])).status_code == 404
    client.force_login(make_pupil(classroom, role="teacher").user)
    assert client.post(reverse("education:removal", args=[classroom.public_id, owner.pk])).status_code == 404
