"""What leaves the site: tables, printed sets, archives, calendars."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from compose import exports
from compose.limits import LimitReached
from compose.turns import take_turn

from .. import calendars, class_set, marks_table, overview, taking_out
from ..access import login_required, taught_assignment, taught_classroom
from ..models import Assignment, CalendarKey


def _file(content: bytes, content_type: str, title: str, extension: str) -> HttpResponse:
    name = f"{slugify(title, allow_unicode=True)[:60] or 'class'}.{extension}"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": content_disposition_header(True, name)})


@require_safe
@never_cache
@login_required
def marks(request: HttpRequest, assignment_id: str) -> HttpResponse:
    given = taught_assignment(request, assignment_id)
    with timezone.override(given.classroom.zone):
        rows = marks_table.table(given, overview.grid_of(given))
    return _file(marks_table.to_csv(rows), "text/csv; charset=utf-8", f"{given.classroom.name} {given.exercise.title}", "csv")


@require_safe
@never_cache
@login_required
def printed(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """The class set on paper. It takes seconds to make, so one at a time and person."""
    given = taught_assignment(request, assignment_id)
    lines = overview.grid_of(given).handed_in
    if not lines:
        return redirect(given)
    try:
        give_up_turn = take_turn(f"user:{request.user.pk}")
    except LimitReached as limit:
        retry = {"Retry-After": str(limit.retry_seconds)}
        return HttpResponse(str(limit), status=429, content_type="text/plain; charset=utf-8", headers=retry)
    try:
        title = f"{given.classroom.name} · {given.exercise.title}"
        return _file(class_set.write(title, [_sheet(line, given) for line in lines]), "application/pdf", title, "pdf")
    finally:
        give_up_turn()


def _sheet(line: overview.Line, given: Assignment) -> class_set.Sheet:
    with timezone.override(given.classroom.zone):
        handed_in = timezone.localtime(line.submission.submitted_at).strftime("%Y-%m-%d %H:%M")
    words = _("%(title)s · handed in %(time)s") % {"title": given.exercise.title, "time": handed_in}
    return class_set.Sheet(line.enrollment.display_name, words, exports.score_of(line.work.piece, line.submission.version))


@require_safe
@never_cache
@login_required
def archive(request: HttpRequest, public_id: str) -> HttpResponse:
    taught = taught_classroom(request, public_id)
    with timezone.override(taught.zone):
        return _file(taking_out.archive_of(taught), "application/zip", taught.name, "zip")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """The address of one's own feed. POST makes a new one."""
    if request.method == "POST":
        calendars.renew_key(request.user)
        return redirect("education:calendar")
    return render(request, "education/calendar.html", {"key": calendars.key_of(request.user).key})


@require_safe
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    """For calendar programs, which cannot sign in: whoever has the address may read it."""
    owner = get_object_or_404(CalendarKey.objects.select_related("user"), key=key, user__is_active=True).user
    content = calendars.feed(request, calendars.assignments_of(owner))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, max-age=900"})
