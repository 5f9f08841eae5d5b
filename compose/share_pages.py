"""Sharing over HTTP. Links and grants are resources: they are made, and they are taken back."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from . import sharing, token_buckets
from .answers import wants_json
from .models import Piece
from .restraints import Restrained
from .share_forms import GrantForm, ShareForm
from .token_buckets import Allowance
from .visibility import ShareLink, Visibility
from .visitors import own_piece, remember_link, visitor_of

LINKS_A_PIECE = 20
NAMES_TRIED = Allowance("user names tried when sharing", 60)


@require_POST
def shares(request: HttpRequest, public_id: str) -> HttpResponse:
    piece = own_piece(request, public_id)
    form = ShareForm(request.POST, piece=piece)
    if not form.is_valid():
        return _refused(request, piece, form)
    return _tried(request, piece, partial(sharing.share, piece=piece, **form.cleaned_data))


@require_POST
def links(request: HttpRequest, public_id: str) -> HttpResponse:
    piece = own_piece(request, public_id)
    if piece.share_links.live().count() >= LINKS_A_PIECE:
        messages.error(request, _("A piece can have %(most)s links at a time. Revoke one first.") % {"most": LINKS_A_PIECE})
        return _done(request, piece)
    return _tried(request, piece, partial(sharing.add_link, piece=piece))


@require_POST
def revocation(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    piece = own_piece(request, public_id)
    sharing.revoke(link=get_object_or_404(piece.share_links, pk=pk))
    return _done(request, piece)


@require_POST
def grants(request: HttpRequest, public_id: str) -> HttpResponse:
    piece = own_piece(request, public_id)
    form = GrantForm(request.POST)
    if token_buckets.take(NAMES_TRIED, visitor_of(request).requester):
        form.add_error(None, _("You have tried very many names. Please wait a while."))
    if not form.is_valid():
        return _refused(request, piece, form)
    return _tried(request, piece, partial(sharing.grant, piece=piece, user=form.user))


@require_POST
def withdrawal(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    piece = own_piece(request, public_id)
    sharing.withdraw(grant=get_object_or_404(piece.grants, pk=pk, is_fixed=False))
    return _done(request, piece)


@require_safe
@never_cache
def link(request: HttpRequest, key: str) -> HttpResponse:
    """Opens the piece to this browser until the link is revoked."""
    found = get_object_or_404(ShareLink.objects.live().select_related("piece"), key=key)
    remember_link(request, key)
    return redirect(get_object_or_404(visitor_of(request).visible(), pk=found.piece_id))


def _tried(request: HttpRequest, piece: Piece, verb: Callable[[], object]) -> HttpResponse:
    try:
        verb()
    except Restrained as refusal:
        return _sentence(request, piece, refusal.code, str(refusal), status=403)
    return _done(request, piece)


def _done(request: HttpRequest, piece: Piece) -> HttpResponse:
    if not wants_json(request):
        return redirect(f"{piece.get_absolute_url()}#sharing")
    live = [request.build_absolute_uri(each.get_absolute_url()) for each in piece.share_links.live()]
    return JsonResponse({"visibility": Visibility(piece.visibility).value, "licence": piece.licence, "links": live})


def _refused(request: HttpRequest, piece: Piece, form: ShareForm | GrantForm) -> HttpResponse:
    error = next(error for errors in form.errors.as_data().values() for error in errors)
    return _sentence(request, piece, error.code or "invalid", " ".join(error.messages), status=400)


def _sentence(request: HttpRequest, piece: Piece, code: str, sentence: str, status: int) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": {"code": code, "message": sentence}}, status=status)
    messages.error(request, sentence)
    return redirect(f"{piece.get_absolute_url()}#sharing")
