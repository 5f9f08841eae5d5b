"""Points: what the checks give, what the teacher decides otherwise, and what only the teacher can judge."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User

from .checking import Row, rows_of
from .models import Submission


@dataclass(frozen=True)
class Mark:
    """One criterion of one submission as it counts. reason: why the teacher decided otherwise, "" where the check stands.

    points: None where nobody has decided yet, because something is still being measured.
    """

    row: Row
    points: float | None
    met: bool
    is_overridden: bool = False
    reason: str = ""

    @property
    def is_pending(self) -> bool:
        return self.points is None

    @property
    def is_missed(self) -> bool:
        return not self.is_pending and not self.met


@dataclass(frozen=True)
class Judged:
    """A line of the rubric. points: None where the teacher has not judged it yet."""

    number: int
    name: str
    most: float
    points: float | None


@dataclass(frozen=True)
class Sheet:
    """Everything that makes the grade of one submission."""

    marks: tuple[Mark, ...]
    rubric: tuple[Judged, ...]

    @property
    def is_pending(self) -> bool:
        """No grade can be made of it yet."""
        return any(mark.is_pending for mark in self.marks)

    @property
    def points(self) -> float:
        return sum(mark.points or 0 for mark in self.marks) + sum(line.points or 0 for line in self.rubric)

    @property
    def most(self) -> float:
        return sum(mark.row.available for mark in self.marks) + sum(line.most for line in self.rubric)

    @property
    def percent(self) -> int:
        return round(100 * self.points / self.most) if self.most else 0

    @property
    def is_judged(self) -> bool:
        return all(line.points is not None for line in self.rubric)


def sheet_of(submission: Submission) -> Sheet:
    marks = tuple(_mark(row, submission.overrides.get(str(row.number))) for row in rows_of(submission.marking))
    rubric = tuple(
        Judged(number, line["name"], line["points"], submission.rubric_points.get(str(number)))
        for number, line in enumerate(submission.work.assignment.exercise.rubric)
    )
    return Sheet(marks, rubric)


def _mark(row: Row, override: dict | None) -> Mark:
    if override is None:
        return Mark(row, None if row.is_pending else row.earned, row.met)
    return Mark(row, override["points"], override["met"], True, override["reason"])


def mark(*, submission: Submission, teacher: User, overrides: dict, rubric_points: dict, remark: str) -> None:
    """The teacher's word. A draft until it is released."""
    submission.overrides, submission.rubric_points, submission.remark = overrides, rubric_points, remark
    submission.marked_at, submission.marked_by = timezone.now(), teacher
    submission.save(update_fields=["overrides", "rubric_points", "remark", "marked_at", "marked_by"])


def release(*, submissions: list[Submission]) -> None:
    """From now on the pupils see marks and comments of these, of which none is pending."""
    now = timezone.now()
    with transaction.atomic():
        Submission.objects.filter(pk__in=[each.pk for each in submissions], released_at=None).update(released_at=now)
        Submission.objects.filter(pk__in=[each.pk for each in submissions], marked_at=None).update(marked_at=now)


def withdraw(*, submission: Submission) -> None:
    """Back to a draft, to mend something."""
    Submission.objects.filter(pk=submission.pk).update(released_at=None)
