"""What the staff see and decide. Everybody else is not told that these addresses exist."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from compose import sharing
from compose.models import Piece
from compose.visibility import Visibility

from .. import actions
from ..forms import HidingForm
from ..models import Comment, Report
from ..visiting import open_listing
from .responses import to

A_QUEUE = 50


def staff_only(view: Callable) -> Callable:
    @wraps(view)
    def guarded(request: HttpRequest, *arguments: object, **options: object) -> HttpResponse:
        if not (request.user.is_authenticated and request.user.is_staff):
            raise Http404
        return view(request, *arguments, **options)

    return guarded


@require_safe
@never_cache
@staff_only
def queue(request: HttpRequest) -> HttpResponse:
    reports = Report.objects.open().select_related("piece__composer", "comment__author", "reporter")
    hidden = Piece.objects.kept().filter(visibility=Visibility.PUBLIC).exclude(hidden_at=None).select_related("composer")
    context = {"reports": reports[:A_QUEUE], "report_count": reports.count(), "hidden": hidden.order_by("-hidden_at")[:A_QUEUE]}
    return render(request, "gallery/moderation.html", context | {"suspended": get_user_model().objects.filter(is_active=False)[:A_QUEUE]})


def _reason(request: HttpRequest) -> str:
    form = HidingForm(request.POST)
    if form.is_valid():
        return form.cleaned_data["reason"]
    messages.error(request, _("Please say why: whoever wrote it is told."))
    return ""


@require_POST
@staff_only
def hiding(request: HttpRequest, public_id: str) -> HttpResponse:
    piece = get_object_or_404(Piece.objects.kept().filter(visibility=Visibility.PUBLIC), public_id=public_id)
    if reason := _reason(request):
        actions.hide_piece(piece=piece, reason=reason, judge=request.user)
    return redirect("gallery:moderation")


@require_POST
@staff_only
def showing(request: HttpRequest, public_id: str) -> HttpResponse:
    sharing.show_again(piece=get_object_or_404(Piece.objects.kept().filter(visibility=Visibility.PUBLIC), public_id=public_id))
    return redirect("gallery:moderation")


@require_POST
@staff_only
def comment_hiding(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(Comment, pk=pk)
    if reason := _reason(request):
        actions.hide_comment(comment=comment, reason=reason, judge=request.user)
    return redirect("gallery:moderation")


@require_POST
@staff_only
def keeping(request: HttpRequest, pk: int) -> HttpResponse:
    actions.keep(report=get_object_or_404(Report.objects.select_related("piece", "comment"), pk=pk), judge=request.user)
    return redirect("gallery:moderation")


@require_POST
@staff_only
def suspension(request: HttpRequest, pk: int) -> HttpResponse:
    """Staff do not suspend staff: that is for who administers the accounts."""
    person = get_object_or_404(get_user_model().objects.filter(is_staff=False), pk=pk)
    if reason := _reason(request):
        actions.suspend(person=person, reason=reason, judge=request.user)
    return redirect("gallery:moderation")


@require_POST
@staff_only
def reinstatement(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(get_user_model().objects.filter(is_staff=False), pk=pk).reinstate()
    return redirect("gallery:moderation")


@require_POST
@staff_only
def featuring(request: HttpRequest, public_id: str) -> HttpResponse:
    return _feature(public_id, is_featured=True)


@require_POST
@staff_only
def unfeaturing(request: HttpRequest, public_id: str) -> HttpResponse:
    return _feature(public_id, is_featured=False)


def _feature(public_id: str, *, is_featured: bool) -> HttpResponse:
    listing = open_listing(public_id)
    actions.feature(piece=listing.piece, is_featured=is_featured)
    return to(listing)
