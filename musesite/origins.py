"""Sockets open only for pages of this site: scheme, host and port must be those of the site.

Cookies know no ports, and browsers send them along with sockets of any page. So without this, a page of another program on the same
machine, or the site's own address without HTTPS, could listen with somebody's rights.
"""

from collections.abc import Callable

from channels.security.websocket import OriginValidator, WebsocketDenier
from django.conf import settings
from django.http.request import split_domain_port, validate_host


class SameOrigin:
    """For a clone, which has no fixed port: the page's origin must be the very address that the socket was asked from."""

    def __init__(self, application: Callable) -> None:
        self.application = application

    async def __call__(self, scope: dict, receive: Callable, send: Callable) -> object:
        headers = dict(scope["headers"])
        origin, host = headers.get(b"origin", b"").decode("latin-1"), headers.get(b"host", b"").decode("latin-1")
        is_ours = origin == f"http://{host}" and validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)
        return await (self.application if is_ours else WebsocketDenier())(scope, receive, send)


def from_our_pages(application: Callable) -> Callable:
    origins = [origin.replace("://*.", "://.") for origin in settings.SITE_ORIGINS]  # Channels writes "any name below" without the star
    return SameOrigin(application) if settings.DEBUG else OriginValidator(application, origins)
