"""While the database does not answer, every page is one sentence and the status 503, never a traceback."""

import logging
import sys
from collections.abc import Callable

from asgiref.sync import iscoroutinefunction
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.template.loader import render_to_string
from django.utils.decorators import sync_and_async_middleware

from .refusals import refuse

log = logging.getLogger(__name__)

AWAY = (OperationalError, InterfaceError)
RETRY_SECONDS = 5
SENTENCE = "The site cannot reach its database just now. Nothing is lost; please try again in a moment."


@sync_and_async_middleware
def unavailable_without_database(get_response: Callable) -> Callable:
    """Answers where a page needed the database."""
    if iscoroutinefunction(get_response):
        async def middleware(request: HttpRequest) -> HttpResponse:
            return await get_response(request)
    else:
        def middleware(request: HttpRequest) -> HttpResponse:
            return get_response(request)
    middleware.process_exception = _answer
    return middleware


def _answer(request: HttpRequest, error: BaseException) -> HttpResponse | None:
    if not isinstance(error, AWAY):
        return None
    log.error("%s %s: the database does not answer: %s", request.method, request.path, error)
    return refuse(request, 503, "site.database_away", SENTENCE, RETRY_SECONDS)


def error_page(request: HttpRequest) -> HttpResponse:
    """handler500: also where it was not a page but the session or another layer that needed the database."""
    error = sys.exc_info()[1]
    return (error and _answer(request, error)) or HttpResponseServerError(render_to_string("500.html"))


def unreadable(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """handler400. Django's own looks for a form's token again, in the very form that could not be read.

    A session that could not be kept, because the database went away, Django takes for one that was ended meanwhile.
    """
    cause: BaseException | None = exception
    while cause is not None and not isinstance(cause, AWAY):
        cause = cause.__context__
    return (cause and _answer(request, cause)) or HttpResponseBadRequest(render_to_string("400.html"))
