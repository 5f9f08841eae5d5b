"""Looking through the gallery: everything, what those wrote whom one follows, one person."""

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from compose.models import Piece
from compose.visitors import visitor_of

from ..filters import FilterForm
from ..models import Collection, Follow, Like, Listing
from ..models.listings import ListingQuerySet
from ..searching import Found, search
from ..visiting import SEARCHES, page_number, too_often


@require_safe
@never_cache
def gallery(request: HttpRequest) -> HttpResponse:
    return _shelf(request, "gallery/browse.html", {}, None)


@require_safe
@never_cache
@login_required
def following(request: HttpRequest) -> HttpResponse:
    people = Follow.objects.filter(follower=request.user).values("person")
    return _shelf(request, "gallery/browse.html", {"is_following": True}, Listing.objects.filter(composer__in=people))


@require_safe
@never_cache
def person(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """Whoever has something public has a page; nobody else is told of."""
    shown = get_object_or_404(get_user_model().objects.shown(), pk=pk)
    theirs = Listing.objects.filter(composer=shown)
    collections = Collection.objects.visible_to(request.user).filter(owner=shown, is_public=True)
    if not theirs.open().exists() and not collections.exists():
        return get_object_or_404(Listing.objects.none())
    context = {
        "person": shown,
        "follower_count": shown.followers.count(),
        "is_followed": request.user.is_authenticated and Follow.objects.filter(follower=request.user, person=shown).exists(),
        "collections": collections[:12],
    }
    return _shelf(request, "gallery/person.html", context, theirs)


def _shelf(request: HttpRequest, template: str, context: dict, among: ListingQuerySet | None) -> HttpResponse:
    form = FilterForm(request.GET or QueryDict("sort=new"))
    refusal = too_often(SEARCHES, request) if request.GET.get("q") or request.GET.get("like") else ""
    if refusal:
        form.add_error(None, refusal)
    like = _piece_to_sound_like(request, form) if form.is_valid() else None
    found = search(form, page_number(request), like=like, among=among) if form.is_valid() else Found([], 1, False)
    status = 429 if refusal else 200 if form.is_valid() else 400
    context |= {"form": form, "found": found, "like": like, "liked": liked(request, found.listings), "query": _without_page(request)}
    return render(request, template, context, status=status)


def _piece_to_sound_like(request: HttpRequest, form: FilterForm) -> Piece | None:
    public_id = form.cleaned_data["like"]
    if not public_id:
        return None
    piece = visitor_of(request).visible().select_related("current").filter(public_id=public_id).first()
    if piece is None or piece.current is None or piece.current.style is None:
        form.add_error(None, _("What this piece sounds like is not known: it is not there, or not finished yet."))
        return None
    return piece


def liked(request: HttpRequest, listings: list[Listing]) -> set[int]:
    """Which of them this person likes: one question for the whole page."""
    if not request.user.is_authenticated:
        return set()
    return set(Like.objects.filter(user=request.user, piece__in=[each.pk for each in listings]).values_list("piece_id", flat=True))


def _without_page(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


