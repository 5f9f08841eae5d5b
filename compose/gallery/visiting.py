"""Looking up what a request is about, and counting what people do."""

import math

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compose import token_buckets
from compose.models import Piece
from compose.token_buckets import Allowance
from compose.visitors import address_of

from .models import Listing

COMMENTS = Allowance("comments", 30)
LIKES = Allowance("likes and follows", 300)
REPORTS = Allowance("reports", 20)
GATHERED = Allowance("collections and their items", 300)
SEARCHES = Allowance("searches from an address", 3000)


def open_listing(public_id: str) -> Listing:
    """Of a piece that everybody may open, or 404."""
    listings = Listing.objects.open().select_related("piece__composer", "version", "composer").prefetch_related("piece__credits")
    return get_object_or_404(listings, piece__public_id=public_id)


def public_piece(public_id: str) -> Piece:
    return get_object_or_404(Piece.objects.public(), public_id=public_id)


def page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def too_often(allowance: Allowance, request: HttpRequest) -> str:
    """"" where this was still allowed, else a sentence."""
    whose = f"user:{request.user.pk}" if request.user.is_authenticated else address_of(request)
    wait_seconds = token_buckets.take(allowance, whose)
    if not wait_seconds:
        return ""
    minutes = math.ceil(wait_seconds / 60)
    wait = ngettext("Please wait %(minutes)s minute.", "Please wait %(minutes)s minutes.", minutes) % {"minutes": minutes}
    return f"{_('That was very much at once.')} {wait}"
