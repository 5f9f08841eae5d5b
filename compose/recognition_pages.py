from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from . import recognising, token_buckets
from .answers import wants_json
from .models import Piece, Version
from .recognition_words import told
from .restraints import Deed, refusal
from .token_buckets import Allowance
from .visitors import named_version, own_piece, visible_piece, visitor_of

ASKED = Allowance("recognitions", 240)


@require_safe
@never_cache
def recognition(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was heard, for the card to fill itself; 202 while nobody has answered yet."""
    piece = visible_piece(request, public_id)
    is_mine = visitor_of(request).has_made(piece)
    if is_mine and (why := refusal(piece, Deed.EXPLAIN)):
        return HttpResponse(why, status=403, content_type="text/plain; charset=utf-8")
    version = named_version(request, piece)
    found = recognising.recognition_of(version)
    status = 202 if found and not found.is_answered else 200
    if wants_json(request):
        return JsonResponse({"facts": found.facts if found else None, "failure": found.failure if found else ""}, status=status)
    return render(request, "compose/_recognition.html", card(piece, version, is_mine=is_mine) | {"hearing": told(found)}, status=status)


def card(piece: Piece, version: Version, *, is_mine: bool) -> dict:
    """What the card needs beside what was heard. version_query: of a version that is not the shown one."""
    return {"piece": piece, "is_mine": is_mine, "version_query": "" if version.pk == piece.current_id else f"?version={version.number}"}


@require_POST
def recognitions(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks what a version of one's own sounds like."""
    piece = own_piece(request, public_id)
    version = named_version(request, piece)
    sentence = refusal(piece, Deed.EXPLAIN)
    if not sentence and token_buckets.take(ASKED, visitor_of(request).requester):
        sentence = _("You have asked for very many pieces in the last hour. Please wait a while.")
    elif not sentence:
        try:
            recognising.ask(version)
        except recognising.NothingToHear:
            sentence = _("This piece is still being composed. Once it is finished it can be recognised.")
    if wants_json(request):
        facts = {"error": {"code": "recognition.refused", "message": sentence}} if sentence else {}
        return JsonResponse(facts, status=409 if sentence else 202)
    if sentence:
        messages.error(request, sentence)
    query = card(piece, version, is_mine=True)["version_query"]
    return redirect(f"{piece.get_absolute_url()}{query}#hearing")
