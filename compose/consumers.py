import asyncio
import time
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from . import tails
from .models import Generation, Piece
from .progress import Frame

PING_SECONDS = 20
RECHECK_SECONDS = 60
NOT_FOUND = 4404
BAD_CURSOR = 4400


class PieceConsumer(AsyncWebsocketConsumer):
    """Sends the frames of one piece from a cursor on, and closes after the final one. It keeps nothing but the cursor."""

    pump: asyncio.Task | None = None

    async def __call__(self, *arguments: object) -> None:
        try:
            await super().__call__(*arguments)
        finally:  # also where the server stops without a word of goodbye
            if self.pump is not None:
                self.pump.cancel()

    async def connect(self) -> None:
        cursor = cursor_from(self.scope["query_string"])
        generation = await self.find()
        if generation is None or cursor is None:
            await self.close(NOT_FOUND if generation is None else BAD_CURSOR)
            return
        await self.accept()
        self.pump = asyncio.create_task(self.send_frames(generation, cursor))

    async def send_frames(self, generation: Generation, cursor: int) -> None:
        async with tails.following(generation) as tail:
            version, waiting = 0, None
            checked_at = time.monotonic()
            while True:
                if await tail.changed_since(version, PING_SECONDS):
                    version = tail.version
                else:
                    await self.send_frame(Frame(cursor, "ping", {}))
                if time.monotonic() - checked_at > RECHECK_SECONDS:
                    checked_at = time.monotonic()
                    if await self.find() is None:
                        await self.close(NOT_FOUND)
                        return
                is_final, frames = tail.is_final, tail.after(cursor)  # together: sending gives the tail time to move on
                for frame in frames:
                    await self.send_frame(frame)
                    cursor = frame.seq
                if is_final:
                    await self.close()
                    return
                if tail.waiting is not None and tail.waiting != waiting:
                    waiting = tail.waiting
                    await self.send_frame(waiting)

    async def send_frame(self, frame: Frame) -> None:
        await self.send(text_data=frame.text)

    @database_sync_to_async
    def find(self) -> Generation | None:
        """The piece, as long as this person may open it and their session lasts."""
        session = self.scope["session"]
        if session.session_key and not session.exists(session.session_key):
            return None
        visible = Piece.objects.visible_to(self.scope["user"], session.get("guest_key", ""))
        public_id = self.scope["url_route"]["kwargs"]["public_id"]
        return Generation.objects.filter(piece__in=visible, piece__public_id=public_id).select_related("piece").first()


def cursor_from(query_string: bytes) -> int | None:
    """The number behind `after`: 0 where there is none, None where it is not a number."""
    text = parse_qs(query_string.decode("latin-1")).get("after", ["0"])[0]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
