from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import AccessToken, AccountEvent, User


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ("username", "display_name", "email", "is_active", "leaves_at", "is_staff", "date_joined")
    list_filter = ("is_active", "is_staff", "is_superuser", "suspended_at", "leaves_at")
    search_fields = ("username", "display_name", "email")
    ordering = ("-date_joined",)
    readonly_fields = ("is_active", "suspended_at", "leaves_at", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("display_name", "email", "bio", "language", "default_visibility")}),
        (_("Suspension"), {"fields": ("is_active", "suspended_at", "suspension_reason")}),
        (_("Permissions"), {"fields": ("is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Dates"), {"fields": ("last_login", "date_joined", "leaves_at")}),
    )
    actions = ("suspend", "reinstate")

    @admin.action(description=_("Suspend: no way in, nothing shown"), permissions=["change"])
    def suspend(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        for user in chosen.exclude(pk=request.user.pk):  # nobody locks themselves out
            user.suspend()
            self.log_change(request, user, "suspended")

    @admin.action(description=_("Lift the suspension"), permissions=["change"])
    def reinstate(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        for user in chosen:
            user.reinstate()
            self.log_change(request, user, "suspension lifted")


class WrittenByTheSite(admin.ModelAdmin):
    """To look at, and where that helps a person, to take away; never to make or to change."""

    raw_id_fields = ("user",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(AccountEvent)
class AccountEventAdmin(WrittenByTheSite):
    list_display = ("at", "user", "kind", "address", "browser")
    list_filter = ("kind", "at")
    search_fields = ("user__username", "user__display_name", "address")
    list_select_related = ("user",)
    date_hierarchy = "at"

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Only along with the person: nobody picks lines out of the log."""
        is_picking = (request.resolver_match.url_name or "").startswith("accounts_accountevent_")
        return not is_picking and super().has_delete_permission(request, obj)


@admin.register(AccessToken)
class AccessTokenAdmin(WrittenByTheSite):
    list_display = ("name", "user", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at")
    search_fields = ("name", "user__username")
    exclude = ("hashed",)


admin.site.unregister((Authenticator, UserSession))


@admin.register(Authenticator)
class SecondFactorAdmin(WrittenByTheSite):
    """Somebody who lost their telephone is let in again by deleting it here."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    search_fields = ("user__username",)
    exclude = ("data",)


@admin.register(UserSession)
class UserSessionAdmin(WrittenByTheSite):
    list_display = ("user", "created_at", "last_seen_at", "ip", "user_agent")
    search_fields = ("user__username", "ip")
    exclude = ("session_key", "data")
