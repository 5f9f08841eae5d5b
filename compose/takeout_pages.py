import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import takeout_runs
from .answers import limit_reached, wants_json
from .limits import LimitReached
from .takeout_contents import pieces_of
from .takeouts import Takeout

CHUNK_BYTES = 256 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def takeouts(request: HttpRequest) -> HttpResponse:
    """Asks for everything at once, shows how far it is, and hands it out."""
    if request.method == "POST":
        try:
            takeout_runs.begin(user=request.user, has_sound=bool(request.POST.get("has_sound")), request=request)
        except LimitReached as limit:
            if wants_json(request):
                return limit_reached(limit)
            messages.error(request, str(limit))
        return redirect("compose:takeouts")
    takeout = Takeout.objects.of(request.user).filter(expires_at__gt=timezone.now()).first()
    if takeout:
        takeout_runs.look_after(takeout)
    return render(request, "compose/takeouts.html", {"takeout": takeout, "piece_count": pieces_of(request.user).count()})


def _mine(request: HttpRequest, public_id: str) -> Takeout:
    return get_object_or_404(Takeout.objects.of(request.user), public_id=public_id)


@require_safe
@login_required
@never_cache
def takeout(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far it is, for the script of the page."""
    mine = _mine(request, public_id)
    takeout_runs.look_after(mine)
    return JsonResponse({"status": mine.status, "done": mine.done_count, "total": mine.piece_count})


@require_safe
@login_required
@never_cache
def file(request: HttpRequest, public_id: str) -> HttpResponse:
    mine = get_object_or_404(Takeout.objects.of(request.user).fetchable(timezone.now()), public_id=public_id)
    if not mine.path.is_file():
        raise Http404
    headers = {
        "Content-Disposition": content_disposition_header(True, f"{request.user.username}-{mine.created_at:%Y-%m-%d}.zip"),
        "Content-Length": str(mine.path.stat().st_size),
        "Content-Encoding": "identity",  # it is compressed already
    }
    return StreamingHttpResponse(_chunks(mine.path), content_type="application/zip", headers=headers)


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    """From the disk as fast as the client takes it: never the whole file in memory."""
    with await asyncio.to_thread(path.open, "rb") as source:
        while chunk := await asyncio.to_thread(source.read, CHUNK_BYTES):
            yield chunk


@require_POST
@login_required
def removal(request: HttpRequest, public_id: str) -> HttpResponse:
    mine = _mine(request, public_id)
    mine.delete()
    transaction.on_commit(lambda: mine.path.unlink(missing_ok=True))
    return redirect("compose:takeouts")
