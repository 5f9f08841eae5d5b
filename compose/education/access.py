"""Who may open a classroom's pages. Everybody else is not told that it exists."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from .models import Classroom, Enrollment

__all__ = ["enrollment_in", "login_required", "owned_classroom", "taught_classroom"]


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
