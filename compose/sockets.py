import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from importlib import import_module
from types import SimpleNamespace
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import get_user
from django.db import DatabaseError
from django.db.models import F
from django.http import parse_cookie

from . import tails
from .models import Generation
from .progress import Frame
from .threads import ASKING, in_thread
from .visitors import is_version_number, visitor_in

log = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[dict]]
Send = Callable[[dict], Awaitable[None]]

PING_SECONDS = 20
RETRY_SECONDS = 1
NORMAL = 1000
NOTHING_TO_SAY = 4405
ERROR = 4500
BAD_CURSOR = 4400
NOT_FOUND = 4404
TOO_SLOW = 4408


async def piece_socket(scope: dict, receive: Receive, send: Send) -> None:
    """Sends the frames of one piece from a cursor on, and closes after the final one.

    It speaks ASGI itself: a consumer of Channels would keep a channel and two tasks for each socket, for messages that nobody sends.
    """
    listener = Listener(scope, send)
    await receive()  # somebody is at the door
    cursor = cursor_from(scope["query_string"])
    generation = await in_thread(ASKING, listener.find)
    if generation is None or cursor is None:
        await listener.close(NOT_FOUND if generation is None else BAD_CURSOR)
        return
    await send({"type": "websocket.accept"})
    sending = asyncio.create_task(listener.send_frames(generation, cursor))
    try:
        while (await receive())["type"] != "websocket.disconnect":
            await listener.close(NOTHING_TO_SAY)  # a piece is listened to: whoever talks has mistaken us for something else
    finally:  # also where the server stops without a word of goodbye
        sending.cancel()


class Listener:
    """Whoever is at the other end of a socket. It keeps nothing but the cursor."""

    def __init__(self, scope: dict, send: Send) -> None:
        self.scope, self.send = scope, send
        self.sent_at = 0.0

    async def send_frames(self, generation: tails.Watched, cursor: int) -> None:
        try:
            with tails.following(generation) as tail:
                code = await self.follow(tail, cursor)
        except TimeoutError:
            log.info("a socket took nothing for too long and was closed", extra={"generation": generation.pk})
            code = TOO_SLOW
        except Exception:
            log.exception("a socket failed", extra={"generation": generation.pk})
            code = ERROR
        await self.close(code)

    async def follow(self, tail: tails.Tail, cursor: int) -> int:
        """Until the piece is final or this person may no longer open it. The code to close with."""
        version, waiting, access_version = 0, None, tail.access_version
        self.sent_at = checked_at = time.monotonic()
        recheck_seconds = settings.SOCKET_RECHECK_SECONDS * random.uniform(0.75, 1)  # a thousand sockets do not ask at the same moment
        while True:
            due_at = min(self.sent_at + PING_SECONDS, checked_at + recheck_seconds)
            if await tail.changed_since(version, max(0, due_at - time.monotonic())):
                version = tail.version
            if access_version != tail.access_version or time.monotonic() >= checked_at + recheck_seconds:
                try:
                    if await in_thread(ASKING, self.find) is None:
                        return NOT_FOUND
                    access_version, checked_at = tail.access_version, time.monotonic()
                except DatabaseError:  # nothing new can be read either: ask again when it is back
                    await asyncio.sleep(RETRY_SECONDS)
                    continue
            is_final, frames = tail.is_final, tail.after(cursor)  # together: sending gives the tail time to move on
            for frame in frames:
                await self.send_frame(frame)
                cursor = frame.seq
            if is_final:
                return NORMAL
            if tail.waiting is not None and tail.waiting != waiting:
                waiting = tail.waiting
                await self.send_frame(waiting)
            elif time.monotonic() >= self.sent_at + PING_SECONDS:
                await self.send_frame(Frame.of(cursor, "ping", {}))

    async def send_frame(self, frame: Frame) -> None:
        """Waits until the client takes it, but not for ever: then TimeoutError."""
        async with asyncio.timeout(settings.SOCKET_SEND_SECONDS):
            await self.send({"type": "websocket.send", "text": frame.text})
        self.sent_at = time.monotonic()

    async def close(self, code: int) -> None:
        await self.send({"type": "websocket.close", "code": code})

    def find(self) -> tails.Watched | None:
        """The piece, where whoever opened this socket may open it now: session, account and piece are read afresh. Runs in a thread."""
        cookies = parse_cookie(dict(self.scope["headers"]).get(b"cookie", b"").decode("latin-1"))
        session = import_module(settings.SESSION_ENGINE).SessionStore(cookies.get(settings.SESSION_COOKIE_NAME))
        user = get_user(SimpleNamespace(session=session))
        visitor = visitor_in(user, session)
        public_id = self.scope["url_route"]["kwargs"]["public_id"]
        generations = Generation.objects.filter(piece__in=visitor.visible(), piece__public_id=public_id)
        number = parse_qs(self.scope["query_string"].decode("latin-1")).get("version", [""])[0]
        if not number:
            chosen = generations.filter(version=F("piece__current"))
        elif is_version_number(number):
            chosen = generations.filter(version__number=number, piece__in=visitor.pieces())
        else:
            return None
        pk = chosen.values_list("pk", flat=True).first()
        return None if pk is None else tails.Watched(pk, public_id)


def cursor_from(query_string: bytes) -> int | None:
    """The number behind `after`: 0 where there is none, None where it is not a number."""
    text = parse_qs(query_string.decode("latin-1")).get("after", ["0"])[0]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
