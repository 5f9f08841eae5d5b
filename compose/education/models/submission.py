"""A pupil's work on an assignment, what was handed in of it, and what the teacher said."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compose.models import Piece, Version, new_seed

from .assignment import Assignment
from .classroom import Enrollment

REACTIONS = {
    "👏": _("applause"), "🎵": _("musical"), "💡": _("a good idea"), "❓": _("a question"), "🔁": _("try again"), "⭐": _("a star"),
}  # fmt: skip


class Work(models.Model):
    """One pupil at one assignment: their own piece, begun from the given material. criteria, answer: those
    of this pupil's own exercise."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="works")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="works")
    piece = models.OneToOneField(Piece, on_delete=models.RESTRICT, related_name="+")
    seed = models.PositiveBigIntegerField(default=new_seed)
    criteria = models.JSONField(default=list, blank=True)
    answer = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=list, blank=True, help_text="What the pupil has found so far, where answers are asked for.")
    begun_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["assignment_id", "enrollment_id"]
        constraints = [models.UniqueConstraint(fields=["assignment", "enrollment"], name="one_work_a_pupil")]

    def __str__(self) -> str:
        return f"{self.enrollment} / {self.assignment_id}"

    @property
    def latest(self) -> "Submission | None":
        return self.submissions.order_by("-number").first()

    @property
    def is_released(self) -> bool:
        """Whether something of it came back from the teacher."""
        return self.submissions.released().exists()


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def released(self) -> Self:
        return self.exclude(released_at=None)

    def latest_of_each(self) -> Self:
        later = Submission.objects.filter(work=models.OuterRef("work"), number__gt=models.OuterRef("number"))
        return self.filter(~models.Exists(later))


class Submission(models.Model):
    """A version handed in. Marks are a draft until they are released; the pupil sees the released ones only."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey(Version, on_delete=models.RESTRICT, related_name="+")
    submitted_at = models.DateTimeField(auto_now_add=True)
    is_late = models.BooleanField(default=False)
    answers = models.JSONField(default=list, blank=True, help_text="[measure, word] each, as handed in.")
    marking = models.JSONField(
        default=dict, blank=True, help_text="What the checks found, a line a criterion, and by which version of them."
    )
    overrides = models.JSONField(default=dict, blank=True, help_text="Where the teacher decided otherwise: criterion → points and reason.")
    rubric_points = models.JSONField(default=dict, blank=True)
    remark = models.TextField(_("remark"), max_length=2000, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    marked_at = models.DateTimeField(null=True, blank=True)
    graded_at = models.DateTimeField(null=True, blank=True, help_text="When the points reached the gradebook of a learning platform.")
    released_at = models.DateTimeField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["work_id", "number"]
        constraints = [models.UniqueConstraint(fields=["work", "number"], name="one_submission_a_number")]

    def __str__(self) -> str:
        return f"{self.work}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("education:submission", args=[self.work.assignment.public_id, self.pk])


class Feedback(models.Model):
    """A comment or a reaction, pinned to a measure where there is one."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="feedback")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    measure = models.PositiveIntegerField(_("bar"), null=True, blank=True, help_text=_("empty: the whole"))
    text = models.TextField(_("comment"), max_length=1000, blank=True)
    reaction = models.CharField(_("reaction"), max_length=8, blank=True, choices=list(REACTIONS.items()))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["measure", "id"]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.text[:40] or self.reaction}"


class ReadyPhrase(models.Model):
    """What a teacher writes again and again."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(_("phrase"), max_length=300)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


class CalendarKey(models.Model):
    """The secret in the address of a person's calendar feed."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=43, unique=True)

    class Meta:
        ordering = ["user_id"]

    def __str__(self) -> str:
        return str(self.user)
