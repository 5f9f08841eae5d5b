"""A public piece on other sites: a picture, a player in a frame, oEmbed, a QR code, and a feed of what somebody shares."""

import io
import re
from urllib.parse import urlsplit

import segno
from csp.decorators import csp_replace
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from .. import pictures
from ..models import Listing
from ..visiting import open_listing
from .music import FRAME_HEIGHT, FRAME_WIDTH, knows, page_of

IN_A_FEED = 30
FOR_ALL = "public, max-age=60"  # not long: what is private again should soon be gone everywhere
OUR_PAGES = re.compile(r"/(?:music/[^/]+|embed|music)/([\w-]{12})/?")


@require_safe
def picture(request: HttpRequest, public_id: str) -> HttpResponse:
    listing = open_listing(public_id)
    etag = f'"{listing.version_id}-{listing.piece.updated_at.timestamp():.0f}"'
    headers = {"ETag": etag, "Cache-Control": FOR_ALL}
    if knows(request, etag):
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(pictures.png_of(listing.piece, listing.version), content_type="image/png", headers=headers)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed(request: HttpRequest, public_id: str) -> HttpResponse:
    """The only page that other sites may show in a frame: it holds no form, and nothing of whoever looks."""
    response = render(request, "gallery/embed.html", page_of(open_listing(public_id)))
    response["Cache-Control"] = FOR_ALL
    return response


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Source: oembed.com, version 1.0."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(_("Only format=json is spoken here."), status=501, content_type="text/plain; charset=utf-8")
    listing = open_listing(_public_id_in(request))
    width = min(FRAME_WIDTH, _at_most(request, "maxwidth"))
    height = min(FRAME_HEIGHT, _at_most(request, "maxheight"))
    src = request.build_absolute_uri(reverse("gallery:embed", args=[listing.piece.public_id]))
    frame = {"src": src, "title": listing.piece.title, "width": width, "height": height}
    answer = {
        "version": "1.0", "type": "rich", "provider_name": "Sentence & Score", "provider_url": request.build_absolute_uri("/"),
        "title": listing.piece.title, "author_name": listing.composer.get_full_name(),
        "author_url": request.build_absolute_uri(reverse("gallery:person", args=[listing.composer_id])),
        "width": width, "height": height, "html": render_to_string("gallery/_frame.html", frame).strip(),
        "thumbnail_url": request.build_absolute_uri(reverse("gallery:picture", args=[listing.piece.public_id])),
        "thumbnail_width": pictures.WIDTH, "thumbnail_height": pictures.HEIGHT, "cache_age": 3600,
    }  # fmt: skip
    return JsonResponse(answer, headers={"Cache-Control": FOR_ALL, "Access-Control-Allow-Origin": "*"})


def _public_id_in(request: HttpRequest) -> str:
    try:
        address = urlsplit(request.GET.get("url", ""))
    except ValueError:
        raise Http404 from None
    found = OUR_PAGES.fullmatch(address.path)
    if found is None or address.netloc != request.get_host():
        raise Http404
    return found[1]


def _at_most(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return max(200, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 10_000


@require_safe
def qr(request: HttpRequest, public_id: str) -> HttpResponse:
    """The address of the piece, to be photographed from a wall or a sheet of paper."""
    listing = open_listing(public_id)
    address = request.build_absolute_uri(reverse("gallery:music_id", args=[listing.piece.public_id]))
    options = {"scale": 6, "border": 4, "light": "#fff", "xmldecl": False, "svgclass": None, "lineclass": None}
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", title=listing.piece.title, **options)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": FOR_ALL})


@require_safe
def feed(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody shares, as Atom."""
    person = get_object_or_404(get_user_model().objects.shown(), pk=pk)
    listings = list(Listing.objects.filter(composer=person).open().with_pieces().order_by("-shared_at")[:IN_A_FEED])
    if not listings:
        raise Http404
    name = person.get_full_name()
    page = request.build_absolute_uri(reverse("gallery:person", args=[pk]))
    atom = Atom1Feed(title=name, link=page, description="", author_name=name, feed_url=request.build_absolute_uri(), language=None)
    for listing in listings:
        link = request.build_absolute_uri(reverse("gallery:music", args=[listing.slug, listing.piece.public_id]))
        atom.add_item(title=listing.piece.title, link=link, description=listing.piece.description, author_name=name, unique_id=link,
                      pubdate=listing.shared_at, updateddate=listing.shared_at, categories=listing.tag_names)  # fmt: skip
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8", headers={"Cache-Control": FOR_ALL})
