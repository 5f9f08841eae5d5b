from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from . import family, token_buckets
from .answers import wants_json
from .remixing import NotFree, remix
from .token_buckets import Allowance
from .visitors import visible_piece, visitor_about_to_compose, visitor_of

REMIXES = Allowance("remixes", 60)


@require_POST
def remixes(request: HttpRequest, public_id: str) -> HttpResponse:
    """Makes a piece of one's own out of one that may be remixed."""
    piece = visible_piece(request, public_id)
    visitor = visitor_about_to_compose(request)
    try:
        if token_buckets.take(REMIXES, visitor.requester):
            raise NotFree("too many")
        made = remix(piece=piece, by=visitor)
    except NotFree:
        sentence = _("This piece cannot be remixed: its composer has reserved all rights, it is not finished, or you have made very many.")
        if wants_json(request):
            return JsonResponse({"error": {"code": NotFree.code, "message": sentence}}, status=403)
        messages.error(request, sentence)
        return redirect(piece)
    if wants_json(request):
        return JsonResponse({"public_id": made.public_id, "url": made.get_absolute_url()}, status=201)
    messages.success(request, _("This is your own copy now. Change what you like; the credit stays with it."))
    return redirect(made)


@require_safe
@never_cache
def lineage(request: HttpRequest, public_id: str) -> HttpResponse:
    piece = visible_piece(request, public_id)
    visible = visitor_of(request).visible()
    first = piece.versions.select_related("parent", "piece__current").filter(number=1).first()
    context = {
        "piece": piece,
        "ancestors": family.ancestors(piece, visible),
        "taken_over": family.difference(first) if first and first.parent and first.parent.piece_id != piece.pk else None,
        "descendants": family.descendants(piece, visible),
    }
    return render(request, "compose/lineage.html", context)
