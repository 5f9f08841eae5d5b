"""Ways in: the class code, and the pupil's own key to an account the school made."""

from django.contrib import messages
from django.contrib.auth import password_validation, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions
from ..access import login_required, owned_classroom, taught_classroom
from ..forms import ClaimForm, DoorForm, JoinForm
from ..joining import NotJoined
from ..joining import join as join_by_code
from ..models import Classroom, Role, SchoolAccount
from ..sent import posted


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def join(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        first = {"code": request.GET.get("code", "")[:40], "display_name": request.user.display_name[:40]}
        return render(request, "education/join.html", {"form": JoinForm(initial=first)})
    form = JoinForm(request.POST)
    if not form.is_valid():
        return render(request, "education/join.html", {"form": form}, status=400)
    try:
        enrollment = join_by_code(request, **form.cleaned_data)
    except NotJoined as refusal:
        form.add_error(None if refusal.wait_seconds else "code", str(refusal))
        response = render(request, "education/join.html", {"form": form}, status=429 if refusal.wait_seconds else 400)
        if refusal.wait_seconds:
            response["Retry-After"] = str(refusal.wait_seconds)
        return response
    if enrollment.is_waiting:
        messages.info(
            request,
            _("You asked to join “%(name)s”. As soon as a teacher says yes, it is among your classes.")
            % {"name": enrollment.classroom.name},
        )
        return redirect("education:classrooms")
    return redirect(enrollment.classroom)


@require_POST
@login_required
def code(request: HttpRequest, public_id: str) -> HttpResponse:
    return _renew(request, _open_one(taught_classroom(request, public_id)), Role.PUPIL)


@require_POST
@login_required
def teachers_code(request: HttpRequest, public_id: str) -> HttpResponse:
    return _renew(request, _open_one(owned_classroom(request, public_id)), Role.TEACHER)


@require_POST
@login_required
def closing(request: HttpRequest, public_id: str) -> HttpResponse:
    actions.close_door(classroom=taught_classroom(request, public_id), role=Role.PUPIL)
    return redirect("education:people", public_id)


def _open_one(classroom: Classroom) -> Classroom:
    if not classroom.is_open:
        raise Http404
    return classroom


def _renew(request: HttpRequest, classroom: Classroom, role: Role) -> HttpResponse:
    form = DoorForm(request.POST)
    form.full_clean()
    actions.renew_code(classroom=classroom, role=role, needs_approval=role == Role.TEACHER or form.cleaned_data["needs_approval"])
    return redirect("education:people", classroom.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def claim(request: HttpRequest) -> HttpResponse:
    """A pupil takes an account over from the school: from now on only they set its password, and it outlives the class."""
    account = SchoolAccount.objects.filter(user=request.user).select_related("classroom").first()
    if account is None:
        raise Http404
    form = ClaimForm(posted(request), user=request.user)
    if form.is_valid() and _is_good(request, form):
        request.user.set_password(form.cleaned_data["new_password"])
        request.user.save(update_fields=["password"])
        account.delete()
        update_session_auth_hash(request, request.user)
        messages.success(request, _("This account is your own now. Nobody else can set its password."))
        return redirect("education:classrooms")
    return render(request, "education/claim.html", {"form": form, "account": account}, status=400 if form.errors else 200)


def _is_good(request: HttpRequest, form: ClaimForm) -> bool:
    try:
        password_validation.validate_password(form.cleaned_data["new_password"], request.user)
    except ValidationError as error:
        form.add_error("new_password", error)
    return not form.errors
