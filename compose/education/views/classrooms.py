from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import actions, pupil_page
from ..access import enrollment_in, login_required, owned_classroom, taught_classroom
from ..forms import ClassroomForm
from ..models import Classroom, Enrollment, LtiIdentity, SchoolAccount
from ..sent import posted


@require_safe
@never_cache
@login_required
def classrooms(request: HttpRequest) -> HttpResponse:
    mine = Enrollment.objects.filter(user=request.user).select_related("classroom").order_by("classroom__archived_at", "-joined_at")
    pupil_in = [each for each in mine if each.classroom.is_open and not each.is_waiting and not each.is_teacher]
    context = {
        "tasks": pupil_page.to_do(pupil_in),
        "teaches": any(each.is_teacher for each in mine),
        "current": [each for each in mine if each.classroom.is_open],
        "past": [each for each in mine if not each.classroom.is_open],
        "is_connected": LtiIdentity.objects.filter(user=request.user).exists(),
        "school_account": SchoolAccount.objects.filter(user=request.user).select_related("classroom").first(),
    }
    return render(request, "education/classrooms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def new(request: HttpRequest) -> HttpResponse:
    form = ClassroomForm(posted(request))
    if form.is_valid():
        return redirect(actions.open_classroom(classroom=form.save(commit=False), teacher=request.user))
    return render(request, "education/new.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
@never_cache
@login_required
def classroom(request: HttpRequest, public_id: str) -> HttpResponse:
    mine = enrollment_in(request, public_id)
    with timezone.override(mine.classroom.zone):
        if mine.is_teacher:
            context = {
                "classroom": mine.classroom,
                "mine": mine,
                "assignments": mine.classroom.assignments.counted().select_related("exercise"),
            }
            return render(request, "education/classroom.html", context)
        classmates = mine.classroom.people().pupils().values_list("display_name", flat=True)
        context = {"classroom": mine.classroom, "mine": mine, "tasks": pupil_page.tasks_of([mine]), "classmates": classmates}
        return render(request, "education/my_class.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def settings(request: HttpRequest, public_id: str) -> HttpResponse:
    taught = taught_classroom(request, public_id)
    form = ClassroomForm(posted(request), instance=Classroom.objects.get(pk=taught.pk))
    if form.is_valid():
        form.save()
        messages.success(request, _("The settings of the class are saved."))
        return redirect("education:settings", public_id)
    context = {"classroom": taught, "form": form, "is_owner": taught.belongs_to(request.user)}
    return render(request, "education/settings.html", context, status=400 if form.errors else 200)


@require_POST
@login_required
def archive(request: HttpRequest, public_id: str) -> HttpResponse:
    actions.archive(classroom=taught_classroom(request, public_id))
    messages.success(request, _("The class is in the archive. Everything can still be looked at."))
    return redirect("education:settings", public_id)


@require_POST
@login_required
def reopening(request: HttpRequest, public_id: str) -> HttpResponse:
    actions.reopen(classroom=taught_classroom(request, public_id))
    return redirect("education:classroom", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def purge(request: HttpRequest, public_id: str) -> HttpResponse:
    owned = owned_classroom(request, public_id)
    if request.method == "POST" and owned.purged_at is None:
        actions.purge(classroom=owned)
        messages.success(request, _("The pupils’ work and the accounts made for them are removed."))
        return redirect("education:classrooms")
    pupils = owned.people().pupils()
    context = {"classroom": owned, "pupil_count": pupils.count(), "account_count": owned.school_accounts.count()}
    return render(request, "education/purge.html", context)
