"""What a pupil may not do with an assignment's piece: what one has found shall not be the answer of the next."""

from django.utils.translation import gettext as _

from compose.models import Piece
from compose.restraints import Deed

from .answers import asks_for_answers
from .models import MachinePolicy, Work


def refusal(piece: Piece, deed: Deed) -> str:
    if not piece.locks_are_fixed:  # no pupil's piece, or set free
        return ""
    work = Work.objects.select_related("assignment__classroom").filter(piece=piece).first()
    if work is None:
        return ""
    return _explaining(work) if deed == Deed.EXPLAIN else _passing_on(work)


def _passing_on(work: Work) -> str:
    """Until the date; where there is none, until the work came back."""
    assignment = work.assignment
    is_over = assignment.is_overdue or (assignment.due_at is None and work.is_released)
    if is_over or not assignment.classroom.is_open:
        return ""
    return _("This piece is for “%(name)s”. While the assignment is open it stays between you and your teachers.") % {
        "name": assignment.classroom.name
    }


def _explaining(work: Work) -> str:
    if work.is_released or not work.assignment.classroom.is_open:
        return ""
    if asks_for_answers(work):
        return _("In this exercise you find it out yourself. The analysis opens when your teacher gives it back.")
    if work.assignment.machine_policy == MachinePolicy.OFF:
        return _("In this assignment the machine is off, so it does not explain the score either.")
    return ""
