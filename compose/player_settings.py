"""What somebody set on the page of a piece: how they read it and how they hear it."""

from django.conf import settings
from django.db import models


class PlayerSetting(models.Model):
    """One person's settings of one piece; guests keep theirs in their browser."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    piece = models.ForeignKey("compose.Piece", on_delete=models.CASCADE, related_name="+")
    values = models.JSONField(default=dict, help_text="Names and values of player_forms.SettingsForm.")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at"]
        constraints = [models.UniqueConstraint(fields=["user", "piece"], name="one_setting_a_person_and_piece")]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.piece_id}"
