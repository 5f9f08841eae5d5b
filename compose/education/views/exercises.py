"""The teacher's exercises: built, looked at as a pupil sees them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from compose import uploading
from compose.generation.exercises.templates import TEMPLATES
from compose.limits import LimitReached
from compose.models import Piece
from compose.upload_forms import UploadForm
from compose.upload_words import changes_told
from compose.visitors import visitor_of

from .. import material, origins, pupil_page
from ..access import login_required, own_exercise, shown_exercise
from ..engraved import engraved
from ..exercise_forms import BlankSheetForm, CriteriaForms, ExerciseForm, FromPieceForm, TemplateForm
from ..models import Classroom, Exercise
from ..sent import posted
from ..stored_scores import steps_by_measure

SAMPLES = 3


@require_safe
@never_cache
@login_required
def exercises(request: HttpRequest) -> HttpResponse:
    context = {"exercises": Exercise.objects.of(request.user), "templates": TEMPLATES.values()}
    return render(request, "education/exercises.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def from_template(request: HttpRequest, template: str) -> HttpResponse:
    """A ready template with a few questions."""
    if template not in TEMPLATES:
        raise Http404
    maker = TEMPLATES[template]
    form = TemplateForm(posted(request), parameters=maker.parameters)
    exercise = form.exercise(maker) if form.is_valid() else None
    if exercise:
        exercise.owner = request.user
        exercise.save()
        return redirect(exercise)
    return render(request, "education/from_template.html", {"template": maker, "form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def blank(request: HttpRequest) -> HttpResponse:
    form = BlankSheetForm(posted(request))
    if form.is_valid():
        exercise = Exercise(owner=request.user, title=form.cleaned_data["title"], description=form.cleaned_data["title"])
        exercise.header, exercise.steps = steps_by_measure(form.score())
        exercise.save()
        return redirect("education:exercise_edit", exercise.public_id)
    return render(request, "education/blank.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def from_piece(request: HttpRequest) -> HttpResponse:
    pieces = Piece.objects.kept().made_by(request.user).exclude(current__steps=None)
    form = FromPieceForm(posted(request), pieces=pieces)
    if form.is_valid():
        return _begun_from(request, form.cleaned_data["piece"])
    context = {"form": form, "has_pieces": pieces.exists()}
    return render(request, "education/from_piece.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def from_file(request: HttpRequest) -> HttpResponse:
    """Notes of a file, read as everywhere on the site: they become a piece of the teacher's, and pupils go on from there."""
    form = UploadForm(posted(request), request.FILES or None)
    status = 400 if request.method == "POST" else 200
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("rights", "author", "title")}
        try:
            piece, music = uploading.upload(data=form.cleaned_data["file"].read(), by=visitor_of(request), **facts)
        except (uploading.UploadRefused, LimitReached) as refusal:
            form.add_error("file", str(refusal))
            status = refusal.status if isinstance(refusal, LimitReached) else 400
        else:
            if changes := changes_told(music.changes):
                messages.info(request, " ".join(changes))
            return _begun_from(request, piece)
    return render(request, "education/from_file.html", {"form": form}, status=status)


def _begun_from(request: HttpRequest, piece: Piece) -> HttpResponse:
    exercise = origins.exercise_from(piece, owner=request.user, description=_("Go on from what is given."))
    exercise.save()
    return redirect("education:exercise_edit", exercise.public_id)


@require_safe
@never_cache
@login_required
def exercise(request: HttpRequest, exercise_id: str) -> HttpResponse:
    """As a pupil sees it; of fresh ones a few, so that a teacher can judge how alike they are."""
    shown = shown_exercise(request, exercise_id)
    samples = [material.for_pupil(shown, number=number) for number in range(SAMPLES if shown.is_fresh else 1)]
    drawn = [{"svg": engraved(sample.score), "answer": material.answer_key(sample.answer)} for sample in samples]
    context = {
        "exercise": shown, "samples": drawn, "criteria": pupil_page.asked(samples[0].criteria),
        "classrooms": Classroom.objects.taught_by(request.user).filter(archived_at=None), "most": most_points(shown),
        "is_mine": shown.owner_id == request.user.pk and shown.deleted_at is None,
    }  # fmt: skip
    return render(request, "education/exercise.html", context)


def most_points(exercise: Exercise) -> float:
    return sum(line["points"] for line in (*exercise.criteria, *exercise.rubric))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def edit(request: HttpRequest, exercise_id: str) -> HttpResponse:
    shown = own_exercise(request, exercise_id)
    if request.method == "POST" and shown.is_begun:
        messages.error(request, _("Pupils work on this exercise, so it stays as it is. Make a copy and change that."))
        return redirect(shown)
    form, criteria = ExerciseForm(posted(request), instance=own_exercise(request, exercise_id)), CriteriaForms(posted(request), shown)
    is_sent = request.method == "POST"
    if is_sent and all([form.is_valid(), criteria.is_valid()]):
        saved = form.save(commit=False)
        saved.criteria = criteria.criteria()
        saved.save()
        return redirect("education:exercise_edit" if "more" in request.POST else "education:exercise", exercise_id)
    context = {"exercise": shown, "form": form, "criteria": criteria}
    return render(request, "education/exercise_form.html", context, status=400 if is_sent else 200)


@require_POST
@login_required
def copies(request: HttpRequest, exercise_id: str) -> HttpResponse:
    """For whoever may see it: the copy is theirs."""
    copy = shown_exercise(request, exercise_id).copy()
    copy.title, copy.owner = _("%(title)s (copy)") % {"title": copy.title[:110]}, request.user
    copy.save()
    return redirect("education:exercise_edit", copy.public_id)


@require_POST
@login_required
def deletion(request: HttpRequest, exercise_id: str) -> HttpResponse:
    """Out of the teacher's list; where it was given it stays."""
    own_exercise(request, exercise_id).put_away()
    messages.success(request, _("The exercise is off your list. Where it was given, it stays."))
    return redirect("education:exercises")
