"""Takeouts: everything a person owns as one ZIP, made beside the request and kept for some days. Only its owner may fetch it."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from .public_ids import new_public_id

STALE_AFTER = timedelta(minutes=2)  # a process that made no progress for so long has died
MAX_ATTEMPTS = 3


class TakeoutStatus(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class TakeoutQuerySet(models.QuerySet["Takeout"]):
    def of(self, user: models.Model) -> Self:
        return self.filter(user=user.pk)

    def unfinished(self) -> Self:
        return self.filter(status__in=(TakeoutStatus.WAITING, TakeoutStatus.RUNNING))

    def claimable(self, now: datetime) -> Self:
        """Nobody works on them: they wait, or whoever did has died."""
        return self.unfinished().filter(Q(status=TakeoutStatus.WAITING) | Q(heard_at__lt=now - STALE_AFTER))

    def fetchable(self, now: datetime) -> Self:
        return self.filter(status=TakeoutStatus.DONE, expires_at__gt=now)

    def over(self, now: datetime) -> Self:
        return self.filter(expires_at__lte=now)


class Takeout(models.Model):
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="takeouts")
    has_sound = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=TakeoutStatus.choices, default=TakeoutStatus.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0, help_text="Also names the file, so that two processes never write the same one.")
    done_count = models.PositiveIntegerField(default=0)
    piece_count = models.PositiveIntegerField(default=0)
    size_bytes = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()

    objects = TakeoutQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.status}"

    @property
    def path(self) -> Path:
        return folder() / f"{self.public_id}-{self.attempt}.zip"

    @property
    def is_finished(self) -> bool:
        return self.status in (TakeoutStatus.DONE, TakeoutStatus.FAILED)

    @property
    def file_url(self) -> str:
        return reverse("compose:takeout_file", args=[self.public_id])

    @classmethod
    def claim(cls) -> "Takeout | None":
        """The next one for this process, in one statement that only one process wins. None where there is nothing to do."""
        now = timezone.now()
        for found in cls.objects.claimable(now).order_by("pk"):
            if found.attempt >= MAX_ATTEMPTS:
                cls.objects.filter(pk=found.pk, attempt=found.attempt).update(status=TakeoutStatus.FAILED)
                continue
            claimed = {"status": TakeoutStatus.RUNNING, "attempt": F("attempt") + 1, "heard_at": now, "done_count": 0}
            if cls.objects.claimable(now).filter(pk=found.pk, attempt=found.attempt).update(**claimed):
                return cls.objects.get(pk=found.pk)
        return None

    def report(self, **facts: object) -> bool:
        """What the process that works on it has to tell. False where it is not its own any more."""
        mine = Takeout.objects.filter(pk=self.pk, attempt=self.attempt, status=TakeoutStatus.RUNNING)
        return bool(mine.update(heard_at=timezone.now(), **facts))


def folder() -> Path:
    """Not below a folder that is served. With several hosts it has to be one that all of them see."""
    return settings.DATA_DIR / "takeouts"
