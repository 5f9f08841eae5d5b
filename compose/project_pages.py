from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .answers import wants_json
from .models import Project
from .project_forms import PlacingForm, ProjectForm
from .visitors import own_piece

FORM = ["GET", "HEAD", "POST"]


def _mine(request: HttpRequest, public_id: str, *, is_deleted: bool = False) -> Project:
    mine = Project.objects.of(request.user)
    return get_object_or_404(mine.deleted() if is_deleted else mine.kept(), public_id=public_id)


@require_http_methods(FORM)
@login_required
@never_cache
def projects(request: HttpRequest) -> HttpResponse:
    form = ProjectForm(request.POST if request.method == "POST" else None, instance=Project(owner=request.user))
    if request.method == "POST" and form.is_valid():
        return redirect(form.save())
    mine = Project.objects.of(request.user).counted()
    context = {"form": form, "projects": mine.current(), "archived": mine.archived()}
    return render(request, "compose/projects.html", context, status=400 if form.errors else 200)


@require_http_methods(FORM)
@login_required
@never_cache
def project(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = _mine(request, public_id)
    title = shown.title
    form = ProjectForm(request.POST if request.method == "POST" else None, instance=shown)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(shown)
    context = {"project": shown, "title": title, "form": form, "placements": shown.shown()}
    return render(request, "compose/project.html", context, status=400 if form.errors else 200)


@require_POST
@login_required
def order(request: HttpRequest, public_id: str) -> HttpResponse:
    """`order`: public ids, separated by commas. What is not named follows in the order it had."""
    arranged = _mine(request, public_id)
    arranged.arrange(request.POST.get("order", "").split(","))
    if wants_json(request):
        return JsonResponse({"order": list(arranged.shown().values_list("piece__public_id", flat=True))})
    return redirect(arranged)


@require_POST
@login_required
def move(request: HttpRequest, public_id: str, piece_id: str) -> HttpResponse:
    """One place up or down: what dragging does, for whoever has no script or no mouse."""
    arranged = _mine(request, public_id)
    placement = get_object_or_404(arranged.shown(), piece__public_id=piece_id)
    arranged.move(placement.piece, -1 if request.POST.get("direction") == "up" else 1)
    return HttpResponseRedirect(f"{arranged.get_absolute_url()}#piece-{piece_id}")


@require_POST
@login_required
def placing(request: HttpRequest, public_id: str) -> HttpResponse:
    """Puts a piece into a project, or into a new one."""
    piece = own_piece(request, public_id)
    form = PlacingForm(request.POST, owner=request.user, piece=piece)
    if not form.is_valid():
        messages.error(request, " ".join(sentence for sentences in form.errors.values() for sentence in sentences))
        return redirect(piece)
    chosen = form.chosen()
    chosen.add(piece)
    messages.success(request, _("“%(piece)s” is in “%(project)s” now.") % {"piece": piece.title, "project": chosen.title})
    return redirect(piece)


@require_POST
@login_required
def removal(request: HttpRequest, public_id: str, piece_id: str) -> HttpResponse:
    """Out of the project; the piece itself stays."""
    emptied = _mine(request, public_id)
    emptied.remove(get_object_or_404(emptied.shown(), piece__public_id=piece_id).piece)
    return redirect(emptied)


@require_POST
@login_required
def duplicate(request: HttpRequest, public_id: str) -> HttpResponse:
    copy = _mine(request, public_id).duplicate()
    messages.success(request, _("This is the copy. The pieces in it are the same ones."))
    return redirect(copy)


@require_POST
@login_required
def archive(request: HttpRequest, public_id: str) -> HttpResponse:
    Project.objects.filter(pk=_mine(request, public_id).pk).update(archived_at=timezone.now())
    return redirect("compose:projects")


@require_POST
@login_required
def reopening(request: HttpRequest, public_id: str) -> HttpResponse:
    reopened = _mine(request, public_id)
    Project.objects.filter(pk=reopened.pk).update(archived_at=None)
    return redirect(reopened)


@require_POST
@login_required
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Into the bin. The pieces in it stay where they are."""
    unwanted = _mine(request, public_id)
    Project.objects.filter(pk=unwanted.pk).update(deleted_at=timezone.now())
    return redirect(reverse("compose:bin"))


@require_POST
@login_required
def restoration(request: HttpRequest, public_id: str) -> HttpResponse:
    missed = _mine(request, public_id, is_deleted=True)
    Project.objects.filter(pk=missed.pk).update(deleted_at=None)
    messages.success(request, _("“%(title)s” is back.") % {"title": missed.title})
    return redirect(missed)
