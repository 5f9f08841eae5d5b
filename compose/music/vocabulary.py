"""The vocabulary: one table says which fields a step has and where their values live.

A step is five small numbers: its kind and four slots (A, B, C, D). Each kind uses a slot for one field or
leaves it 0. A slot holds the values of several fields end to end, so that one output head a slot is enough.
One step per note, not one per token, because it sees three times as many notes a second and a whole piece
fits the context (docs/model-card.md has the figures); pitch is relative to the tonic, so that the asked key
holds by construction and twelve transpositions are learned at once.
"""

import hashlib
import json
from enum import IntEnum

from .score import ARTICULATIONS, CADENCES, DYNAMICS, HARMONY_QUALITIES, SECTIONS, TimeSignature

DURATIONS_TICKS = (3, 4, 6, 8, 9, 12, 16, 18, 21, 24, 32, 36, 42, 48, 72, 84, 96, 144, 168, 192, 288, 384)
SPANS_TICKS = tuple(range(12, 385, 12))
TIMES = tuple(
    TimeSignature(beats, beat_type)
    for beats, beat_type in (
        (4, 4), (3, 4), (2, 4), (6, 8), (2, 2), (3, 8), (9, 8), (12, 8), (3, 2), (6, 4), (5, 4), (7, 4), (5, 8), (7, 8),
        (2, 1), (3, 1), (4, 2), (1, 1), (4, 1), (6, 2), (8, 4), (9, 4), (10, 4), (12, 4), (1, 4), (1, 2), (1, 8), (2, 8), (4, 8),
        (8, 8), (5, 2), (8, 2), (11, 4), (14, 4), (16, 4), (11, 8), (13, 8), (15, 8), (10, 8), (18, 8), (24, 8),
    )
)  # fmt: skip
MAX_STAVES = 12
LOWEST_DEGREE, HIGHEST_DEGREE = -9, 13  # places on the line of fifths around the tonic
DEGREES = tuple(range(LOWEST_DEGREE, HIGHEST_DEGREE + 1))
OCTAVES = tuple(range(-5, 5))  # letters counted from the tonic nearest middle C
KEY_OFFSETS = tuple(range(-14, 15))  # change of the key signature against the home key
NOTE_MARKS = tuple((articulation, is_tied) for articulation in ("", *ARTICULATIONS) for is_tied in (False, True))


class Kind(IntEnum):
    """What a step is. PAD only fills batches."""

    PAD = 0
    PICKUP = 1
    MEASURE = 2
    HARMONY = 3
    VOICE = 4
    NOTE = 5
    CHORD = 6
    REST = 7
    END = 8


# Which field's values follow each other in each slot. Value 0 of a slot means "not used".
SLOT_FIELDS: dict[str, dict[str, tuple]] = {
    "A": {"duration": DURATIONS_TICKS, "span": SPANS_TICKS, "time": TIMES, "staff": tuple(range(MAX_STAVES))},
    "B": {"degree": DEGREES, "key": KEY_OFFSETS, "dynamic": ("", *DYNAMICS)},
    "C": {"octave": OCTAVES, "quality": HARMONY_QUALITIES, "section": ("", *SECTIONS)},
    "D": {"mark": NOTE_MARKS, "cadence": ("", *CADENCES)},
}
SLOTS = tuple(SLOT_FIELDS)

# Which field each kind puts into slots A, B, C, D. HARMONY without a root ("no chord") leaves B and C at 0.
KIND_FIELDS: dict[Kind, tuple[str, str, str, str]] = {
    Kind.PAD: ("", "", "", ""),
    Kind.PICKUP: ("duration", "", "", ""),
    Kind.MEASURE: ("time", "key", "section", "cadence"),
    Kind.HARMONY: ("span", "degree", "quality", ""),
    Kind.VOICE: ("staff", "dynamic", "", ""),
    Kind.NOTE: ("duration", "degree", "octave", "mark"),
    Kind.CHORD: ("", "degree", "octave", "mark"),
    Kind.REST: ("duration", "", "", ""),
    Kind.END: ("", "", "", ""),
}


def _offsets() -> dict[str, int]:
    offsets = {}
    for fields in SLOT_FIELDS.values():
        offset = 1
        for name, values in fields.items():
            offsets[name] = offset
            offset += len(values)
    return offsets


OFFSETS = _offsets()
SLOT_SIZES = (len(Kind), *(1 + sum(len(values) for values in fields.values()) for fields in SLOT_FIELDS.values()))
VALUES = {name: values for fields in SLOT_FIELDS.values() for name, values in fields.items()}
INDEX = {name: {value: OFFSETS[name] + number for number, value in enumerate(values)} for name, values in VALUES.items()}
RANGES = {name: slice(OFFSETS[name], OFFSETS[name] + len(values)) for name, values in VALUES.items()}


def fingerprint() -> str:
    """Twelve hex digits that change whenever a stored step would mean something else."""
    table = {slot: {name: [str(value) for value in values] for name, values in fields.items()} for slot, fields in SLOT_FIELDS.items()}
    kinds = {kind.name: KIND_FIELDS[kind] for kind in Kind}
    return hashlib.sha256(json.dumps([table, kinds], sort_keys=True).encode()).hexdigest()[:12]
