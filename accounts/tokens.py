"""Access tokens: a secret of 256 random bits, shown once. A plain hash is enough for what nobody can guess."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from .models import AccessToken, User

PREFIX = "score_"  # so that a program that looks for lost secrets recognises one
USED_EVERY = timedelta(minutes=1)
MOST_OF_A_PERSON = 20


def make(*, user: User, name: str, scopes: Iterable[str], expires_at: datetime | None = None) -> tuple[AccessToken, str]:
    """The token, and the secret, which nobody can read again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(user=user, name=name, hashed=_hash(secret), scopes=sorted(scopes), expires_at=expires_at)
    return token, secret


def find(secret: str) -> AccessToken | None:
    """The usable token with this secret. Its use is noted, at most once a minute."""
    token = AccessToken.objects.usable().select_related("user").filter(hashed=_hash(secret)).first()
    now = timezone.now()
    if token and (token.last_used_at is None or token.last_used_at < now - USED_EVERY):
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def revoke(token: AccessToken) -> None:
    AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
