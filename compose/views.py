
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from . import exports, files, jobs, limits, understanding, waiting, workbench
from .answers import bad_description, limit_reached, queued, wants_json
from .bin import bring_back, put_away
from .examples import EXAMPLES
from .forms import ComposeForm, empty_form
from .generation.plan import Plan
from .limits import LimitReached
from .model_card import model_card
from .models import Status, WorkerNode, new_seed
from .panels import panels_beside
from .playing_words import report_for_page
from .progress import frames_after
from .project_forms import placing_of
from .reading import settings_of
from .recognition_pages import card
from .recognition_words import card_of
from .remixing import may_remix
from .restraints import Deed, refusal
from .share_forms import sharing_of
from .showing import failure_message, shown_music
from .sockets import cursor_from
from .style_picture import picture
from .upload_words import changes_of, is_uploaded
from .visitors import address_of, named_version, own_piece, visible_piece, visitor_about_to_compose, visitor_of

PIECES_A_PAGE = 24
RECENT_PIECES = 6
REFRESH_SECONDS = 3


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    return _home(request, empty_form(request.GET.get("description", "")))


def _home(request: HttpRequest, form: ComposeForm, status: int = 200) -> HttpResponse:
    recent = visitor_of(request).pieces().kept().select_related("current__generation")[:RECENT_PIECES]
    return render(request, "compose/home.html", {"form": form, "examples": EXAMPLES, "recent": recent}, status=status)


@require_POST
def compose(request: HttpRequest) -> HttpResponse:
    return _start(request, ComposeForm(request.POST))


@require_POST
def again(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same words once more, with another seed."""
    template = own_piece(request, public_id)
    form = ComposeForm(
        template.advanced
        | {"description": template.description, "seed": new_seed(), "idempotency_key": request.POST.get("idempotency_key", "")[:64]}
    )
    return _start(request, form)


def _start(request: HttpRequest, form: ComposeForm) -> HttpResponse:
    if not form.is_valid():
        return bad_description(form) if wants_json(request) else _home(request, form, status=400)
    visitor = visitor_about_to_compose(request)
    piece = form.piece()
    visitor.own(piece)
    facts = {"measure_count": form.planned_measures, "idempotency_key": form.cleaned_data["idempotency_key"]}
    try:
        if not request.user.is_authenticated:
            limits.check_guests_of(address_of(request))
        generation = jobs.enqueue(piece=piece, version=form.version(), requester=visitor.requester, **facts)
    except LimitReached as limit:
        return _limited(request, form, limit)
    return queued(generation.piece) if wants_json(request) else redirect(generation.piece)


def _limited(request: HttpRequest, form: ComposeForm, limit: LimitReached) -> HttpResponse:
    if wants_json(request):
        return limit_reached(limit)
    form.add_error(None, str(limit))
    response = _home(request, form, status=429)
    response["Retry-After"] = str(limit.retry_seconds)
    return response


@require_safe
@never_cache
def pieces(request: HttpRequest) -> HttpResponse:
    mine = visitor_of(request).pieces()
    page = Paginator(mine.kept().select_related("current__generation"), PIECES_A_PAGE).get_page(request.GET.get("page"))
    just_deleted = mine.deleted().filter(public_id=request.GET.get("deleted", "").replace("\0", "")).first()
    context = {"page": page, "pieces": page.object_list, "just_deleted": just_deleted}
    return render(request, "compose/pieces.html", context)


@require_safe
@never_cache
def piece(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = visible_piece(request, public_id)
    version = named_version(request, shown)
    generation = version.work_order
    plan = Plan.from_json(version.plan)
    settings = settings_of(request, shown)
    context = {
        "settings": settings,
        "piece": shown,
        "version": version,
        "generation": generation,
        "is_final": version.is_finished,
        "plan_fields": understanding.for_page(plan),
        "notes": plan.notes,
        "report": report_for_page(version.report) if "fields" in (version.report or {}) else None,
        "style_picture": picture(version.report),
        "downloads": exports.downloads(shown),
        "socket_path": shown.socket_path,
        "events_path": f"{shown.get_absolute_url()}events/",
        "message": failure_message(generation),
        "queue": waiting.place_of(generation) if generation and generation.status == Status.QUEUED else None,
        "eta_seconds": waiting.remaining_seconds(generation) if generation and generation.status == Status.RUNNING else None,
        "refresh_seconds": 0 if version.is_finished else REFRESH_SECONDS,
        "panels": panels_beside(request, shown),
    }
    visitor = visitor_of(request)
    context |= {"credits": list(shown.credits.all())[::-1], "may_remix": may_remix(visitor, shown), "hearing": card_of(version)}
    context |= {"reading_changes": changes_of(version), "is_uploaded": is_uploaded(shown)}
    context |= card(shown, version, is_mine=visitor.has_made(shown))
    if visitor.has_made(shown):
        context |= {"is_mine": True, "sharing": sharing_of(shown), "is_unexplained": bool(refusal(shown, Deed.EXPLAIN))}
        context["hearing"] = None if context["is_unexplained"] else context["hearing"]
        context |= workbench.of(shown, version, request.GET.get("kind", ""))
        if request.user.is_authenticated:
            context["placing"] = placing_of(request.user, shown)
    return render(request, "compose/piece.html", context | shown_music(shown, version, settings))


@require_safe
def model(request: HttpRequest) -> HttpResponse:
    checkpoint = WorkerNode.objects.able().values_list("checkpoint", flat=True).first()
    return render(request, "compose/model.html", {"card": model_card(), "fingerprint": checkpoint})


@require_safe
def score(request: HttpRequest, public_id: str, extension: str) -> HttpResponse:
    """A file of the piece; of a piece being composed, what exists so far."""
    if extension not in exports.FORMATS:
        raise Http404
    shown = visible_piece(request, public_id)
    try:
        return files.answer(request, shown, named_version(request, shown), extension, visitor_of(request).requester)
    except (files.NothingWritten, LimitReached) as refusal:
        headers = {"Retry-After": str(refusal.retry_seconds)}
        return HttpResponse(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8", headers=headers)


@require_GET
@never_cache
def events(request: HttpRequest, public_id: str) -> HttpResponse:
    """The socket's plain twin: the same frames, for networks that block sockets."""
    cursor = cursor_from(request.META["QUERY_STRING"].encode())
    shown = visible_piece(request, public_id)
    generation = named_version(request, shown).work_order
    if cursor is None:
        error = {"code": "events.bad_cursor", "message": "“after” is the seq of the last frame you have, a whole number."}
        return JsonResponse({"error": error}, status=400)
    return HttpResponse(frames_after(generation, cursor), content_type="application/json")


@require_POST
def cancellation(request: HttpRequest, public_id: str) -> HttpResponse:
    stopped = own_piece(request, public_id)
    generation = named_version(request, stopped).work_order
    if generation is None:
        raise Http404
    generation = jobs.request_cancel(generation=generation)
    if wants_json(request):
        return JsonResponse({"status": generation.status, "is_cancelling": generation.is_cancelling})
    return redirect(stopped)


@require_POST
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Puts a piece away. What a person made is never lost: it can be brought back."""
    unwanted = own_piece(request, public_id)
    put_away(piece=unwanted)
    if wants_json(request):
        return JsonResponse({"deleted": True})
    return HttpResponseRedirect(  # that page says so and offers to undo it
        f"{reverse('compose:pieces')}?deleted={unwanted.public_id}"
    )


@require_POST
def restoration(request: HttpRequest, public_id: str) -> HttpResponse:
    missed = own_piece(request, public_id, is_deleted=True)
    bring_back(piece=missed)
    if wants_json(request):
        return JsonResponse({"deleted": False})
    messages.success(request, _("“%(title)s” is back.") % {"title": missed.title})
    return redirect(missed)
