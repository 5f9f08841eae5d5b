"""daphne, with what it lacks: sending to a client that takes nothing waits, instead of filling the memory of this process,
and what a client may send is held to another size than what it is sent.
"""

import asyncio

from daphne.server import Server
from twisted.internet.interfaces import IPushProducer
from zope.interface import implementer

RECEIVED_BYTES = 4096  # clients only listen


@implementer(IPushProducer)
class Brake:
    """Told by the transport when its buffer (64 KB) is full, and when it is empty again or the connection gone."""

    def __init__(self) -> None:
        self._free = asyncio.Event()
        self._free.set()

    def pauseProducing(self) -> None:
        self._free.clear()

    def resumeProducing(self) -> None:
        self._free.set()

    def stopProducing(self) -> None:
        self._free.set()

    async def released(self) -> None:
        await self._free.wait()


class PatientServer(Server):
    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, websocket_max_message_size=RECEIVED_BYTES, websocket_max_frame_size=RECEIVED_BYTES, **options)

    async def handle_reply(self, protocol: object, message: dict) -> None:
        if message["type"] == "websocket.accept":
            protocol.brake = Brake()
            protocol.transport.unregisterProducer()  # until now the HTTP side of the connection held that place
            protocol.transport.registerProducer(protocol.brake, True)
        is_send = message["type"] == "websocket.send"
        if is_send:
            protocol.maxMessagePayloadSize = 0  # it would hold in both directions
        await super().handle_reply(protocol, message)
        if is_send:
            protocol.maxMessagePayloadSize = RECEIVED_BYTES
            await protocol.brake.released()
