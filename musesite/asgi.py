"""The site for an ASGI server: HTTP, and WebSockets from our own pages only."""

import os
from collections.abc import Callable

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import WebsocketDenier
from django.core.asgi import get_asgi_application
from django.urls import re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musesite.settings")
http = get_asgi_application()

from compose.routing import websocket_urlpatterns  # noqa: E402  the routes need the applications that the line above loads
from musesite.origins import from_our_pages  # noqa: E402

nothing_here = re_path(r"", WebsocketDenier.as_asgi())  # a refusal, where Channels would raise an error
sockets = URLRouter([*websocket_urlpatterns, nothing_here])  # who it is, a socket reads itself: then, and again later
routes = ProtocolTypeRouter({"http": http, "websocket": from_our_pages(sockets)})


async def application(scope: dict, receive: Callable, send: Callable) -> None:
    """The site lives at the root of its host. Daphne believes a header that says otherwise, which every visitor can send: all links of the
    answer, and of a letter for a new password, would lead wherever it says."""
    scope["root_path"] = ""
    await routes(scope, receive, send)
