from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from .bin import erase, erased_at
from .models import Piece, Project
from .visitors import own_piece, visitor_of

SHOWN = 200


@require_safe
@never_cache
def bin(request: HttpRequest) -> HttpResponse:
    """What was deleted, and until when it can be brought back. Guests have one too, for their pieces."""
    pieces = visitor_of(request).pieces().deleted().order_by("-deleted_at")[:SHOWN]
    projects = Project.objects.of(request.user).deleted().order_by("-deleted_at")[:SHOWN]
    context = {"pieces": _with_dates(pieces), "projects": _with_dates(projects), "days": settings.BIN_DAYS}
    return render(request, "compose/bin.html", context)


def _with_dates(things: object) -> list[dict]:
    return [{"thing": thing, "erased_at": erased_at(thing)} for thing in things]


@require_POST
def piece_erasure(request: HttpRequest, public_id: str) -> HttpResponse:
    return _erased(request, own_piece(request, public_id, is_deleted=True))


@require_POST
@login_required
def project_erasure(request: HttpRequest, public_id: str) -> HttpResponse:
    return _erased(request, get_object_or_404(Project.objects.of(request.user).deleted(), public_id=public_id))


def _erased(request: HttpRequest, thing: Piece | Project) -> HttpResponse:
    if erase(thing):
        messages.success(request, _("“%(title)s” is gone for good.") % {"title": thing.title})
    else:
        messages.warning(request, _("“%(title)s” was handed in somewhere and cannot be erased yet.") % {"title": thing.title})
    return redirect("compose:bin")
