from django.contrib import admin
from django.http import HttpRequest

from .lti.platforms import new_keys
from .models import (
    Assignment,
    CalendarKey,
    Classroom,
    Enrollment,
    Exercise,
    Feedback,
    JoinCode,
    LtiContext,
    LtiIdentity,
    LtiLink,
    LtiNote,
    LtiPlatform,
    ReadyPhrase,
    SchoolAccount,
    Submission,
    Work,
)  # fmt: skip


@admin.register(Classroom)
class ClassroomAdmin(admin.ModelAdmin):
    list_display = ("name", "school", "owner", "keep_until", "archived_at", "purged_at")
    list_filter = ("archived_at", "purged_at")
    search_fields = ("name", "school", "public_id", "owner__username")
    raw_id_fields = ("owner",)
    readonly_fields = ("public_id", "warned_on", "archived_at", "purged_at", "created_at")


@admin.register(JoinCode)
class JoinCodeAdmin(admin.ModelAdmin):
    list_display = ("classroom", "role", "needs_approval", "expires_at")
    list_filter = ("role",)
    search_fields = ("classroom__name", "classroom__public_id")
    raw_id_fields = ("classroom",)
    readonly_fields = ("code",)


@admin.register(Enrollment)
class EnrollmentAdmin(admin.ModelAdmin):
    list_display = ("display_name", "classroom", "role", "group", "is_waiting", "joined_at")
    list_filter = ("role", "is_waiting")
    search_fields = ("display_name", "user__username", "classroom__name")
    raw_id_fields = ("classroom", "user")
    readonly_fields = ("joined_at",)


@admin.register(SchoolAccount)
class SchoolAccountAdmin(admin.ModelAdmin):
    list_display = ("user", "classroom", "card_number", "created_at")
    search_fields = ("user__username", "classroom__name")
    raw_id_fields = ("user", "classroom")
    readonly_fields = ("card_number", "card_seal", "created_at")


@admin.register(Exercise)
class ExerciseAdmin(admin.ModelAdmin):
    list_display = ("title", "owner", "template", "is_fresh", "updated_at", "deleted_at")
    list_filter = ("template", "is_fresh")
    search_fields = ("title", "description", "owner__username", "public_id")
    raw_id_fields = ("owner",)
    readonly_fields = ("public_id", "template", "parameters", "seed", "header", "steps", "answer", "created_at", "updated_at")


@admin.register(Assignment)
class AssignmentAdmin(admin.ModelAdmin):
    list_display = ("exercise", "classroom", "group", "publish_at", "due_at", "machine_policy")
    list_filter = ("machine_policy", "late_rule")
    search_fields = ("exercise__title", "classroom__name", "public_id")
    raw_id_fields = ("exercise", "classroom", "created_by")
    readonly_fields = ("public_id", "created_at")


@admin.register(Work)
class WorkAdmin(admin.ModelAdmin):
    list_display = ("assignment", "enrollment", "piece", "begun_at")
    search_fields = ("assignment__exercise__title", "enrollment__display_name", "piece__public_id")
    raw_id_fields = ("assignment", "enrollment", "piece")
    readonly_fields = ("seed", "criteria", "answer", "answers", "begun_at")


@admin.register(Submission)
class SubmissionAdmin(admin.ModelAdmin):
    list_display = ("work", "number", "submitted_at", "is_late", "marked_at", "released_at")
    list_filter = ("is_late", "released_at")
    search_fields = ("work__enrollment__display_name", "work__assignment__exercise__title")
    raw_id_fields = ("work", "version", "marked_by")
    readonly_fields = ("number", "submitted_at", "answers", "marking")


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin):
    list_display = ("submission", "author", "measure", "reaction", "created_at")
    search_fields = ("text", "author__username")
    raw_id_fields = ("submission", "author")
    readonly_fields = ("created_at",)


@admin.register(ReadyPhrase)
class ReadyPhraseAdmin(admin.ModelAdmin):
    list_display = ("text", "owner")
    search_fields = ("text", "owner__username")
    raw_id_fields = ("owner",)


@admin.register(CalendarKey)
class CalendarKeyAdmin(admin.ModelAdmin):
    """Whoever reads a key reads somebody's dates, so it is not shown."""

    list_display = ("user",)
    search_fields = ("user__username",)
    raw_id_fields = ("user",)
    exclude = ("key",)


@admin.register(LtiPlatform)
class LtiPlatformAdmin(admin.ModelAdmin):
    """Registers a learning platform. Our keys for it are made when it is saved first."""

    list_display = ("name", "issuer", "client_id", "created_at")
    search_fields = ("name", "issuer", "client_id")
    readonly_fields = ("public_key", "created_at")

    def save_model(self, request: HttpRequest, obj: LtiPlatform, form: object, change: bool) -> None:
        if not obj.private_key:
            obj.private_key, obj.public_key = new_keys()
        super().save_model(request, obj, form, change)


@admin.register(LtiIdentity)
class LtiIdentityAdmin(admin.ModelAdmin):
    list_display = ("user", "platform")
    list_filter = ("platform",)
    search_fields = ("user__username", "user__display_name")
    raw_id_fields = ("user",)


@admin.register(LtiContext)
class LtiContextAdmin(admin.ModelAdmin):
    list_display = ("classroom", "platform", "context_id")
    search_fields = ("classroom__name", "context_id")
    raw_id_fields = ("classroom",)


@admin.register(LtiLink)
class LtiLinkAdmin(admin.ModelAdmin):
    list_display = ("assignment", "platform", "resource_link_id")
    search_fields = ("assignment__exercise__title", "resource_link_id")
    raw_id_fields = ("assignment",)
    readonly_fields = ("grades",)


@admin.register(LtiNote)
class LtiNoteAdmin(admin.ModelAdmin):
    list_display = ("key", "expires_at")
    search_fields = ("key",)
    readonly_fields = ("key", "value", "expires_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
