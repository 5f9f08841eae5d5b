"""Every address of the classroom × every person × every method, in a class with a teacher, a colleague, two pupils and one who waits."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from compose.education import calendars
from compose.education.models import Classroom, Enrollment, Feedback, ReadyPhrase, SchoolAccount
from tests.education.access_rows import ROWS
from tests.education.factories import hand_in, make_assignment, make_classroom, make_colleague, make_pupil, make_work, write
from tests.factories import make_user
from tests.site.access.rows import METHODS
from tests.site.test_access_matrix import routes

PERSONS = ("anonymous", "stranger", "other teacher", "waiting", "pupil", "classmate", "colleague", "teacher", "administrator")


@dataclass
class World:
    classroom: Classroom
    clients: dict[str, Client]
    keys: dict[str, object]

    def address(self, route: str) -> str:
        for name, key in self.keys.items():
            route = route.replace(name, str(key))
        assert "<" not in route, f"no example for {route}"
        return f"/{route}"


@pytest.fixture
def world(db) -> World:
    classroom, password = make_classroom(), make_password("a short sentence is best")
    pupil = make_pupil(classroom, display_name="Anna")
    users = {
        "stranger": make_user(), "other teacher": make_classroom().owner, "teacher": classroom.owner, "pupil": pupil.user,
        "waiting": make_pupil(classroom, is_waiting=True).user, "classmate": make_pupil(classroom).user,
        "colleague": make_colleague(classroom).user, "administrator": make_user(is_staff=True, is_superuser=True),
    }  # fmt: skip
    SchoolAccount.objects.create(user=pupil.user, classroom=classroom)
    clients = {"anonymous": Client()}
    for person, user in users.items():
        user.password = password
        user.save()
        clients[person] = Client()
        clients[person].force_login(user)
    return World(classroom, clients, {"<public_id:public_id>": classroom.public_id, "<int:pk>": pupil.pk} | given(pupil))


def given(pupil: Enrollment) -> dict[str, object]:
    """An assignment that the pupil has handed in, with a comment."""
    assignment = make_assignment(pupil.classroom)
    work = make_work(assignment, pupil)
    write(work, 3, ("C5", 96))
    submission, owner = hand_in(work), pupil.classroom.owner
    return {
        "<public_id:exercise_id>": assignment.exercise.public_id, "<public_id:assignment_id>": assignment.public_id,
        "<int:submission>": submission.pk, "<int:comment>": Feedback.objects.create(submission=submission, text="Well done").pk,
        "<int:phrase>": ReadyPhrase.objects.create(owner=owner, text="Well done").pk, "<slug:template>": "period",
        "<slug:key>": calendars.key_of(owner).key,
    }  # fmt: skip


def test_the_rows_are_the_addresses():
    assert {route for route in routes(get_resolver().url_patterns) if route.startswith("classes/")} == set(ROWS)


@pytest.mark.parametrize("route", sorted(ROWS))
def test_everybody_gets_what_the_row_says_and_nothing_else(route, world):
    row, path, wrong = ROWS[route], world.address(route), []
    for person in PERSONS:
        for method in METHODS:
            with transaction.atomic():
                fields = {"data": row.posted} if method == "POST" else {}
                status = getattr(world.clients[person], method.lower())(path, **fields).status_code
                transaction.set_rollback(True)
            if status != row.expected(person, method):
                wrong.append((person, method, status, row.expected(person, method)))
    assert wrong == []
