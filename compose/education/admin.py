from django.contrib import admin

from .models import Classroom, Enrollment, JoinCode, SchoolAccount


@admin.register(Classroom)
class ClassroomAdmin(admin.ModelAdmin):
    list_display = ("name", "school", "owner", "keep_until", "archived_at", "purged_at")
    list_filter = ("archived_at", "purged_at")
    search_fields = ("name", "school", "public_id", "owner__username")
    raw_id_fields = ("owner",)
    readonly_fields = ("public_id", "archived_at", "purged_at", "created_at")


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
