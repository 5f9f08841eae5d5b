"""What was understood of a description, for a person to read: a label and a value for each field of the plan."""

from .generation.plan import Plan, Wish
from .music.score import KeySignature, TimeSignature

LABELS = {
    "key": "Key",
    "time": "Time",
    "tempo_qpm": "Tempo",
    "measure_count": "Length",
    "instruments": "Instruments",
    "form": "Form",
    "cadence": "Ending",
    "genre": "Genre",
    "era": "Era",
    "mood": "Mood",
    "density": "Density",
    "texture": "Texture",
    "dynamics": "Dynamics",
    "articulation": "Articulation",
    "difficulty": "Difficulty",
}


def fields(plan: Plan) -> list[dict]:
    """The fields that are settled, hard ones first. confidence: 0-1 where something was inferred, else None."""
    settled = [(name, label, getattr(plan, name, None)) for name, label in LABELS.items()]
    return [_field(name, label, wish) for name, label, wish in settled if isinstance(wish, Wish) and wish.value not in (None, "", ())]


def for_page(plan: Plan) -> list[dict]:
    """As `fields`, with the confidence in per cent, as templates show it."""
    return [
        field | {"confidence_percent": None if field["confidence"] is None else round(100 * field["confidence"])} for field in fields(plan)
    ]


def _field(name: str, label: str, wish: Wish) -> dict:
    return {
        "name": name,
        "label": label,
        "value": _in_words(name, wish.value),
        "source": wish.source,
        "confidence": None if wish.confidence is None else round(float(wish.confidence), 3),
        "words": wish.words,
    }


def _in_words(name: str, value: object) -> str:
    if isinstance(value, KeySignature | TimeSignature):
        return value.name
    if name == "tempo_qpm":
        return f"♩ = {value}"
    if name == "measure_count":
        return f"{value} measure{'' if value == 1 else 's'}"
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    return str(value)
