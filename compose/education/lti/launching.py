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
SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
DEEP_LINK = "LtiDeepLinkingRequest"


class Launch(DjangoMessageLaunch):
    """A token without an end would be good for ever."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._jwt_verify_options = {"verify_aud": False, "require": ["exp", "iat"]}  # the audience is looked up among the platforms


def is_teacher(claims: Mapping) -> bool:
    return TeacherRole(claims).check() or StaffRole(claims).check()


def is_deep_link(claims: Mapping) -> bool:
    return claims.get(f"{CLAIM}message_type") == DEEP_LINK


def subject_of(claims: Mapping) -> str:
    return str(claims.get("sub") or "")[:255]


def given_name_of(claims: Mapping) -> str:
    """Of somebody's names no other one is kept."""
    given = str(claims.get("given_name") or str(claims.get("name") or "").partition(" ")[0])
    return " ".join(given.split())[:40] or (_("Teacher") if is_teacher(claims) else _("Pupil"))


def known_person(platform: LtiPlatform, claims: Mapping) -> User | None:
    """None at their first launch. Raises LtiException for anonymous and suspended ones."""
    subject = subject_of(claims)
    if not subject:
        raise LtiException("no subject: anonymous launches are not accepted")
    known = LtiIdentity.objects.select_related("user").filter(platform=platform, subject=subject).first()
    if known is not None and not known.user.is_active:
        raise LtiException("the account is suspended")
    return known and known.user


def new_person(platform: LtiPlatform, claims: Mapping) -> User:
    with transaction.atomic():
        name = given_name_of(claims)
        user = User.objects.create(username=f"lti-{secrets.token_hex(6)}", display_name=name, password=make_password(None))
        LtiIdentity.objects.create(platform=platform, subject=subject_of(claims), user=user)
    return user


def check_course(platform: LtiPlatform, claims: Mapping) -> None:
    """Raises LtiException for a launch that would lead nowhere, whoever it is."""
    if not _context_id(claims):
        raise LtiException("no context: the link must be in a course")
    if is_teacher(claims):
        return
    if is_deep_link(claims):
        raise LtiException("no teacher")
    if _known_classroom(platform, claims) is None:
        raise LtiException("no classroom yet: a teacher has to open the link first")


def _context_id(claims: Mapping) -> str:
    return str((claims.get(f"{CLAIM}context") or {}).get("id") or "")[:255]


def _known_classroom(platform: LtiPlatform, claims: Mapping) -> Classroom | None:
    known = LtiContext.objects.select_related("classroom").filter(platform=platform, context_id=_context_id(claims)).first()
    return known and known.classroom


def classroom_of(platform: LtiPlatform, claims: Mapping, user: User) -> Classroom:
    """The classroom of the course, opened by the first teacher who comes. Raises LtiException where there is none yet."""
    check_course(platform, claims)
    if known := _known_classroom(platform, claims):
        return known
    context = claims[f"{CLAIM}context"]
    title = " ".join(str(context.get("title") or context.get("label") or platform.name).split())[:80]
    with transaction.atomic():
        classroom = actions.open_classroom(classroom=Classroom(name=title, school=platform.name), teacher=user)
        LtiContext.objects.create(platform=platform, context_id=_context_id(claims), classroom=classroom)
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
        elif not user.has_usable_password() and not SchoolAccount.objects.filter(user=user).exists():
            SchoolAccount.objects.create(user=user, classroom=classroom)  # made for this launch: it goes when the classroom's work goes
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
