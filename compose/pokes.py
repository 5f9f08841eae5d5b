"""A poke crosses the channel layer to say "look again". It carries nothing: losing one costs a second, never an event."""

import logging

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer

from .models import Piece

log = logging.getLogger(__name__)


def group_of(public_id: str) -> str:
    return f"piece.{public_id}"


def crosses_processes() -> bool:
    """False where the layer lives in one process's memory; SQLite's commit counter rings there instead."""
    layer = get_channel_layer()
    return layer is not None and not isinstance(layer, InMemoryChannelLayer)


def poke(piece: Piece) -> None:
    if not crosses_processes():
        return
    try:
        async_to_sync(get_channel_layer().group_send)(group_of(piece.public_id), {"type": "poke"})
    except OSError:  # the layer's server is away; the safety poll covers it
        log.warning("a poke for piece %s was lost", piece.public_id)
