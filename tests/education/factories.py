"""Classrooms and their people for tests. A teacher, a pupil, a stranger: the same everywhere."""

from django.utils import timezone

from accounts.models import User
from compose import changes
from compose.education import actions, working
from compose.education.models import Assignment, Classroom, Enrollment, Exercise, Role, Submission, Work
from compose.education.stored_scores import steps_by_measure
from compose.models import Piece, Version
from compose.music.criteria.catalogue import Criterion
from compose.music.edits import Edit
from tests.factories import make_user
from tests.music.factories import make_score


def make_classroom(teacher: User | None = None, **changes) -> Classroom:
    classroom = Classroom(**{"name": "Form 8b", "school": "Bridge School", "time_zone": "Europe/Berlin"} | changes)
    return actions.open_classroom(classroom=classroom, teacher=teacher or make_user())


def make_pupil(classroom: Classroom, **changes) -> Enrollment:
    user = changes.pop("user", None) or make_user()
    return Enrollment.objects.create(**{"classroom": classroom, "user": user, "display_name": user.username} | changes)


def make_colleague(classroom: Classroom) -> Enrollment:
    return make_pupil(classroom, role=Role.TEACHER)


def make_exercise(owner: User | None = None, **changes) -> Exercise:
    """Eight bars for a flute in C major: two are given and locked, six are empty. No leap over a fifth, and C at the end."""
    given = [("c''4 d''4 e''4 f''4",), ("g''2 e''2",), *[("r1",)] * 6]
    header, steps = steps_by_measure(make_score(given, parts=("Flute",), dynamic=""))
    criteria = [
        Criterion("length", {"least": 8, "most": 8}, 2, is_hard=True).to_json(),
        Criterion("largest_leap", {"semitones": 7, "voice": "top"}, 4).to_json(),
        Criterion("final_note", {"degree": "tonic", "voice": "top"}, 2).to_json(),
    ]
    defaults = {
        "title": "Answer the question", "description": "Write an answer.", "header": header, "steps": steps, "locks": [[1, 2, None]],
        "criteria": criteria, "rubric": [{"name": "Phrasing", "points": 2}],
    }  # fmt: skip
    return Exercise.objects.create(**{"owner": owner or make_user()} | defaults | changes)


def make_assignment(classroom: Classroom | None = None, **changes) -> Assignment:
    classroom = classroom or make_classroom()
    exercise = changes.pop("exercise", None) or make_exercise(classroom.owner)
    return Assignment.objects.create(**{"classroom": classroom, "exercise": exercise, "publish_at": timezone.now()} | changes)


def make_work(assignment: Assignment, pupil: Enrollment | None = None) -> Work:
    return working.begin(assignment=assignment, enrollment=pupil or make_pupil(assignment.classroom))


def write(work: Work, measure: int, *notes: tuple[str, int]) -> Version:
    """The pupil writes notes, pitch and ticks, into an empty measure (from 1), as the piece's page does."""
    piece, onset_ticks = Piece.objects.get(pk=work.piece_id), 0
    edits = []
    for pitch, ticks in notes:
        edits.append(Edit.from_json({"do": "write", "at": f"r{measure - 1}-0-0-{onset_ticks}", "pitch": pitch, "ticks": ticks}))
        onset_ticks += ticks
    return changes.write(piece=piece, base=piece.current.number, edits=edits, made_by=work.enrollment.user)


def write_all(work: Work, leap_in_bar: int = 0) -> None:
    """A whole answer that meets every criterion, but for a leap of a tenth where one is asked for."""
    for measure in range(3, 9):
        second = "E6" if measure == leap_in_bar else "D5"
        last = ("C5", 48) if measure == 8 else ("E5", 48)
        write(work, measure, ("C5", 24), (second, 24), last)


def hand_in(work: Work) -> Submission:
    return working.hand_in(work=Work.objects.select_related("assignment__classroom", "assignment__exercise", "piece").get(pk=work.pk))
