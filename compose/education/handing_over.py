"""A teacher's account is erased: what is taught together goes on with the colleagues, and pupils keep what they wrote for the rest."""

from django.db.models import QuerySet

from accounts.models import User

from . import looking, origins
from .models import Classroom, Enrollment, Exercise, Work


def hand_over(user: User) -> None:
    """Called inside the transaction that erases the account."""
    for classroom in Classroom.objects.taught_by(user):
        if heir := _colleagues(classroom, user).first():
            Classroom.objects.filter(pk=classroom.pk, owner=user).update(owner=heir.user_id)
    for exercise in Exercise.objects.filter(owner=user):
        if heir := _heir_of(exercise, user):
            Exercise.objects.filter(pk=exercise.pk).update(owner=heir.user_id)
    origins.forget(user)
    looking.set_free(Work.objects.filter(assignment__exercise__owner=user))


def _colleagues(classroom: Classroom, user: User) -> QuerySet[Enrollment]:
    """Who stays, the longest in class first."""
    staying = classroom.people().teachers().filter(user__is_active=True, user__leaves_at=None)
    return staying.exclude(user=user).order_by("joined_at", "pk")


def _heir_of(exercise: Exercise, user: User) -> Enrollment | None:
    """A teacher of the class in which it was given last, of those that somebody else teaches too."""
    for assignment in exercise.assignments.select_related("classroom").order_by("-created_at"):
        if heir := _colleagues(assignment.classroom, user).first():
            return heir
    return None
