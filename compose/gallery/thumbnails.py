"""The first system of a piece as a small drawing: drawn when somebody first looks, then kept (`Thumbnail`)."""

import gzip
from datetime import timedelta

from django.utils import timezone

from compose import exports
from compose.models import Version
from compose.music import engraving

from . import words
from .models import Thumbnail

MEASURES = 4
WIDTH_PX = 760
KEPT_DAYS = 60


def svg_of(version: Version) -> bytes | None:
    """None before the first measure."""
    kept = Thumbnail.objects.filter(pk=version.pk).values_list("svg", flat=True).first()
    if kept is not None:
        return gzip.decompress(bytes(kept))
    score = exports.score_of(version.piece, version)
    if score is None:
        return None
    svg = engraving.draw_system(score, 0, MEASURES, width_px=WIDTH_PX).svg.encode()
    Thumbnail.objects.get_or_create(version=version, defaults={"svg": gzip.compress(svg, mtime=0)})
    return svg


def forget_old_ones() -> None:
    Thumbnail.objects.filter(made_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
    words.forget_removed()
