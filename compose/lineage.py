"""Where a piece comes from: whom it owes credit, oldest first. Kept beside the piece, because what it was made from may be deleted."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models

from .licences import Licence


def forgotten(collector: object, field: models.Field, credits: Iterable["Credit"], using: str) -> None:
    """Somebody's account is erased: their remixers keep the line, without the name and without their words."""
    collector.add_field_update(field, None, credits)
    for name in ("name", "title"):
        collector.add_field_update(field.model._meta.get_field(name), "", credits)


class Credit(models.Model):
    """One piece that another one was made from, directly or through others, as it was when it was taken over."""

    piece = models.ForeignKey("compose.Piece", on_delete=models.CASCADE, related_name="credits")
    position = models.PositiveSmallIntegerField(help_text="From 1, the oldest first; the last is what it was made from directly.")
    source = models.ForeignKey("compose.Piece", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    creator = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=forgotten, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=150, blank=True, help_text="The name of its composer then; empty for a guest, or if they left.")
    licence = models.CharField(max_length=20, choices=Licence.choices)

    class Meta:
        ordering = ["piece_id", "position"]
        constraints = [models.UniqueConstraint(fields=["piece", "position"], name="one_credit_a_position")]

    def __str__(self) -> str:
        return self.line

    @property
    def line(self) -> str:
        """As every file says it, in the language of files: “Slow waltz” by Clara (CC BY 4.0)."""
        return f"“{self.title or 'a piece'}” by {self.name or 'somebody who is not named'} ({Licence(self.licence).short})"
