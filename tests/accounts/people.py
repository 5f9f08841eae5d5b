"""What the tests of accounts share: a person with a password, and the six digits an authenticator app would show."""

import base64
import hashlib
import hmac
import struct
import time

from django.test import Client
from django.urls import reverse

from accounts.models import User

PASSWORD = "a short sentence is best"


def sign_up(client: Client, **changes: str) -> User:
    fields = {"username": "clara", "password1": PASSWORD} | changes
    assert client.post(reverse("account_signup"), fields).status_code == 302
    return User.objects.get(username=fields["username"])


def sign_in(client: Client, name: str = "clara", password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": name, "password": password})


def six_digits(secret: str, seconds_ahead: float = 0) -> str:
    """Source: RFC 6238, with the usual SHA-1 and half minutes."""
    counter = struct.pack(">Q", int((time.time() + seconds_ahead) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF) % 1_000_000:06}"
