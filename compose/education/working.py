"""A pupil's side: begin from the given material, and hand in. The piece is the pupil's own; what is locked in it stays locked."""

from django.db import transaction
from django.utils.translation import gettext as _

from compose.models import Piece, VersionKind

from . import checking, looking, material
from .models import Assignment, Enrollment, Submission, Work


class NotNow(Exception):
    """`str()` is the sentence for the pupil."""


def begin(*, assignment: Assignment, enrollment: Enrollment) -> Work:
    """The pupil's work, begun now or before."""
    with transaction.atomic():
        Assignment.objects.select_for_update().get(pk=assignment.pk)  # seeds are handed out one at a time
        if work := Work.objects.select_related("piece").filter(assignment=assignment, enrollment=enrollment).first():
            Piece.objects.filter(pk=work.piece_id).update(deleted_at=None)  # put away by mistake: the work is not lost
            return work
        if not assignment.takes_work:
            raise NotNow(_("This assignment takes no work any more."))
        exercise = assignment.exercise
        given = material.for_pupil(exercise, number=assignment.works.count())
        piece = Piece(
            title=exercise.title, description=given.description, composer=enrollment.user, locks=given.locks, locks_are_fixed=True,
            machine_allowance=assignment.machine_allowance,
        )  # fmt: skip
        piece.add(given.version(kind=VersionKind.GIVEN, words=exercise.title))
        work = Work.objects.create(
            assignment=assignment, enrollment=enrollment, piece=piece, seed=given.seed, criteria=given.criteria, answer=given.answer
        )
        looking.let_teachers_look(classroom=assignment.classroom, pieces=[piece])
    return work


def hand_in(*, work: Work) -> Submission:
    """Hands in what the piece shows now. Raises NotNow."""
    assignment = work.assignment
    with transaction.atomic():
        piece = Piece.objects.select_for_update(of=("self",)).select_related("current__generation").get(pk=work.piece_id)
        if not assignment.takes_work:
            raise NotNow(_("The time for this assignment is over. Talk to your teacher."))
        if piece.current is None or not piece.current.is_finished or not piece.current.steps:
            raise NotNow(_("The machine is still writing in this piece. Wait until it has finished, or stop it."))
        latest, count = work.latest, work.submissions.count()
        if latest and latest.version_id == piece.current_id:
            raise NotNow(_("This is what you handed in already. Change something first."))
        if assignment.attempt_limit and count >= assignment.attempt_limit:
            raise NotNow(_("You have handed in %(count)d times, as often as this assignment allows.") % {"count": count})
        marking = checking.check(work, piece.current)
        return Submission.objects.create(
            work=work, number=count + 1, version=piece.current, is_late=assignment.is_overdue, answers=work.answers, marking=marking
        )


def attempts_left(work: Work) -> int | None:
    limit = work.assignment.attempt_limit
    return None if limit is None else max(0, limit - work.submissions.count())
