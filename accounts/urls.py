from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("history/", views.history, name="history"),
    path("leaving/", views.leaving, name="leaving"),
    path("leaving/undo/", views.staying, name="staying"),
    path("tokens/", views.access_tokens, name="tokens"),
    path("tokens/<int:token_id>/revocation/", views.token_revocation, name="token_revocation"),
]
