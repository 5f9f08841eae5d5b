"""Projects: named collections of one person's pieces, in an order of their own. A piece may be in several."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .public_ids import new_public_id

MOST_OF_A_PERSON = 500
MOST_PIECES = 500


class ProjectQuerySet(models.QuerySet["Project"]):
    def of(self, user: models.Model) -> Self:
        return self.filter(owner=user.pk)

    def kept(self) -> Self:
        return self.filter(deleted_at=None)

    def deleted(self) -> Self:
        return self.exclude(deleted_at=None)

    def current(self) -> Self:
        return self.kept().filter(archived_at=None)

    def archived(self) -> Self:
        return self.kept().exclude(archived_at=None)

    def counted(self) -> Self:
        """With `piece_count`, of the pieces that are not in the bin."""
        return self.annotate(piece_count=models.Count("placements", filter=models.Q(placements__piece__deleted_at=None)))


class Project(models.Model):
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="projects")
    title = models.CharField(gettext_lazy("name"), max_length=120)
    description = models.TextField(gettext_lazy("what it is about"), max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-id"]
        indexes = [models.Index(fields=["owner", "-updated_at"], name="project_of_a_person")]

    def __str__(self) -> str:
        return f"{self.title} ({self.public_id})"

    def get_absolute_url(self) -> str:
        return reverse("compose:project", args=[self.public_id])

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_full(self) -> bool:
        return self.placements.count() >= MOST_PIECES

    def shown(self) -> models.QuerySet["Placement"]:
        """Its pieces in their order, without those in the bin, which keep their place."""
        return self.placements.filter(piece__deleted_at=None).select_related("piece__current__generation")

    def add(self, piece: models.Model) -> None:
        """At the end. What is in it already stays where it is."""
        with self._alone():
            last = self.placements.aggregate(last=Max("position"))["last"] or 0
            self.placements.get_or_create(piece=piece, defaults={"position": last + 1})

    def remove(self, piece: models.Model) -> None:
        with self._alone():
            self.placements.filter(piece=piece).delete()

    def move(self, piece: models.Model, step: int) -> None:
        """So many places down, or up where `step` is negative. At either end it stops."""
        order = list(self.shown().values_list("piece__public_id", flat=True))
        if piece.public_id not in order:
            return
        place = order.index(piece.public_id)
        order.insert(min(max(place + step, 0), len(order) - 1), order.pop(place))
        self.arrange(order)

    def arrange(self, order: Sequence[str]) -> None:
        """By public ids. Pieces that are not named, such as one added meanwhile elsewhere, follow in the order they had."""
        wanted = {public_id: number for number, public_id in reversed(list(enumerate(order)))}
        with self._alone():
            placements = list(self.placements.select_related("piece"))
            placements.sort(key=lambda placement: wanted.get(placement.piece.public_id, len(wanted)))
            for position, placement in enumerate(placements, start=1):
                placement.position = position
            Placement.objects.bulk_update(placements, ["position"])

    def duplicate(self) -> "Project":
        """Another collection of the same pieces: the pieces themselves are not copied."""
        title = _("%(title)s (copy)") % {"title": self.title[:110]}
        with transaction.atomic():
            copy = Project.objects.create(owner_id=self.owner_id, title=title, description=self.description)
            Placement.objects.bulk_create(
                Placement(project=copy, piece_id=placement.piece_id, position=placement.position) for placement in self.placements.all()
            )
        return copy

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A transaction in which nobody else changes this project."""
        with transaction.atomic():
            Project.objects.select_for_update().get(pk=self.pk)
            self.save(update_fields=["updated_at"])
            yield


class Placement(models.Model):
    """A piece in a project, and where."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="placements")
    piece = models.ForeignKey("compose.Piece", on_delete=models.CASCADE, related_name="placements")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "piece"], name="one_placement_a_piece")]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.piece_id} at {self.position}"
