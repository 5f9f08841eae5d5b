"""Given material that came from a piece, composed, uploaded or written: what it owes, which goes on with every pupil's piece."""

from django.contrib.auth import get_user_model

from accounts.models import User
from compose import licences
from compose.licences import Licence
from compose.lineage import Credit
from compose.models import Piece

from .models import Exercise

CREDIT = ("source_id", "creator_id", "title", "name", "licence")


def exercise_from(piece: Piece, *, owner: User, description: str) -> Exercise:
    """Not saved: pupils go on from what the piece shows."""
    exercise = Exercise(owner=owner, title=piece.title, description=description)
    exercise.header, exercise.steps = piece.current.header, piece.current.steps
    owed = {
        "checkpoint": piece.current.checkpoint, "credits": list(piece.credits.values(*CREDIT)), "stays_private": piece.is_kept_private,
    }  # fmt: skip
    exercise.origin = {name: value for name, value in owed.items() if value}
    return exercise


def facts_of(exercise: Exercise) -> dict[str, object]:
    """Fields of a piece that begins with this material."""
    found: dict[str, object] = {"is_kept_private": bool(exercise.origin.get("stays_private"))}
    allowed = licences.allowed_after(credit["licence"] for credit in exercise.origin.get("credits", ()))
    return found if Licence.ALL_RIGHTS_RESERVED in allowed else found | {"licence": allowed[0]}


def give_credit(exercise: Exercise, piece: Piece) -> None:
    owed = exercise.origin.get("credits", ())
    people = set(get_user_model().objects.filter(pk__in=[each["creator_id"] for each in owed]).values_list("pk", flat=True))
    pieces = set(Piece.objects.filter(pk__in=[each["source_id"] for each in owed]).values_list("pk", flat=True))
    for position, each in enumerate(owed, start=1):
        known = {"creator_id": each["creator_id"] if each["creator_id"] in people else None,
                 "source_id": each["source_id"] if each["source_id"] in pieces else None}  # fmt: skip
        Credit.objects.create(piece=piece, position=position, **each | known)


def forget(user: User) -> None:
    """Somebody's account is erased: what was made of their music keeps the line, without their name and words."""
    for exercise in Exercise.objects.exclude(origin={}):
        credits = exercise.origin.get("credits", [])
        if any(each["creator_id"] == user.pk for each in credits):
            nameless = {"creator_id": None, "source_id": None, "title": "", "name": ""}
            exercise.origin["credits"] = [each | nameless if each["creator_id"] == user.pk else each for each in credits]
            exercise.save(update_fields=["origin"])
