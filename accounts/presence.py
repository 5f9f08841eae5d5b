import contextlib

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.deprecation import MiddlewareMixin

SEEN_EVERY_SECONDS = 3600


class PresenceMiddleware(MiddlewareMixin):
    """Speaks the language the person chose, and keeps the list of their sessions: once an hour it notes that this one is in use.

    Whoever has no session cookie is left alone, so that their pages can be cached. The note is not kept in the session, which would
    then never end. A database that does not answer is the page's to tell.
    """

    def process_request(self, request: HttpRequest) -> None:
        with contextlib.suppress(OperationalError, InterfaceError):
            self._note(request)

    def _note(self, request: HttpRequest) -> None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return
        if request.user.language:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        if cache.add(f"seen:{request.session.session_key}", True, SEEN_EVERY_SECONDS):
            seen = UserSession.objects.filter(session_key=request.session.session_key)
            if not seen.update(last_seen_at=timezone.now()):
                UserSession.objects.create_from_request(request)
