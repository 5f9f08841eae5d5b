"""The one security header that neither Django nor django-csp sends."""

from collections.abc import Callable

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware


@sync_and_async_middleware
def permissions_policy(get_response: Callable) -> Callable:
    def add(response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    if iscoroutinefunction(get_response):
        async def middleware(request: HttpRequest) -> HttpResponse:
            return add(await get_response(request))
    else:
        def middleware(request: HttpRequest) -> HttpResponse:
            return add(get_response(request))
    return middleware
