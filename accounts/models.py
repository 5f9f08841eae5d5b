"""The person, and what is written down about their account. A display name is all that others ever see; an e-mail address is optional."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.sessions.backends.base import SessionBase
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Whom a piece is shown to."""

    PRIVATE = "private", _("Only me")
    UNLISTED = "unlisted", _("Whoever has the link")
    PUBLIC = "public", _("Everyone")


class PersonQuerySet(models.QuerySet["User"]):
    def shown(self) -> Self:
        """Whose public things others may see: nobody suspended, and nobody who is about to leave."""
        return self.filter(is_shown=True)

    def hidden(self) -> Self:
        return self.filter(is_shown=False)

    def gone_by(self, now: datetime) -> Self:
        """Who asked to leave and let the time for changing their mind go by."""
        return self.filter(leaves_at__lte=now)


class PersonManager(UserManager.from_queryset(PersonQuerySet)):
    pass


class User(AbstractUser):
    first_name = None
    last_name = None
    display_name = models.CharField(_("name shown to others"), max_length=60, blank=True)
    # Defaults of the database too: while a site is upgraded, processes of the old version still add people.
    bio = models.TextField(_("about me"), max_length=600, blank=True, default="", db_default="")
    language = models.CharField(
        _("language"), max_length=10, blank=True, default="", db_default="", help_text=_("Empty: as the browser says.")
    )
    default_visibility = models.CharField(
        _("new pieces are shown to"), max_length=10, choices=Visibility.choices, default=Visibility.PRIVATE, db_default=Visibility.PRIVATE
    )
    suspended_at = models.DateTimeField(_("suspended at"), null=True, blank=True)
    suspension_reason = models.CharField(_("reason told to the person"), max_length=300, blank=True, default="", db_default="")
    leaves_at = models.DateTimeField(
        _("leaves at"), null=True, blank=True, db_index=True, help_text=_("When the account is erased; empty unless the person asked.")
    )
    is_shown = models.GeneratedField(
        expression=Q(is_active=True, leaves_at__isnull=True), output_field=models.BooleanField(), db_persist=True
    )

    REQUIRED_FIELDS: list[str] = []

    objects = PersonManager()

    def get_full_name(self) -> str:
        return self.display_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()

    @property
    def is_leaving(self) -> bool:
        return self.leaves_at is not None

    def suspend(self, reason: str = "") -> None:
        """No way in any more, and nothing of theirs is shown: sign-in, tokens, sessions and open sockets all look at `is_active`."""
        self.is_active, self.suspended_at, self.suspension_reason = False, timezone.now(), reason[:300]
        self.save(update_fields=["is_active", "suspended_at", "suspension_reason"])
        self.end_sessions()
        AccountEvent.objects.create(user=self, kind=EventKind.SUSPENDED)

    def reinstate(self) -> None:
        self.is_active, self.suspended_at, self.suspension_reason = True, None, ""
        self.save(update_fields=["is_active", "suspended_at", "suspension_reason"])
        AccountEvent.objects.create(user=self, kind=EventKind.REINSTATED)

    def end_sessions(self, keep: SessionBase | None = None) -> None:
        for session in self.usersession_set.exclude(session_key=keep.session_key if keep else ""):
            session.end()


def shown_name(user: User) -> str:
    return user.get_full_name()


class EventKind(models.TextChoices):
    SIGNED_UP = "signed_up", _("Account created")
    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed: wrong password")
    CODE_FAILED = "code_failed", _("Sign-in failed: wrong code")
    SIGNED_OUT = "signed_out", _("Signed out")
    SIGNED_OUT_ELSEWHERE = "signed_out_elsewhere", _("Signed out everywhere else")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    PASSWORD_RESET = "password_reset", _("Password set anew through a letter")
    EMAIL_ADDED = "email_added", _("E-mail address added")
    EMAIL_REMOVED = "email_removed", _("E-mail address removed")
    EMAIL_CHANGED = "email_changed", _("Main e-mail address changed")
    EMAIL_CONFIRMED = "email_confirmed", _("E-mail address confirmed")
    FACTOR_ADDED = "factor_added", _("Second factor added")
    FACTOR_REMOVED = "factor_removed", _("Second factor removed")
    FACTOR_RESET = "factor_reset", _("New recovery codes made")
    TOKEN_MADE = "token_made", _("Access token made")
    TOKEN_REVOKED = "token_revoked", _("Access token revoked")
    EXPORTED = "exported", _("Everything exported")
    LEAVING = "leaving", _("Deletion of the account asked for")
    STAYING = "staying", _("Deletion of the account undone")
    SUSPENDED = "suspended", _("Suspended by the administration")
    REINSTATED = "reinstated", _("Suspension lifted")
    ERASED = "erased", _("An account was erased")


class AccountEventQuerySet(models.QuerySet["AccountEvent"]):
    def of(self, user: User) -> Self:
        return self.filter(user=user)

    def older_than(self, days: float) -> Self:
        return self.filter(at__lt=timezone.now() - timedelta(days=days))


class AccountEvent(models.Model):
    """One line of the audit log: what was done to an account, when and from where. Never a password, and no word of a piece."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="account_events")
    kind = models.CharField(max_length=24, choices=EventKind.choices)
    address = models.GenericIPAddressField(null=True, blank=True)
    browser = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = AccountEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["user", "-at"], name="account_event_of_a_person")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"


SCOPES = {"read": _("look at and download my pieces"), "compose": _("compose, change and delete pieces")}


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def usable(self) -> Self:
        """Neither revoked nor run out, and of somebody who may use the site."""
        is_current = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        return self.filter(is_current, revoked_at=None, user__is_shown=True)


class AccessToken(models.Model):
    """Lets a program act for a person. Of the secret only a hash is kept: it is shown once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField(_("name"), max_length=60)
    hashed = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()
