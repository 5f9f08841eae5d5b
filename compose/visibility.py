"""Who may look at a piece beside whoever made it: the one rule, as a condition on rows of `Piece`, and what it is read from."""

import secrets
from collections.abc import Collection

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import Visibility

__all__ = ["Grant", "Person", "ShareLink", "Visibility", "is_public", "is_shown_to"]

Person = AbstractBaseUser | AnonymousUser


def new_key() -> str:
    return secrets.token_urlsafe(24)  # 192 bits: nobody guesses it


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    def live(self) -> "ShareLinkQuerySet":
        return self.filter(revoked_at=None)


class ShareLink(models.Model):
    """An address that opens one piece to whoever has it, until it is revoked. Kept afterwards, so that a key never lives again."""

    piece = models.ForeignKey("compose.Piece", on_delete=models.CASCADE, related_name="share_links")
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.piece_id}: link of {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("compose:link", args=[self.key])


class Grant(models.Model):
    """This person may look at this piece, whatever its visibility."""

    piece = models.ForeignKey("compose.Piece", on_delete=models.CASCADE, related_name="grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    is_fixed = models.BooleanField(default=False, help_text="Comes with a classroom: whoever made the piece cannot withdraw it.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["piece", "user"], name="one_grant_a_person")]

    def __str__(self) -> str:
        return f"{self.piece_id}: {self.user_id}"


def is_presentable() -> Q:
    """Neither hidden by the staff nor made by somebody who was suspended or is about to leave."""
    return Q(hidden_at=None) & (Q(composer=None) | Q(composer__is_shown=True))


def is_public() -> Q:
    return Q(visibility=Visibility.PUBLIC) & is_presentable()


def is_shown_to(user: Person, link_keys: Collection[str]) -> Q:
    """What others than the owner may open. Staff may judge whatever was made public, hidden or not; nothing else of anybody's."""
    shown = is_public()
    if link_keys:
        links = ShareLink.objects.live().filter(piece=OuterRef("pk"), key__in=link_keys)
        shown |= Q(Exists(links), visibility=Visibility.UNLISTED) & is_presentable()
    if user.is_authenticated:
        shown |= Q(Exists(Grant.objects.filter(piece=OuterRef("pk"), user=user.pk)))
        if user.is_staff:
            shown |= Q(visibility=Visibility.PUBLIC)
    return shown
