"""A checked launch → who it is here, in which classroom, at which assignment."""

import secrets
from collections.abc import Mapping

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _
from pylti1p3.contrib.django import DjangoMessageLaunch
from pylti1p3.exception import LtiException
from pylti1p3.roles import StaffRole, TeacherRole

from accounts.models import User

from .. import actions, looking
from ..joining import is_shown_already
from ..models import Assignment, Classroom, Enrollment, LtiContext, LtiIdentity, LtiLink, LtiPlatform, Role, SchoolAccount

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"


class Launch(DjangoMessageLaunch):
    """A token without an end would be good for ever."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._jwt_verify_options = {"verify_aud": False, "require": ["exp", "iat"]}  # the audience is looked up among the platforms


def is_teacher(claims: Mapping) -> bool:
    return TeacherRole(claims).check() or StaffRole(claims).check()


def person_of(platform: LtiPlatform, claims: Mapping) -> User:
    """The account of this person, made at their first launch. Of their names only the given one is kept."""
    subject = str(claims.get("sub") or "")[:255]
    if not subject:
        raise LtiException("no subject: anonymous launches are not accepted")
    if known := LtiIdentity.objects.select_related("user").filter(platform=platform, subject=subject).first():
        if not known.user.is_active:
            raise LtiException("the account is suspended")
        return known.user
    given = str(claims.get("given_name") or str(claims.get("name") or "").partition(" ")[0])
    name = " ".join(given.split())[:40] or (_("Teacher") if is_teacher(claims) else _("Pupil"))
    with transaction.atomic():
        user = User.objects.create(username=f"lti-{secrets.token_hex(6)}", display_name=name, password=make_password(None))
        LtiIdentity.objects.create(platform=platform, subject=subject, user=user)
    return user


def classroom_of(platform: LtiPlatform, claims: Mapping, user: User) -> Classroom:
    """The classroom of the course, opened by the first teacher who comes. Raises LtiException where there is none yet."""
    context = claims.get(f"{CLAIM}context") or {}
    context_id = str(context.get("id") or "")[:255]
    if not context_id:
        raise LtiException("no context: the link must be in a course")
    if known := LtiContext.objects.select_related("classroom").filter(platform=platform, context_id=context_id).first():
        return known.classroom
    if not is_teacher(claims):
        raise LtiException("no classroom yet: a teacher has to open the link first")
    title = " ".join(str(context.get("title") or context.get("label") or platform.name).split())[:80]
    with transaction.atomic():
        classroom = actions.open_classroom(classroom=Classroom(name=title, school=platform.name), teacher=user)
        LtiContext.objects.create(platform=platform, context_id=context_id, classroom=classroom)
    return classroom


def enroll(classroom: Classroom, user: User, claims: Mapping) -> Enrollment:
    if known := Enrollment.objects.filter(classroom=classroom, user=user).first():
        return known
    if not classroom.is_open:
        raise LtiException("the class is closed")
    role = Role.TEACHER if is_teacher(claims) else Role.PUPIL
    name, number = user.display_name, 2
    while is_shown_already(classroom, name):
        name, number = f"{user.display_name[:34]} {number}", number + 1
    with transaction.atomic():
        enrollment = Enrollment.objects.create(classroom=classroom, user=user, role=role, display_name=name)
        if role == Role.TEACHER:
            looking.let_in(enrollment=enrollment)
        elif not SchoolAccount.objects.filter(user=user).exists():
            SchoolAccount.objects.create(user=user, classroom=classroom)  # it goes when the classroom's work goes
    return enrollment


def assignment_of(platform: LtiPlatform, claims: Mapping, classroom: Classroom) -> Assignment | None:
    """What the link stands for: chosen by a teacher when the link was made. Assignments of other classrooms are out of reach."""
    chosen = str((claims.get(f"{CLAIM}custom") or {}).get("assignment") or "").replace("\0", "")
    link_id = str((claims.get(f"{CLAIM}resource_link") or {}).get("id") or "")[:255]
    known = LtiLink.objects.filter(platform=platform, resource_link_id=link_id, assignment__classroom=classroom).first()
    assignment = known.assignment if known else Assignment.objects.filter(classroom=classroom, public_id=chosen).first()
    if assignment and link_id:
        defaults = {"assignment": assignment, "grades": claims.get(GRADES) or {}}
        LtiLink.objects.update_or_create(platform=platform, resource_link_id=link_id, defaults=defaults)
    return assignment
