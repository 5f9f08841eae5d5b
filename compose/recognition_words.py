"""What was heard in a version, in plain words and with how sure the machine is: template context of `_recognition.html`."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Version
from .recognising import SURE, recognition_of
from .recognitions import GAVE_UP, NO_NOTES, Recognition
from .style_picture import NAMES, picture

WORTH_NAMING = 0.1
PERIODS = {
    "renaissance": gettext_lazy("Renaissance"), "baroque": gettext_lazy("Baroque"), "classical": gettext_lazy("Classical"),
    "romantic": gettext_lazy("Romantic"), "modern": gettext_lazy("early 20th century"), "contemporary": gettext_lazy("contemporary"),
    "traditional": gettext_lazy("traditional"),
}  # fmt: skip
AXES = {
    "bucket": (gettext_lazy("Kind of music"), NAMES),
    "period": (gettext_lazy("Period"), PERIODS),
    "density": (gettext_lazy("Density"), {"sparse": gettext_lazy("few notes"), "moderate": gettext_lazy("moderate"),
                                          "busy": gettext_lazy("many notes")}),
    "valence": (gettext_lazy("Mood"), {"low": gettext_lazy("dark"), "mid": gettext_lazy("neither dark nor bright"),
                                       "high": gettext_lazy("bright")}),
    "arousal": (gettext_lazy("Energy"), {"low": gettext_lazy("calm"), "mid": gettext_lazy("moderate"), "high": gettext_lazy("lively")}),
}  # fmt: skip
FAILURES = {
    NO_NOTES: gettext_lazy("There is no note in it, so there is nothing to recognise yet."),
    GAVE_UP: gettext_lazy("The style could not be recognised. Please ask once more; if it fails again, tell the people who run this site."),
}


def card_of(version: Version) -> dict | None:
    """None where there is no such card: of what the machine composed, the report tells the same."""
    if version.work_order is not None or not version.steps:
        return None
    return told(recognition_of(version))


def told(recognition: Recognition | None) -> dict:
    """state: "unasked", "waiting", "failed" or "heard"."""
    if recognition is None:
        return {"state": "unasked"}
    if recognition.failure:
        return {"state": "failed", "sentence": FAILURES.get(recognition.failure, FAILURES[GAVE_UP]),
                "may_retry": recognition.failure != NO_NOTES}  # fmt: skip
    if recognition.facts is None:
        return {"state": "waiting"}
    return {"state": "heard"} | _heard(recognition.facts)


def _heard(facts: dict) -> dict:
    near = [{"name": name, "percent": facts["likeness"][name]} for name in facts.get("nearest", ())]
    lines = [_axis(axis, facts["axes"][axis]) for axis in AXES if axis in facts.get("axes", {})]
    return {"near": near, "lines": lines, "facts": facts, "picture": picture(facts)}


def _axis(axis: str, chances: list) -> dict:
    label, words = AXES[axis]
    named = [(words.get(value, value), round(100 * chance)) for value, chance in chances if chance >= WORTH_NAMING]
    is_sure = chances[0][1] >= SURE  # else the card says so, and names the others
    others = ", ".join(_("%(name)s %(percent)s %%") % {"name": name, "percent": percent} for name, percent in named)
    return {"label": label, "value": words.get(chances[0][0], chances[0][0]), "percent": round(100 * chances[0][1]), "is_sure": is_sure,
            "others": others}  # fmt: skip
