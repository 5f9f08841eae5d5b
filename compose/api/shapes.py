"""A piece as the API shows it. The same fields stand in openapi.py, and a test compares the two."""

from django.http import HttpRequest
from django.urls import reverse

from .. import exports
from ..models import Piece, Version
from ..visitors import Visitor


def summary(request: HttpRequest, piece: Piece, visitor: Visitor) -> dict:
    version, order = piece.current, piece.generation
    address = request.build_absolute_uri(reverse("api:piece", args=[piece.public_id]))
    return {
        "id": piece.public_id,
        "title": piece.title,
        "description": piece.description,
        "is_mine": visitor.has_made(piece),
        "visibility": piece.visibility,
        "licence": piece.licence,
        "created_at": piece.created_at.isoformat(),
        "status": order.status if order else "done",
        "is_final": version.is_finished,
        "measures": {"written": order.cursor if order else len(version.steps or ()), "planned": order.measure_count if order else None},
        "version": version.number,
        "seed": version.seed,
        "checkpoint": version.checkpoint,
        "page": request.build_absolute_uri(piece.get_absolute_url()),
        "url": address,
        "events": f"{address}/events",
        "files": {extension: f"{address}/files/{extension}" for extension in exports.FORMATS},
    }


def whole(request: HttpRequest, piece: Piece, visitor: Visitor) -> dict:
    version: Version = piece.current
    return summary(request, piece, visitor) | {"plan": version.plan, "report": version.report}
