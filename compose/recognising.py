"""Asking what a version sounds like, and what was heard. For uploads, for what was written by hand, and for apps built on this one.

`ask` returns at once; a worker answers within a second or two. `facts_of` is None until then.
"""

from dataclasses import replace

from django.db import transaction

from . import announcing
from .generation.plan import Plan
from .models import Version
from .music.errors import ComposeError
from .recognitions import NO_NOTES, Recognition

SURE = 0.6  # of the likeliest value: from here on it is told, and believed
FEELINGS = {"low": -0.5, "mid": 0.0, "high": 0.5}


class NothingToHear(ComposeError):
    """The version is not finished, or holds no measure."""

    code = "recognition.nothing_to_hear"


def ask(version: Version) -> Recognition:
    """Asks once: whoever asks again gets the same answer, or where there was none another try. Raises NothingToHear."""
    if not version.is_finished or not version.steps:
        raise NothingToHear("Only what is finished can be recognised.")
    recognition, _is_new = Recognition.objects.get_or_create(version=version)
    if recognition.failure and recognition.failure != NO_NOTES:
        Recognition.objects.filter(pk=recognition.pk).update(failure="", tries=0, taken_until=None)
        recognition.refresh_from_db()
    return recognition


def recognition_of(version: Version) -> Recognition | None:
    return Recognition.objects.filter(version=version.pk).first()


def facts_of(version: Version) -> dict | None:
    """What was heard, as `generation/recognition.py` tells it; None where nobody asked, or nobody answered yet."""
    found = recognition_of(version)
    return found.facts if found else None


def likeness(version: Version, style_name: str) -> int | None:
    """How like the style it sounds, 0 to 100: a name of `generation.words.STYLES`. None for other names and without an answer."""
    return ((facts_of(version) or {}).get("likeness") or {}).get(style_name)


def originality(version: Version) -> dict | None:
    """The longest run of measures shared with a piece of the training set; see `generation.originality.Originality.report`."""
    return (facts_of(version) or {}).get("originality")


def heard_in(version: Version, plan: Plan) -> Plan:
    """The plan with the kind of music, period and feeling that were heard for sure in the notes, where no words said any.

    So what the machine changes in uploaded music stays music of its kind.
    """
    axes = (facts_of(version) or {}).get("axes")
    if not axes or plan.genre or plan.bucket or plan.period or plan.era:
        return plan
    sure = {axis: chances[0][0] for axis, chances in axes.items() if chances[0][1] >= SURE}
    valence, arousal = (FEELINGS.get(sure.get(axis, "")) for axis in ("valence", "arousal"))
    feelings = {"valence": plan.valence if valence is None else valence, "arousal": plan.arousal if arousal is None else arousal}
    return replace(plan, bucket=sure.get("bucket", ""), period=sure.get("period", ""), **feelings)


def tell(recognition: Recognition, style: bytes, facts: dict) -> None:
    """What a worker heard. The same again changes nothing."""
    with transaction.atomic():
        if not Recognition.objects.filter(pk=recognition.pk).update(facts=facts, failure="", taken_until=None):
            return  # the piece is gone
        if Version.objects.filter(pk=recognition.version_id, style=None).update(style=style):
            announcing.tell(recognition.version.piece_id)  # what has a place in the style space can be found by it
