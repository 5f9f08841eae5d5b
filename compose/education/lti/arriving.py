"""Between a checked launch and its end: somebody who comes for the first time may say that they have an account here.

The launch is kept for minutes, under a key that only this browser has, without the names that came with it.
"""

import secrets
from collections.abc import Mapping

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pylti1p3.exception import LtiException

from accounts.models import User

from ..models import LtiIdentity, LtiPlatform
from .launching import CLAIM, GRADES, SETTINGS, given_name_of, subject_of
from .platforms import NOTE_SECONDS, Notes

COOKIE = "lti_arrival"
KEPT = ("sub", SETTINGS, GRADES, *(f"{CLAIM}{name}" for name in (
    "roles", "context", "resource_link", "custom", "deployment_id", "message_type")))  # fmt: skip


def keep(response: HttpResponse, platform: LtiPlatform, claims: Mapping) -> HttpResponse:
    """response: goes to the browser that will come back."""
    key = secrets.token_urlsafe(24)
    kept = {name: claims[name] for name in KEPT if name in claims} | {"given_name": given_name_of(claims)}
    Notes().set_value(f"arrival {key}", {"platform": platform.pk, "claims": kept})
    safe = {"httponly": True, "secure": settings.SESSION_COOKIE_SECURE, "samesite": "Lax"}
    response.set_cookie(COOKIE, key, max_age=NOTE_SECONDS, **safe)
    return response


def kept_for(request: HttpRequest) -> tuple[LtiPlatform, dict] | None:
    """The platform and the claims of the launch that this browser began, once more for each look; None where it is over."""
    note = Notes().get_value(f"arrival {request.COOKIES.get(COOKIE, '')}")
    platform = note and LtiPlatform.objects.filter(pk=note["platform"]).first()
    return (platform, note["claims"]) if platform else None


def forget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    Notes().take(f"arrival {request.COOKIES.get(COOKIE, '')}")
    response.delete_cookie(COOKIE)
    return response


def reason_against(user: User, platform: LtiPlatform) -> str:
    """Why this account cannot be connected, "" where it can: from then on a word of the platform opens it without its password."""
    if not user.has_usable_password():
        return _("This account has no password of its own: it came from a learning platform.")
    if user.is_staff:
        return _("This account runs the site, so no learning platform may open it.")
    if is_mfa_enabled(user):
        return _("This account asks for a second step when you sign in, so no learning platform may open it.")
    if LtiIdentity.objects.filter(platform=platform, user=user).exists():
        return _("This account is connected with somebody else on this platform.")
    return ""


def connect(platform: LtiPlatform, claims: Mapping, user: User) -> None:
    """Raises LtiException where somebody was quicker."""
    _identity, is_new = LtiIdentity.objects.get_or_create(platform=platform, subject=subject_of(claims), defaults={"user": user})
    if not is_new:
        raise LtiException("this person is known already")
