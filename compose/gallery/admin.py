from django.contrib import admin

from compose.admin import MachineMade

from .models import Collection, CollectionItem, Comment, Follow, Like, Listing, PieceTag, Report, Thumbnail


@admin.register(Listing)
class ListingAdmin(MachineMade):
    list_display = ("piece", "composer", "key", "difficulty", "licence", "like_count", "shared_at", "featured_at")
    list_filter = ("licence", "difficulty")
    search_fields = ("piece__title", "piece__public_id")
    list_select_related = ("piece", "composer")


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    list_display = ("text", "piece", "author", "measure", "created_at", "hidden_at")
    list_filter = ("created_at", "hidden_at")
    search_fields = ("text", "author__username", "piece__public_id")
    raw_id_fields = ("piece", "author")
    readonly_fields = ("created_at", "edited_at")
    list_select_related = ("piece", "author")


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    list_display = ("piece", "comment", "reason", "reporter", "created_at", "outcome", "decided_by")
    list_filter = ("reason", "outcome")
    search_fields = ("words", "piece__public_id", "reporter__username")
    raw_id_fields = ("piece", "comment", "reporter", "decided_by")
    readonly_fields = ("created_at", "decided_at")
    list_select_related = ("piece", "comment", "reporter", "decided_by")


@admin.register(Collection)
class CollectionAdmin(admin.ModelAdmin):
    list_display = ("title", "owner", "is_public", "created_at")
    search_fields = ("title", "description", "owner__username")
    raw_id_fields = ("owner",)
    readonly_fields = ("public_id", "created_at")


@admin.register(CollectionItem)
class CollectionItemAdmin(admin.ModelAdmin):
    list_display = ("collection", "piece", "position")
    search_fields = ("collection__title", "piece__title")
    raw_id_fields = ("collection", "piece")
    list_select_related = ("collection", "piece")


@admin.register(PieceTag)
class PieceTagAdmin(admin.ModelAdmin):
    list_display = ("name", "piece")
    search_fields = ("name",)
    raw_id_fields = ("piece",)
    list_select_related = ("piece",)


@admin.register(Like)
class LikeAdmin(MachineMade):
    list_display = ("piece", "user", "created_at")
    search_fields = ("piece__public_id", "user__username")
    list_select_related = ("piece", "user")


@admin.register(Follow)
class FollowAdmin(MachineMade):
    list_display = ("follower", "person", "created_at")
    search_fields = ("follower__username", "person__username")
    list_select_related = ("follower", "person")


@admin.register(Thumbnail)
class ThumbnailAdmin(MachineMade):
    list_display = ("version", "made_at")
    search_fields = ("version__piece__public_id",)
    exclude = ("svg", "png")
