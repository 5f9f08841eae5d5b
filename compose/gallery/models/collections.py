"""Pieces somebody has gathered, their own or others', in an order."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from compose.models import Piece, new_public_id
from compose.visibility import Person


class CollectionQuerySet(models.QuerySet["Collection"]):
    def visible_to(self, user: Person) -> Self:
        """Public ones of people who are not suspended, and their own. Which pieces are shown inside says `Piece.objects.visible_to`."""
        shown = Q(is_public=True, owner__is_shown=True)
        return self.filter(shown | Q(owner=user.pk)) if user.is_authenticated else self.filter(shown)


class Collection(models.Model):
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="collections")
    title = models.CharField(max_length=100)
    description = models.TextField(max_length=1000, blank=True)
    is_public = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("gallery:collection", args=[self.public_id])


class CollectionItem(models.Model):
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["collection", "piece"], name="one_item_a_collection_and_piece")]

    def __str__(self) -> str:
        return f"{self.collection_id}: {self.piece_id}"
