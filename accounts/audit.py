"""The audit log: what allauth and Django tell about an account is written down, one line each."""

from collections.abc import Callable

from allauth.account import signals as account
from allauth.account.utils import filter_users_by_email
from allauth.mfa import signals as mfa
from django.conf import settings
from django.contrib.auth import signals as auth
from django.dispatch import Signal
from django.http import HttpRequest

from .browsers import address_of, browser_of
from .models import AccountEvent, EventKind, User

TOLD: dict[Signal, EventKind] = {
    account.user_signed_up: EventKind.SIGNED_UP,
    account.user_logged_in: EventKind.SIGNED_IN,
    auth.user_logged_out: EventKind.SIGNED_OUT,
    account.password_changed: EventKind.PASSWORD_CHANGED,
    account.password_set: EventKind.PASSWORD_CHANGED,
    account.password_reset: EventKind.PASSWORD_RESET,
    account.email_added: EventKind.EMAIL_ADDED,
    account.email_removed: EventKind.EMAIL_REMOVED,
    account.email_changed: EventKind.EMAIL_CHANGED,
    account.email_confirmed: EventKind.EMAIL_CONFIRMED,
    mfa.authenticator_added: EventKind.FACTOR_ADDED,
    mfa.authenticator_removed: EventKind.FACTOR_REMOVED,
    mfa.authenticator_reset: EventKind.FACTOR_RESET,
    mfa.authentication_failed: EventKind.CODE_FAILED,
    auth.user_login_failed: EventKind.SIGN_IN_FAILED,
}


def listen() -> None:
    """Signals only because both libraries tell of these things in no other way; ours call `note`."""
    for signal, kind in TOLD.items():
        signal.connect(_writer(kind), weak=False, dispatch_uid=f"audit {kind}")


def _writer(kind: EventKind) -> Callable[..., None]:
    def write(*, request: HttpRequest | None = None, user: User | None = None, **told: object) -> None:
        user = user or getattr(told.get("email_address"), "user", None) or _meant(told.get("credentials"))
        if user or kind == EventKind.SIGN_IN_FAILED:
            note(kind, user, request)

    return write


def _meant(credentials: dict | None) -> User | None:
    """Whose account somebody tried to enter. What was typed is not kept: it may be a password in the wrong field."""
    if not credentials:
        return None
    if name := credentials.get("username"):
        return User.objects.filter(username__iexact=name).first()
    found = filter_users_by_email(credentials["email"]) if credentials.get("email") else []
    return found[0] if found else None


def note(kind: EventKind, user: User | None, request: HttpRequest | None = None) -> AccountEvent:
    return AccountEvent.objects.create(
        user=user if user and user.pk else None, kind=kind, address=request and address_of(request), browser=browser_of(request)
    )


def forget_old() -> int:
    return AccountEvent.objects.older_than(settings.AUDIT_DAYS).delete()[0]
