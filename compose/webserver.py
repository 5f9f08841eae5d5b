"""daphne, with what it lacks for the open network.

Sending to a client that takes nothing waits, instead of filling the memory of this process. What a client may send is bounded, before it
is in memory or on the disk.
"""

import asyncio
import contextlib
import ctypes
import time

from daphne import http_protocol
from daphne.server import Server
from twisted.internet.interfaces import IPushProducer
from zope.interface import implementer

RECEIVED_BYTES = 4096  # of a message on a socket: clients only listen
BODY_BYTES = 4 * 1024 * 1024
REQUEST_SECONDS = 60  # from the first line of a request to its last byte
STALLED_SECONDS = 30  # a download may take this long for 64 KB, and a socket for what is left when it is closed


def give_memory_back() -> None:
    """Buffers of megabytes go back to the system when they are freed: glibc would keep them, in a heap for every thread."""
    arena_max, mmap_threshold = -8, -3  # the names of mallopt(3)
    with contextlib.suppress(OSError, AttributeError):  # another C library minds its memory in its own way
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(arena_max, 2)
        libc.mallopt(mmap_threshold, 1024 * 1024)


class BoundedRequest(http_protocol.WebRequest):
    """Twisted would write a body of any size to the disk before anybody looks at it."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self.began_at = time.monotonic()
        self.received_bytes = 0

    def gotLength(self, length: int | None) -> None:
        if length is not None and length > BODY_BYTES:
            self._refuse()
            length = 0
        super().gotLength(length)

    def handleContentChunk(self, data: bytes) -> None:
        self.received_bytes += len(data)
        if self.received_bytes > BODY_BYTES:
            self._refuse()
        else:
            super().handleContentChunk(data)

    def check_timeouts(self) -> None:
        is_arriving = not hasattr(self, "request_start")
        if is_arriving and time.monotonic() > self.began_at + REQUEST_SECONDS:
            self.channel.forceAbortClient()
        else:
            super().check_timeouts()

    def _refuse(self) -> None:
        self.received_bytes = BODY_BYTES
        self.channel.transport.write(b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        self.channel.transport.loseConnection()


http_protocol.WebRequest = BoundedRequest  # its factory looks it up there and has no option for it


@implementer(IPushProducer)
class Brake:
    """Told by the transport when its buffer (64 KB) is full, and when it is empty again or the connection gone."""

    _free: asyncio.Event | None = None  # only while the buffer is full: a thousand sockets seldom need one

    def pauseProducing(self) -> None:
        self._free = self._free or asyncio.Event()

    def resumeProducing(self) -> None:
        if self._free is not None:
            self._free.set()
            self._free = None

    def stopProducing(self) -> None:
        self.resumeProducing()

    async def released(self) -> None:
        while self._free is not None:
            await self._free.wait()


class PatientServer(Server):
    def __init__(self, *arguments: object, **options: object) -> None:
        bounds = {"websocket_max_message_size": RECEIVED_BYTES, "websocket_max_frame_size": RECEIVED_BYTES}
        super().__init__(*arguments, server_name="", **bounds, **options)

    async def handle_reply(self, protocol: object, message: dict) -> None:
        kind = message["type"]
        if kind == "http.response.body":
            await self._send_body(protocol, message)
        elif kind == "websocket.send":
            protocol.maxMessagePayloadSize = 0  # it would hold in both directions
            await super().handle_reply(protocol, message)
            protocol.maxMessagePayloadSize = RECEIVED_BYTES
            await protocol.brake.released()
        else:
            if kind == "websocket.accept":
                protocol.brake = Brake()
                protocol.transport.unregisterProducer()  # until now the HTTP side of the connection held that place
                protocol.transport.registerProducer(protocol.brake, True)
                protocol.closeHandshakeTimeout = STALLED_SECONDS  # after one second, the default, a slow client would lose the end
            await super().handle_reply(protocol, message)

    async def _send_body(self, protocol: BoundedRequest, message: dict) -> None:
        """Piece by piece at the pace of the client, so that a big file is in memory once and not once more for the wire."""
        has_more = message.get("more_body", False)
        if protocol.channel is not None:
            if has_more and protocol.producer is None:
                protocol.brake = Brake()
                protocol.registerProducer(protocol.brake, True)
            elif not has_more and protocol.producer is not None:
                protocol.unregisterProducer()
        await super().handle_reply(protocol, message)
        if has_more and protocol.channel is not None:
            try:
                async with asyncio.timeout(STALLED_SECONDS):
                    await protocol.brake.released()
            except TimeoutError:
                protocol.channel.forceAbortClient()
