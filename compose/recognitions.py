"""What a machine hears in a version. A person or an app asks, whichever worker comes first answers.

The answer follows from the notes alone, so nothing needs fencing: where two workers hear the same version they write the same, and
where one dies somebody else hears it again.
"""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from . import clock

TURN = timedelta(minutes=2)  # a worker that has not answered by then has died
MOST_TRIES = 3
NO_NOTES, GAVE_UP = "recognition.no_notes", "recognition.gave_up"


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def unanswered(self) -> Self:
        return self.filter(facts__isnull=True, failure="")

    def takeable(self, now: datetime) -> Self:
        """Nobody hears them just now."""
        return self.unanswered().filter(Q(taken_until=None) | Q(taken_until__lt=now))


class Recognition(models.Model):
    version = models.OneToOneField("compose.Version", on_delete=models.CASCADE, related_name="recognition")
    asked_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    taken_until = models.DateTimeField(null=True, blank=True)
    facts = models.JSONField(null=True, blank=True, help_text="As `generation/recognition.py` tells them.")
    failure = models.CharField(max_length=80, blank=True, help_text="A code, where there is no answer.")

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["asked_at"], name="recognition_unanswered", condition=Q(facts__isnull=True, failure=""))]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.failure or ('heard' if self.is_answered else 'asked')}"

    @property
    def is_answered(self) -> bool:
        return self.facts is not None or bool(self.failure)

    @classmethod
    def take(cls) -> "Recognition | None":
        """The next one for this worker, in one statement that only one worker wins. None where there is nothing to hear."""
        now = clock.now()
        for found in cls.objects.takeable(now):
            mine = cls.objects.takeable(now).filter(pk=found.pk, tries=found.tries)
            if found.tries >= MOST_TRIES:  # every worker that tried it has died of it
                mine.update(failure=GAVE_UP)
            elif mine.update(tries=F("tries") + 1, taken_until=now + TURN):
                return cls.objects.select_related("version__piece").get(pk=found.pk)
        return None

    def fail(self, code: str) -> None:
        Recognition.objects.unanswered().filter(pk=self.pk).update(failure=code)

    def stumble(self) -> None:
        """Another try, but for the last one."""
        if self.tries >= MOST_TRIES:
            self.fail(GAVE_UP)
        else:
            Recognition.objects.filter(pk=self.pk).update(taken_until=None)
