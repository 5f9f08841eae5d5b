"""A pupil's side: begin from the given material, and hand in. The piece is the pupil's own; what is locked in it stays locked."""

from django.db import transaction
from django.db.models import Case, F, IntegerField, When
from django.utils.translation import gettext as _

from compose.models import Piece, Version, VersionKind

from . import checking, looking, material, origins
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
            **assignment.machine_rules, **origins.facts_of(exercise),
        )  # fmt: skip
        piece.add(given.version(kind=VersionKind.GIVEN, words=exercise.title, checkpoint=exercise.origin.get("checkpoint", "")))
        origins.give_credit(exercise, piece)
        work = Work.objects.create(
            assignment=assignment, enrollment=enrollment, piece=piece, seed=given.seed, criteria=given.criteria, answer=given.answer
        )
        looking.let_teachers_look(classroom=assignment.classroom, pieces=[piece])
    return work


def change_rules(*, before: Assignment, after: Assignment) -> Assignment:
    """Saves the changed assignment. What it now says of the machine holds for pieces that were begun, too; what was used up stays used."""
    old, new = before.machine_rules, after.machine_rules
    with transaction.atomic():
        after.save()
        pieces = Piece.objects.filter(pk__in=after.works.values("piece"))
        if old != new:
            pieces.update(**new | _left(old["machine_allowance"], new["machine_allowance"]))
    return after


def _left(old: int | None, new: int | None) -> dict:
    """Of a number that becomes another one each piece keeps what it has not used."""
    if not old or not new:
        return {}
    left = F("machine_allowance") + (new - old)
    return {"machine_allowance": Case(When(machine_allowance__gt=old - new, then=left), default=0, output_field=IntegerField())}


def hand_in(*, work: Work) -> Submission:
    """Hands in what the piece shows now. Raises NotNow."""
    version = Piece.objects.select_related("current__generation").get(pk=work.piece_id).current
    if version is None or not version.is_finished or not version.steps:
        raise NotNow(_("The machine is still writing in this piece. Wait until it has finished, or stop it."))
    marking = checking.check(work, version, work.answers)  # takes a moment, so before anything is locked
    with transaction.atomic():
        piece = Piece.objects.select_for_update(of=("self",)).get(pk=work.piece_id)
        if piece.current_id != version.pk:
            raise NotNow(_("Your piece changed this very moment. Look at it and hand in again."))
        _check_may_hand_in(work, version)
        number = work.submissions.count() + 1
        is_late = work.assignment.is_overdue
        return Submission.objects.create(work=work, number=number, version=version, is_late=is_late, answers=work.answers, marking=marking)


def _check_may_hand_in(work: Work, version: Version) -> None:
    assignment, latest, count = work.assignment, work.latest, work.submissions.count()
    if not assignment.takes_work:
        raise NotNow(_("The time for this assignment is over. Talk to your teacher."))
    if latest and latest.version_id == version.pk and latest.answers == work.answers:
        raise NotNow(_("This is what you handed in already. Change something first."))
    if assignment.attempt_limit and count >= assignment.attempt_limit:
        raise NotNow(_("You have handed in %(count)d times, as often as this assignment allows.") % {"count": count})


def attempts_left(work: Work) -> int | None:
    limit = work.assignment.attempt_limit
    return None if limit is None else max(0, limit - work.submissions.count())
