"""Everything a class made, in one archive: marks, comments, and the music in a format that every notation program reads."""

import io
import json
import zipfile

from django.utils.text import get_valid_filename, slugify

from compose import exports

from . import marking, marks_table, overview
from .models import Assignment, Classroom, Submission


def archive_of(classroom: Classroom) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, assignment in enumerate(classroom.assignments.select_related("exercise", "classroom"), start=1):
            folder = f"{number:02}-{slugify(assignment.exercise.title, allow_unicode=True)[:50] or 'assignment'}"
            _add(archive, folder, assignment)
    return file.getvalue()


def _add(archive: zipfile.ZipFile, folder: str, assignment: Assignment) -> None:
    archive.writestr(f"{folder}/marks.csv", marks_table.to_csv(marks_table.table(assignment, overview.grid_of(assignment))))
    submissions = Submission.objects.filter(work__assignment=assignment)
    for submission in submissions.select_related("work__enrollment", "work__piece", "version", "work__assignment__exercise"):
        name = f"{folder}/{get_valid_filename(submission.work.enrollment.display_name) or submission.work_id}-{submission.number}"
        score = exports.score_of(submission.work.piece, submission.version)
        archive.writestr(f"{name}.musicxml", exports.write(score, "musicxml"))
        archive.writestr(f"{name}.json", json.dumps(_told(submission), ensure_ascii=False, indent=1))


def _told(submission: Submission) -> dict:
    sheet = marking.sheet_of(submission)
    comments = submission.feedback.values("measure", "text", "reaction")
    return {
        "points": None if sheet.is_pending else sheet.points, "of": sheet.most,
        "handed_in_at": submission.submitted_at.isoformat(), "is_late": submission.is_late,
        "criteria": [_criterion(mark) for mark in sheet.marks],
        "rubric": [{"name": line.name, "points": line.points, "of": line.most} for line in sheet.rubric],
        "remark": submission.remark, "comments": list(comments),
    }  # fmt: skip


def _criterion(mark: marking.Mark) -> dict:
    return {"asked": mark.row.words, "points": mark.points, "of": mark.row.available, "reason": mark.reason}
