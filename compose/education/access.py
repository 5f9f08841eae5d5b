"""Who may open a classroom's pages. Everybody else is not told that it exists."""

from django.contrib.auth.decorators import login_required as login_required
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from .models import Assignment, Classroom, Enrollment, Exercise, Submission, Work


def enrollment_in(request: HttpRequest, public_id: str) -> Enrollment:
    inside = Enrollment.objects.inside().select_related("classroom", "user")
    return get_object_or_404(inside, classroom__public_id=public_id, user=request.user)


def taught_classroom(request: HttpRequest, public_id: str) -> Classroom:
    enrollment = enrollment_in(request, public_id)
    if not enrollment.is_teacher:
        raise Http404
    return enrollment.classroom


def owned_classroom(request: HttpRequest, public_id: str) -> Classroom:
    """For what cannot be undone: who opened the classroom."""
    classroom = taught_classroom(request, public_id)
    if not classroom.belongs_to(request.user):
        raise Http404
    return classroom


def enrollment_with(request: HttpRequest, assignment_id: str) -> tuple[Assignment, Enrollment]:
    """The assignment and who asks for it: a teacher of its classroom, or a pupil it was given to."""
    assignments = Assignment.objects.select_related("classroom", "exercise")
    assignment = get_object_or_404(assignments, public_id=assignment_id)
    enrollment = enrollment_in(request, assignment.classroom.public_id)
    if not enrollment.is_teacher and not assignments.for_pupil(enrollment).filter(pk=assignment.pk).exists():
        raise Http404
    return assignment, enrollment


def taught_assignment(request: HttpRequest, assignment_id: str) -> Assignment:
    assignment, enrollment = enrollment_with(request, assignment_id)
    if not enrollment.is_teacher:
        raise Http404
    return assignment


def own_work(request: HttpRequest, assignment_id: str) -> Work:
    """A pupil's own work, begun."""
    assignment, enrollment = enrollment_with(request, assignment_id)
    works = Work.objects.select_related("assignment__classroom", "assignment__exercise", "piece__current__generation", "enrollment")
    return get_object_or_404(works, assignment=assignment, enrollment=enrollment)


def marked_submission(request: HttpRequest, assignment_id: str, pk: int) -> Submission:
    """For teachers."""
    assignment = taught_assignment(request, assignment_id)
    submissions = Submission.objects.select_related("work__enrollment__user", "work__piece", "version", "work__assignment__exercise")
    return get_object_or_404(submissions, pk=pk, work__assignment=assignment)


def shown_exercise(request: HttpRequest, exercise_id: str) -> Exercise:
    """One's own, or one that is given in a class one teaches."""
    given = Assignment.objects.filter(classroom__in=Classroom.objects.taught_by(request.user)).values("exercise")
    return get_object_or_404(Exercise.objects.filter(Q(pk__in=given) | Q(owner=request.user, deleted_at=None)), public_id=exercise_id)


def own_exercise(request: HttpRequest, exercise_id: str) -> Exercise:
    return get_object_or_404(Exercise.objects.of(request.user), public_id=exercise_id)
