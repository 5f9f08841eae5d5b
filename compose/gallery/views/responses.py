"""Liking, following, commenting, tagging, reporting."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from compose.models import Piece
from compose.visibility import Person

from .. import actions
from ..forms import CommentForm, ReportForm, TagForm
from ..models import Comment, Listing, Report
from ..visiting import COMMENTS, LIKES, REPORTS, open_listing, public_piece, too_often
from .music import for_member, page_of, shared_out

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def to(listing: Listing, anchor: str = "") -> HttpResponse:
    response = redirect("gallery:music", listing.slug, listing.piece.public_id)
    response["Location"] += anchor
    return response


@require_POST
@login_required
def likes(request: HttpRequest, public_id: str) -> HttpResponse:
    listing = open_listing(public_id)
    if refusal := too_often(LIKES, request):
        messages.error(request, refusal)
    else:
        actions.like(piece=listing.piece, user=request.user)
    return to(listing)


@require_POST
@login_required
def unliking(request: HttpRequest, public_id: str) -> HttpResponse:
    listing = open_listing(public_id)
    actions.unlike(piece=listing.piece, user=request.user)
    return to(listing)


@require_POST
@login_required
def followers(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(pk)
    if refusal := too_often(LIKES, request):
        messages.error(request, refusal)
    else:
        actions.follow(person=person, follower=request.user)
    return redirect("gallery:person", pk)


@require_POST
@login_required
def unfollowing(request: HttpRequest, pk: int) -> HttpResponse:
    actions.unfollow(person=_person(pk), follower=request.user)
    return redirect("gallery:person", pk)


def _person(pk: int) -> Person:
    """Whoever has a page: a person with something public."""
    people = get_user_model().objects.shown().filter(listings__in=Listing.objects.open())
    return get_object_or_404(people.distinct(), pk=pk)


@require_POST
@login_required
def tags(request: HttpRequest, public_id: str) -> HttpResponse:
    piece = get_object_or_404(Piece.objects.kept().made_by(request.user), public_id=public_id)
    form = TagForm(request.POST)
    if form.is_valid():
        actions.tag(piece=piece, names=form.cleaned_data["tags"])
    else:
        messages.error(request, " ".join(form.errors["tags"]))
    listing = Listing.objects.filter(pk=piece.pk).first()
    return to(listing) if listing else redirect(piece)


@require_POST
@login_required
def comments(request: HttpRequest, public_id: str) -> HttpResponse:
    listing = open_listing(public_id)
    form = CommentForm(request.POST, listing=listing, author=request.user)
    if form.is_valid() and (refusal := too_often(COMMENTS, request)):
        form.add_error(None, refusal)
    if not form.is_valid():
        context = page_of(listing) | shared_out(request, listing) | for_member(request, listing) | {"comment_form": form}
        return render(request, "gallery/music.html", context, status=400)
    form.instance.piece, form.instance.author = listing.piece, request.user
    comment = form.save()
    return to(listing, f"#comment-{comment.pk}")


def own_comment(request: HttpRequest, pk: int) -> tuple[Comment, Listing]:
    comment = get_object_or_404(Comment.objects.select_related("piece"), pk=pk, author=request.user)
    return comment, open_listing(comment.piece.public_id)


@GET_OR_POST
@login_required
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Changing one's own comment."""
    written, listing = own_comment(request, pk)
    form = CommentForm(request.POST or None, instance=written, listing=listing, author=request.user)
    if request.method == "POST" and form.is_valid():
        form.instance.edited_at = timezone.now()
        form.save()
        return to(listing, f"#comment-{pk}")
    context = {"form": form, "comment": written, "listing": listing}
    return render(request, "gallery/comment.html", context, status=400 if request.method == "POST" else 200)


@require_POST
@login_required
def comment_deletion(request: HttpRequest, pk: int) -> HttpResponse:
    written, listing = own_comment(request, pk)
    written.delete()
    messages.success(request, _("Your comment is deleted."))
    return to(listing, "#comments")


@GET_OR_POST
@login_required
def piece_reports(request: HttpRequest, public_id: str) -> HttpResponse:
    return _report(request, Report(piece=public_piece(public_id)))


@GET_OR_POST
@login_required
def comment_reports(request: HttpRequest, pk: int) -> HttpResponse:
    said = get_object_or_404(Comment.objects.shown().filter(piece__in=Piece.objects.public()).select_related("piece"), pk=pk)
    return _report(request, Report(piece=said.piece, comment=said))


def _report(request: HttpRequest, report: Report) -> HttpResponse:
    form = ReportForm(request.POST or None, instance=report)
    if request.method == "POST" and form.is_valid():
        if refusal := too_often(REPORTS, request):
            form.add_error(None, refusal)
        else:
            said = {name: form.cleaned_data[name] for name in form.fields}
            Report.objects.get_or_create(piece=report.piece, comment=report.comment, reporter=request.user, defaults=said)
            messages.success(request, _("Thank you. The staff will look at it."))
            return redirect("gallery:music_id", report.piece.public_id)
    return render(request, "gallery/report.html", {"form": form, "report": report}, status=400 if request.method == "POST" else 200)
