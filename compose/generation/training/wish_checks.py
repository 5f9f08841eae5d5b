"""Whether a finished piece meets a wish, by its notes alone. One entry a field of the gold sentences; wishes are as those write them."""

from collections.abc import Callable
from itertools import pairwise

from .finished_files import FinishedPiece

# Written lengths in quarters of each note value; ties join what crosses a bar line.
VALUES = {
    "whole": 4.0, "dotted half": 3.0, "half": 2.0, "dotted quarter": 1.5, "quarter": 1.0, "dotted eighth": 0.75, "eighth": 0.5,
    "sixteenth": 0.25, "triplet": 1 / 3,
}  # fmt: skip
STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
LEAPS = {"stepwise": 2, "thirds": 4}
DENSITY_BOUNDS = (1.0, 2.0)  # onsets a quarter note of the busiest part
TOLERANCE = 0.15  # of a length by the clock: whole measures cannot meet it exactly
ENDINGS = {"authentic": (0,), "plagal": (0,), "half": (7,), "deceptive": (8, 9)}  # semitones of the last bass above the tonic


def _within(value: float, wanted: str) -> bool:
    low, _, high = wanted.partition("-")
    return float(low) - 0.5 <= value <= float(high or low) + 0.5


def _seconds(piece: FinishedPiece, wanted: str) -> bool:
    low, _, high = wanted.partition("-")
    return float(low) * (1 - TOLERANCE) <= piece.seconds <= float(high or low) * (1 + TOLERANCE)


def _tonic(key: str) -> int:
    return (STEPS[key[0]] + key.count("#") - key[1:].split(" ")[0].count("b")) % 12


def is_same_key(heard: str, key: str) -> bool:
    """Notes are heard without their spelling: C sharp major is D flat major."""
    return _tonic(heard) == _tonic(key) and heard.split(" ")[1] == key.split(" ")[1]


def _cadence(piece: FinishedPiece, wanted: str) -> bool:
    """From the tonic that is heard; a half or deceptive ending pulls key-finding away from it, so that of the signature counts too."""
    tonics = {_tonic(piece.heard_key), _tonic(piece.key)} if wanted in ("half", "deceptive") else {_tonic(piece.key)}
    return any((piece.last_bass - tonic) % 12 in ENDINGS[wanted] for tonic in tonics)


def _midi(name: str) -> int | None:
    return 12 * (int(name[1:]) + 1) + STEPS[name[0]] if name else None


def _range(piece: FinishedPiece, wanted: str) -> bool:
    low, high = (_midi(name) for name in wanted.split("-"))
    pitches = [note.pitch for note in piece.notes]
    return (low is None or min(pitches) >= low) and (high is None or max(pitches) <= high)


def _compass(piece: FinishedPiece, wanted: str) -> bool:
    pitches = [note.pitch for note in piece.of_part(0)]
    return max(pitches) - min(pitches) <= int(wanted)


def _durations(piece: FinishedPiece, wanted: str) -> bool:
    allowed = [VALUES[name] for name in wanted.split(",") if name in VALUES]
    return all(any(abs(duration - value) < 1e-6 for value in allowed) or duration > max(allowed) for duration in piece.durations)


def _motion(piece: FinishedPiece, wanted: str) -> bool:
    tops = {}
    for note in piece.of_part(0):
        tops[note.onset] = max(note.pitch, tops.get(note.onset, 0))
    return all(abs(after - before) <= LEAPS[wanted] for before, after in pairwise(tops[onset] for onset in sorted(tops)))


def _density(piece: FinishedPiece, wanted: str) -> bool:
    length = max(note.onset + note.duration for note in piece.notes)
    onsets = max(len({note.onset for note in piece.of_part(part)}) for part in {note.part for note in piece.notes}) / length
    return ("sparse", "moderate", "busy")[sum(onsets >= bound for bound in DENSITY_BOUNDS)] == wanted


def _articulation(piece: FinishedPiece, wanted: str) -> bool:
    """Touch is printed or not; legato is printed as slurs."""
    share = piece.articulations[wanted] / max(1, len(piece.notes))
    return bool(piece.slurs) and not piece.articulations["staccato"] if wanted == "legato" else share > 0.2


CHECKS: dict[str, Callable[[FinishedPiece, str], bool]] = {
    "key": lambda piece, wanted: piece.key == wanted,
    "mode": lambda piece, wanted: piece.key.endswith(wanted),
    "time": lambda piece, wanted: piece.times == {wanted},
    "tempo": lambda piece, wanted: _within(piece.tempo_qpm, wanted),
    "bars": lambda piece, wanted: _within(piece.measure_count, wanted),
    "seconds": _seconds,
    "players": lambda piece, wanted: sorted(piece.players) == sorted(wanted.split(",")),
    "without": lambda piece, wanted: wanted not in piece.players,
    "cadence": _cadence,
    "dynamics": lambda piece, wanted: piece.dynamics == wanted,
    "density": _density,
    "articulation": _articulation,
    "range": _range,
    "compass": _compass,
    "span": lambda piece, wanted: all(span <= int(wanted) for span in piece.spans),
    "durations": _durations,
    "motion": _motion,
}  # fmt: skip
