"""The small words of ABC notation: what stands in its fields and between its notes.

Source: https://abcnotation.com/wiki/abc:standard:v2.1
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from ..pitch import STEPS

# Everything has a bound, so that no text takes more than a step a letter.
TOKEN = re.compile(
    r"""
    (?P<field>\[(?P<field_name>[A-Za-z]):(?P<field_text>[^\]\n]{0,300})\])
  | (?P<bar>:*\|[\|\]:]*|\[\||::)(?P<ending>\s?\[?\d+(?:[,.-]\d+)*)?
  | (?P<open_ending>\[\d+(?:[,.-]\d+)*)
  | "(?P<quoted>[^"\n]{0,300})"
  | (?P<decoration>![^!\n]{1,30}!|\+[^+\n]{1,30}\+)
  | (?P<grace>\{[^}\n]{0,300}\})
  | (?P<tuplet>\((?P<p>[2-9])(?::(?P<q>[1-9])?)?(?::(?P<r>[1-9])?)?)
  | (?P<slur>\()
  | (?P<note>(?P<sign>\^\^|\^|=|__|_)?(?P<letter>[A-Ga-g])(?P<marks>[,']*)(?P<length>[\d/]*))
  | (?P<rest>[zx](?P<rest_length>[\d/]*))
  | (?P<silence>[ZX](?P<silent_bars>\d*))
  | (?P<chord>\[(?P<inside>[^\]\n|:]{0,300})\](?P<chord_length>[\d/]*))
  | (?P<tie>-)
  | (?P<broken>>{1,3}|<{1,3})
  | (?P<overlay>&)
  | (?P<shorthand>[.~HLMOPSTuvJRW])
    """,
    re.VERBOSE,
)
INNER = re.compile(r"(?P<sign>\^\^|\^|=|__|_)?(?P<letter>[A-Ga-g])(?P<marks>[,']*)(?P<length>[\d/]*)(?P<tie>-?)")
SIGNS = {"^^": 2, "^": 1, "=": 0, "_": -1, "__": -2}
MODES = {"maj": 0, "ion": 0, "min": -3, "aeo": -3, "m": -3, "mix": -1, "dor": -2, "phr": -4, "lyd": 1, "loc": -5}
KEY = re.compile(r"\s*(?P<letter>[A-G])(?P<sign>[#b♯♭]?)\s*(?P<mode>[A-Za-z]*)")
LENGTH = re.compile(r"(?P<times>\d{0,4})(?P<slashes>/*)(?P<parts>\d{0,4})")
TEMPO = re.compile(r"(\d{1,3})/(\d{1,3})\s*=\s*(\d{1,4})")
PAIRS = {2: 3, 3: 2, 4: 3, 6: 2, 8: 3}  # so many in the time of
CHORD = re.compile(r"(?P<letter>[A-G])(?P<sign>[#b♯♭]?)(?P<kind>[^/]*)(?P<bass>/.*)?")
KINDS = {
    "": "major", "maj": "major", "M": "major", "m": "minor", "min": "minor", "-": "minor", "dim": "diminished", "o": "diminished",
    "°": "diminished", "aug": "augmented", "+": "augmented", "7": "dominant-seventh", "maj7": "major-seventh", "M7": "major-seventh",
    "Δ": "major-seventh", "m7": "minor-seventh", "min7": "minor-seventh", "-7": "minor-seventh", "m7b5": "half-diminished",
    "ø": "half-diminished", "dim7": "diminished-seventh", "o7": "diminished-seventh", "sus4": "suspended-fourth", "sus": "suspended-fourth",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signature:
    """fifths: of the printed signature. mode: "major", "minor", or "" where only the notes can say."""

    fifths: int
    mode: str


def signature_of(text: str) -> Signature | None:
    """ "Gm", "D dor", "Bb": None where the field says something else than a key, such as a clef alone."""
    plain = text.strip()
    if plain.lower().startswith(("hp", "none")) or not plain:
        return Signature(2 if plain == "Hp" else 0, "" if plain else "major")
    found = KEY.match(plain)
    if not found or plain.startswith(("clef", "bass")):
        return None
    tonic = STEPS.index(found["letter"]) - 1 + 7 * {"#": 1, "♯": 1, "b": -1, "♭": -1}.get(found["sign"], 0)
    word = found["mode"].lower()
    offset = MODES.get(word[:3], MODES.get(word, 0)) if not word.startswith(("clef", "exp")) else 0
    mode = {0: "major", -3: "minor"}.get(offset, "")
    return Signature(tonic + offset, mode)


def alterations_of(fifths: int) -> dict[str, int]:
    """Letter → alteration under a signature of up to seven accidentals."""
    sharps = {STEPS[number]: 1 for number in range(max(0, fifths))}
    flats = {STEPS[6 - number]: -1 for number in range(max(0, -fifths))}
    return sharps | flats


def length_of(text: str) -> Fraction:
    """ "3/2", "/", "//", "4" as a multiple of the unit."""
    found = LENGTH.match(text)
    times = Fraction(int(found["times"] or 1) or 1)
    parts = int(found["parts"] or 0)
    slashes = min(len(found["slashes"]), 6)
    if not slashes:
        return times
    return times / parts if parts else times / 2**slashes


def metre_of(text: str) -> tuple[int, int] | None:
    """None for free metre. "(2+3)/8" is 5/8."""
    plain = text.strip()
    if plain in ("C", "C|"):
        return (4, 4) if plain == "C" else (2, 2)
    found = re.match(r"\(?([\d+\s]{1,20})\)?/(\d{1,3})", plain)
    if not found:
        return None
    return sum(int(part) for part in found[1].split("+") if part.strip()), int(found[2])


def tempo_of(text: str, unit: Fraction) -> float | None:
    """Quarter notes a minute. unit: the usual length, in quarters, which a bare number counts."""
    if found := TEMPO.search(text):
        return int(found[3]) * 4 * int(found[1]) / max(1, int(found[2]))
    bare = re.search(r"(?:^|=)\s*(\d{2,3})\s*$", re.sub(r'"[^"]*"', "", text))
    return int(bare[1]) * float(unit) if bare else None


def chord_of(text: str) -> tuple[int | None, str, bool] | None:
    """Root, quality, and whether that is all it says. None where it is no chord symbol but a remark."""
    plain = text.strip()
    if plain.rstrip(".").upper() in ("N.C", "NC"):
        return None, "major", True
    found = CHORD.fullmatch(plain)
    if not found or plain[:1] in "^_<>@":
        return None
    root = STEPS.index(found["letter"]) - 1 + 7 * {"#": 1, "♯": 1, "b": -1, "♭": -1}.get(found["sign"], 0)
    kind = found["kind"].strip()
    if kind in KINDS:
        return root, KINDS[kind], not found["bass"]
    nearest = next((KINDS[name] for name in sorted(KINDS, key=len, reverse=True) if name and kind.startswith(name)), "")
    return (root, nearest or "major", False) if nearest or re.fullmatch(r"[\d#b+()adsu-]+", kind) else None


def numbers_of(text: str) -> tuple[int, ...]:
    """ "1", "1,2", "1-3" of an ending."""
    found: list[int] = []
    for part in re.split(r"[,.]", re.sub(r"[\[\s]", "", text)):
        first, _dash, last = part.partition("-")
        if first.isdecimal():
            found += range(int(first[:2]), min(int(last[:2]) if last.isdecimal() else int(first[:2]), int(first[:2]) + 8) + 1)
    return tuple(found)


