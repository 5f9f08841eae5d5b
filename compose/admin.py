import logging

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from . import actions, jobs
from .limits import LimitReached
from .lineage import Credit
from .models import (
    Generation,
    GenerationEvent,
    Piece,
    Placement,
    PlayerSetting,
    Project,
    Recognition,
    Takeout,
    TokenBucket,
    Version,
    WorkerNode,
)
from .visibility import Grant, ShareLink

log = logging.getLogger(__name__)


@admin.register(Piece)
class PieceAdmin(admin.ModelAdmin):
    list_display = ("title", "public_id", "composer", "visibility", "created_at", "hidden_at", "deleted_at")
    list_filter = ("visibility", "created_at", "hidden_at", "deleted_at")
    search_fields = ("title", "description", "public_id", "composer__username")
    readonly_fields = ("public_id", "guest_key", "advanced", "current", "created_at", "updated_at", "shared_at")
    raw_id_fields = ("composer",)


class PlacementInline(admin.TabularInline):
    model = Placement
    extra = 0
    raw_id_fields = ("piece",)


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    list_display = ("title", "public_id", "owner", "updated_at", "archived_at", "deleted_at")
    list_filter = ("archived_at", "deleted_at")
    search_fields = ("title", "public_id", "owner__username")
    readonly_fields = ("public_id", "created_at", "updated_at")
    raw_id_fields = ("owner",)
    inlines = (PlacementInline,)


@admin.register(Placement)
class PlacementAdmin(admin.ModelAdmin):
    list_display = ("project", "piece", "position")
    search_fields = ("project__title", "piece__title", "piece__public_id")
    list_select_related = ("project", "piece")
    raw_id_fields = ("project", "piece")


class MachineMade(admin.ModelAdmin):
    """Rows that only claims, the verbs of `jobs.py` and the workers write: to look at, not to change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Only along with the piece or the person they belong to: a piece without its generation could not be shown."""
        mine = f"{self.opts.app_label}_{self.opts.model_name}_"
        return not (request.resolver_match.url_name or "").startswith(mine) and super().has_delete_permission(request, obj)


@admin.register(PlayerSetting)
class PlayerSettingAdmin(MachineMade):
    list_display = ("user", "piece", "updated_at")
    search_fields = ("user__username", "piece__public_id", "piece__title")
    list_select_related = ("user", "piece")


@admin.register(Version)
class VersionAdmin(MachineMade):
    list_display = ("piece", "number", "kind", "parent", "made_by", "created_at")
    list_filter = ("kind", "created_at")
    search_fields = ("piece__public_id", "piece__title", "words")
    list_select_related = ("piece", "parent", "made_by")


@admin.register(Generation)
class GenerationAdmin(MachineMade):
    list_display = ("piece", "status", "queue", "cursor", "measure_count", "attempt", "owner", "waited", "lease_until", "finished_at")
    list_filter = ("status", "queue", "error_code", "created_at")
    search_fields = ("piece__public_id", "piece__title", "requester", "owner")
    list_select_related = ("piece",)
    date_hierarchy = "created_at"
    actions = ("cancel", "retry")

    @admin.display(description="waited")
    def waited(self, generation: Generation) -> str:
        seconds = ((generation.started_at or generation.finished_at or timezone.now()) - generation.created_at).total_seconds()
        return f"{seconds:.1f} s"

    def has_operate_permission(self, request: HttpRequest) -> bool:
        """Looking on is not enough: cancelling takes the right to change generations, although nobody edits their fields."""
        return request.user.has_perm("compose.change_generation")

    @admin.action(description="Cancel: keep what is written and stop", permissions=["operate"])
    def cancel(self, request: HttpRequest, chosen: QuerySet[Generation]) -> None:
        unfinished = list(chosen.unfinished())
        for generation in unfinished:
            jobs.request_cancel(generation=generation)
            self.write_down(request, generation, "cancelled")
        self.message_user(request, f"{len(unfinished)} cancelled. Those being written stop at their next measure.")

    @admin.action(description="Retry: hand to another worker, or compose anew", permissions=["operate"])
    def retry(self, request: HttpRequest, chosen: QuerySet[Generation]) -> None:
        for generation in chosen.select_related("piece"):
            try:
                again = actions.retry(generation=generation)
            except (actions.NothingToRetry, LimitReached) as refusal:
                self.message_user(request, str(refusal), messages.WARNING)
                continue
            self.write_down(request, generation, f"retried as generation {again.pk}")
            self.message_user(request, f"Piece {generation.piece.public_id} is composed as {again.piece.public_id}.")

    def write_down(self, request: HttpRequest, generation: Generation, deed: str) -> None:
        self.log_change(request, generation, deed)
        log.info("an administrator acted", extra={"generation": generation.pk, "user": request.user.pk, "action": deed})


@admin.register(GenerationEvent)
class GenerationEventAdmin(MachineMade):
    list_display = ("generation", "seq", "kind", "token", "created_at")
    list_filter = ("kind",)
    search_fields = ("generation__piece__public_id",)
    list_select_related = ("generation",)


@admin.register(Recognition)
class RecognitionAdmin(MachineMade):
    list_display = ("version", "tries", "failure", "asked_at", "taken_until")
    list_filter = ("failure", "asked_at")
    search_fields = ("version__piece__public_id", "version__piece__title")
    list_select_related = ("version",)


@admin.register(ShareLink)
class ShareLinkAdmin(MachineMade):
    """Without the key: an operator has no business opening what was shared with somebody else."""

    list_display = ("piece", "created_at", "revoked_at")
    search_fields = ("piece__public_id",)
    list_select_related = ("piece",)
    exclude = ("key",)


@admin.register(Grant)
class GrantAdmin(MachineMade):
    list_display = ("piece", "user", "is_fixed", "created_at")
    search_fields = ("piece__public_id", "user__username")
    list_select_related = ("piece", "user")


@admin.register(Takeout)
class TakeoutAdmin(MachineMade):
    list_display = ("user", "status", "done_count", "piece_count", "size_bytes", "attempt", "created_at", "expires_at")
    list_filter = ("status",)
    search_fields = ("user__username",)


@admin.register(Credit)
class CreditAdmin(MachineMade):
    list_display = ("piece", "position", "title", "name", "licence", "source")
    search_fields = ("piece__public_id", "title", "name")
    list_select_related = ("piece", "source")


@admin.register(WorkerNode)
class WorkerNodeAdmin(MachineMade):
    list_display = ("name", "checkpoint", "steps_per_second", "seats", "seen_at", "fault")
    search_fields = ("name", "checkpoint")


@admin.register(TokenBucket)
class TokenBucketAdmin(MachineMade):
    list_display = ("key", "full_at_seconds")
    search_fields = ("key",)
