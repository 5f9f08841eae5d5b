"""The map of a piece among named styles, as points for a template to draw."""

from django.utils.translation import gettext_lazy as _

WIDTH, HEIGHT, MARGIN = 300, 210, 16
MOST_NAMED = 3
# The styles of the model in the words of people.
NAMES = {
    "sacred choral": _("sacred choral"), "art song (voice+piano)": _("art song"), "celtic/fiddle dance tune (melody)": _("fiddle tune"),
    "romantic piano": _("Romantic piano"), "vocal (secular/other)": _("part song"), "chamber / other": _("chamber music"),
    "orchestral / choral-orchestral": _("orchestral"), "mazurka/polonaise/salon dance": _("mazurka, salon"), "organ": _("organ"),
    "carol": _("carol"), "piano (period unknown)": _("piano"), "hymn/chorale": _("hymn"), "baroque keyboard/counterpoint": _("Baroque"),
    "parlor/traditional song (SATB)": _("parlour song"), "guitar": _("guitar"), "string quartet": _("string quartet"),
    "classical piano": _("Classical piano"), "waltz": _("waltz"), "game music": _("game music"), "opera": _("opera"),
    "folk (other)": _("folk song"), "march": _("march"), "solo violin": _("solo violin"), "solo cello": _("solo cello"),
    "solo viola": _("solo viola"), "solo flute": _("solo flute"), "solo recorder": _("solo recorder"), "modern piano": _("modern piano"),
    "lullaby": _("lullaby"), "ragtime": _("ragtime"), "blues": _("blues"), "jazz ballad": _("jazz ballad"), "stride": _("stride"),
    "boogie-woogie": _("boogie-woogie"), "pop ballad": _("pop ballad"), "ambient": _("ambient"), "lo-fi": _("lo-fi"),
    "tango": _("tango"), "bossa nova": _("bossa nova"), "cinematic": _("cinematic"), "fanfare": _("fanfare"),
}  # fmt: skip


def picture(report: dict | None) -> dict | None:
    """Template context of `_style_map.html`; None where the piece was never placed, as when a person wrote it."""
    found = (report or {}).get("style_map")
    if not found:
        return None
    near = {name: round(100 * chance) for name, chance in found["near"] if chance >= 0.01}
    styles = [{"name": NAMES.get(name, name), "is_near": name in list(near)[:MOST_NAMED], **_point(x, y)} for name, x, y in found["styles"]]
    return {
        "width": WIDTH, "height": HEIGHT, "piece": _point(found["x"], found["y"]), "styles": styles,
        "near": [{"name": NAMES.get(name, name), "percent": percent} for name, percent in near.items()],
    }  # fmt: skip


def _point(x: float, y: float) -> dict:
    east = MARGIN + (x + 1) / 2 * (WIDTH - 2 * MARGIN)
    north = MARGIN + (1 - y) / 2 * (HEIGHT - 2 * MARGIN)
    return {"x": round(east, 1), "y": round(north, 1), "text_y": round(north - 6, 1), "anchor": _anchor(east)}


def _anchor(east: float) -> str:
    return "start" if east < WIDTH / 4 else "end" if east > 3 * WIDTH / 4 else "middle"
