"""A poke crosses the channel layer to say "look again". It carries nothing: losing one costs a second, never an event.

It is sent by a thread of its own, so that no request and no measure ever waits for Redis, and at most five times a second for a piece.
"""

import asyncio
import functools
import logging
import threading

from channels.layers import InMemoryChannelLayer, get_channel_layer

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.2
PATIENCE_SECONDS = 2.0

_wanted: dict[str, bool] = {}  # pieces poked a moment ago: whether another poke came since. Only the sender's thread touches it.


def group_of(public_id: str) -> str:
    return f"piece.{public_id}"


def crosses_processes() -> bool:
    """False where the layer lives in one process's memory; SQLite's commit counter rings there instead."""
    layer = get_channel_layer()
    return layer is not None and not isinstance(layer, InMemoryChannelLayer)


def poke(public_id: str) -> None:
    if crosses_processes():
        asyncio.run_coroutine_threadsafe(_send(public_id), _sender())


async def _send(public_id: str) -> None:
    is_under_way = public_id in _wanted
    _wanted[public_id] = True
    if is_under_way:
        return
    while _wanted[public_id]:
        _wanted[public_id] = False
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await get_channel_layer().group_send(group_of(public_id), {"type": "poke"})
        except Exception as error:  # each layer has errors of its own; the watchers' safety poll covers them all
            log.warning("a poke for piece %s was lost: %s", public_id, error)
        await asyncio.sleep(PAUSE_SECONDS)
    del _wanted[public_id]


@functools.cache
def _sender() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="pokes", daemon=True).start()
    return loop
