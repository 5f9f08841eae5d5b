"""Due dates as a calendar feed. Source: iCalendar, RFC 5545."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from .models import Assignment, CalendarKey, Enrollment

MOST_OCTETS = 74  # a line holds 75, and its continuation begins with a space


def key_of(user: User) -> CalendarKey:
    return CalendarKey.objects.get_or_create(user=user, defaults={"key": secrets.token_urlsafe(32)})[0]


def renew_key(user: User) -> None:
    """The old address is worthless."""
    CalendarKey.objects.filter(user=user).update(key=secrets.token_urlsafe(32))


def assignments_of(user: User) -> list[Assignment]:
    """With a date, in classes that are open: what a pupil was given, and what a teacher gave."""
    found: dict[int, Assignment] = {}
    for enrollment in Enrollment.objects.inside().filter(user=user, classroom__archived_at=None).select_related("classroom"):
        assignments = Assignment.objects.for_pupil(enrollment)
        if enrollment.is_teacher:
            assignments = Assignment.objects.published().filter(classroom=enrollment.classroom)
        found |= {each.pk: each for each in assignments.exclude(due_at=None).select_related("exercise", "classroom")}
    return sorted(found.values(), key=lambda each: each.due_at)


def feed(request: HttpRequest, assignments: Iterable[Assignment]) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sentence and Score//Classes//EN",
        f"X-WR-CALNAME:{_escaped(_('Music assignments'))}",
    ]
    for assignment in assignments:
        lines += _event(request, assignment)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def _event(request: HttpRequest, assignment: Assignment) -> list[str]:
    address = request.build_absolute_uri(assignment.get_absolute_url())
    summary = _("Due: %(title)s (%(classroom)s)") % {"title": assignment.exercise.title, "classroom": assignment.classroom.name}
    return [
        "BEGIN:VEVENT", f"UID:{assignment.public_id}@{request.get_host()}", f"DTSTAMP:{_stamp(timezone.now())}",
        f"DTSTART:{_stamp(assignment.due_at)}", f"DTEND:{_stamp(assignment.due_at)}", f"SUMMARY:{_escaped(summary)}", f"URL:{address}",
        f"DESCRIPTION:{_escaped(assignment.note)}", "END:VEVENT",
    ]  # fmt: skip


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for sign, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "")):
        text = text.replace(sign, instead)
    return text


def _folded(line: str) -> Iterator[str]:
    """Long lines go on after a space; no sign is cut in two."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > MOST_OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part
