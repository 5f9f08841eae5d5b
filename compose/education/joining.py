"""How somebody comes into a classroom by a code, and how often codes may be tried."""

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from compose import token_buckets
from compose.token_buckets import Allowance
from compose.visitors import address_of

from .models import Classroom, Enrollment, JoinCode, Role

# A whole class types its code behind one address; right codes cost nothing.
BY_ADDRESS = Allowance("classroom codes from an address", 60)
BY_ACCOUNT = Allowance("classroom codes by an account", 15)


class NotJoined(Exception):
    """`str()` is the sentence for whoever typed the code. wait_seconds: until the next try, where there were too many."""

    def __init__(self, sentence: str, wait_seconds: int = 0) -> None:
        super().__init__(sentence)
        self.wait_seconds = wait_seconds


def join(request: HttpRequest, *, code: str, display_name: str) -> Enrollment:
    """Enrols the person who asks, or lets them wait for a teacher. Raises NotJoined."""
    rules = ((BY_ACCOUNT, str(request.user.pk)), (BY_ADDRESS, address_of(request)))  # one who hammers locks out nobody else
    for rule, whose in rules:
        if wait_seconds := token_buckets.take(rule, whose):
            raise NotJoined(_("That were many codes. Ask your teacher for the right one, and try again later."), wait_seconds)
    door = JoinCode.objects.select_related("classroom").filter(code=normal(code)).first()
    if door is None or not door.is_valid or not door.classroom.is_open:
        raise NotJoined(_("No class opens with this code. It may be mistyped or too old: ask your teacher."))
    for rule, whose in rules:
        token_buckets.give_back(rule, whose)
    return _enroll(door, request, display_name)


def normal(code: str) -> str:
    return "".join(code.split()).replace("-", "").lower()[:40]


def _enroll(door: JoinCode, request: HttpRequest, display_name: str) -> Enrollment:
    already = Enrollment.objects.filter(classroom=door.classroom, user=request.user).first()
    if already:
        return already
    if is_shown_already(door.classroom, display_name):
        raise NotJoined(
            _("Somebody in this class is called “%(name)s” already. Add a letter or choose another name.") % {"name": display_name}
        )
    is_waiting = door.needs_approval or door.role == Role.TEACHER  # a code on the blackboard makes nobody a teacher
    try:
        with transaction.atomic():
            return Enrollment.objects.create(
                classroom=door.classroom, user=request.user, role=door.role, display_name=display_name, is_waiting=is_waiting
            )
    except IntegrityError:  # a double click
        return Enrollment.objects.get(classroom=door.classroom, user=request.user)


def is_shown_already(classroom: Classroom, display_name: str, besides: int | None = None) -> bool:
    return classroom.enrollments.filter(display_name__iexact=display_name).exclude(pk=besides).exists()
