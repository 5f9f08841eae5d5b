"""The site for an ASGI server: HTTP, and WebSockets from our own pages only."""

import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator, OriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musesite.settings")
http = get_asgi_application()

from django.conf import settings  # noqa: E402  the routes need the applications that the line above loads

from compose.routing import websocket_urlpatterns  # noqa: E402

sockets = AuthMiddlewareStack(URLRouter(websocket_urlpatterns))
application = ProtocolTypeRouter({
    "http": http,
    # On a clone any port of this machine will do; on a site the scheme and the port must be right too.
    "websocket": AllowedHostsOriginValidator(sockets) if settings.DEBUG else OriginValidator(sockets, settings.SITE_ORIGINS),
})
