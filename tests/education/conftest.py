import pytest


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Thirty slow hashes a test would be spent on nothing; `tests/accounts` looks at how passwords are stored."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
