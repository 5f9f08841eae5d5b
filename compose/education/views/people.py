from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User

from .. import actions, looking
from .. import roster as lists
from ..access import login_required, taught_classroom
from ..forms import DoorForm, EnrollmentForm, RosterForm
from ..models import Classroom, Enrollment, Role, SchoolAccount
from ..sent import posted


@require_safe
@never_cache
@login_required
def people(request: HttpRequest, public_id: str) -> HttpResponse:
    taught = taught_classroom(request, public_id)
    doors = {door.role: door for door in taught.codes.all() if door.is_valid}
    everybody = taught.people()
    context = {
        "classroom": taught, "is_owner": taught.belongs_to(request.user),
        "door": doors.get(Role.PUPIL), "teachers_door": doors.get(Role.TEACHER), "door_form": DoorForm(),
        "waiting": everybody.waiting(), "pupils": everybody.pupils(), "teachers": everybody.teachers(),
        "school_users": set(taught.school_accounts.values_list("user_id", flat=True)),
    }  # fmt: skip
    return render(request, "education/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def roster(request: HttpRequest, public_id: str) -> HttpResponse:
    """First a look at what the list says, then, with the same list sent again, the accounts."""
    taught = taught_classroom(request, public_id)
    if not taught.is_open:
        raise Http404
    form = RosterForm(posted(request), request.FILES or None)
    context = {"classroom": taught, "form": form}
    if not form.is_valid():
        return render(request, "education/roster.html", context, status=400 if form.errors else 200)
    try:
        rows = _rows(taught, form.cleaned_data["text"])
    except lists.UnreadableRoster as error:
        form.add_error(None, str(error))
        return render(request, "education/roster.html", context, status=400)
    if _made_today(request) + len(rows) > lists.MOST_A_DAY:
        form.add_error(None, _("These would be more accounts than one person may make in a day. Come back tomorrow."))
        return render(request, "education/roster.html", context, status=429)
    if "confirmed" in request.POST and not any(row.errors for row in rows):
        made = actions.enroll_roster(classroom=taught, rows=rows)
        messages.success(
            request,
            ngettext("%(count)d pupil was added. Print the card now.", "%(count)d pupils were added. Print the cards now.", len(made))
            % {"count": len(made)},
        )
        return redirect("education:cards", public_id)
    context |= {"rows": rows, "text": form.cleaned_data["text"], "fault_count": sum(bool(row.errors) for row in rows)}
    return render(request, "education/roster_preview.html", context)


def _made_today(request: HttpRequest) -> int:
    since = timezone.now() - timedelta(days=1)
    return SchoolAccount.objects.filter(classroom__owner=request.user, created_at__gte=since).count()


def _rows(classroom: Classroom, text: str) -> list[lists.Row]:
    taken_names = set(classroom.enrollments.values_list("display_name", flat=True))
    rows = lists.read(text, taken_names, set())
    asked = [row.username.lower() for row in rows if row.username]
    taken = set(User.objects.filter(username__in=asked).values_list("username", flat=True))
    return lists.read(text, taken_names, taken) if taken else rows


def _enrollment(request: HttpRequest, public_id: str, pk: int) -> Enrollment:
    taught = taught_classroom(request, public_id)
    return get_object_or_404(taught.people(), pk=pk)


def _may_decide_about(request: HttpRequest, enrollment: Enrollment) -> bool:
    """Who teaches beside them is for the owner to say; and nobody puts the owner out."""
    if enrollment.role == Role.PUPIL:
        return True
    return enrollment.classroom.belongs_to(request.user) and enrollment.user_id != request.user.pk


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def person(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    enrollment = _enrollment(request, public_id, pk)
    form = EnrollmentForm(posted(request), instance=enrollment)
    if form.is_valid():
        form.save()
        return redirect("education:people", public_id)
    account = SchoolAccount.objects.filter(user=enrollment.user_id, classroom=enrollment.classroom_id).first()
    context = {
        "classroom": enrollment.classroom, "enrollment": Enrollment.objects.select_related("user").get(pk=pk), "form": form,
        "account": account, "may_remove": _may_decide_about(request, enrollment),
    }  # fmt: skip
    return render(request, "education/person.html", context, status=400 if form.errors else 200)


@require_POST
@login_required
def approval(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    enrollment = _enrollment(request, public_id, pk)
    if not _may_decide_about(request, enrollment):
        raise Http404
    looking.let_in(enrollment=enrollment)
    return redirect("education:people", public_id)


@require_POST
@login_required
def removal(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    enrollment = _enrollment(request, public_id, pk)
    if not _may_decide_about(request, enrollment):
        raise Http404
    actions.leave(enrollment=enrollment)
    messages.success(request, _("%(name)s is no longer in this class.") % {"name": enrollment.display_name})
    return redirect("education:people", public_id)
