"""A pupil at work: begin, be checked, hand in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from compose.answers import wants_json

from .. import pupil_page, working
from ..access import enrollment_with, login_required, own_work
from ..answers import form_of
from ..models import Work
from ..working import NotNow


@require_POST
@login_required
def begin(request: HttpRequest, assignment_id: str) -> HttpResponse:
    assignment, mine = enrollment_with(request, assignment_id)
    if mine.is_teacher:
        raise Http404
    try:
        work = working.begin(assignment=assignment, enrollment=mine)
    except NotNow as refusal:
        messages.error(request, str(refusal))
        return redirect(assignment)
    return redirect(work.piece)


@require_safe
@never_cache
@login_required
def checks(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """The checks of what the piece shows now. known: the version the page has them of; then there may be nothing new."""
    work = own_work(request, assignment_id)
    if work.piece.current and request.GET.get("known") == str(work.piece.current.number):
        return HttpResponse(status=204)
    return render(request, "education/_checks.html", pupil_page.checks(work))


@require_POST
@login_required
def answers(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """What the pupil has found so far. It counts when it is handed in."""
    work = own_work(request, assignment_id)
    form = form_of(work, request.POST)
    if form is None:
        raise Http404
    sentence = ""
    if not form.is_valid():
        sentence = " ".join(form.errors["answers"])
    elif not work.assignment.takes_work:
        sentence = _("The time for this assignment is over. Talk to your teacher.")
    else:
        Work.objects.filter(pk=work.pk).update(answers=form.cleaned_data["answers"])
    if wants_json(request):
        error = {"error": {"code": "answers.not_saved", "message": sentence}}
        return JsonResponse(error if sentence else {"answers": form.cleaned_data["answers"]}, status=400 if sentence else 200)
    if sentence:
        messages.error(request, sentence)
    return redirect(work.piece)


@require_POST
@login_required
def submissions(request: HttpRequest, assignment_id: str) -> HttpResponse:
    work = own_work(request, assignment_id)
    try:
        submission = working.hand_in(work=work)
    except NotNow as refusal:
        messages.error(request, str(refusal))
        return redirect(work.piece)
    with timezone.override(work.assignment.classroom.zone):
        if submission.is_late:
            messages.warning(request, _("Handed in, after the time was over."))
        else:
            messages.success(request, _("Handed in. You see here when your teacher has looked at it."))
    return redirect(work.assignment)
