"""What a teacher can set of a criterion: a name, a label, and which values are allowed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from ..analysis.numerals import NumeralError
from ..pitch import STEPS, Pitch
from ..saying import SaidError, gettext_noop, listed
from ..score import SECTIONS, KeySignature, TimeSignature
from ..vocabulary import TIMES

JsonValue = str | int | float | bool | list | None
KEYS = {key.name: key for key in (KeySignature(fifths, mode) for mode in ("major", "minor") for fifths in range(-7, 8))}
TIMES_BY_NAME: dict[str, TimeSignature] = {time.name: time for time in TIMES}


class CriterionError(SaidError):
    """A criterion that cannot be checked: an unknown one, or a value it does not take. The message is for the teacher."""

    code = "criteria.invalid"


class Parameter(Protocol):
    """name: key in the JSON. label: for the teacher's form. default: used where nothing was given."""

    name: str
    label: str
    default: JsonValue

    def clean(self, value: JsonValue) -> JsonValue:
        """The value in its usual form. Raises CriterionError with a sentence."""
        ...

    def to_json(self) -> dict:
        """What a form needs to draw itself."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words, or several of them. choices: word → label."""

    name: str
    label: str
    choices: Mapping[str, str]
    default: JsonValue = None
    is_many: bool = False

    def clean(self, value: JsonValue) -> JsonValue:
        values = value if self.is_many and isinstance(value, list) else [value]
        unknown = [one for one in values if one not in self.choices]
        if unknown or (self.is_many and not values):
            template = (
                gettext_noop("%(label)s: choose from %(choices)s.")
                if self.is_many
                else gettext_noop("%(label)s: choose one of %(choices)s.")
            )
            raise CriterionError(template, label=self.label, choices=listed(list(self.choices)))
        return [word for word in self.choices if word in values] if self.is_many else value

    def to_json(self) -> dict:
        kind = "choices" if self.is_many else "choice"
        return {"name": self.name, "label": self.label, "kind": kind, "choices": dict(self.choices), "default": self.default}


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two ends; a share is a number from 0 to 1 that a form shows as per cent."""

    name: str
    label: str
    least: float
    most: float
    default: JsonValue = None
    is_share: bool = False

    def clean(self, value: JsonValue) -> JsonValue:
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise CriterionError(gettext_noop("%(label)s: write a number."), label=self.label) from None
        if not self.least <= number <= self.most:
            template = gettext_noop("%(label)s: between %(least)s and %(most)s, not %(number)s.")
            raise CriterionError(template, label=self.label, least=f"{self.least:g}", most=f"{self.most:g}", number=f"{number:g}")
        return number if self.is_share else int(number)

    def to_json(self) -> dict:
        kind = "share" if self.is_share else "number"
        return {"name": self.name, "label": self.label, "kind": kind, "least": self.least, "most": self.most, "default": self.default}


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    name: str
    label: str
    default: JsonValue = False

    def clean(self, value: JsonValue) -> JsonValue:
        return value in (True, "true", "on", "1", 1)

    def to_json(self) -> dict:
        return {"name": self.name, "label": self.label, "kind": "flag", "default": self.default}


@dataclass(frozen=True, slots=True)
class Text:
    """Something written in a small notation. reader: raises ValueError or CriterionError for what it cannot read. example: for the form."""

    name: str
    label: str
    reader: Callable[[str], object]
    example: str
    default: JsonValue = None

    def clean(self, value: JsonValue) -> JsonValue:
        text = " ".join(str(value or "").split())
        try:
            self.reader(text)
        except (ValueError, NumeralError):
            template = gettext_noop("%(label)s: written like “%(example)s”, not “%(text)s”.")
            raise CriterionError(template, label=self.label, example=self.example, text=text[:60]) from None
        return text

    def to_json(self) -> dict:
        return {"name": self.name, "label": self.label, "kind": "text", "example": self.example, "default": self.default}


@dataclass(frozen=True, slots=True)
class Regions:
    """Stretches of the score: [[first measure, last measure, staff or null], …]; measures from 1, both ends included, staves from 0."""

    name: str
    label: str
    default: JsonValue = None

    def clean(self, value: JsonValue) -> JsonValue:
        regions = value if isinstance(value, list) else []
        for region in regions:
            is_right = isinstance(region, list) and len(region) == 3 and all(isinstance(n, int) and n >= 1 for n in region[:2])
            if not is_right or region[1] < region[0] or not (region[2] is None or (isinstance(region[2], int) and region[2] >= 0)):
                raise CriterionError(
                    gettext_noop("%(label)s: each stretch has a first and a last measure, and a staff or none."), label=self.label
                )
        return [list(region) for region in regions]

    def to_json(self) -> dict:
        return {"name": self.name, "label": self.label, "kind": "regions", "default": self.default}


@dataclass(frozen=True, slots=True)
class Answers:
    """What is expected: [[measure from 1, word], …]."""

    name: str
    label: str
    default: JsonValue = None

    def clean(self, value: JsonValue) -> JsonValue:
        pairs = value if isinstance(value, list) else []
        if not pairs or any(
            not isinstance(p, list) or len(p) != 2 or not isinstance(p[0], int) or not isinstance(p[1], str) for p in pairs
        ):
            raise CriterionError(gettext_noop("%(label)s: each answer has a measure and a word."), label=self.label)
        return sorted([measure, word] for measure, word in pairs)

    def to_json(self) -> dict:
        return {"name": self.name, "label": self.label, "kind": "answers", "default": self.default}


def read_pitch(text: str) -> Pitch:
    """ "F#4" or "Bb2". Raises ValueError for anything else."""
    letter, alteration, octave = text[:1].upper(), text[1:-1], text[-1:]
    if letter not in STEPS or not letter or alteration not in ("", "#", "b", "##", "bb") or not octave.isdigit():
        raise ValueError(text)
    return Pitch(STEPS.index(letter) - 1 + 7 * (alteration.count("#") - alteration.count("b")), int(octave))


def read_form(text: str) -> str:
    """ "AABA". Raises ValueError for other letters."""
    if not text or any(letter not in SECTIONS for letter in text):
        raise ValueError(text)
    return text


def key_parameter(name: str = "key", label: str = gettext_noop("Key")) -> Choice:
    """Any of the thirty keys."""
    return Choice(name, label, {key: key for key in KEYS}, "C major")


def time_parameter() -> Choice:
    """Any metre the score can be written in."""
    return Choice("time", gettext_noop("Metre"), {time: time for time in TIMES_BY_NAME}, "4/4")


VOICES = {
    "every": gettext_noop("every voice"), "top": gettext_noop("the top voice"), "bottom": gettext_noop("the bottom voice"),
    "1": gettext_noop("staff 1"), "2": gettext_noop("staff 2"), "3": gettext_noop("staff 3"), "4": gettext_noop("staff 4"),
    "5": gettext_noop("staff 5"), "6": gettext_noop("staff 6"), "7": gettext_noop("staff 7"), "8": gettext_noop("staff 8"),
    "9": gettext_noop("staff 9"), "10": gettext_noop("staff 10"), "11": gettext_noop("staff 11"), "12": gettext_noop("staff 12"),
}  # fmt: skip


def voice_parameter(default: str = "every") -> Choice:
    """Which voices are looked at: all, the outer ones, or those of one staff."""
    return Choice("voice", gettext_noop("Voice"), VOICES, default)
