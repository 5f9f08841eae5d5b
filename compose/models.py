import secrets
from collections.abc import Collection
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import announcing
from .licences import Licence
from .lineage import Credit as Credit
from .player_settings import PlayerSetting as PlayerSetting
from .public_ids import new_public_id
from .visibility import Person, Visibility, is_public, is_shown_to
from .work_orders import DEFAULT_QUEUE as DEFAULT_QUEUE
from .work_orders import FINAL as FINAL
from .work_orders import EventKind as EventKind
from .work_orders import Generation as Generation
from .work_orders import GenerationEvent as GenerationEvent
from .work_orders import Status as Status


def new_seed() -> int:
    return secrets.randbelow(2**31)


class PieceQuerySet(models.QuerySet["Piece"]):
    def kept(self) -> Self:
        return self.filter(deleted_at=None)

    def deleted(self) -> Self:
        return self.exclude(deleted_at=None)

    def made_by(self, user: Person, guest_key: str = "") -> Self:
        """Pieces of this person; before they sign in, those of their browser session."""
        return self.filter(_is_made_by(user, guest_key))

    def visible_to(self, user: Person, guest_key: str = "", link_keys: Collection[str] = ()) -> Self:
        """Pieces this person may open: the one rule behind pages, files, events, sockets, feeds, embeds and search.

        link_keys: of the links they have opened; a key that was revoked opens nothing any more.
        """
        return self.kept().filter(_is_made_by(user, guest_key) | is_shown_to(user, link_keys))

    def public(self) -> Self:
        """What everybody may open: `visible_to` nobody in particular."""
        return self.kept().filter(is_public())


def _is_made_by(user: Person, guest_key: str) -> Q:
    if user.is_authenticated:
        return Q(composer=user)
    return Q(composer=None, guest_key=guest_key) if guest_key else Q(pk__in=())


class Piece(models.Model):
    """Something a person owns: a title, and a tree of versions with a pointer to the one that is shown."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    composer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="pieces")
    guest_key = models.CharField(max_length=43, blank=True, db_index=True)
    title = models.CharField(max_length=120)
    description = models.TextField()
    advanced = models.JSONField(default=dict, blank=True, help_text="What the advanced settings asked for beside the words.")
    current = models.ForeignKey("Version", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="What is shown, played and exported. Undo, redo, restore and choosing a candidate move it.")  # fmt: skip
    locks = models.JSONField(default=list, blank=True,
        help_text="[first measure, last measure, staff or null] each, from 1, staves from 0: what no change may touch.")  # fmt: skip
    locks_are_fixed = models.BooleanField(default=False, help_text="Set by an exercise: their owner may not lift them.")
    machine_allowance = models.PositiveSmallIntegerField(null=True, blank=True,
        help_text="How many more versions the machine may write here. Empty: any number.")  # fmt: skip
    machine_suggests = models.BooleanField(default=False, db_default=False,
        help_text="Set by an exercise: what the machine writes here is to look at and to hear, and cannot be taken.")  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PRIVATE, db_default=Visibility.PRIVATE)
    licence = models.CharField(
        max_length=20, choices=Licence.choices, default=Licence.ALL_RIGHTS_RESERVED, db_default=Licence.ALL_RIGHTS_RESERVED
    )
    shared_at = models.DateTimeField(null=True, blank=True, help_text="When it first became public.")
    is_kept_private = models.BooleanField(default=False, db_default=False,
        help_text="Its owner may use the music but not publish it: nobody else may ever open it by a link or the gallery.")  # fmt: skip
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="By the staff: only whoever made it still sees it.")
    hidden_reason = models.CharField(max_length=300, blank=True, db_default="", help_text="What its composer is told.")

    access_number = models.PositiveIntegerField(default=0, db_default=0, editable=False, help_text="Rises when a link or grant changes.")

    # All that `visible_to` looks at: open sockets watch these.
    ACCESS_FIELDS = ("composer_id", "guest_key", "deleted_at", "visibility", "hidden_at", "access_number", "composer__is_shown")

    objects = PieceQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.title} ({self.public_id})"

    def get_absolute_url(self) -> str:
        return reverse("compose:piece", args=[self.public_id])

    @property
    def socket_path(self) -> str:
        return f"/ws/pieces/{self.public_id}/"

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC

    @property
    def generation(self) -> "Generation | None":
        """The work order of what is shown; None where a person wrote it."""
        return self.current.work_order if self.current else None

    def add(self, version: "Version") -> "Version":
        """Saves the version as the next one of this piece, and a new piece with it, whose first version is shown at once."""
        with transaction.atomic():
            is_new = self._state.adding
            if is_new:
                self.save()
            else:
                Piece.objects.select_for_update().get(pk=self.pk)  # numbers are handed out one at a time
            version.piece, version.number = self, 1 + (self.versions.aggregate(last=Max("number"))["last"] or 0)
            version.save()
            if is_new:
                self.show(version)
        return version

    def show(self, version: "Version") -> None:
        """Moves the pointer: all of undo, redo, restore and choosing a candidate. Every version keeps the locks it had."""
        assert not version.is_suggestion, "whoever shows a version has refused suggestions in words"
        Version.objects.filter(pk=self.current_id).update(locks=self.locks)
        Version.objects.filter(pk=version.pk).update(shown_at=timezone.now())
        self.locks = self.locks if version.locks is None else version.locks
        self.current = version
        self.save(update_fields=["current", "locks", "updated_at"])
        announcing.tell(self.pk)


class VersionKind(models.TextChoices):
    COMPOSED = "composed", _("composed")
    CHANGED = "changed", _("changed by the machine")
    SUGGESTED = "suggested", _("suggested by the machine")
    EDITED = "edited", _("edited by hand")
    REMIXED = "remixed", _("taken over from another piece")
    UPLOADED = "uploaded", _("uploaded")
    GIVEN = "given", _("given by an exercise")


class Version(models.Model):
    """The music of a piece at one moment. It never changes once it is finished; a change is a new version with this one as parent."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(help_text="From 1 within the piece.")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children",
        help_text="What it was made from; of a remix, a version of another piece.")  # fmt: skip
    kind = models.CharField(max_length=10, choices=VersionKind.choices, default=VersionKind.COMPOSED)
    words = models.TextField(blank=True, help_text="What was asked for, in words.")
    task = models.JSONField(default=dict, blank=True, help_text="What the composer is to keep of the parent; empty for a whole new piece.")
    plan = models.JSONField(default=dict, blank=True)
    seed = models.PositiveBigIntegerField(default=new_seed)
    checkpoint = models.CharField(max_length=100, blank=True)
    header = models.JSONField(null=True, blank=True)
    steps = models.JSONField(null=True, blank=True, help_text="Every measure's steps; empty while it is being composed.")
    report = models.JSONField(null=True, blank=True)
    style = models.BinaryField(null=True, help_text="Its place in the style space, 256 numbers of two bytes.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    locks = models.JSONField(null=True, blank=True, help_text="Those of the piece when it was shown last: their numbers are its measures.")
    shown_at = models.DateTimeField(null=True, blank=True, help_text="When it was shown last: redo goes where undo came from.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["piece_id", "number"]
        constraints = [models.UniqueConstraint(fields=["piece", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.piece_id}, version {self.number}"

    @property
    def work_order(self) -> "Generation | None":
        """The generation that writes or wrote it; None where a person did."""
        return getattr(self, "generation", None)

    @property
    def is_finished(self) -> bool:
        return self.work_order is None or self.work_order.is_final

    @property
    def is_suggestion(self) -> bool:
        """To look at and to hear only: the piece never shows it, and no file is made of it."""
        return self.kind == VersionKind.SUGGESTED


class WorkerNodeQuerySet(models.QuerySet["WorkerNode"]):
    def alive(self, within_seconds: float = 15) -> Self:
        return self.filter(seen_at__gte=timezone.now() - timedelta(seconds=within_seconds))

    def able(self) -> Self:
        return self.alive().filter(fault="")


class WorkerNode(models.Model):
    """A worker process that reported lately. Used for readiness and waiting times only, never for correctness."""

    name = models.CharField(max_length=120, unique=True)
    checkpoint = models.CharField(max_length=100, blank=True)
    fault = models.TextField(blank=True, help_text="Why it cannot compose, in one sentence.")
    steps_per_second = models.FloatField(null=True, blank=True, help_text="Expected steps of all the pieces it writes at once.")
    seats = models.PositiveIntegerField(default=0, db_default=0, help_text="Pieces it holds at once.")
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = WorkerNodeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TokenBucket(models.Model):
    """How much of an allowance is used up. A row whose time has come says the same as no row (`token_buckets.py`)."""

    key = models.CharField(max_length=40, unique=True, help_text="A keyed hash of what is limited and whose: no address is stored.")
    full_at_seconds = models.FloatField(db_index=True, help_text="Unix time at which the bucket is full again.")

    class Meta:
        ordering = ["-full_at_seconds"]

    def __str__(self) -> str:
        return self.key


from .projects import Placement, Project  # noqa: E402, F401  Django looks for the tables of an app here
from .recognitions import Recognition  # noqa: E402, F401
from .takeouts import Takeout  # noqa: E402, F401
