"""Assignments, as the teacher sets them."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import looking, overview, pupil_page, statistics, working
from ..access import enrollment_with, login_required, taught_assignment, taught_classroom
from ..assignment_forms import AssignmentForm, CopyForm
from ..lti import grades as gradebook
from ..models import Assignment, Classroom, Exercise
from ..sent import posted


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Gives an exercise to a classroom; without one, offers the teacher's exercises to choose from."""
    taught = taught_classroom(request, public_id)
    if not taught.is_open:
        raise Http404
    exercises = Exercise.objects.of(request.user)
    if "exercise" not in request.GET:
        return render(request, "education/choose_exercise.html", {"classroom": taught, "exercises": exercises})
    exercise = get_object_or_404(exercises, public_id=request.GET["exercise"].replace("\0", ""))
    assignment = Assignment(classroom=taught, exercise=exercise, created_by=request.user)
    with timezone.override(taught.zone):
        form = AssignmentForm(posted(request), instance=assignment, classroom=taught)
        if form.is_valid():
            return redirect(form.save())
        context = {"classroom": taught, "exercise": exercise, "form": form}
        return render(request, "education/assignment_form.html", context, status=400 if form.errors else 200)


@require_safe
@never_cache
@login_required
def assignment(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """The same address for both: the class at a glance for its teachers, what is asked for its pupils."""
    given, mine = enrollment_with(request, assignment_id)
    with timezone.override(given.classroom.zone):
        if not mine.is_teacher:
            return render(request, "education/task.html", pupil_page.context(given, mine))
        grid = overview.grid_of(given)
        others = Classroom.objects.taught_by(request.user).filter(archived_at=None).exclude(pk=given.classroom_id)
        context = {
            "classroom": given.classroom, "assignment": given, "exercise": given.exercise, "grid": grid,
            "charts": statistics.charts(grid), "ungraded": gradebook.waiting_for(given),
            "copy_form": CopyForm(classrooms=others) if others.exists() else None,
        }  # fmt: skip
        return render(request, "education/assignment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def edit(request: HttpRequest, assignment_id: str) -> HttpResponse:
    given = taught_assignment(request, assignment_id)
    with timezone.override(given.classroom.zone):
        form = AssignmentForm(posted(request), instance=Assignment.objects.get(pk=given.pk), classroom=given.classroom)
        if form.is_valid():
            return redirect(working.change_rules(before=given, after=form.save(commit=False)))
        context = {"classroom": given.classroom, "exercise": given.exercise, "assignment": given, "form": form}
        return render(request, "education/assignment_form.html", context, status=400 if form.errors else 200)


@require_POST
@login_required
def publication(request: HttpRequest, assignment_id: str) -> HttpResponse:
    given = taught_assignment(request, assignment_id)
    if not given.is_published:
        Assignment.objects.filter(pk=given.pk).update(publish_at=timezone.now())
        messages.success(request, _("Pupils see it now."))
    return redirect(given)


@require_POST
@login_required
def copies(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """The same exercise with the same rules for another class, as a draft: its dates are for the teacher to set."""
    given = taught_assignment(request, assignment_id)
    form = CopyForm(request.POST, classrooms=Classroom.objects.taught_by(request.user).filter(archived_at=None))
    if not form.is_valid():
        messages.error(request, _("Choose one of your classes."))
        return redirect(given)
    fields = ("exercise", "note", "late_rule", "attempt_limit", "machine_policy", "machine_count")
    rules = {field: getattr(given, field) for field in fields}
    copy = Assignment.objects.create(classroom=form.cleaned_data["classroom"], created_by=request.user, **rules)
    return redirect("education:assignment_edit", copy.public_id)


@require_POST
@login_required
def deletion(request: HttpRequest, assignment_id: str) -> HttpResponse:
    """Takes an assignment back. Once somebody has handed in, it can only be archived with the class."""
    given = taught_assignment(request, assignment_id)
    if given.works.filter(submissions__isnull=False).exists():
        messages.error(request, _("Pupils have handed in work here, so it stays."))
        return redirect(given)
    with transaction.atomic():
        looking.set_free(given.works.all())
        given.delete()
    messages.success(request, _("The assignment is taken back. What pupils began is still among their pieces."))
    return redirect(given.classroom)
