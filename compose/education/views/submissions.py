"""One submission: the teacher marks it, the pupil reads what came back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from compose import exports

from .. import checking, marking, material, overview, pupil_page, worklog
from ..access import enrollment_with, login_required, marked_submission, taught_assignment
from ..engraved import engraved
from ..lti import grades as gradebook
from ..marking_forms import FeedbackForm, MarkingForm, PhraseForm
from ..models import Assignment, Feedback, ReadyPhrase, Submission
from ..sent import posted


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def submission(request: HttpRequest, assignment_id: str, submission: int) -> HttpResponse:
    assignment, mine = enrollment_with(request, assignment_id)
    with timezone.override(assignment.classroom.zone):
        if mine.is_teacher:
            checking.settle(Submission.objects.filter(pk=submission, work__assignment=assignment))
            return _marking(request, marked_submission(request, assignment_id, submission))
        if request.method == "POST":
            raise Http404
        handed_in = Submission.objects.select_related("work__assignment__exercise", "work__piece", "version")
        own = get_object_or_404(handed_in, pk=submission, work__enrollment=mine, work__assignment=assignment)
        return render(request, "education/returned.html", _shown(own) | {"feedback": pupil_page.told(own)})


def _shown(shown: Submission) -> dict:
    work = shown.work
    score = exports.score_of(work.piece, shown.version)
    return {
        "classroom": work.assignment.classroom, "assignment": work.assignment, "work": work, "submission": shown,
        "sheet": marking.sheet_of(shown), "svg": engraved(score), "measure_count": len(score.measures),
    }  # fmt: skip


def _marking(request: HttpRequest, shown: Submission) -> HttpResponse:
    context = _shown(shown)
    form = MarkingForm(posted(request), instance=Submission.objects.get(pk=shown.pk), sheet=context["sheet"])
    if form.is_valid():
        marking.mark(
            submission=shown, teacher=request.user, overrides=form.overrides(), rubric_points=form.rubric_points(),
            remark=form.cleaned_data["remark"],
        )  # fmt: skip
        if "release" in request.POST:
            _release(request, shown.work.assignment, [shown])
        else:
            messages.success(request, _("Saved. The pupil sees it when you release it."))
        return redirect(shown)
    return _marking_page(request, context | {"form": form}, status=400 if form.errors else 200)


def _marking_page(request: HttpRequest, context: dict, feedback_form: FeedbackForm | None = None, status: int = 200) -> HttpResponse:
    shown = context["submission"]
    lines = overview.grid_of(context["assignment"]).handed_in
    place = next((index for index, line in enumerate(lines) if line.work == shown.work), 0)
    context |= {
        "form": context.get("form") or MarkingForm(instance=shown, sheet=context["sheet"]),
        "feedback_form": feedback_form or FeedbackForm(measure_count=context["measure_count"]),
        "feedback": list(shown.feedback.select_related("author")), "phrases": ReadyPhrase.objects.filter(owner=request.user),
        "log": worklog.log_of(shown.work.piece, shown.version), "others": shown.work.submissions.exclude(pk=shown.pk).order_by("number"),
        "answer": material.answer_key(shown.work.answer), "lines": lines,
        "previous": lines[place - 1] if place else None, "next": lines[place + 1] if place + 1 < len(lines) else None,
    }  # fmt: skip
    return render(request, "education/marking.html", context, status=status)


@require_POST
@login_required
def feedback(request: HttpRequest, assignment_id: str, submission: int) -> HttpResponse:
    shown = marked_submission(request, assignment_id, submission)
    context = _shown(shown)
    form = FeedbackForm(request.POST, measure_count=context["measure_count"])
    if not form.is_valid():
        with timezone.override(shown.work.assignment.classroom.zone):
            return _marking_page(request, context, form, status=400)
    comment = form.save(commit=False)
    comment.submission, comment.author = shown, request.user
    comment.save()
    response = redirect(shown)
    response["Location"] += "#comments"
    return response


@require_POST
@login_required
def feedback_deletion(request: HttpRequest, assignment_id: str, submission: int, comment: int) -> HttpResponse:
    shown = marked_submission(request, assignment_id, submission)
    get_object_or_404(Feedback, pk=comment, submission=shown).delete()
    return redirect(shown)


@require_POST
@login_required
def release(request: HttpRequest, assignment_id: str, submission: int) -> HttpResponse:
    shown = marked_submission(request, assignment_id, submission)
    _release(request, shown.work.assignment, [shown])
    return redirect(shown)


@require_POST
@login_required
def withdrawal(request: HttpRequest, assignment_id: str, submission: int) -> HttpResponse:
    shown = marked_submission(request, assignment_id, submission)
    marking.withdraw(submission=shown)
    messages.success(request, _("This is a draft again."))
    return redirect(shown)


@require_POST
@login_required
def release_all(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """Everything that was handed in and is not released yet."""
    given = taught_assignment(request, assignment_id)
    _release(request, given, [line.submission for line in overview.grid_of(given).to_release])
    return redirect(given)


@require_POST
@login_required
def grades(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """Sends again what did not reach the gradebook."""
    given = taught_assignment(request, assignment_id)
    _pass_back(request, given)
    return redirect(given)


def _release(request: HttpRequest, assignment: Assignment, submissions: list[Submission]) -> None:
    decided = [each for each in submissions if not marking.sheet_of(each).is_pending]
    if len(decided) < len(submissions):
        sentence = _("Not everything is sent back: something is still being listened to. Wait a moment, or decide it yourself.")
        messages.warning(request, sentence)
    marking.release(submissions=decided)
    count = len(decided)
    words = ngettext("%(count)d pupil sees marks and comments now.", "%(count)d pupils see marks and comments now.", count)
    if decided:
        messages.success(request, words % {"count": count})
    _pass_back(request, assignment)


def _pass_back(request: HttpRequest, assignment: Assignment) -> None:
    sent, failed = gradebook.pass_back(assignment)
    if sent:
        one, many = "%(count)d mark is in the gradebook of your platform.", "%(count)d marks are in the gradebook of your platform."
        words = ngettext(one, many, sent)
        messages.success(request, words % {"count": sent})
    if failed:
        messages.error(request, _("Your platform did not take all marks. Try it again later from here."))


@require_safe
@never_cache
@login_required
def comparison(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """Two submissions side by side: of two pupils, or of one before and after."""
    given = taught_assignment(request, assignment_id)
    handed_in = Submission.objects.filter(work__assignment=given).select_related(
        "work__enrollment", "work__piece", "version", "work__assignment__exercise"
    )
    chosen = [_chosen(handed_in, request.GET.get(side, "")) for side in ("left", "right")]
    context = {
        "classroom": given.classroom, "assignment": given, "handed_in": handed_in.order_by("work__enrollment__display_name", "number"),
        "sides": [_shown(each) if each else None for each in chosen], "left": chosen[0], "right": chosen[1],
    }  # fmt: skip
    return render(request, "education/comparison.html", context)


def _chosen(submissions, key: str) -> Submission | None:
    if not key:
        return None
    return get_object_or_404(submissions, pk=key if key.isascii() and key.isdigit() and len(key) < 18 else 0)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def phrases(request: HttpRequest) -> HttpResponse:
    form = PhraseForm(posted(request))
    if form.is_valid():
        phrase = form.save(commit=False)
        phrase.owner = request.user
        phrase.save()
        return redirect("education:phrases")
    context = {"form": form, "phrases": ReadyPhrase.objects.filter(owner=request.user)}
    return render(request, "education/phrases.html", context, status=400 if form.errors else 200)


@require_POST
@login_required
def phrase_deletion(request: HttpRequest, phrase: int) -> HttpResponse:
    get_object_or_404(ReadyPhrase, owner=request.user, pk=phrase).delete()
    return redirect("education:phrases")
