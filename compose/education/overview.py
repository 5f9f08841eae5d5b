"""A class at one assignment: pupils × criteria, what is missing often, and where everybody stands."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from compose.music.criteria.catalogue import CATALOGUE

from . import checking, marking
from .models import Assignment, Enrollment, Submission, Work


@dataclass(frozen=True)
class Line:
    """One pupil. state: "not begun", "begun", "handed in", "marked" or "released"."""

    enrollment: Enrollment
    work: Work | None
    submission: Submission | None
    sheet: marking.Sheet | None

    @property
    def state(self) -> str:
        if self.submission is None:
            return "begun" if self.work else "not begun"
        if self.submission.released_at:
            return "released"
        return "marked" if self.submission.marked_at else "handed in"


@dataclass(frozen=True)
class Fault:
    """A criterion that pupils miss: how many of those who handed in, and in which measures most."""

    words: str
    count: int
    measures: tuple[int, ...]


@dataclass(frozen=True)
class Grid:
    """columns: the criteria in words. faults: the commonest first."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]

    @property
    def handed_in(self) -> list[Line]:
        return [line for line in self.lines if line.submission]

    @property
    def to_release(self) -> list[Line]:
        """What came back to nobody yet, and can: not while something of it is still being measured."""
        return [line for line in self.handed_in if line.submission.released_at is None and not line.sheet.is_pending]

    @property
    def pending(self) -> list[Line]:
        return [line for line in self.handed_in if line.sheet.is_pending]


def grid_of(assignment: Assignment) -> Grid:
    checking.settle(Submission.objects.filter(work__assignment=assignment))
    works = {work.enrollment_id: work for work in assignment.works.select_related("piece")}
    latest = Submission.objects.filter(work__assignment=assignment).latest_of_each().select_related("work__assignment__exercise")
    submissions = {submission.work_id: submission for submission in latest}
    pupils = {pupil.pk: pupil for pupil in assignment.pupils()}
    # Whoever has begun and then changed groups is not lost from sight.
    pupils |= {each.pk: each for each in assignment.classroom.people().pupils().filter(pk__in=works)}
    lines = [
        _line(pupil, works.get(pupil.pk), submissions)
        for pupil in sorted(pupils.values(), key=lambda each: each.name_for_teachers.casefold())
    ]
    columns = tuple(_words(number, criterion, works.values()) for number, criterion in enumerate(assignment.exercise.criteria))
    return Grid(columns, tuple(lines), _faults(columns, lines))


def _words(number: int, criterion: dict, works: Iterable[Work]) -> str:
    """What is asked; only what it is about where it is another thing for each pupil, such as a key of their own."""
    own = [work.criteria[number] for work in works if number < len(work.criteria)]
    is_common = all(each["parameters"] == criterion["parameters"] for each in own)
    return checking.asked(criterion) if is_common or criterion.get("words") else gettext(CATALOGUE[criterion["code"]].name)


def _line(pupil: Enrollment, work: Work | None, submissions: dict[int, Submission]) -> Line:
    submission = submissions.get(work.pk) if work else None
    return Line(pupil, work, submission, marking.sheet_of(submission) if submission else None)


def _faults(columns: tuple[str, ...], lines: list[Line]) -> tuple[Fault, ...]:
    found = []
    for number, words in enumerate(columns):
        marks = [line.sheet.marks[number] for line in lines if line.sheet and number < len(line.sheet.marks)]
        missed = [mark for mark in marks if mark.is_missed]
        measures = Counter(measure for mark in missed for measure in mark.row.measures)
        if missed:
            found.append(Fault(words, len(missed), tuple(sorted(measure for measure, _count in measures.most_common(4)))))
    return tuple(sorted(found, key=lambda fault: -fault.count))
