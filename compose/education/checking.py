"""A version against the criteria of an exercise: lines that are stored with a submission, shown beside the piece, and marked.

A criterion of an exercise is one of `compose.music.criteria` as JSON, with the teacher's own "words" where they say it better.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from json import dumps, loads

from django.db.models import QuerySet
from django.utils.translation import gettext

from compose import exports
from compose.models import Version, VersionKind
from compose.music.criteria import marks
from compose.music.criteria.catalogue import Criterion
from compose.music.saying import Saying
from compose.music.score import Score

from . import facts
from .models import Submission, Work


@dataclass(frozen=True)
class Evidence:
    """What was found, and why it matters, in the reader's language. measures: from 1."""

    measures: tuple[int, ...]
    sentence: str
    explanation: str


@dataclass(frozen=True)
class Row:
    """One criterion, decided. number: its place in the exercise, from 0. earned: of `available` points.

    is_pending: something is still being measured. is_kept: whether it is met is not told now.
    """

    number: int
    code: str
    words: str
    available: float
    earned: float
    is_hard: bool
    met: bool
    evidence: tuple[Evidence, ...]
    is_pending: bool = False
    is_kept: bool = False

    @property
    def tells_more(self) -> bool:
        """Whether there is something to read beside ✓: why not, or how far it goes beyond what was asked."""
        return not self.met or self.code == "style"

    @property
    def measures(self) -> list[int]:
        return sorted({measure for item in self.evidence for measure in item.measures})


def check(work: Work, version: Version, answers: list) -> dict:
    """The marking of one finished version of a pupil's piece, as it is stored. answers: what the pupil found."""
    given = work.piece.versions.filter(kind=VersionKind.GIVEN).first()
    given_score = exports.score_of(work.piece, given) if given else None
    score = exports.score_of(work.piece, version)
    measured = facts.measured(score, version, work.criteria, answers)
    found = marking(score, given_score, work.criteria, measured)
    return found | {"heard": measured["style"]} if measured.get("style") else found


def settle(submissions: QuerySet[Submission]) -> None:
    """Checks anew what was handed in while something of it was still being measured. What the teacher decided stays."""
    for submission in submissions.filter(marking__is_pending=True).select_related("work__piece__composer", "version"):
        found = check(submission.work, submission.version, submission.answers)
        if not found["is_pending"]:
            Submission.objects.filter(pk=submission.pk).update(marking=found)


def marking(score: Score, given: Score | None, criteria: Sequence[Mapping], measured: Mapping[str, object]) -> dict:
    return loads(_marking(score, given, dumps(criteria, sort_keys=True), dumps(measured, sort_keys=True)))


@lru_cache(maxsize=64)
def _marking(score: Score, given: Score | None, criteria: str, measured: str) -> str:
    """Kept for a while: a page that waits for changes asks again and again."""
    asked = loads(criteria)
    found = marks.mark(score, [Criterion.from_json(each) for each in asked], loads(measured), given=given).to_json()
    for line, each in zip(found["lines"], asked, strict=True):
        line["words"] = each.get("words", "")
    return dumps(found)


def rows_of(marking: Mapping) -> list[Row]:
    return [_row(number, line) for number, line in enumerate(marking.get("lines", ()))]


def _row(number: int, line: Mapping) -> Row:
    facts_of_it = {name: line[name] for name in ("code", "available", "earned", "is_hard", "met")}
    facts_of_it["is_pending"] = line.get("is_pending", False)
    evidence = tuple(_evidence(item) for item in line["evidence"])
    return Row(number=number, words=line["words"] or said(line["asks"]), evidence=evidence, **facts_of_it)


def _evidence(item: Mapping) -> Evidence:
    return Evidence(tuple(item["measures"]), said(item["says"]), said(item["why"]) if item["why"] else "")


def said(saying: dict) -> str:
    return Saying.from_json(saying).translated(gettext)


def asked(criterion: Mapping) -> str:
    """The sentence a pupil reads before anything is checked."""
    return criterion.get("words") or Criterion.from_json(criterion).text.translated(gettext)
