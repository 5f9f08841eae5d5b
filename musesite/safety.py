"""What a site may not be started with. Each is one sentence that names the setting and says what to write instead."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

CLONE_KEY = "only-for-a-clone-on-your-own-machine-never-for-a-site"
LOCAL = ("localhost", "127.0.0.1", "[::1]", "testserver")
SHORTEST_SECRET = 32
SHORTEST_TOKEN = 16


def refuse_unsafe_hosts(hosts: list[str], *, is_clone: bool) -> None:
    for host in hosts:
        if "*" in host or host == ".":
            raise ImproperlyConfigured("ALLOWED_HOSTS may not hold *, because then anybody's name for this machine is believed. "
                                       "Write the names of the site, separated by commas.")
        if "/" in host or (":" in host and not host.startswith("[")):
            raise ImproperlyConfigured(f"ALLOWED_HOSTS holds {host!r}; write a bare name such as example.org, no scheme, port or path.")
        if is_clone and host.lstrip(".") not in LOCAL:
            raise ImproperlyConfigured(f"ALLOWED_HOSTS holds {host!r} while DEBUG is on. Set DEBUG=0 on a machine that others can reach.")


def refuse_unsafe_secret(secret: str) -> None:
    if secret == CLONE_KEY or len(secret) < SHORTEST_SECRET or len(set(secret)) < 5:
        advice = "for instance from `python -c 'import secrets; print(secrets.token_urlsafe(48))'`"
        raise ImproperlyConfigured(f"SECRET_KEY is too easy to guess. Set it to at least {SHORTEST_SECRET} random characters, {advice}.")


def refuse_unsafe_origins(origins: list[str], *, is_https: bool) -> None:
    for origin in origins:
        parts = urlsplit(origin)
        if origin.endswith(":*"):
            raise ImproperlyConfigured(f"SITE_ORIGINS holds {origin!r}, which trusts every program on that machine. Write the port.")
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.username:
            raise ImproperlyConfigured(f"SITE_ORIGINS holds {origin!r}; write scheme and host, and the port where it is unusual: "
                                       "https://example.org.")
        if "*" in parts.hostname.removeprefix("*."):
            raise ImproperlyConfigured(f"SITE_ORIGINS holds {origin!r}, which lets other sites post forms. Write whole names.")
        if is_https and parts.scheme == "http":
            raise ImproperlyConfigured(f"SITE_ORIGINS holds {origin!r} although the site speaks HTTPS. Write https://, or set HTTPS=0.")


def refuse_unsafe_mail(verification: str, host: str) -> None:
    if verification != "none" and not host:
        advice = "Set EMAIL_HOST, or EMAIL_VERIFICATION=none."
        raise ImproperlyConfigured(f"EMAIL_VERIFICATION is {verification!r}, but no letter can be sent. {advice}")


def refuse_short_token(token: str) -> None:
    if token and len(token) < SHORTEST_TOKEN:
        advice = f"Set it to at least {SHORTEST_TOKEN} random characters, or leave it out."
        raise ImproperlyConfigured(f"METRICS_TOKEN is too easy to guess. {advice}")


def refuse_odd_numbers(**numbers: int) -> None:
    for name, number in numbers.items():
        if number < 1:
            raise ImproperlyConfigured(f"{name} is {number}; write a whole number from 1.")
