"""What the class page shows of an assignment, as a table for a spreadsheet."""

import csv
import io

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Assignment
from .overview import Grid, Line

STATES = {
    "not begun": gettext_lazy("not begun"),
    "begun": gettext_lazy("begun"),
    "handed in": gettext_lazy("handed in"),
    "marked": gettext_lazy("marked"),
    "released": gettext_lazy("released"),
}
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def table(assignment: Assignment, grid: Grid) -> list[list[object]]:
    """A heading and a row a pupil. Points are numbers, empty where nothing was handed in."""
    rubric = [line["name"] for line in assignment.exercise.rubric]
    heading = [_("Name"), _("Shown in class"), _("Group"), _("User name"), _("State"), _("Handed in"), _("Times"), _("Late"),
               *grid.columns, *rubric, _("Points"), _("of"), "%", _("Remark")]  # fmt: skip
    return [heading, *(_row(line, len(grid.columns), len(rubric)) for line in grid.lines)]


def _row(line: Line, column_count: int, rubric_count: int) -> list[object]:
    pupil = line.enrollment
    person = [pupil.register_name, pupil.display_name, pupil.group, pupil.user.username, STATES[line.state]]
    if line.submission is None:
        return [*person, *[""] * (3 + column_count + rubric_count + 4)]
    sheet, submission = line.sheet, line.submission
    points = ["" if mark.is_pending else mark.points for mark in sheet.marks][:column_count]
    grade = ["", sheet.most, ""] if sheet.is_pending else [sheet.points, sheet.most, sheet.percent]
    judged = ["" if judgment.points is None else judgment.points for judgment in sheet.rubric]
    handed_in = timezone.localtime(submission.submitted_at).strftime("%Y-%m-%d %H:%M")
    return [
        *person, handed_in, submission.number, _("late") if submission.is_late else "",
        *points, *[""] * (column_count - len(points)), *judged, *grade, submission.remark,
    ]  # fmt: skip


def to_csv(rows: list[list[object]]) -> bytes:
    """With the mark by which spreadsheet programs know UTF-8. A text that a spreadsheet would run as a formula is disarmed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def _cell(cell: object) -> object:
    if isinstance(cell, float):
        return f"{cell:g}" if cell == round(cell, 2) else f"{cell:.2f}"
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
