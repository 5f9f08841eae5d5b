from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from compose.education import joining
from compose.education.models import Enrollment, JoinCode, Role
from tests.education.factories import make_classroom, make_pupil
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def door():
    return JoinCode.objects.get(classroom=make_classroom())


def ask(client, code, display_name="Anna", user=None):
    client.force_login(user or make_user())
    return client.post(reverse("education:join"), {"code": code, "display_name": display_name})


def test_the_code_opens_the_class_however_it_is_typed(client, door):
    answer = ask(client, f" {door.code[:4].upper()}-{door.code[4:]} ")
    assert answer["Location"] == door.classroom.get_absolute_url()
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("code", ["", "abc", "zzzzzzzz", "ab\0cdefgh"])
def test_a_wrong_code_is_answered_with_a_sentence(client, door, code):
    answer = ask(client, code)
    assert answer.status_code == 400 and "role=\"alert\"" in answer.content.decode()
    assert not Enrollment.objects.filter(role=Role.PUPIL).exists()


def test_an_old_code_and_a_closed_class_open_nothing(client, door):
    JoinCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert ask(client, door.code).status_code == 400
    JoinCode.objects.update(expires_at=timezone.now() + timedelta(days=1))
    client.force_login(door.classroom.owner)
    client.post(reverse("education:archive", args=[door.classroom.public_id]))
    assert ask(client, door.code).status_code == 400


def test_a_new_code_makes_the_old_one_worthless(client, door):
    client.force_login(door.classroom.owner)
    client.post(reverse("education:code", args=[door.classroom.public_id]))
    assert ask(client, door.code).status_code == 400
    assert ask(client, JoinCode.objects.get().code).status_code == 302


def test_where_a_teacher_decides_nobody_is_in_before(client, door):
    JoinCode.objects.update(needs_approval=True)
    pupil = make_user()
    assert ask(client, door.code, user=pupil)["Location"] == reverse("education:classrooms")
    address = door.classroom.get_absolute_url()
    assert client.get(address).status_code == 404
    waiting = Enrollment.objects.get(user=pupil)
    client.force_login(door.classroom.owner)
    client.post(reverse("education:approval", args=[door.classroom.public_id, waiting.pk]))
    client.force_login(pupil)
    assert client.get(address).status_code == 200


def test_a_colleague_s_code_makes_nobody_a_teacher_by_itself(client, door):
    client.force_login(door.classroom.owner)
    client.post(reverse("education:teachers_code", args=[door.classroom.public_id]))
    colleague = make_user()
    ask(client, JoinCode.objects.get(role=Role.TEACHER).code, user=colleague)
    people = reverse("education:people", args=[door.classroom.public_id])
    assert client.get(people).status_code == 404
    waiting = Enrollment.objects.get(user=colleague)
    client.force_login(door.classroom.owner)
    client.post(reverse("education:approval", args=[door.classroom.public_id, waiting.pk]))
    client.force_login(colleague)
    assert client.get(people).status_code == 200


def test_two_of_one_name_are_not_let_in_and_twice_is_once(client, door):
    pupil = make_user()
    assert [ask(client, door.code, "Anna", pupil).status_code for _ in range(2)] == [302, 302]
    assert ask(client, door.code, "anna").status_code == 400
    assert Enrollment.objects.filter(role=Role.PUPIL).count() == 1


def test_codes_cannot_be_guessed_for_long(client, door):
    pupil = make_user()
    answers = [ask(client, f"zzzzzz{number:02}", user=pupil) for number in range(joining.BY_ACCOUNT.size + 1)]
    assert [answer.status_code for answer in answers] == [400] * joining.BY_ACCOUNT.size + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert ask(client, door.code, user=pupil).status_code == 429
    assert ask(client, door.code).status_code == 302, "the pupil beside them behind the same address comes in"


def test_a_whole_class_joins_from_one_address(client, door):
    assert {ask(client, door.code, f"Pupil {number}").status_code for number in range(joining.BY_ADDRESS.size + 5)} == {302}


def test_pupils_see_display_names_and_nothing_else_of_each_other(client, door):
    classmate = make_pupil(door.classroom, user=make_user(username="keller-secret", email="anna@example.org"), display_name="Anna",
                           register_name="Keller, Anna")
    me = make_pupil(door.classroom)
    client.force_login(me.user)
    addresses = (door.classroom.get_absolute_url(), reverse("education:classrooms"))
    pages = "".join(client.get(address).content.decode() for address in addresses)
    assert not any(secret in pages for secret in (classmate.user.username, "Keller", "example.org"))
