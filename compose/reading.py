"""Reading a piece: its sheet in every layout, and what somebody set on its page."""

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.views.decorators.http import require_POST, require_safe

from . import exports, sheets
from .models import Piece
from .player_forms import DEFAULTS, SettingsForm, ViewForm, asked, view_of
from .player_settings import PlayerSetting
from .visitors import named_version, visible_piece

SHEET_VERSION = 1  # part of every ETag: raise it when the same view would give another drawing
NO_MEASURE = "There is no measure yet. Please ask again in a moment."


def settings_of(request: HttpRequest, piece: Piece) -> dict:
    """Every setting of the page for whoever asks."""
    row = PlayerSetting.objects.filter(user=request.user, piece=piece).first() if request.user.is_authenticated else None
    return asked(request.GET, row.values if row else {})


@require_safe
def sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """The drawing alone, in the layout that the address asks for: what the page fetches when the view changes."""
    shown = visible_piece(request, public_id)
    version = named_version(request, shown)
    form = ViewForm(request.GET)
    if not form.is_valid():
        return HttpResponse(form.first_error, status=400, content_type="text/plain; charset=utf-8")
    score = exports.score_of(shown, version)
    if score is None:
        return HttpResponse(NO_MEASURE, status=409, content_type="text/plain; charset=utf-8")
    view = view_of(DEFAULTS | form.given())
    number = version.number if request.GET.get("version") else None
    facts = (SHEET_VERSION, number, version.pk, len(score.measures), score.title, view)
    etag = f'"{hashlib.sha256(repr(facts).encode()).hexdigest()[:24]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if etag in (known.removeprefix("W/") for known in parse_etags(request.headers.get("If-None-Match", ""))):
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(sheets.sheet(score, view, number), headers=headers)


@require_POST
def settings(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keeps what somebody signed in set; a guest's browser keeps it itself."""
    piece = visible_piece(request, public_id)
    form = SettingsForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.first_error, status=400, content_type="text/plain; charset=utf-8")
    if request.user.is_authenticated:
        PlayerSetting.objects.update_or_create(user=request.user, piece=piece, defaults={"values": form.changed_values()})
    return HttpResponse(status=204)
