"""A musical task: what is given, what is locked, what is asked, and by which criteria it is checked."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compose.models import Person, new_public_id, new_seed
from compose.music.vocabulary import Kind


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def kept(self) -> Self:
        return self.filter(deleted_at=None)

    def of(self, user: Person) -> Self:
        return self.kept().filter(owner=user)


class Exercise(models.Model):
    """Belongs to the teacher, not to a classroom: it is given again next year."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exercises")
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("what pupils are asked to do"), max_length=4000)
    template = models.CharField(max_length=40, blank=True, help_text="Name of the maker it comes from; empty where the teacher wrote it.")
    parameters = models.JSONField(default=dict, blank=True, help_text="What the maker was asked for.")
    seed = models.PositiveBigIntegerField(default=new_seed)
    is_fresh = models.BooleanField(_("a fresh one for each pupil"), default=False)
    header = models.JSONField(null=True, blank=True, help_text="Of the given material.")
    steps = models.JSONField(null=True, blank=True, help_text="Of the given material, a list a measure.")
    origin = models.JSONField(
        default=dict, blank=True, help_text="Of given material from a piece: its checkpoint, its credits, and whether it stays private."
    )
    locks = models.JSONField(default=list, blank=True, help_text="As a piece's.")
    criteria = models.JSONField(default=list, blank=True)
    rubric = models.JSONField(default=list, blank=True, help_text="What the teacher judges: {name, points} each.")
    answer = models.JSONField(
        default=dict, blank=True, help_text="The answer key: words, and a header with steps where notes are the answer."
    )
    class_seeds = models.JSONField(default=list, blank=True, help_text="Where each pupil gets a fresh one: seeds for a class.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-id"]

    def __str__(self) -> str:
        return f"{self.title} ({self.public_id})"

    def get_absolute_url(self) -> str:
        return reverse("education:exercise", args=[self.public_id])

    @property
    def is_begun(self) -> bool:
        """Pupils work on it, so it stays as it is; a copy can be changed."""
        return self.assignments.filter(works__isnull=False).exists()

    @property
    def has_given(self) -> bool:
        """Whether pupils begin with notes, not with an empty sheet."""
        return any(step[0] == Kind.NOTE for measure in self.steps or () for step in measure)

    def copy(self) -> "Exercise":
        """The same once more, not saved."""
        own = {"id", "public_id", "created_at", "updated_at", "deleted_at"}
        fields = [field.name for field in self._meta.concrete_fields if field.name not in own]
        return Exercise(**{field: getattr(self, field) for field in fields})

    def put_away(self) -> None:
        self.deleted_at = timezone.now()
        self.save(update_fields=["deleted_at"])
