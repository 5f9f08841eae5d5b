"""A person's picture, drawn from their name: initials on a staff whose notes are the name. The same name gives the same picture."""

import hashlib
import math

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

TONES = 8
NOTES = 4
STAFF = tuple((y, round(math.sqrt(32**2 - (y - 32) ** 2), 1)) for y in range(16, 49, 8))  # lines from edge to edge of the circle


def initials(name: str) -> str:
    words = [word for word in name.replace("_", " ").replace("-", " ").replace(".", " ").split() if word[0].isalnum()]
    if not words:
        return "♪"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def avatar(name: str) -> SafeString:
    """An SVG without any style of its own: its colours are those of the class `avatar-N` (static/css/components/avatar.css)."""
    digest = hashlib.sha256(name.encode()).digest()
    lines = format_html_join("", '<path d="M{0} {2}H{1}"/>', ((32 - half, 32 + half, y) for y, half in STAFF))
    notes = format_html_join(
        "", '<ellipse cx="{0}" cy="{1}" rx="4.6" ry="3.5"/>', ((8 + 16 * step, 16 + 4 * (digest[step] % 9)) for step in range(NOTES))
    )
    return format_html(
        '<svg class="avatar avatar-{}" viewBox="0 0 64 64" aria-hidden="true" focusable="false"><rect width="64" height="64" rx="32"/>'
        '<g class="avatar-staff">{}</g><g class="avatar-notes">{}</g><text x="32" y="41" text-anchor="middle">{}</text></svg>',
        digest[-1] % TONES, lines, notes, initials(name),
    )  # fmt: skip
