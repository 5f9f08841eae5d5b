"""What apps built on this one show beside a piece, such as the task it answers. The piece's page knows none of them."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from .models import Piece

Panel = Callable[[HttpRequest, Piece], SafeString | str]
_panels: list[Panel] = []


def add_panel(panel: Panel) -> None:
    """Called when the apps are loaded. panel: gives HTML, or "" where it has nothing to say to this visitor about this piece."""
    _panels.append(panel)


def panels_beside(request: HttpRequest, piece: Piece) -> list[SafeString | str]:
    return [shown for panel in _panels if (shown := panel(request, piece))]
