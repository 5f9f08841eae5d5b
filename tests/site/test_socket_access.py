"""Every socket × every person × every case of a piece. The rows stand beside those of the addresses."""

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator

from compose import progress
from compose.routing import websocket_urlpatterns
from musesite.asgi import application

from .access.compose_rows import SOCKETS
from .access.rows import CASES, PERSONS
from .access.world import World, make_world


def test_every_socket_has_a_row():
    assert {str(pattern.pattern) for pattern in websocket_urlpatterns} == set(SOCKETS)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("route", sorted(SOCKETS))
async def test_only_who_may_open_a_piece_may_listen_to_it(route):
    world = await sync_to_async(make_world)()
    progress._streams.clear()
    wrong = []
    for case in CASES:
        path = "/" + route.strip("^$").replace(r"(?P<public_id>[\w-]{12})", world.pieces[case].public_id)
        for person in PERSONS:
            is_open, code = await listen(path, world, person)
            may = case.may_be_opened_by(person) and case.state in SOCKETS[route]
            if (is_open, code if not is_open else None) != (may, None if may else 4404):
                wrong.append((case, person, is_open, code))
    assert wrong == []


async def listen(path: str, world: World, person: str) -> tuple[bool, int | None]:
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in world.cookies[person].items())
    headers = [(b"origin", b"http://testserver"), (b"host", b"testserver"), (b"cookie", cookie.encode())]
    communicator = WebsocketCommunicator(application, path, headers=headers)
    is_open, code = await communicator.connect(timeout=10)
    await communicator.disconnect()
    return is_open, code
