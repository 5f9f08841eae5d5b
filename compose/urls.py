from django.urls import path, register_converter

from . import bin_pages, change_views, health, metrics, project_pages, reading, share_pages, views
from .public_ids import PublicId

register_converter(PublicId, "public_id")

app_name = "compose"
urlpatterns = [
    path("", views.home, name="home"),
    path("compose/", views.compose, name="compose"),
    path("pieces/", views.pieces, name="pieces"),
    path("pieces/<public_id:public_id>/", views.piece, name="piece"),
    path("pieces/<public_id:public_id>/score.<slug:extension>", views.score, name="score"),
    path("pieces/<public_id:public_id>/sheet/", reading.sheet, name="sheet"),
    path("pieces/<public_id:public_id>/settings/", reading.settings, name="settings"),
    path("pieces/<public_id:public_id>/events/", views.events, name="events"),
    path("pieces/<public_id:public_id>/cancellation/", views.cancellation, name="cancellation"),
    path("pieces/<public_id:public_id>/deletion/", views.deletion, name="deletion"),
    path("pieces/<public_id:public_id>/restoration/", views.restoration, name="restoration"),
    path("pieces/<public_id:public_id>/again/", views.again, name="again"),
    path("pieces/<public_id:public_id>/edits/", change_views.edits, name="edits"),
    path("pieces/<public_id:public_id>/reshapes/", change_views.reshapes, name="reshapes"),
    path("pieces/<public_id:public_id>/changes/", change_views.asked, name="changes"),
    path("pieces/<public_id:public_id>/current/", change_views.current, name="current"),
    path("pieces/<public_id:public_id>/locks/", change_views.locks, name="locks"),
    path("pieces/<public_id:public_id>/versions/", change_views.versions, name="versions"),
    path("pieces/<public_id:public_id>/versions/<int:number>/against/<int:other>/", change_views.comparison, name="comparison"),
    path("pieces/<public_id:public_id>/shares/", share_pages.shares, name="shares"),
    path("pieces/<public_id:public_id>/links/", share_pages.links, name="links"),
    path("pieces/<public_id:public_id>/links/<int:pk>/revocation/", share_pages.revocation, name="revocation"),
    path("pieces/<public_id:public_id>/grants/", share_pages.grants, name="grants"),
    path("pieces/<public_id:public_id>/grants/<int:pk>/withdrawal/", share_pages.withdrawal, name="withdrawal"),
    path("pieces/<public_id:public_id>/projects/", project_pages.placing, name="placing"),
    path("pieces/<public_id:public_id>/erasure/", bin_pages.piece_erasure, name="erasure"),
    path("bin/", bin_pages.bin, name="bin"),
    path("projects/", project_pages.projects, name="projects"),
    path("projects/<public_id:public_id>/", project_pages.project, name="project"),
    path("projects/<public_id:public_id>/order/", project_pages.order, name="project_order"),
    path("projects/<public_id:public_id>/pieces/<public_id:piece_id>/move/", project_pages.move, name="project_move"),
    path("projects/<public_id:public_id>/pieces/<public_id:piece_id>/removal/", project_pages.removal, name="project_removal"),
    path("projects/<public_id:public_id>/duplicate/", project_pages.duplicate, name="project_duplicate"),
    path("projects/<public_id:public_id>/archive/", project_pages.archive, name="project_archive"),
    path("projects/<public_id:public_id>/reopening/", project_pages.reopening, name="project_reopening"),
    path("projects/<public_id:public_id>/deletion/", project_pages.deletion, name="project_deletion"),
    path("projects/<public_id:public_id>/restoration/", project_pages.restoration, name="project_restoration"),
    path("projects/<public_id:public_id>/erasure/", bin_pages.project_erasure, name="project_erasure"),
    path("s/<str:key>/", share_pages.link, name="link"),
    path("about/model/", views.model, name="model"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
]
