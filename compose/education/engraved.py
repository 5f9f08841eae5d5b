"""A score as a page of a class shows it."""

from django.utils.safestring import SafeString, mark_safe

from compose import drawing
from compose.music.score import Score


def engraved(score: Score | None) -> SafeString | str:
    """The drawing is safe: verovio makes it from our own MusicXML, in which the title is escaped."""
    return mark_safe(drawing.whole_svg(score)) if score and score.measures else ""
