"""Teachers may open what their pupils write for them, and nothing else of theirs; it ends when either leaves the classroom."""

from collections.abc import Iterable

from django.db.models import QuerySet

from compose import sharing
from compose.models import Piece
from compose.visibility import Grant

from .models import Classroom, Enrollment, Work


def let_teachers_look(*, classroom: Classroom, pieces: Iterable[Piece]) -> None:
    teachers = [each.user for each in classroom.people().teachers()]
    for piece in pieces:
        for teacher in teachers:
            sharing.grant(piece=piece, user=teacher, is_fixed=True)


def let_in(*, enrollment: Enrollment) -> None:
    """Somebody who waited is in now; a teacher sees what was begun before."""
    Enrollment.objects.filter(pk=enrollment.pk).update(is_waiting=False)
    works = Work.objects.filter(assignment__classroom=enrollment.classroom_id).select_related("piece")
    let_teachers_look(classroom=enrollment.classroom, pieces=[work.piece for work in works])


def look_away(*, teacher: Enrollment) -> None:
    pieces = Work.objects.filter(assignment__classroom=teacher.classroom_id).values("piece")
    Grant.objects.filter(piece__in=pieces, user=teacher.user_id, is_fixed=True).delete()


def set_free(works: QuerySet[Work]) -> None:
    """Before the works go: from now on their pieces are only their makers' own, with nothing locked by an exercise."""
    pieces = list(works.values_list("piece", flat=True))
    Grant.objects.filter(piece__in=pieces, is_fixed=True).delete()
    Piece.objects.filter(pk__in=pieces).update(locks_are_fixed=False, machine_allowance=None, machine_suggests=False)
