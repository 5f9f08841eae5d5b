import json
from functools import cache
from pathlib import Path

from django.conf import settings


@cache
def model_card() -> dict:
    """What is known of the committed checkpoint: read from the files beside it, so that no torch is needed to show it."""
    cards = sorted(Path(settings.WEIGHTS_DIR).glob("*card*.json"))
    return json.loads(cards[0].read_text(encoding="utf-8")) if cards else {}
