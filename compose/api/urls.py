from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from . import uploads, views

app_name = "api"
urlpatterns = [
    path("about/api/", views.about, name="about"),
    path("api/v1/openapi.json", views.document, name="document"),
    path("api/v1/uploads", uploads.uploads, name="uploads"),
    path("api/v1/pieces", views.pieces, name="pieces"),
    path("api/v1/pieces/<public_id:piece_id>", views.one, name="piece"),
    path("api/v1/pieces/<public_id:piece_id>/events", views.told, name="events"),
    path("api/v1/pieces/<public_id:piece_id>/files/<slug:extension>", views.download, name="file"),
    re_path(r"^api/(?P<rest>.*)$", csrf_exempt(views.unknown), name="unknown"),
]
