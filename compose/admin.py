from django.contrib import admin
from django.http import HttpRequest

from .models import Generation, GenerationEvent, Piece, TokenBucket, WorkerNode


@admin.register(Piece)
class PieceAdmin(admin.ModelAdmin):
    list_display = ("title", "public_id", "composer", "created_at", "deleted_at")
    list_filter = ("created_at", "deleted_at")
    search_fields = ("title", "description", "public_id", "composer__username")
    readonly_fields = (
        "public_id", "guest_key", "advanced", "plan", "seed", "checkpoint", "header", "steps", "report", "created_at", "updated_at",
    )  # fmt: skip
    raw_id_fields = ("composer",)


class MachineMade(admin.ModelAdmin):
    """Rows that only the verbs of `jobs.py` and the workers write: to look at, not to change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Generation)
class GenerationAdmin(MachineMade):
    list_display = ("piece", "status", "cursor", "measure_count", "attempt", "owner", "lease_until", "created_at", "finished_at")
    list_filter = ("status", "error_code")
    search_fields = ("piece__public_id", "piece__title", "requester", "owner")
    list_select_related = ("piece",)


@admin.register(GenerationEvent)
class GenerationEventAdmin(MachineMade):
    list_display = ("generation", "seq", "kind", "token", "created_at")
    list_filter = ("kind",)
    search_fields = ("generation__piece__public_id",)
    list_select_related = ("generation",)


@admin.register(WorkerNode)
class WorkerNodeAdmin(MachineMade):
    list_display = ("name", "checkpoint", "seconds_per_measure", "seen_at", "fault")
    search_fields = ("name", "checkpoint")


@admin.register(TokenBucket)
class TokenBucketAdmin(MachineMade):
    list_display = ("key", "full_at_seconds")
    search_fields = ("key",)
