"""What the templates let a teacher choose, and how the choices become keys."""

from random import Random

from ...music.criteria.parameters import Choice, Number
from ...music.saying import gettext_noop
from ...music.score import KeySignature

MODES = {"major": gettext_noop("major"), "minor": gettext_noop("minor"), "either": gettext_noop("major or minor")}


def mode_parameter(default: str = "major") -> Choice:
    return Choice("mode", gettext_noop("Mode"), MODES, default)


def accidentals_parameter(default: int = 2) -> Number:
    return Number("accidentals", gettext_noop("Sharps or flats at most"), 0, 5, default)


def level_parameter(default: int = 2) -> Number:
    return Number(
        "level", gettext_noop("Chords (1: I IV V, 2: with vi and inversions, 3: with sevenths, 4: with applied dominants)"), 1, 4, default
    )


def pick_key(mode: object, accidentals: object, rng: Random) -> KeySignature:
    """A key with at most so many sharps or flats."""
    chosen = str(mode) if mode != "either" else rng.choice(("major", "minor"))
    most = int(accidentals)  # type: ignore[call-overload]
    return KeySignature(rng.randint(-most, most), chosen)
