from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compose.models import Piece

from .responses import Comment


class Reason(models.TextChoices):
    SPAM = "spam", _("It advertises something")
    HATE = "hate", _("It insults or threatens somebody")
    COPY = "copy", _("It is somebody else’s work")
    OTHER = "other", _("Something else")


class Outcome(models.TextChoices):
    KEPT = "kept", _("nothing wrong with it")
    HIDDEN = "hidden", _("hidden")
    SUSPENDED = "suspended", _("its author was suspended")


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        return self.filter(decided_at=None)


class Report(models.Model):
    """Somebody thinks that the staff should look at a piece, or at a comment on it."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="reports")
    comment = models.ForeignKey(Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    words = models.TextField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["piece", "reporter"], condition=Q(comment=None), name="one_report_a_person_and_piece"),
            models.UniqueConstraint(fields=["comment", "reporter"], condition=~Q(comment=None), name="one_report_a_person_and_comment"),
        ]
        indexes = [models.Index(fields=["created_at"], name="report_open", condition=Q(decided_at=None))]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.piece_id})"
