"""What a pupil sees of an assignment."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from compose.models import Piece

from . import answers, checking, material, working
from .engraved import engraved
from .models import Assignment, Enrollment, Feedback, Submission, Work


def context(assignment: Assignment, mine: Enrollment) -> dict:
    work = Work.objects.select_related("piece__current__generation").filter(assignment=assignment, enrollment=mine).first()
    submissions = list(work.submissions.order_by("-number")) if work else []
    score = None if work else material.for_pupil(assignment.exercise, number=0).score
    return {
        "classroom": assignment.classroom, "assignment": assignment, "exercise": assignment.exercise, "mine": mine, "work": work,
        "criteria": asked(work.criteria if work else assignment.exercise.criteria), "submissions": submissions,
        "attempts_left": working.attempts_left(work) if work else assignment.attempt_limit,
        "svg": engraved(score) if assignment.exercise.has_given else "",
    }  # fmt: skip


@dataclass(frozen=True)
class Task:
    """One line of what a pupil has to do. due: in the zone of its classroom."""

    assignment: Assignment
    state: str

    @property
    def due(self) -> datetime | None:
        return self.assignment.due_at and self.assignment.due_at.astimezone(self.assignment.classroom.zone)


def tasks_of(enrollments: Iterable[Enrollment]) -> list[Task]:
    """Everything these enrolments were given: what is still to be done first, then by date."""
    tasks = []
    for enrollment in enrollments:
        given = Assignment.objects.for_pupil(enrollment).select_related("exercise", "classroom")
        handed_in = Submission.objects.filter(work__enrollment=enrollment)
        released = set(handed_in.released().values_list("work__assignment", flat=True))
        states = dict.fromkeys(enrollment.works.values_list("assignment", flat=True), "begun")
        states |= dict.fromkeys(handed_in.values_list("work__assignment", flat=True), "handed in")
        states |= dict.fromkeys(released, "released")
        tasks += [Task(assignment, states.get(assignment.pk, "not begun")) for assignment in given]
    never = datetime.max.replace(tzinfo=UTC)
    return sorted(tasks, key=lambda task: (task.state in ("handed in", "released"), task.assignment.due_at or never))


def to_do(enrollments: Iterable[Enrollment]) -> list[Task]:
    """Without what is done or can no longer be done."""
    return [task for task in tasks_of(enrollments) if task.state in ("not begun", "begun") and task.assignment.takes_work]


def asked(criteria: list[dict]) -> list[dict]:
    return [criterion | {"sentence": checking.asked(criterion)} for criterion in criteria]


def checks(work: Work) -> dict:
    """The live checks: every criterion against what the piece shows now. Answers are not told right or wrong, or they would be guessed."""
    version = work.piece.current
    is_ready = version is not None and version.is_finished and bool(version.steps)
    rows = checking.rows_of(checking.check(work, version, work.answers)) if is_ready else []
    told = [row for row in rows if row.code != "answers"]
    return {
        "work": work, "version": version, "is_ready": is_ready, "told_count": len(told), "met_count": sum(row.met for row in told),
        "rows": [row if row in told else replace(row, is_kept=True) for row in rows], "is_pending": any(row.is_pending for row in told),
    }  # fmt: skip


def panel(request: HttpRequest, piece: Piece) -> SafeString | str:
    """Beside the piece: the task it answers, for the pupil whose it is."""
    if not request.user.is_authenticated or piece.composer_id != request.user.pk:
        return ""
    works = Work.objects.select_related("assignment__classroom", "assignment__exercise", "enrollment")
    work = works.filter(piece=piece, enrollment__is_waiting=False).first()
    if work is None:
        return ""
    work.piece = piece
    facts = {
        "assignment": work.assignment, "attempts_left": working.attempts_left(work), "latest": work.latest,
        "answer_form": answers.form_of(work),
    }  # fmt: skip
    with timezone.override(work.assignment.classroom.zone):
        return render_to_string("education/_panel.html", checks(work) | facts, request)


def told(submission: Submission) -> list[Feedback]:
    """What teachers said about a submission, once it is released."""
    return list(submission.feedback.select_related("author")) if submission.released_at else []
