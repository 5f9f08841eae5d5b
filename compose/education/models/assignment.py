"""An exercise given to a classroom, or to a group in it, with dates and rules."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compose.models import new_public_id

from .classroom import Classroom, Enrollment
from .exercise import Exercise


class LateRule(models.TextChoices):
    ACCEPT = "accept", _("accepted like any other")
    MARK = "mark", _("accepted and marked as late")
    CLOSE = "close", _("not accepted")


class MachinePolicy(models.TextChoices):
    """What the composing machine may do in a pupil's piece."""

    OFF = "off", _("off: every note is the pupil’s")
    HELP = "help", _("help only: explains and suggests, writes nothing")
    COUNTED = "counted", _("it may write so many times")
    FREE = "free", _("free, and shown in the work log")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def published(self, now: datetime | None = None) -> Self:
        return self.filter(publish_at__lte=now or timezone.now())

    def counted(self) -> Self:
        """With how many pupils began, handed in, and got something back."""
        handed_in = {"works__submissions__isnull": False}
        released = {"works__submissions__released_at__isnull": False}
        return self.annotate(
            begun_count=Count("works", distinct=True),
            handed_in_count=Count("works", filter=Q(**handed_in), distinct=True),
            released_count=Count("works", filter=Q(**released), distinct=True),
        )

    def for_pupil(self, enrollment: Enrollment) -> Self:
        """What this pupil sees of the classroom's assignments."""
        return self.published().filter(Q(group="") | Q(group=enrollment.group), classroom=enrollment.classroom_id)


class Assignment(models.Model):
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="assignments")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="assignments")
    group = models.CharField(_("for"), max_length=40, blank=True)
    note = models.TextField(_("a word to the pupils"), max_length=1000, blank=True)
    publish_at = models.DateTimeField(_("shown from"), null=True, blank=True, help_text="Empty: a draft.")
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    late_rule = models.CharField(_("after that, work is"), max_length=6, choices=LateRule.choices, default=LateRule.MARK)
    attempt_limit = models.PositiveSmallIntegerField(_("times it may be handed in"), null=True, blank=True)
    machine_policy = models.CharField(_("the composing machine"), max_length=7, choices=MachinePolicy.choices, default=MachinePolicy.OFF)
    machine_count = models.PositiveSmallIntegerField(_("how many times"), default=3)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]

    def __str__(self) -> str:
        return f"{self.exercise.title} → {self.classroom.name}"

    def get_absolute_url(self) -> str:
        return reverse("education:assignment", args=[self.public_id])

    @property
    def is_published(self) -> bool:
        return self.publish_at is not None and self.publish_at <= timezone.now()

    @property
    def is_overdue(self) -> bool:
        return self.due_at is not None and self.due_at < timezone.now()

    @property
    def takes_work(self) -> bool:
        return self.is_published and self.classroom.is_open and not (self.is_overdue and self.late_rule == LateRule.CLOSE)

    @property
    def machine_rules(self) -> dict[str, int | bool | None]:
        """What the pupil's piece gets: how often the machine may write, None for any number, and whether that can only be looked at."""
        often = {MachinePolicy.FREE: None, MachinePolicy.HELP: None, MachinePolicy.COUNTED: self.machine_count}
        allowance = often.get(MachinePolicy(self.machine_policy), 0)
        return {"machine_allowance": allowance, "machine_suggests": self.machine_policy == MachinePolicy.HELP}

    def pupils(self) -> models.QuerySet[Enrollment]:
        return self.classroom.people().pupils().in_group(self.group)
