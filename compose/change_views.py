"""Pages and answers for changing a piece. Only its owner gets here; what is refused says why and changes nothing."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from . import changes, drawing, exports, history
from .answers import limit_reached, wants_json
from .change_forms import ChangeForm, EditsForm, LockForm, PointerForm, ReshapeForm
from .changes import ChangeRefused
from .limits import LimitReached
from .locks import STILL, Shift
from .models import Generation, Piece, Version
from .music import reshaping
from .music.comparing import compare
from .music.edit_errors import ScoreChangeError
from .music.errors import ComposeError
from .music.score import KeySignature
from .reading import settings_of
from .showing import shown_music
from .visitors import own_piece, visitor_of
from .workbench import MARKS

VERSIONS_A_PAGE = 20


def refused(request: HttpRequest, piece: Piece, error: ComposeError | str, status: int = 400) -> HttpResponse:
    """The sentence, as JSON or as a message on the piece's page."""
    if isinstance(error, LimitReached):
        if wants_json(request):
            return limit_reached(error)
        status = 429
    elif isinstance(error, ChangeRefused):
        status = 409
    if wants_json(request):
        code = error.code if isinstance(error, ComposeError) else "change.not_understood"
        return JsonResponse({"error": {"code": code, "message": said(error)}}, status=status)
    messages.error(request, said(error))
    return redirect(piece)


def said(error: ComposeError | str) -> str:
    """The sentence of an error in the language of the page, where it is kept apart from what is filled into it."""
    return _(error.sentence).format(**error.values) if isinstance(error, ScoreChangeError) else str(error)


def _shown(request: HttpRequest, piece: Piece, status: int = 200) -> HttpResponse:
    """What the page shows now."""
    if not wants_json(request):
        return redirect(piece)
    music = shown_music(piece, piece.current, settings_of(request, piece))
    facts = {
        "version": piece.current.number, "svg": str(music["svg"]), "note_times": music["note_times"], "locks": piece.locks,
        "can_undo": changes.earlier_of(piece) is not None, "can_redo": changes.later_of(piece) is not None,
        "marks": {op: bool((piece.current.header or {}).get(field)) for op, (field, *_words) in MARKS.items()},
    }  # fmt: skip
    return JsonResponse(facts, status=status)


def made_by(request: HttpRequest):
    return request.user if request.user.is_authenticated else None


@require_POST
def edits(request: HttpRequest, public_id: str) -> HttpResponse:
    piece, form = own_piece(request, public_id), EditsForm(request.POST)
    if not form.is_valid():
        return refused(request, piece, form.sentence())
    try:
        changes.write(piece=piece, base=form.cleaned_data["base"], edits=form.cleaned_data["edits"], made_by=made_by(request))
    except ComposeError as error:
        return refused(request, piece, error)
    return _shown(request, piece, status=201)


@require_POST
def reshapes(request: HttpRequest, public_id: str) -> HttpResponse:
    piece, form = own_piece(request, public_id), ReshapeForm(request.POST)
    if not form.is_valid():
        return refused(request, piece, form.sentence())
    data = form.cleaned_data
    reshaped, words, shift = RESHAPES[data["op"]](piece, data)
    try:
        changes.reshape(piece=piece, base=data["base"], made_by=made_by(request), reshaped=reshaped, words=words, shift=shift)
    except ComposeError as error:
        return refused(request, piece, error)
    return _shown(request, piece, status=201)


def _insert(piece: Piece, data: dict) -> tuple:
    words = _("%(count)s bars inserted after bar %(after)s") % data
    return partial(reshaping.insert, after=data["after"], count=data["count"]), words, Shift(data["after"], data["count"])


def _delete(piece: Piece, data: dict) -> tuple:
    words = _("Bars %(first)s to %(last)s deleted") % data
    shift = Shift(data["first"] - 1, data["first"] - data["last"] - 1)
    return partial(reshaping.delete, first=data["first"], last=data["last"]), words, shift


def _key(piece: Piece, data: dict) -> tuple:
    mode = piece.current.header["key"][1]
    key = KeySignature(data["fifths"], mode)
    return partial(reshaping.transpose, key=key), _("Changed to %(key)s") % {"key": key.name}, STILL


def _tempo(piece: Piece, data: dict) -> tuple:
    return partial(reshaping.set_tempo, tempo_qpm=data["tempo_qpm"]), _("Tempo ♩ = %(tempo_qpm)s") % data, STILL


def _instrument(piece: Piece, data: dict) -> tuple:
    return partial(reshaping.set_instrument, part=data["part"], instrument=data["instrument"]), _("Part for %(instrument)s") % data, STILL


def _dynamics(piece: Piece, data: dict) -> tuple:
    wish = {name: data[name] for name in ("first", "last", "staff", "dynamic")}
    return partial(reshaping.set_dynamic, **wish), _("Bars %(first)s to %(last)s %(dynamic)s") % data, STILL


def _slurs(piece: Piece, data: dict) -> tuple:
    words = _("Slurs drawn") if data["is_legato"] else _("Slurs taken away")
    return partial(reshaping.set_legato, is_legato=data["is_legato"]), words, STILL


def _hairpins(piece: Piece, data: dict) -> tuple:
    words = _("Hairpins drawn") if data["has_hairpins"] else _("Hairpins taken away")
    return partial(reshaping.set_hairpins, has_hairpins=data["has_hairpins"]), words, STILL


def _paste(piece: Piece, data: dict) -> tuple:
    count = data["last"] - data["first"] + 1
    words = _("Bars %(first)s to %(last)s copied after bar %(after)s") % data
    reshaped = partial(reshaping.paste, first=data["first"], last=data["last"], after=data["after"])
    return reshaped, words, Shift(data["after"], count)


RESHAPES = {
    "insert": _insert, "delete": _delete, "key": _key, "tempo": _tempo, "instrument": _instrument, "dynamics": _dynamics,
    "slurs": _slurs, "hairpins": _hairpins, "paste": _paste,
}  # fmt: skip


@require_POST
def asked(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks the machine for a change; answers with the candidates, which stream like any composition."""
    piece, form = own_piece(request, public_id), ChangeForm(request.POST)
    if not form.is_valid():
        return refused(request, piece, form.sentence())
    facts = {"base": form.cleaned_data["base"], "wanted": form.wanted(), "candidates": form.cleaned_data["candidates"] or 1}
    try:
        orders = changes.ask(piece=piece, requester=visitor_of(request).requester, made_by=made_by(request), **facts)
    except ComposeError as error:
        return refused(request, piece, error)
    return candidates_of(request, piece, orders)


def candidates_of(request: HttpRequest, piece: Piece, orders: list[Generation]) -> HttpResponse:
    """Where the candidates can be watched."""
    if not wants_json(request):
        return redirect("compose:versions", piece.public_id)
    return JsonResponse({"versions": [_candidate(piece, order.version) for order in orders]}, status=201)


def _candidate(piece: Piece, version: Version) -> dict:
    url, query = piece.get_absolute_url(), f"?version={version.number}"
    return {"number": version.number, "url": url + query, "socket": f"{piece.socket_path}{query}", "events": f"{url}events/{query}"}


@require_POST
def current(request: HttpRequest, public_id: str) -> HttpResponse:
    """Moves the pointer: to a candidate, to an older version, one step back or forth."""
    piece, form = own_piece(request, public_id), PointerForm(request.POST)
    if not form.is_valid():
        return refused(request, piece, form.sentence())
    try:
        if form.cleaned_data["version"]:
            changes.choose(piece=piece, number=form.cleaned_data["version"])
        else:
            {"undo": changes.undo, "redo": changes.redo}[form.cleaned_data["move"]](piece=piece)
    except ComposeError as error:
        return refused(request, piece, error)
    return _shown(request, piece)


@require_POST
def locks(request: HttpRequest, public_id: str) -> HttpResponse:
    piece, form = own_piece(request, public_id), LockForm(request.POST)
    if not form.is_valid():
        return refused(request, piece, form.sentence())
    try:
        changes.lock(piece=piece, **form.cleaned_data)
    except ComposeError as error:
        return refused(request, piece, error)
    return JsonResponse({"locks": piece.locks}) if wants_json(request) else redirect(piece)


@require_safe
@never_cache
def versions(request: HttpRequest, public_id: str) -> HttpResponse:
    """The history of a piece, newest first."""
    piece = own_piece(request, public_id)
    kept = piece.versions.select_related("generation", "made_by", "parent__generation").defer("style", "report", "parent__style")
    page = Paginator(kept.order_by("-number"), VERSIONS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "compose/versions.html", {"piece": piece, "page": page, "entries": history.entries(piece, page.object_list)})


@require_safe
@never_cache
def comparison(request: HttpRequest, public_id: str, number: int, other: int) -> HttpResponse:
    """Two versions side by side, bar by bar."""
    piece = own_piece(request, public_id)
    older, newer = (get_object_or_404(piece.versions, number=each) for each in (number, other))
    scores = [exports.score_of(piece, version) for version in (older, newer)]
    if None in scores:
        raise Http404
    rows = compare(*scores)
    drawn = [mark_safe(drawing.still_svg(score)) for score in scores]  # verovio escapes the title
    context = {
        "piece": piece, "a": older, "b": newer, "bars": history.changed_bars(*scores), "differences": history.told(rows, scores[1]),
        "marks": history.marks(rows), "sides": zip((older, newer), drawn, ("old", "new"), strict=True),
    }  # fmt: skip
    return render(request, "compose/comparison.html", context)
