"""What all endpoints share: the token in the header, its scopes, the limit, and errors as JSON. Cookies count for nothing here."""

import functools
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from accounts import tokens

from .. import token_buckets
from ..answers import limit_reached
from ..limits import LimitReached
from ..token_buckets import Allowance
from ..visitors import Visitor, address_of
from .errors import ApiError, not_found

Handler = Callable[..., HttpResponse]
WRONG_TOKENS = Allowance("wrong tokens from an address", 60)


def needs(scope: str) -> Callable[[Handler], Handler]:
    def mark(handler: Handler) -> Handler:
        handler.scope = scope
        return handler

    return mark


def endpoint(**handlers: Handler) -> Callable[..., HttpResponse]:
    """A view of one address. handlers: by method, each marked with the scope it `needs`; called with request and visitor."""
    allowed = sorted({*handlers, "HEAD"} if "GET" in handlers else handlers)

    @csrf_exempt  # a token in a header is nothing that a browser sends by itself
    @never_cache
    def view(request: HttpRequest, **arguments: str) -> HttpResponse:
        try:
            handler = handlers.get("GET" if request.method == "HEAD" else request.method)
            if handler is None:
                raise ApiError(405, "api.method_not_allowed", _("This address takes %s.") % ", ".join(allowed), Allow=", ".join(allowed))
            return handler(request, _visitor(request, handler.scope), **arguments)
        except ApiError as error:
            return error.response()
        except Http404:
            return not_found().response()
        except LimitReached as limit:
            return limit_reached(limit)

    view.handlers = handlers
    return functools.update_wrapper(view, next(iter(handlers.values())))


def _visitor(request: HttpRequest, scope: str) -> Visitor:
    """Whose token it is. Raises ApiError where there is none, a wrong one, or one that may not do this."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise ApiError(401, "api.no_token", _("Send the header “Authorization: Bearer …” with an access token."), WWW_Authenticate="Bearer")
    token = tokens.find(secret.strip())
    if token is None:
        _check(WRONG_TOKENS, address_of(request))
        sentence = _("This access token is not known, was revoked, or has run out.")
        raise ApiError(401, "api.bad_token", sentence, WWW_Authenticate='Bearer error="invalid_token"')
    if scope not in token.scopes:
        raise ApiError(403, "api.scope_missing", _("This access token may not do that: it lacks the scope “%s”.") % scope)
    _check(Allowance("requests of a person's programs", settings.LIMIT_API), str(token.user_id))
    return Visitor(token.user)


def _check(allowance: Allowance, whose: str) -> None:
    if wait_seconds := token_buckets.take(allowance, whose):
        sentence = _("Very many requests were sent in the last hour. Please wait %s seconds.") % wait_seconds
        raise ApiError(429, "api.too_many_requests", sentence, Retry_After=str(wait_seconds))
