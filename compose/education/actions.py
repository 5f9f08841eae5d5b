"""What changes a classroom and who is in it."""

import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User

from . import cards, looking
from .models import Classroom, Enrollment, JoinCode, Role, SchoolAccount, Work
from .models.classroom import code_expiry, new_code
from .roster import Row


def open_classroom(*, classroom: Classroom, teacher: User) -> Classroom:
    classroom.owner = teacher
    with transaction.atomic():
        classroom.save()
        Enrollment.objects.create(classroom=classroom, user=teacher, role=Role.TEACHER, display_name=teacher.get_full_name()[:40])
        JoinCode.objects.create(classroom=classroom, role=Role.PUPIL)
    return classroom


def renew_code(*, classroom: Classroom, role: Role, needs_approval: bool) -> JoinCode:
    changes = {"code": new_code(), "expires_at": code_expiry(), "needs_approval": needs_approval}
    return JoinCode.objects.update_or_create(classroom=classroom, role=role, defaults=changes)[0]


def close_door(*, classroom: Classroom, role: Role) -> None:
    JoinCode.objects.filter(classroom=classroom, role=role).update(expires_at=timezone.now())


def enroll_roster(*, classroom: Classroom, rows: Sequence[Row]) -> list[Enrollment]:
    """An account and a password for every row. Rows with errors are the caller's mistake."""
    assert not any(row.errors for row in rows)
    with transaction.atomic():
        taken = set(User.objects.values_list("username", flat=True).filter(username__in=[row.username for row in rows]))
        people = [
            User(username=row.username.lower() or _free_username(row.display_name, taken), display_name=row.display_name) for row in rows
        ]
        for person in people:
            person.set_unusable_password()
            person.save()
        accounts = SchoolAccount.objects.bulk_create(SchoolAccount(user=person, classroom=classroom) for person in people)
        enrollments = Enrollment.objects.bulk_create(
            Enrollment(classroom=classroom, user=person, display_name=row.display_name, register_name=row.register_name, group=row.group)
            for person, row in zip(people, rows, strict=True)
        )
    cards.renew(accounts)
    return enrollments


def _free_username(display_name: str, taken: set[str]) -> str:
    stem = slugify(display_name)[:20] or "pupil"
    while True:
        name = f"{stem}-{secrets.randbelow(9000) + 1000}"
        if name not in taken and not User.objects.filter(username=name).exists():
            taken.add(name)
            return name


def leave(*, enrollment: Enrollment) -> None:
    """Takes somebody out of a classroom, with what they handed in there. An account that only this classroom knew goes too."""
    with transaction.atomic():
        account = SchoolAccount.objects.filter(user=enrollment.user_id, classroom=enrollment.classroom_id).first()
        if enrollment.role == Role.TEACHER:
            looking.look_away(teacher=enrollment)
        looking.set_free(enrollment.works.all())
        enrollment.delete()
        if account:
            _hand_over_or_delete(account)


def _hand_over_or_delete(account: SchoolAccount) -> None:
    """A pupil who also learns in another classroom keeps the account; it then belongs there."""
    others = Enrollment.objects.filter(user=account.user_id).exclude(classroom=account.classroom_id)
    if elsewhere := others.filter(classroom__purged_at=None).first():
        account.classroom_id = elsewhere.classroom_id
        account.save(update_fields=["classroom"])
    else:
        account.user.delete()


def archive(*, classroom: Classroom) -> None:
    """The end of term: everything stays to look at, nobody joins or hands in."""
    with transaction.atomic():
        Classroom.objects.filter(pk=classroom.pk, archived_at=None).update(archived_at=timezone.now())
        classroom.codes.update(expires_at=timezone.now())


def reopen(*, classroom: Classroom) -> None:
    Classroom.objects.filter(pk=classroom.pk, purged_at=None).update(archived_at=None)


def purge(*, classroom: Classroom) -> None:
    """Removes for good: the pupils' work for this classroom, marks and comments, and the accounts the classroom made.

    What pupils with accounts of their own composed stays theirs; only what ties it to the classroom goes.
    """
    with transaction.atomic():
        classroom.codes.all().delete()
        looking.set_free(Work.objects.filter(assignment__classroom=classroom))
        for account in list(classroom.school_accounts.select_related("user")):
            Enrollment.objects.filter(user=account.user_id, classroom=classroom).delete()
            _hand_over_or_delete(account)
        classroom.enrollments.exclude(role=Role.TEACHER).delete()
        now = timezone.now()
        Classroom.objects.filter(pk=classroom.pk).update(purged_at=now, archived_at=classroom.archived_at or now)
