from django.urls import re_path

from .sockets import piece_socket

websocket_urlpatterns = [re_path(r"^ws/pieces/(?P<public_id>[\w-]{12})/$", piece_socket)]
