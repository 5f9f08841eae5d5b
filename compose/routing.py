from django.urls import re_path

from .consumers import PieceConsumer

websocket_urlpatterns = [re_path(r"^ws/pieces/(?P<public_id>[\w-]{12})/$", PieceConsumer.as_asgi())]
