"""A classroom, the people in it, the codes that let them in and the accounts it made for them."""

import secrets
import zoneinfo
from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from compose.models import Person, new_public_id

KEPT_DAYS = 365
LONGEST_KEPT_DAYS = 3 * 365
WARNING_DAYS = 30
NOTICE_DAYS = (WARNING_DAYS, 7)  # so long before the end teachers get a letter
CODE_DAYS = 14
CODE_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another one on paper
CODE_LENGTH = 8


def kept_until() -> date:
    return timezone.localdate() + timedelta(days=KEPT_DAYS)


def new_code() -> str:
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def code_expiry() -> datetime:
    return timezone.now() + timedelta(days=CODE_DAYS)


class Role(models.TextChoices):
    TEACHER = "teacher", _("teacher")
    PUPIL = "pupil", _("pupil")


class ClassroomQuerySet(models.QuerySet["Classroom"]):
    def of(self, user: Person) -> Self:
        """Classrooms in which this person teaches or learns; whoever waits to be let in is not in it yet."""
        return self.filter(enrollments__user=user, enrollments__is_waiting=False)

    def taught_by(self, user: Person) -> Self:
        return self.filter(enrollments__user=user, enrollments__is_waiting=False, enrollments__role=Role.TEACHER)

    def due_for_purge(self, today: date) -> Self:
        return self.filter(keep_until__lt=today, purged_at=None)


class Classroom(models.Model):
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("name of the class"), max_length=80)
    school = models.CharField(_("school"), max_length=120, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="Who opened it. Without one, every teacher of the classroom may do what only the owner may.",
    )  # fmt: skip
    keep_until = models.DateField(_("keep pupils’ work until"), default=kept_until)
    warned_on = models.DateField(null=True, blank=True, help_text="When its teachers were last written to about the end.")
    archived_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClassroomQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.public_id})"

    def get_absolute_url(self) -> str:
        return reverse("education:classroom", args=[self.public_id])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def is_open(self) -> bool:
        return self.archived_at is None and self.purged_at is None

    @property
    def is_purged_soon(self) -> bool:
        return self.purged_at is None and self.keep_until <= timezone.localdate() + timedelta(days=WARNING_DAYS)

    def belongs_to(self, user: Person) -> bool:
        """Whether this teacher may purge it and decide who else teaches."""
        return self.owner_id is None or self.owner_id == user.pk

    def people(self) -> "EnrollmentQuerySet":
        return self.enrollments.select_related("user")


class JoinCode(models.Model):
    """What opens the door of a classroom for a while, for pupils or for other teachers. A new one makes the old one worthless."""

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="codes")
    role = models.CharField(max_length=7, choices=Role.choices, default=Role.PUPIL)
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code)
    needs_approval = models.BooleanField(default=False)
    expires_at = models.DateTimeField(default=code_expiry)

    class Meta:
        ordering = ["classroom_id", "role"]
        constraints = [models.UniqueConstraint(fields=["classroom", "role"], name="one_code_a_role")]

    def __str__(self) -> str:
        return f"{self.classroom_id}: {self.role}"

    @property
    def is_valid(self) -> bool:
        return self.expires_at > timezone.now()


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    def inside(self) -> Self:
        return self.filter(is_waiting=False)

    def waiting(self) -> Self:
        return self.filter(is_waiting=True)

    def pupils(self) -> Self:
        return self.inside().filter(role=Role.PUPIL)

    def teachers(self) -> Self:
        return self.inside().filter(role=Role.TEACHER)

    def in_group(self, group: str) -> Self:
        """All of the classroom where no group is named."""
        return self.filter(group=group) if group else self


class Enrollment(models.Model):
    """One person in one classroom. Others in it see `display_name` and nothing else."""

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="enrollments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrollments")
    role = models.CharField(max_length=7, choices=Role.choices, default=Role.PUPIL)
    is_waiting = models.BooleanField(default=False, help_text="Asked to be let in; no teacher has said yes so far.")
    display_name = models.CharField(_("name shown in class"), max_length=40)
    register_name = models.CharField(
        _("name in your register"), max_length=120, blank=True, help_text=_("Only teachers of this class see it.")
    )
    group = models.CharField(_("group"), max_length=40, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        ordering = ["role", "display_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["classroom", "user"], name="one_enrollment_a_person"),
            models.UniqueConstraint(fields=["classroom", "display_name"], name="one_display_name_a_classroom", condition=Q(role="pupil")),
        ]

    def __str__(self) -> str:
        return f"{self.display_name} ({self.classroom_id})"

    @property
    def is_teacher(self) -> bool:
        return self.role == Role.TEACHER and not self.is_waiting

    @property
    def name_for_teachers(self) -> str:
        return self.register_name or self.display_name


class SchoolAccount(models.Model):
    """An account that a classroom made for a pupil without an e-mail address. Its teachers set its password, and it goes when the
    classroom's work goes, until the pupil claims it; then this row is gone, and the account is the pupil's own."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="school_accounts")
    card_number = models.PositiveIntegerField(default=0, help_text="How many passwords were made for it.")
    card_seal = models.CharField(max_length=64, blank=True, help_text="Proves that the password on the card is still the one in use.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["classroom_id", "user_id"]

    def __str__(self) -> str:
        return str(self.user)

    def seal(self) -> str:
        """Says, under the site's secret, which password hash belongs to the card. No password is stored."""
        return salted_hmac("education: seal of a card", f"{self.card_number} {self.user.password}", algorithm="sha256").hexdigest()

    @property
    def has_card(self) -> bool:
        """Whether the card still opens the door: not after the pupil chose a password of their own."""
        return self.card_number > 0 and self.card_seal == self.seal()
