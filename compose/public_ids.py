"""How pieces and projects are named in addresses."""

import secrets

from django.urls import register_converter
from django.urls.converters import StringConverter


def new_public_id() -> str:
    return secrets.token_urlsafe(9)  # 72 bits, 12 characters


class PublicId(StringConverter):
    regex = r"[\w-]{12}"


register_converter(PublicId, "public_id")
