"""On the page of a piece: where it stands in the gallery."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from compose.models import Piece

from .models import Listing


def in_the_gallery(request: HttpRequest, piece: Piece) -> SafeString | str:
    listing = Listing.objects.open().select_related("piece").filter(pk=piece.pk).first() if piece.is_public else None
    return render_to_string("gallery/_panel.html", {"listing": listing}) if listing else ""
