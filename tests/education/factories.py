"""Classrooms and their people for tests. A teacher, a pupil, a stranger: the same everywhere."""

from accounts.models import User
from compose.education import actions
from compose.education.models import Classroom, Enrollment, Role
from tests.factories import make_user


def make_classroom(teacher: User | None = None, **changes) -> Classroom:
    classroom = Classroom(**{"name": "Form 8b", "school": "Bridge School", "time_zone": "Europe/Berlin"} | changes)
    return actions.open_classroom(classroom=classroom, teacher=teacher or make_user())


def make_pupil(classroom: Classroom, **changes) -> Enrollment:
    user = changes.pop("user", None) or make_user()
    return Enrollment.objects.create(**{"classroom": classroom, "user": user, "display_name": user.username} | changes)


def make_colleague(classroom: Classroom) -> Enrollment:
    return make_pupil(classroom, role=Role.TEACHER)
