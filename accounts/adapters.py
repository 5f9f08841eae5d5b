"""What we want otherwise than allauth does it."""

import base64
import io
import time

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from .browsers import browser_name
from .models import EventKind, User


class AccountAdapter(DefaultAccountAdapter):
    def get_login_stages(self) -> list[str]:
        ours = {"allauth.account.stages.EmailVerificationStage": "accounts.stages.VerifyTheAddressThatWasGiven"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:leaving") if request.user.is_leaving else super().get_login_redirect_url(request)

    def post_login(self, request: HttpRequest, user: User, *, signup: bool, **options: object) -> HttpResponse:
        """Whoever has just chosen a password knows it, as if they had typed it to sign in."""
        if signup:
            record_authentication(request, user, "password")
        return super().post_login(request, user, signup=signup, **options)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """They have shown that it is them: they may know why."""
        return render(request, "account/account_inactive.html", {"reason": user.suspension_reason}, status=403)

    def is_reauthentication_required(self, *, app: str, **options: object) -> bool:
        """Not right after signing in: nobody types a password twice in five minutes."""
        records = get_authentication_records(context.request, context.request.user)
        is_fresh = any(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in records)
        return not is_fresh and super().is_reauthentication_required(app=app, **options)

    def get_client_ip(self, request: HttpRequest) -> str:
        return self.known_address(request) or "0.0.0.0"

    def known_address(self, request: HttpRequest) -> str | None:
        """The address as the rest of the site reads it, so that a log and a limit never speak of two different visitors."""
        return import_string(settings.ADDRESS_OF)(request).partition("/")[0] or None


class SecondFactorAdapter(DefaultMFAAdapter):
    """The secret behind the codes and the recovery codes lie encrypted in the database: a copy of it alone signs nobody in."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Codes change every half minute: type the one that is shown now."),
        "unverified_email": _("Confirm your e-mail address first: open the link in the letter that we sent you."),
        "add_email_blocked": _("Switch the second factor off first, add the address, then switch it on again."),
    }

    def build_totp_svg(self, url: str) -> str:
        """With the library that draws the site's other codes."""
        drawn = io.BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=4, light="#fff", xmldecl=False, svgclass=None, lineclass=None)
        return drawn.getvalue().decode()

    def get_totp_issuer(self) -> str:
        return str(_("Sentence & Score"))

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """A passkey lives in a device: the browser that makes it says which."""
        return browser_name(context.request.META.get("HTTP_USER_AGENT", "")) or super().generate_authenticator_name(user, type)

    def encrypt(self, text: str) -> str:
        return _safe().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _safe().decrypt(encrypted_text.encode()).decode()


def _safe() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = [salted_hmac("second factor", "", key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: list[UserSession]) -> None:
        from .audit import note  # which asks this module for addresses

        super().end_sessions(sessions)
        note(EventKind.SIGNED_OUT_ELSEWHERE, context.request.user, context.request)
