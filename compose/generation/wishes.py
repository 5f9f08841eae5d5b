"""The plan: what is wished of a piece, field by field, and where each wish came from."""

from dataclasses import dataclass, fields, replace
from typing import Generic, TypeVar

from compose.music.header import Header
from compose.music.score import KeySignature, TimeSignature

from .brief import Limits

T = TypeVar("T")
SAID, INFERRED, CHOSEN = "said", "inferred", "chosen"


@dataclass(frozen=True, slots=True)
class Wish(Generic[T]):
    """One field of the plan.

    source: "said" by the user, "inferred" from the style of the words, or "chosen" by us. confidence: 0 to 1 where inferred, else None.
    words: the words of the description it came from, as they were written.
    """

    value: T
    source: str = SAID
    confidence: float | None = None
    words: str = ""

    def to_json(self) -> dict:
        """Plain values for a JSON column."""
        return {"value": _plain(self.value), "source": self.source, "confidence": self.confidence, "words": self.words}


@dataclass(frozen=True)
class Plan:
    """Every field is None until it is read, inferred or chosen; `complete` leaves no hard field open.

    mode, tonic: what the words say of the key where they do not say all of it; tonic is a place on the line of fifths.
    tempo_qpm: quarter notes a minute. measure_count: measures; seconds: the length asked for, if by the clock.
    instruments: names of INSTRUMENTS in page order. form: one letter a section. cadence: the last one, a word of CADENCES.
    grade: 1 to 8, where the difficulty was said as a number.
    valence, arousal: -1 to 1, the feeling of the words. bucket, period: values of the condition axes, "" unknown.
    pitch_range: lowest and highest MIDI pitch. compass: semitones from the lowest to the highest note of a line. hand_span: semitones that
    one hand strikes at once. largest_leap: semitones from note to note. durations: the note values allowed, "quarter", "dotted half" …
    blended_with, blend_share: a second description and its share (blending.py).
    element: "melody", "rhythm", "bass" or "chords" where only that is wished. chord_symbols, hairpins: whether they are printed; left open,
    chord symbols are not and hairpins are.
    avoided: names of instruments that must not be chosen. notes: sentences to the user on what was changed and why.
    """

    description: str
    key: Wish[KeySignature] | None = None
    mode: Wish[str] | None = None
    tonic: Wish[int] | None = None
    time: Wish[TimeSignature] | None = None
    tempo_qpm: Wish[int] | None = None
    measure_count: Wish[int] | None = None
    seconds: Wish[float] | None = None
    instruments: Wish[tuple[str, ...]] | None = None
    form: Wish[str] | None = None
    cadence: Wish[str] | None = None
    genre: Wish[str] | None = None
    era: Wish[str] | None = None
    mood: Wish[str] | None = None
    density: Wish[str] | None = None
    texture: Wish[str] | None = None
    dynamics: Wish[str] | None = None
    swell: Wish[str] | None = None
    articulation: Wish[str] | None = None
    difficulty: Wish[str] | None = None
    grade: Wish[int] | None = None
    pitch_range: Wish[tuple[int, int]] | None = None
    compass: Wish[int] | None = None
    hand_span: Wish[int] | None = None
    largest_leap: Wish[int] | None = None
    durations: Wish[tuple[str, ...]] | None = None
    element: Wish[str] | None = None
    chord_symbols: Wish[bool] | None = None
    hairpins: Wish[bool] | None = None
    valence: float | None = None
    arousal: float | None = None
    bucket: str = ""
    period: str = ""
    blended_with: str = ""
    blend_share: float = 0.0
    avoided: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def header(self) -> Header:
        """The hard fields as the tokenizer takes them. Raises ValueError before `complete` has filled them."""
        if not (self.instruments and self.key and self.time and self.tempo_qpm and self.measure_count):
            raise ValueError("the plan is not complete")
        marks = {
            "has_chord_symbols": bool(self.chord_symbols and self.chord_symbols.value),
            "is_legato": bool(self.articulation and self.articulation.value == "legato"),
            "has_hairpins": self.hairpins is None or self.hairpins.value,
        }
        return Header(
            self.instruments.value, self.key.value, self.time.value, self.tempo_qpm.value, self.measure_count.value, **marks
        )

    def limits(self) -> Limits:
        """What the player can do, as the sampler takes it."""
        said = {field.name: getattr(self, field.name) for field in fields(Limits)}
        return Limits(**{name: wish.value for name, wish in said.items() if wish is not None})

    def as_written(self, header: Header) -> "Plan":
        """The plan that says what the notes of a person are: wishes that still hold stay, the others are said by whoever wrote them.

        The machine keeps to it when it changes something later, to the slurs, hairpins and chord symbols too.
        """
        facts = {name: getattr(header, name) for name in ("key", "time", "tempo_qpm", "measure_count", "instruments")}
        wishes = {name: self._still(name, value) for name, value in facts.items()}
        is_unwished = self.articulation is not None and self.articulation.value == "legato"
        touch = self._still("articulation", "legato") if header.is_legato else None if is_unwished else self.articulation
        symbols = self._still("chord_symbols", True) if header.has_chord_symbols else None
        hairpins = None if header.has_hairpins else self._still("hairpins", False)
        return replace(self, **wishes, articulation=touch, chord_symbols=symbols, hairpins=hairpins)

    def _still(self, field: str, value: object) -> Wish:
        wish = getattr(self, field)
        return wish if wish is not None and wish.value == value else Wish(value)

    def noting(self, sentence: str) -> "Plan":
        """The plan with one more note to the user, once."""
        return self if sentence in self.notes else replace(self, notes=(*self.notes, sentence))

    def to_json(self) -> dict:
        """Plain values for a JSON column; the keys are the names of the fields and stay stable."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_json(cls, data: dict) -> "Plan":
        """The inverse of `to_json`; fields it does not know are left out, missing ones stay open."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: _typed(name, value) for name, value in data.items() if name in names})


def _plain(value: object) -> object:
    match value:
        case Wish():
            return value.to_json()
        case KeySignature():
            return [value.fifths, value.mode]
        case TimeSignature():
            return [value.beats, value.beat_type]
        case tuple():
            return list(value)
    return value


def _typed(name: str, value: object) -> object:
    if isinstance(value, dict):
        return Wish(_typed_value(name, value["value"]), value["source"], value["confidence"], value["words"])
    return tuple(value) if isinstance(value, list) else value


def _typed_value(name: str, value: object) -> object:
    if name == "key":
        return KeySignature(*value)
    if name == "time":
        return TimeSignature(*value)
    return tuple(value) if isinstance(value, list) else value
