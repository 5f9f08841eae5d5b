"""Textures and difficulties in words: as they are asked for in a plan, and as they are measured in a report."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .music.analysis.texture_class import TEXTURES

DIFFICULTIES = {
    "beginner": _("for beginners"), "easy": _("easy"), "intermediate": _("intermediate"), "advanced": _("advanced"),
}  # fmt: skip
ASKED_TEXTURES = {
    "melody alone": _("a melody alone"),
    "chordal": _("chords"),
    "melody and accompaniment": _("melody and accompaniment"),
    "arpeggiated": _("broken chords"),
    "counterpoint": _("counterpoint"),
    "oom-pah": _("bass notes and chords in turn"),
    "walking bass": _("a walking bass"),
    "ostinato": _("an ostinato"),
    "drone": _("a drone"),
}
MEASURED = (_("a single line"), _("chords"), _("melody and accompaniment"), _("broken chords"), _("independent voices"))
MEASURED_TEXTURES = dict(zip(TEXTURES, MEASURED, strict=True))


def report_for_page(report: dict) -> dict:
    """The report with its lines about texture, difficulty and density in words. is_graded: whether one of them tells the grade."""
    lines = [_line(line) for line in report["fields"]]
    return report | {"fields": lines, "is_graded": any(line["field"] == "difficulty" for line in lines)}


def _line(line: dict) -> dict:
    if line["field"] == "texture":
        return line | {name: str(MEASURED_TEXTURES.get(line[name], line[name])) for name in ("asked", "measured")}
    if line["field"] == "difficulty":
        lowest, highest = line["asked"]
        asked = gettext("grades %(lowest)s to %(highest)s") % {"lowest": lowest, "highest": highest}
        return line | {"asked": asked, "measured": gettext("grade %(grade)s of 8") % {"grade": line["measured"]}}
    if line["field"] == "density":
        return line | {"asked": _density(*line["asked"]), "measured": gettext("%(count)s notes a quarter") % {"count": line["measured"]}}
    return line


def _density(least: float, below: float | None) -> str:
    numbers = {"least": f"{least:g}", "below": f"{below:g}" if below else ""}
    if below is None:
        return gettext("%(least)s or more") % numbers
    return gettext("%(least)s to %(below)s") % numbers if least else gettext("fewer than %(below)s") % numbers
