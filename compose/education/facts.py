"""What the checks need to know beside the score: what a pupil has found, how much follows music that exists, what it sounds like."""

from collections.abc import Iterable, Sequence
from functools import cache

from django.conf import settings

from compose import recognising
from compose.generation.originality import Originality
from compose.generation.words import STYLES
from compose.models import Version
from compose.music.criteria.catalogue import CATALOGUE
from compose.music.score import Score
from compose.recognitions import NO_NOTES


def style_names() -> list[str]:
    """What a score can be compared with."""
    return sorted(STYLES)


def measured(score: Score, version: Version, criteria: Sequence[dict], answers: list) -> dict[str, object]:
    return {"answers": answers} | originality(score, criteria) | likeness(version, criteria)


def originality(score: Score, criteria: Sequence[dict]) -> dict[str, object]:
    """originality: 0 to 1, the share of measures outside the longest run shared with a piece of the index, if that is longer than usual."""
    if not _need("originality", criteria):
        return {}
    index = _index()
    if index is None:
        return {}
    shared = index.likeness(score)
    copied = shared.measures if shared.measures > index.usual_measures else 0
    run = list(range(shared.first_measure + 1, shared.first_measure + 1 + copied))
    return {"originality": 1 - copied / max(1, len(score.measures)), "copied_measures": run}


def likeness(version: Version, criteria: Sequence[dict]) -> dict[str, object]:
    """style: name → 0 to 1, as a worker heard it, whom this asks; nothing until it answers. version: finished.

    No web process could listen itself: that takes the network. Silence is like nothing.
    """
    names = sorted({each["parameters"]["style"] for each in _need("style", criteria)})
    if not names:
        return {}
    found = recognising.recognition_of(version) or recognising.ask(version)
    if found.failure == NO_NOTES:
        return {"style": dict.fromkeys(names, 0.0)}
    heard = (found.facts or {}).get("likeness", {})
    return {"style": {name: heard[name] / 100 for name in names if name in heard}}


def _need(fact: str, criteria: Iterable[dict]) -> list[dict]:
    return [each for each in criteria if CATALOGUE[each["code"]].needs == fact]


@cache
def _index() -> Originality | None:
    """Loaded when first asked for: most exercises do without."""
    return Originality.load(settings.WEIGHTS_DIR)
