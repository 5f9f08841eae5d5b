from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from .. import actions
from ..forms import CollectionForm
from ..models import Collection, Listing
from ..visiting import GATHERED, open_listing, too_often
from .browse import liked
from .responses import GET_OR_POST, to


def own_collection(request: HttpRequest, public_id: str) -> Collection:
    return get_object_or_404(request.user.collections, public_id=public_id)


@GET_OR_POST
@never_cache
@login_required
def collections(request: HttpRequest) -> HttpResponse:
    form = CollectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if refusal := too_often(GATHERED, request):
            form.add_error(None, refusal)
        else:
            form.instance.owner = request.user
            return redirect(form.save())
    context = {"form": form, "collections": request.user.collections.all()}
    return render(request, "gallery/collections.html", context, status=400 if request.method == "POST" else 200)


@require_safe
@never_cache
def collection(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = get_object_or_404(Collection.objects.visible_to(request.user).select_related("owner"), public_id=public_id)
    items = list(shown.items.all()[:200])
    listings = Listing.objects.open().with_pieces().in_bulk([item.piece_id for item in items])
    for item in items:
        item.listing = listings.get(item.piece_id)
    is_mine = shown.owner_id == request.user.pk
    context = {
        "collection": shown,
        "is_mine": is_mine,
        "items": [item for item in items if item.listing or is_mine],
        "liked": liked(request, list(listings.values())),
        "sounding": next((item.listing.piece for item in items if item.listing), None),  # any: the player is given another when one presses
    }
    return render(request, "gallery/collection.html", context)


@GET_OR_POST
@login_required
def settings(request: HttpRequest, public_id: str) -> HttpResponse:
    changed = own_collection(request, public_id)
    form = CollectionForm(request.POST or None, instance=changed)
    if request.method == "POST" and form.is_valid():
        return redirect(form.save())
    status = 400 if request.method == "POST" else 200
    return render(request, "gallery/collection_settings.html", {"form": form, "collection": changed}, status=status)


@require_POST
@login_required
def deletion(request: HttpRequest, public_id: str) -> HttpResponse:
    unwanted = own_collection(request, public_id)
    unwanted.delete()
    messages.success(request, _("The collection “%(title)s” is deleted. The pieces in it are not.") % {"title": unwanted.title})
    return redirect("gallery:collections")


@require_POST
@login_required
def gathering(request: HttpRequest, public_id: str) -> HttpResponse:
    """Puts a public piece into one of one's collections."""
    listing = open_listing(public_id)
    chosen = own_collection(request, request.POST.get("collection", "").replace("\0", ""))
    if refusal := too_often(GATHERED, request):
        messages.error(request, refusal)
    else:
        actions.gather(collection=chosen, piece=listing.piece)
        messages.success(request, _("It is in “%(title)s” now.") % {"title": chosen.title})
    return to(listing)


@require_POST
@login_required
def removal(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    chosen = own_collection(request, public_id)
    get_object_or_404(chosen.items, pk=pk).delete()
    return redirect(chosen)


@require_POST
@login_required
def move(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    chosen = own_collection(request, public_id)
    actions.move(item=get_object_or_404(chosen.items.select_related("collection"), pk=pk), is_up=request.POST.get("to") == "up")
    return redirect(chosen)
