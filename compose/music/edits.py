"""What a person may do to a note, as JSON: one table of the changes and of the values each of them takes.

    {"do": "move", "at": "n0-0-0-1-0", "by": "step", "count": 1}
    {"do": "length", "at": "n0-0-0-1-0", "ticks": 36}
    {"do": "write", "at": "r0-0-0-48", "pitch": "F#", "ticks": 24}

`at` names a notehead as `performance.note_id` does, or a rest as `performance.rest_id`: measure, staff, voice and the ticks it begins at.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from .edit_errors import EditError
from .harmony import TEMPLATES
from .pitch import STEPS, Pitch
from .pitch_moves import ALTERATIONS
from .score import ARTICULATIONS, DYNAMICS, Harmony
from .vocabulary import DURATIONS_TICKS, MAX_STAVES

NOTE = re.compile(r"n(\d{1,4})-(\d{1,2})-([01])-(\d{1,3})-(\d{1,2})")
REST = re.compile(r"r(\d{1,4})-(\d{1,2})-([01])-(\d{1,3})")
PITCH = re.compile(r"([A-G])(bb|##|b|#|)(-?\d)?")
SYMBOL = re.compile(r"([A-Ga-g](?:#|b|♯|♭)?)(.*)")
SUFFIXES = {
    "": "major", "m": "minor", "-": "minor", "min": "minor", "dim": "diminished", "°": "diminished", "aug": "augmented", "+": "augmented",
    "7": "dominant-seventh", "maj7": "major-seventh", "M7": "major-seventh", "Δ": "major-seventh", "m7": "minor-seventh",
    "-7": "minor-seventh", "min7": "minor-seventh", "m7b5": "half-diminished", "ø": "half-diminished", "ø7": "half-diminished",
    "dim7": "diminished-seventh", "°7": "diminished-seventh", "sus4": "suspended-fourth", "sus": "suspended-fourth",
}  # fmt: skip
LONGEST_TICKS = max(DURATIONS_TICKS)
MOST_MOVES = 24


@dataclass(frozen=True, slots=True)
class Place:
    """Where an edit takes hold. All from 0. chord, pitch: of a notehead; onset_ticks: of a rest, or of a place inside a voice."""

    measure: int
    staff: int = 0
    voice: int = 0
    chord: int | None = None
    pitch: int | None = None
    onset_ticks: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A pitch as it is typed: a letter, perhaps with an accidental ("" for what the key says) and an octave (None for the nearest)."""

    step: str
    accidental: str = ""
    octave: int | None = None

    @property
    def pitch(self) -> Pitch | None:
        """The whole pitch, where the octave was said."""
        if self.octave is None:
            return None
        return Pitch(STEPS.index(self.step) - 1 + 7 * self.alter, self.octave)

    @property
    def alter(self) -> int:
        return self.accidental.count("#") - self.accidental.count("b")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change. do: a key of CHANGES. values: what it takes beside its place, checked."""

    do: str
    place: Place
    values: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: object) -> "Edit":
        """Raises EditError, with a sentence, for anything that is no edit."""
        if not isinstance(data, dict) or not isinstance(data.get("do"), str) or data["do"] not in CHANGES:
            raise EditError("edit.unknown", what=_short(data.get("do") if isinstance(data, dict) else data))
        values = {name: _read(name, read, data.get(name)) for name, read in CHANGES[data["do"]].items()}
        return cls(data["do"], values.pop("at") if "at" in values else _staff_place(data), values)


def edits_from_json(data: object) -> tuple[Edit, ...]:
    """A list of edits, to be made one after another. Raises EditError."""
    if not isinstance(data, Sequence) or isinstance(data, str) or not data:
        raise EditError("edit.unknown", what=_short(data))
    return tuple(Edit.from_json(each) for each in data)


def places(edits: Sequence[Edit]) -> frozenset[tuple[int, int | None]]:
    """The measures and staves, from 0, that the edits take hold of: what locks have to be asked for. None is every staff."""
    return frozenset((edit.place.measure, None if edit.do in ("harmony", "chord_symbols") else edit.place.staff) for edit in edits)


def _short(value: object) -> str:
    return str(value)[:40]


def _read(name: str, read: Callable[[object], object], value: object) -> object:
    try:
        return read(value)
    except (ValueError, TypeError, KeyError) as error:
        raise EditError("edit.bad_value", value=_short(value), what=name) from error


def _staff_place(data: dict) -> Place:
    measure, staff, voice, onset = (
        _read(name, _whole(low, high), data.get(name, low))
        for name, low, high in (("measure", 0, 9999), ("staff", 0, MAX_STAVES - 1), ("voice", 0, 1), ("onset", 0, LONGEST_TICKS))
    )
    return Place(measure, staff, voice, onset_ticks=onset)


def _note(value: object) -> Place:
    measure, staff, voice, chord, pitch = map(int, NOTE.fullmatch(_text(value)).groups())
    return Place(measure, staff, voice, chord, pitch)


def _note_or_rest(value: object) -> Place:
    found = REST.fullmatch(_text(value))
    if found is None:
        return _note(value)
    measure, staff, voice, onset_ticks = map(int, found.groups())
    return Place(measure, staff, voice, onset_ticks=onset_ticks)


def _text(value: object) -> str:
    if not isinstance(value, str) or not (NOTE.fullmatch(value) or REST.fullmatch(value)):
        raise ValueError(value)
    return value


def _whole(low: int, high: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(value)
        return value

    return read


def _one_of(*allowed: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in allowed:
            raise ValueError(value)
        return str(value)

    return read


def _flag(value: object) -> bool | None:
    """None leaves it to the note: on becomes off."""
    if value is not None and not isinstance(value, bool):
        raise ValueError(value)
    return value


def _letter_or_none(value: object) -> Letter | None:
    """None is the pitch of the note before it."""
    return None if value is None else _letter(value)


def _letter(value: object) -> Letter:
    step, accidental, octave = PITCH.fullmatch(str(value)).groups() if isinstance(value, str) and PITCH.fullmatch(value) else _refuse(value)
    return Letter(step, accidental, None if octave is None else int(octave))


def _refuse(value: object) -> tuple[str, str, str]:
    raise ValueError(value)


def _ticks(value: object) -> int:
    ticks = _whole(1, LONGEST_TICKS)(value)
    if ticks not in DURATIONS_TICKS:
        raise ValueError(value)
    return ticks


def _harmonies(value: object) -> tuple[Harmony, ...]:
    if not isinstance(value, list) or len(value) > 16:
        raise ValueError(value)
    return tuple(_harmony(each) for each in value)


def _harmony(value: object) -> Harmony:
    """[ticks, root as "Bb" or null, quality]."""
    ticks, root, quality = value if isinstance(value, list) else _refuse(value)
    if root is None:
        return Harmony(_whole(1, LONGEST_TICKS)(ticks), None)
    letter = _letter(root)
    fifths = STEPS.index(letter.step) - 1 + 7 * letter.alter
    return Harmony(_whole(1, LONGEST_TICKS)(ticks), fifths, _one_of(*TEMPLATES)(quality))


def _symbols(value: object) -> tuple[tuple[int | None, str], ...]:
    """Chord symbols as people type them, "Bb7 Am", each with an equal share of the measure: (root on the line of fifths, quality)."""
    if not isinstance(value, str) or len(value) > 80:
        raise ValueError(value)
    return tuple(_symbol(each) for each in value.split())


def _symbol(text: str) -> tuple[int | None, str]:
    if text.upper().rstrip(".") in ("N.C", "NC"):
        return None, "major"
    root, suffix = SYMBOL.fullmatch(text).groups() if SYMBOL.fullmatch(text) else _refuse(text)
    letter = _letter(root[0].upper() + root[1:].replace("♯", "#").replace("♭", "b"))
    return STEPS.index(letter.step) - 1 + 7 * letter.alter, SUFFIXES[suffix]


_count = _whole(-MOST_MOVES, MOST_MOVES)

# What each change takes. "at" is its place; where there is none, the place is given by measure, staff, voice and onset.
CHANGES: dict[str, dict[str, Callable[[object], object]]] = {
    "move": {"at": _note, "by": _one_of("step", "semitone", "octave"), "count": _count},
    "accidental": {"at": _note, "sign": _one_of(*ALTERATIONS)},
    "respell": {"at": _note},
    "length": {"at": _note, "ticks": _ticks},
    "stretch": {"at": _note, "to": _one_of("longer", "shorter", "dotted", "triplet")},
    "write": {"at": _note_or_rest, "pitch": _letter_or_none, "ticks": _ticks},
    "add": {"pitch": _letter_or_none, "ticks": _ticks},
    "stack": {"at": _note, "pitch": _letter},
    "third": {"at": _note, "count": _count},
    "delete": {"at": _note},
    "rest": {"at": _note},
    "tie": {"at": _note, "on": _flag},
    "articulation": {"at": _note, "sign": _one_of("", *ARTICULATIONS)},
    "dynamic": {"sign": _one_of("", *DYNAMICS)},
    "second_voice": {"on": _flag},
    "harmony": {"chords": _harmonies},
    "chord_symbols": {"symbols": _symbols},
}
