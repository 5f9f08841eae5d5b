"""What was understood of a description, for a person to read: a label and a value for each field of the plan."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .generation.plan import Plan, Wish
from .music.score import KeySignature, TimeSignature
from .playing_words import ASKED_TEXTURES, DIFFICULTIES

LABELS = {
    "key": _("Key"),
    "time": _("Time"),
    "tempo_qpm": _("Tempo"),
    "measure_count": _("Length"),
    "instruments": _("Instruments"),
    "element": _("Only"),
    "chord_symbols": _("Chord symbols"),
    "form": _("Form"),
    "cadence": _("Ending"),
    "genre": _("Genre"),
    "era": _("Era"),
    "mood": _("Mood"),
    "density": _("Density"),
    "texture": _("Texture"),
    "dynamics": _("Dynamics"),
    "swell": _("Loudness"),
    "articulation": _("Articulation"),
    "difficulty": _("Difficulty"),
    "grade": _("Grade"),
    "pitch_range": _("Range"),
    "compass": _("Compass"),
    "hand_span": _("Hand span"),
    "largest_leap": _("Largest leap"),
    "durations": _("Note values"),
}
ELEMENTS = {"melody": _("a melody"), "rhythm": _("a rhythm"), "bass": _("a bass line"), "chords": _("a chord progression")}
SWELLS = {"rising": _("grows to the end"), "falling": _("dies away at the end"), "arch": _("swells and fades")}
WORDED = {"element": ELEMENTS, "texture": ASKED_TEXTURES, "difficulty": DIFFICULTIES, "swell": SWELLS}
PITCH_NAMES = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
INTERVALS = ("compass", "hand_span", "largest_leap")


def fields(plan: Plan) -> list[dict]:
    """The fields that are settled, hard ones first. confidence: 0-1 where something was inferred, else None."""
    settled = [(name, label, getattr(plan, name, None)) for name, label in LABELS.items()]
    return [_field(name, label, wish) for name, label, wish in settled if isinstance(wish, Wish) and wish.value not in (None, "", ())]


def for_page(plan: Plan) -> list[dict]:
    """As `fields`, with the confidence in per cent, as templates show it."""
    return [
        field | {"confidence_percent": None if field["confidence"] is None else round(100 * field["confidence"])} for field in fields(plan)
    ]


def _field(name: str, label: object, wish: Wish) -> dict:
    return {
        "name": name,
        "label": str(label),
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
        return ngettext("%(count)s measure", "%(count)s measures", value) % {"count": value}
    if name in INTERVALS:
        return ngettext("%(count)s semitone", "%(count)s semitones", value) % {"count": value}
    if name == "grade":
        return gettext("%(grade)s of 8") % {"grade": value}
    if name == "pitch_range":
        return gettext("%(lowest)s to %(highest)s") % {"lowest": _pitch(value[0]), "highest": _pitch(value[1])}
    if name == "chord_symbols":
        return gettext("printed")
    if name in WORDED:
        return str(WORDED[name].get(value, value))
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    return str(value)


def _pitch(midi: int) -> str:
    return f"{PITCH_NAMES[midi % 12]}{midi // 12 - 1}"
