"""Where a request comes from, as much of it as a person recognises and no more."""

import re

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

# The first that fits: most browsers claim to be their ancestors too.
BROWSERS = (("Edge", r"Edg"), ("Opera", r"OPR|Opera"), ("Firefox", r"Firefox|FxiOS"), ("Chrome", r"Chrome|CriOS"), ("Safari", r"Safari"),
            ("curl", r"^curl"), ("Python", r"[Pp]ython"))  # fmt: skip
SYSTEMS = (("iPhone", r"iPhone"), ("iPad", r"iPad"), ("Android", r"Android"), ("ChromeOS", r"CrOS"), ("Windows", r"Windows"),
           ("macOS", r"Mac OS|Macintosh"), ("Linux", r"Linux"))  # fmt: skip


def browser_name(user_agent: str) -> str:
    """"Firefox, Windows"; "" where nothing is known."""
    found = [next((name for name, pattern in table if re.search(pattern, user_agent)), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found))


def browser_of(request: HttpRequest | None) -> str:
    return browser_name(request.META.get("HTTP_USER_AGENT", "")) if request else ""


def address_of(request: HttpRequest) -> str | None:
    return get_adapter().known_address(request)
