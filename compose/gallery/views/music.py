"""The page of a public piece, which others are sent to: fast for whoever is not signed in, and cacheable."""

import hashlib

from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from compose import drawing, exports, sheets
from compose.licences import Licence
from compose.music.score import Score
from compose.player_forms import DEFAULTS, view_of
from compose.remixing import may_remix
from compose.visitors import visitor_of

from .. import thumbnails
from ..forms import CommentForm, TagForm
from ..models import Comment, Follow, Like, Listing
from ..visiting import open_listing

PAGE_VERSION = 1  # part of the ETag: raise it when the same piece would give another page
FRAME_WIDTH, FRAME_HEIGHT = 640, 420
SECONDS_FOR_ALL = 60  # how long a page of nobody in particular may be shown without asking


@require_safe
def music(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    listing = open_listing(public_id)
    if slug != listing.slug:
        return redirect("gallery:music", listing.slug, public_id, permanent=bool(slug))
    if request.user.is_authenticated:
        response = render(request, "gallery/music.html", page_of(listing) | shared_out(request, listing) | for_member(request, listing))
        patch_cache_control(response, private=True, no_cache=True)
        return response
    etag = _etag(listing)
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={SECONDS_FOR_ALL}"}
    if knows(request, etag):
        return HttpResponseNotModified(headers=headers)
    response = render(request, "gallery/music.html", page_of(listing) | shared_out(request, listing))
    for name, value in headers.items():
        response[name] = value
    return response


def page_of(listing: Listing) -> dict:
    piece = listing.piece
    score = exports.score_of(piece, listing.version)
    return {
        "listing": listing,
        "piece": piece,
        "is_final": True,
        "sheet": sheets.sheet(score, view_of(DEFAULTS)),
        "note_times": times_of(score),
        "downloads": exports.downloads(piece),
        "licence": Licence(listing.licence),
        "credits": list(piece.credits.all())[::-1],
        "comments": list(piece.comments.shown().select_related("author")),
    }


def shared_out(request: HttpRequest, listing: Listing) -> dict:
    """What other sites read in the head of the page, and what people paste into theirs."""
    public_id = listing.piece.public_id
    paths = {
        "address": reverse("gallery:music", args=[listing.slug, public_id]),
        "picture": reverse("gallery:picture", args=[public_id]),
        "src": reverse("gallery:embed", args=[public_id]),
    }
    context = {name: request.build_absolute_uri(path) for name, path in paths.items()}
    frame = context | {"title": listing.piece.title, "width": FRAME_WIDTH, "height": FRAME_HEIGHT}
    return context | {"frame": render_to_string("gallery/_frame.html", frame).strip()}


def for_member(request: HttpRequest, listing: Listing) -> dict:
    is_mine = listing.composer_id == request.user.pk
    return {
        "is_mine": is_mine,
        "may_remix": may_remix(visitor_of(request), listing.piece),
        "is_liked": Like.objects.filter(user=request.user, piece=listing.piece).exists(),
        "is_followed": Follow.objects.filter(follower=request.user, person=listing.composer).exists(),
        "comment_form": CommentForm(listing=listing),
        "hidden_comments": list(listing.piece.comments.filter(author=request.user).exclude(hidden_at=None)),
        "tag_form": TagForm(initial={"tags": ", ".join(listing.tag_names)}) if is_mine else None,
        "collections": request.user.collections.all()[:50],
    }


def times_of(score: Score) -> dict:
    sounding = drawing.sounding(score)
    return {"notes": sounding.notes, "parts": sounding.parts, "seconds": sounding.seconds, "measure_count": len(score.measures)}


@require_safe
def notes(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the player needs, for playing a piece where it is listed."""
    listing = open_listing(public_id)
    etag = f'"{listing.version_id}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if knows(request, etag):
        return HttpResponseNotModified(headers=headers)
    return JsonResponse(times_of(exports.score_of(listing.piece, listing.version)), headers=headers)


@require_safe
def thumbnail(request: HttpRequest, public_id: str) -> HttpResponse:
    listing = open_listing(public_id)
    etag = f'"{listing.version_id}"'
    headers = {"ETag": etag, "Cache-Control": "private, max-age=600"}
    if knows(request, etag):
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(thumbnails.svg_of(listing.version), content_type="image/svg+xml", headers=headers)


def _etag(listing: Listing) -> str:
    """Of the page as nobody in particular sees it."""
    said = Comment.objects.shown().filter(piece=listing.piece_id).aggregate(Count("pk"), Max("pk"), Max("edited_at"))
    facts = (PAGE_VERSION, listing.updated_at, listing.like_count, listing.piece.updated_at, listing.composer.get_full_name(),
             sorted(said.items()), get_language())  # fmt: skip
    return f'"{hashlib.sha256(repr(facts).encode()).hexdigest()[:24]}"'


def knows(request: HttpRequest, etag: str) -> bool:
    return etag in (known.removeprefix("W/") for known in parse_etags(request.headers.get("If-None-Match", "")))
