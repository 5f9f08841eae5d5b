import json

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import exports, files, jobs
from ..answers import bad_description
from ..bin import put_away
from ..forms import ADVANCED, ComposeForm
from ..models import Piece
from ..progress import frames_after
from ..sockets import cursor_from
from ..visitors import Visitor
from . import openapi
from .endpoint import endpoint, needs
from .errors import ApiError, bad_request, not_found
from .shapes import summary, whole

WISHES = ("description", *ADVANCED, "idempotency_key")
PIECES_A_PAGE = 50


def _open(visitor: Visitor, piece_id: str) -> Piece:
    return get_object_or_404(visitor.visible().select_related("current__generation"), public_id=piece_id)


@needs("compose")
def compose(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    form = ComposeForm(_wishes(request))
    if not form.is_valid():
        return bad_description(form)
    piece = form.piece()
    visitor.own(piece)
    facts = {"measure_count": form.planned_measures, "idempotency_key": form.cleaned_data["idempotency_key"]}
    made = jobs.enqueue(piece=piece, version=form.version(), requester=visitor.requester, **facts).piece
    shown = whole(request, _open(visitor, made.public_id), visitor)
    return JsonResponse(shown, status=201, headers={"Location": shown["url"]})


def _wishes(request: HttpRequest) -> dict:
    try:
        wishes = json.loads(request.body)
    except RequestDataTooBig as error:
        raise ApiError(413, "api.too_big", _("This is more than anybody needs to say about a piece.")) from error
    except (ValueError, RecursionError) as error:  # neither JSON nor text, or brackets without end
        raise bad_request("api.bad_json", _("The body is not JSON.")) from error
    if not isinstance(wishes, dict):
        raise bad_request("api.bad_json", _("The body is not a JSON object."))
    if unknown := sorted(set(wishes) - set(WISHES)):
        words = {"name": unknown[0][:40], "known": ", ".join(WISHES)}
        raise bad_request("api.unknown_field", _("I do not know “%(name)s”. I know: %(known)s.") % words)
    for name, value in wishes.items():
        if isinstance(value, bool) or not isinstance(value, str | int | None):
            raise bad_request("api.bad_field", _("“%s” has to be a text or a whole number.") % name)
    return wishes


@needs("read")
def mine(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The newest first; `before` is the id of the last piece one has."""
    pieces = visitor.pieces().kept().select_related("current__generation")
    if before := request.GET.get("before"):
        last = visitor.pieces().filter(public_id=before.replace("\0", "")).first()
        if last is None:
            raise bad_request("api.bad_cursor", _("“before” is the id of one of your pieces."))
        pieces = pieces.filter(pk__lt=last.pk)
    shown = list(pieces.order_by("-pk")[: PIECES_A_PAGE + 1])
    rest = f"{request.build_absolute_uri(request.path)}?before={shown[-2].public_id}" if len(shown) > PIECES_A_PAGE else None
    return JsonResponse({"pieces": [summary(request, piece, visitor) for piece in shown[:PIECES_A_PAGE]], "next": rest})


@needs("read")
def piece(request: HttpRequest, visitor: Visitor, piece_id: str) -> HttpResponse:
    return JsonResponse(whole(request, _open(visitor, piece_id), visitor))


@needs("compose")
def deletion(request: HttpRequest, visitor: Visitor, piece_id: str) -> HttpResponse:
    """Into the bin, from where a person can bring it back."""
    put_away(piece=get_object_or_404(visitor.pieces().kept(), public_id=piece_id))
    return HttpResponse(status=204)


@needs("read")
def events(request: HttpRequest, visitor: Visitor, piece_id: str) -> HttpResponse:
    cursor = cursor_from(request.META["QUERY_STRING"].encode())
    if cursor is None:
        raise bad_request("events.bad_cursor", _("“after” is the seq of the last frame you have, a whole number."))
    return HttpResponse(frames_after(_open(visitor, piece_id).generation, cursor), content_type="application/json")


@needs("read")
def file(request: HttpRequest, visitor: Visitor, piece_id: str, extension: str) -> HttpResponse:
    if extension not in exports.FORMATS:
        raise not_found()
    shown = _open(visitor, piece_id)
    try:
        return files.answer(request, shown, shown.current, extension, visitor.requester)
    except files.NothingWritten as error:
        raise ApiError(409, error.code, str(error), Retry_After="1") from error


def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    return not_found().response()


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    return JsonResponse(openapi.document(request.build_absolute_uri("/")))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """The same for people."""
    example = openapi.EXAMPLE.replace("{site}", request.build_absolute_uri("/").rstrip("/"))
    return render(request, "compose/api.html", {"operations": openapi.for_people(), "example": example})


pieces = endpoint(GET=mine, POST=compose)
one = endpoint(GET=piece, DELETE=deletion)
told = endpoint(GET=events)
download = endpoint(GET=file)
