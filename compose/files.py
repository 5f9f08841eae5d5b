"""A file of a piece as an answer: for the page and for programs. Big ones wait for their turn."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import content_disposition_header, parse_etags
from django.utils.translation import gettext as _

from . import exports
from .models import Piece, Version
from .music.errors import ComposeError
from .music.score import Score
from .ranges import only_the_range
from .turns import BigFile, take_turn


class NothingWritten(ComposeError):
    """`str()` is the sentence for whoever asked."""

    code = "score.no_measure_yet"
    is_retryable = True
    status, retry_seconds = 409, 1


def answer(request: HttpRequest, piece: Piece, version: Version, extension: str, requester: str) -> HttpResponse:
    """The file; of a version being composed, what exists so far. requester: whose turn a big file takes.

    Raises Http404 for a suggestion, which may be heard but not taken; NothingWritten before the first measure; LimitReached where too many
    big files are made at once.
    """
    if version.is_suggestion and extension not in exports.HEARD:
        raise Http404
    music = exports.score_of(piece, version)
    if music is None:
        raise NothingWritten(_("There is no measure yet. Please ask again in a moment."))
    part = _part(request, music)
    etag = exports.etag_of(piece, version, f"{extension} {part}", len(music.measures))
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if etag in (known.removeprefix("W/") for known in parse_etags(request.headers.get("If-None-Match", ""))):
        return HttpResponseNotModified(headers=headers)
    if extension not in exports.BIG:
        return _filled(HttpResponse(headers=headers), request, piece, music, extension, part)
    response = BigFile(headers=headers)
    response.give_up_turn = take_turn(requester)
    try:
        return _filled(response, request, piece, music, extension, part)
    except BaseException:
        response.give_up_turn()
        raise


def _part(request: HttpRequest, music: Score) -> int | None:
    """The part that `?part=` names, counted from 0; without it, or for the sound of each part, all of them."""
    asked = request.GET.get("part", "")
    if not asked:
        return None
    if asked not in map(str, range(len(music.parts))):
        raise Http404
    return int(asked)


def _filled(
    response: HttpResponse, request: HttpRequest, piece: Piece, music: Score, extension: str, part: int | None = None
) -> HttpResponse:
    response.content = exports.write(music if part is None else exports.part_of(music, part), extension)
    response["Content-Type"] = exports.FORMATS[extension].content_type
    response["Content-Disposition"] = content_disposition_header(extension != "svg", exports.file_name_of(piece, extension))
    if extension in exports.SOUNDS:
        response["Content-Encoding"] = "identity"  # compressing sound again would cost seconds and win nothing
        only_the_range(request, response)
    return response
