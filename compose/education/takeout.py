"""What of the classroom belongs to a person, for the ZIP of everything they own: a pupil's handed-in work with the marks that were
released, a teacher's exercises and phrases. What teachers keep of pupils is the school's, and stays there."""

import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder

from accounts.models import User

from .models import Exercise, Feedback, ReadyPhrase, Submission

HANDED_IN = ("number", "submitted_at", "is_late", "answers")
MARKS = ("marking", "overrides", "rubric_points", "remark", "released_at")
EXERCISE = ("public_id", "title", "description", "template", "parameters", "seed", "is_fresh", "origin", "header", "steps", "locks",
            "criteria", "rubric", "answer", "created_at", "updated_at", "deleted_at")  # fmt: skip


def files_of(user: User) -> Iterator[tuple[str, bytes]]:
    mine = Submission.objects.filter(work__enrollment__user=user)
    handed_in = mine.select_related("version", "work__piece", "work__assignment__exercise")
    yield _file("classes/handed-in.json", [_handed_in(each) for each in handed_in])
    yield _file("classes/exercises.json", list(Exercise.objects.filter(owner=user).values(*EXERCISE)))
    yield _file("classes/phrases.json", list(ReadyPhrase.objects.filter(owner=user).values_list("text", flat=True)))


def _handed_in(submission: Submission) -> dict:
    told = {name: getattr(submission, name) for name in HANDED_IN}
    told |= {"exercise": submission.work.assignment.exercise.title, "of_piece": submission.work.piece.public_id,
             "version": submission.version.number}  # fmt: skip
    if submission.released_at is not None:  # before that a mark is the teacher's draft
        told |= {name: getattr(submission, name) for name in MARKS}
        told["comments"] = list(Feedback.objects.filter(submission=submission).values("measure", "text", "reaction", "created_at"))
    return told


def _file(name: str, data: list) -> tuple[str, bytes]:
    return name, json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
