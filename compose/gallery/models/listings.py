"""A public piece as the gallery looks for it. Everything here is derived from the piece and can be made anew (`shelf.py`)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from compose.licences import Licence
from compose.models import Piece, Version

TAGS_A_PIECE = 8


class ListingQuerySet(models.QuerySet["Listing"]):
    def open(self) -> Self:
        """Of pieces everybody may open: the one rule again, because a listing may be a moment behind its piece."""
        return self.filter(Exists(Piece.objects.public().filter(pk=OuterRef("pk"))))

    def with_pieces(self) -> Self:
        return self.select_related("piece", "composer")


class Listing(models.Model):
    piece = models.OneToOneField(Piece, on_delete=models.CASCADE, primary_key=True, related_name="listing")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    composer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="listings")
    instruments = models.CharField(max_length=200, help_text="|Piano|Violin|")
    key = models.CharField(max_length=20)
    time = models.CharField(max_length=10)
    tempo_qpm = models.PositiveSmallIntegerField()
    measure_count = models.PositiveIntegerField()
    seconds = models.PositiveIntegerField()
    difficulty = models.PositiveSmallIntegerField(help_text="1 to 8.")
    licence = models.CharField(max_length=20, choices=Licence.choices)
    tags = models.CharField(max_length=300, blank=True, help_text="|calm|study|")
    shared_at = models.DateTimeField()
    featured_at = models.DateTimeField(null=True, blank=True)
    like_count = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ["-shared_at", "-pk"]
        indexes = [
            models.Index(fields=["-shared_at", "-piece"], name="listing_new"),
            models.Index(fields=["-like_count", "-shared_at", "-piece"], name="listing_loved"),
            models.Index(fields=["-featured_at"], name="listing_featured", condition=models.Q(featured_at__isnull=False)),
            models.Index(fields=["composer", "-shared_at"], name="listing_of_a_person"),
            models.Index(fields=["difficulty", "-shared_at"], name="listing_difficulty"),
            models.Index(fields=["key", "-shared_at"], name="listing_key"),
            models.Index(fields=["time", "-shared_at"], name="listing_time"),
            models.Index(fields=["licence", "-shared_at"], name="listing_licence"),
        ]

    def __str__(self) -> str:
        return str(self.piece)

    @property
    def slug(self) -> str:
        return slug_of(self.piece)

    @property
    def licence_name(self) -> str:
        return Licence(self.licence).short

    @property
    def length(self) -> str:
        return f"{self.seconds // 60}:{self.seconds % 60:02}"

    @property
    def instrument_names(self) -> list[str]:
        return self.instruments.strip("|").split("|")

    @property
    def tag_names(self) -> list[str]:
        return [name for name in self.tags.split("|") if name]


def slug_of(piece: Piece) -> str:
    return slugify(piece.title, allow_unicode=True)[:60].strip("-") or "music"


class PieceTag(models.Model):
    """A word its composer put on a piece."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=30)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["piece", "name"], name="one_tag_a_piece_and_name")]
        indexes = [models.Index(fields=["name"], name="tag_name")]

    def __str__(self) -> str:
        return self.name


class Thumbnail(models.Model):
    """Drawings of the beginning of a version, kept because many people look at them. It never changes, as the version does not."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, primary_key=True, related_name="+")
    svg = models.BinaryField(help_text="Compressed with gzip.")
    png = models.BinaryField(null=True, help_text="The picture that other sites show beside a link.")
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return str(self.pk)
