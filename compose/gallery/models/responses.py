"""What people say to a piece, and whom they listen to."""

from typing import Self

from django.conf import settings
from django.db import models

from compose.models import Piece


class Like(models.Model):
    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="likes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="likes")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["piece", "user"], name="one_like_a_person")]

    def __str__(self) -> str:
        return f"{self.user_id} likes {self.piece_id}"


class Follow(models.Model):
    follower = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followers")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["follower", "person"], name="one_follow_a_person"),
            models.CheckConstraint(condition=~models.Q(follower=models.F("person")), name="nobody_follows_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} follows {self.person_id}"


class CommentQuerySet(models.QuerySet["Comment"]):
    def shown(self) -> Self:
        return self.filter(hidden_at=None, author__is_shown=True)


class Comment(models.Model):
    """About a public piece, or about one of its measures. Deleting it deletes it."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(max_length=1000)
    measure = models.PositiveIntegerField(null=True, blank=True, help_text="From 1; empty: about the whole piece.")
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=300, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["piece", "created_at"], name="comment_of_a_piece")]

    def __str__(self) -> str:
        return f"{self.piece_id}: {self.text[:40]}"
