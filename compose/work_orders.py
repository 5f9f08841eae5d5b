"""The work order of a version: who asked for it, where it stands, who writes it, and what was written so far."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class Status(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


DEFAULT_QUEUE = "default"
FINAL = (Status.DONE, Status.FAILED, Status.CANCELLED)


class GenerationQuerySet(models.QuerySet["Generation"]):
    def unfinished(self) -> Self:
        return self.filter(status__in=(Status.QUEUED, Status.RUNNING))

    def of_requester(self, requester: str) -> Self:
        return self.filter(requester=requester)

    def abandoned(self, now: datetime) -> Self:
        """Running for a worker that stopped renewing its lease."""
        return self.filter(status=Status.RUNNING, lease_until__lt=now)


class Generation(models.Model):
    """The work order of a version. It changes only in `claiming.py` and through the verbs of `jobs.py`."""

    version = models.OneToOneField("compose.Version", on_delete=models.CASCADE, related_name="generation")
    piece = models.ForeignKey("compose.Piece", on_delete=models.CASCADE, related_name="generations", help_text="That of the version.")
    requester = models.CharField(max_length=50, help_text="Who asked, for fair share and limits: user:ID or guest:KEY.")
    idempotency_key = models.CharField(max_length=64, blank=True)
    # Defaults of the database too: while a site is upgraded, processes of the old version still add rows.
    queue = models.CharField(max_length=40, default=DEFAULT_QUEUE, db_default=DEFAULT_QUEUE, help_text="Which workers may take it.")
    priority = models.SmallIntegerField(default=0, db_default=0, help_text="Higher goes first among those with an equal share.")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    token = models.PositiveIntegerField(default=0, help_text="Fencing token: one higher at each claim.")
    lease_until = models.DateTimeField(null=True, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0, help_text="Claims since the last committed measure.")
    last_seq = models.PositiveIntegerField(default=0)
    cursor = models.PositiveIntegerField(default=0, help_text="Measures done.")
    expected_steps = models.PositiveIntegerField(default=0, db_default=0, help_text="Of the whole piece; 0: nobody knows.")
    measure_count = models.PositiveIntegerField(null=True, blank=True, help_text="Measures planned.")
    cancel_requested_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = GenerationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["requester", "idempotency_key"], name="one_generation_an_idempotency_key", condition=~Q(idempotency_key="")
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="generation_status_is_known"),
        ]
        indexes = [
            models.Index(fields=["queue", "-priority", "id"], name="generation_waiting", condition=Q(status=Status.QUEUED)),
            models.Index(fields=["lease_until"], name="generation_running", condition=Q(status=Status.RUNNING)),
            models.Index(fields=["requester"], name="generation_unfinished", condition=Q(status__in=(Status.QUEUED, Status.RUNNING))),
            models.Index(fields=["requester", "created_at"], name="generation_of_the_day"),
            models.Index(fields=["requester", "started_at"], name="generation_lately"),
        ]

    def __str__(self) -> str:
        return f"{self.piece_id}: {self.status}"

    @property
    def is_final(self) -> bool:
        return self.status in FINAL

    @property
    def is_cancelling(self) -> bool:
        return self.cancel_requested_at is not None and not self.is_final


class EventKind(models.TextChoices):
    PLAN = "plan"
    STARTED = "started"
    MEASURE = "measure"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class GenerationEvent(models.Model):
    """One step of a generation. Within a generation `seq` has no holes: it is handed out under the generation's row lock."""

    generation = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    payload = models.JSONField(default=dict)
    token = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["generation_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["generation", "seq"], name="one_event_a_sequence_number")]

    def __str__(self) -> str:
        return f"{self.generation_id}/{self.seq} {self.kind}"
