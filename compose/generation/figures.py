"""Figures in a description: keys, metres, metronome marks and lengths, read exactly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compose.music.score import STEPS, KeySignature, TimeSignature, fifths_name

from . import words
from .conditions import AXES
from .description import Text

TEMPO_LIMITS = (30, 240)
MEASURE_LIMITS = (2, 128)
SECONDS_LIMITS = (5, 600)
TIMES = AXES["time"]

_WORD = "|".join(sorted(words.NUMBERS, key=len, reverse=True))
NUMBER = rf"(?:(?:(?<!\S)-)?\d+(?:,\d{{3}})*(?:\.\d+)?|(?:a )?(?:{_WORD})(?:[ -](?:and )?(?:{_WORD}))*)"
ACCIDENTALS = {"sharp": 1, "#": 1, "♯": 1, "flat": -1, "b": -1, "♭": -1}
MODES = words.CHURCH_MODES | {
    "major": "major",
    "maj": "major",
    "dur": "major",
    "minor": "minor",
    "min": "minor",
    "moll": "minor",
    "m": "minor",
}

LETTER = r"(?<![\w'#♯♭])(?P<letter>[a-g])"
ACCIDENTAL = r"(?:[ -]?(?P<accidental>sharp|flat|#|♯|♭)|(?P<b>b))"
KEY = re.compile(rf"{LETTER}{ACCIDENTAL}?(?:[ -]*(?P<mode>{'|'.join(mode for mode in MODES if mode != 'm')})|(?P<m>m))(?![\w'])")
TONIC = re.compile(rf"(?P<lead>\b(?:in|key of|key:|key)(?: the key of)? )?{LETTER}{ACCIDENTAL}?(?![\w'#♯♭])")
SIGNATURE = re.compile(rf"\b(?P<count>{NUMBER}) (?P<kind>sharps?|flats?)\b")
METRE = re.compile(
    r"(?<![\d/.:])(?P<beats>\d{1,6}) ?/ ?(?P<beat_type>\d{1,6})(?![\d/]| ?notes?\b)"
    r"(?P<surely>[ -]*(?:time|metre|meter|signature|beat))?"
    r"|(?<![\d/.])(?P<beats2>\d{1,2})[- ](?P<beat_type2>2|4|8|16) (?:time|metre|meter)"
)
_NOTE = "|".join(re.escape(note) for note in sorted(words.METRONOME_NOTES, key=len, reverse=True))
TEMPO = re.compile(
    rf"(?<!\w)(?P<note>{_NOTE})(?: of| is|:|=| =| at| around| about| equals)* ?(?P<mark>{NUMBER})(?! ?/)\b"
    rf"|(?P<low>(?<![\w.])\d+(?= ?[-–])|{NUMBER}(?= to )) ?(?:-|–|to) ?(?P<high>{NUMBER}) ?(?:bpm|qpm|beats)\b"
    rf"|(?P<plain>{NUMBER})[ -]?(?:bpm|qpm|b\.p\.m|beats?(?: per| a| /)? ?min(?:ute)?"
    r"|(?:quarter notes|quarters|crotchets) (?:per|a) minute)\b"
    r"|\bat (?:about |around |roughly )?(?P<at>\d{2,6})(?=$|[,.;!?)]| (?:for|in|with|on|and)\b)"
)
MEASURES = re.compile(
    rf"(?P<low>(?<![\w.])\d+(?= ?[-–])|{NUMBER}(?= (?:to|or) )) ?(?:-|–|to|or) ?(?P<high>{NUMBER})[ -]?(?:bars?|measures?)\b"
    rf"|(?P<count>{NUMBER})[ -]?(?:bars?|measures?)\b"
)
PART_LENGTH = re.compile(r"[ -](?:long )?(?:phrases?|sections?|intro|introduction|theme|each|per|rest|motif|idea|pattern)\b|[ -]?lines\b")
SECONDS = re.compile(
    rf"(?P<clock>(?<![\d:])(?P<clock_minutes>\d{{1,2}}):(?P<clock_seconds>[0-5]\d)(?![\d:]))"
    r"|(?P<half>\bhalf (?:a |of a )?minute\b|\bhalf-minute\b)|(?P<couple>\ba couple of minutes\b)"
    rf"|(?P<hours>{NUMBER}|\ban)[ -]?hours?\b"
    rf"|(?P<minutes>{NUMBER}|(?<!beats )(?<!notes )(?<!bpm )\ba)(?P<and_half> and a half)?[ -]?(?:minutes?|mins?)\b"
    r"(?P<and_half2> and a half)?"
    rf"(?:,? (?:and )?(?P<more>{NUMBER})[ -]?(?:seconds?|secs?)\b)?"
    rf"|(?P<seconds>{NUMBER})[ -]?(?:seconds?|secs?)\b"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with the words it was read from. is_negated: the user does not want it."""

    value: object
    words: str
    is_negated: bool = False


def number(text: str) -> float:
    """The number that digits or English number words say: "100,000", "1.5", "a hundred and twenty"."""
    bare = text.replace(",", "")
    if re.fullmatch(r"-?\d+(?:\.\d+)?", bare):
        return float(bare[:12])
    total = 0
    for word in re.findall(r"[a-z]+", text):
        if word == "hundred":
            total = max(total, 1) * 100
        else:
            total += words.NUMBERS.get(word, 0)
    return float(total)


def key_at(tonic: int, mode: str) -> KeySignature:
    """The key on a tonic, respelled where it would need more than seven sharps or flats (G# major is written Ab major)."""
    fifths = tonic - (3 if mode == "minor" else 0)
    while fifths > 7:
        fifths -= 12
    while fifths < -7:
        fifths += 12
    return KeySignature(fifths, mode)


def _figures(text: Text, pattern: re.Pattern, read: object) -> Iterator[Figure]:
    for found in pattern.finditer(text.line):
        tokens = text.tokens_in(*found.span())
        if not tokens or not text.is_free(tokens):
            continue
        value = read(found, tokens)
        if value is not None:
            text.take(tokens)
            yield Figure(value, text.as_written(tokens), text.is_negated(tokens[0]))


def keys(text: Text) -> list[Figure]:
    """Full keys: (tonic, mode, name of the church mode or "")."""

    def read(found: re.Match, tokens: range) -> tuple[int, str, str] | None:
        place = next(number for number in tokens if text.spans[number][0] <= found.start("letter") < text.spans[number][1])
        written = text.description[text.places[place][0]]
        after = text.line[found.end() : found.end() + 14].strip(" -")
        before = text.line[: found.start()].rstrip()
        if found["m"] and written.islower():
            return None  # "am", "em" as words
        if found["letter"] == "a" and not (found["accidental"] or found["b"]) and _is_article(written, before, after):
            return None
        word = found["mode"] or "m"
        return _tonic(found), MODES[word], word if word in words.CHURCH_MODES else ""

    return list(_figures(text, KEY, read))


def _is_article(written: str, before: str, after: str) -> bool:
    """Whether the "a" of "a minor …" is the article, as in "in a minor key"."""
    if re.match(r"(?:keys?|modes?|tonality|scale|mood|feel|feeling|sound|third|chord|triad|masterpiece|work)\b", after):
        return not (written == "A" and re.match(r"(?:scale|chord|triad)\b", after))
    if written == "A" or before.endswith((" in", "key of")) or before == "in" or before.endswith(":"):
        return False
    return bool(re.match(r"[a-z]", after)) and not re.match(r"(?:with|for|at|in|and|of|on|to|about|ending)\b", after)


def _tonic(found: re.Match) -> int:
    alter = ACCIDENTALS[found["accidental"]] if found["accidental"] else (-1 if found["b"] else 0)
    return STEPS.index(found["letter"].upper()) - 1 + 7 * alter


def tonics(text: Text) -> list[Figure]:
    """A tonic without its mode: "in Bb", "key of D"."""

    def read(found: re.Match, tokens: range) -> int | None:
        place = next(number for number in tokens if text.spans[number][0] <= found.start("letter") < text.spans[number][1])
        written, after = text.description[text.places[place][0]], text.line[found.end() :].strip()
        has_accidental = bool(found["accidental"] or found["b"])
        ends = not after or bool(re.match(r"[,.;!?)]|(?:for|with|at|and|in|on|but|about|ending)\b", after))
        if not found["lead"]:
            is_name = has_accidental and written.isupper() and not found["b"] and (found["letter"] != "a" or place > 0)
            return _tonic(found) if is_name else None
        if found["letter"] == "a" and written == "a" and not (found["lead"].startswith("key") and ends):
            return _tonic(found) if has_accidental and ends else None
        if written.islower() and not (has_accidental or ends or "key" in found["lead"]):
            return None
        return _tonic(found)

    return list(_figures(text, TONIC, read))


def signatures(text: Text) -> list[Figure]:
    """ "three flats" as -3."""

    def read(found: re.Match, tokens: range) -> int:
        return int(number(found["count"])) * (1 if found["kind"].startswith("sharp") else -1)

    return list(_figures(text, SIGNATURE, read))


def metres(text: Text) -> list[Figure]:
    """Metres as (beats, beat_type), whatever they are; fractions that are clearly something else are left alone."""

    def read(found: re.Match, tokens: range) -> tuple[int, int] | None:
        beats, beat_type = int(found["beats"] or found["beats2"]), int(found["beat_type"] or found["beat_type2"])
        is_likely = beat_type in (1, 2, 4, 8, 16, 32, 64) and beats > 1
        return (beats, beat_type) if is_likely or found["surely"] or found["beats2"] else None

    return list(_figures(text, METRE, read))


def tempos(text: Text) -> list[Figure]:
    """Metronome marks as quarter notes a minute."""

    def read(found: re.Match, tokens: range) -> float | None:
        if found["low"]:
            return (number(found["low"]) + number(found["high"])) / 2
        if found["note"]:
            return number(found["mark"]) * words.METRONOME_NOTES[found["note"]]
        return number(found["plain"] or found["at"])

    return [figure for figure in _figures(text, TEMPO, read) if not figure.is_negated]


def measure_counts(text: Text) -> list[Figure]:
    """Numbers of measures, the middle of a range; "four-bar phrases" are no length of the piece."""

    def read(found: re.Match, tokens: range) -> float | None:
        if PART_LENGTH.match(text.line, found.end()):
            return None
        return round((number(found["low"]) + number(found["high"])) / 2) if found["low"] else number(found["count"])

    return list(_figures(text, MEASURES, read))


def durations(text: Text) -> list[Figure]:
    """Lengths by the clock, in seconds."""

    def read(found: re.Match, tokens: range) -> float:
        if found["clock"]:
            return 60.0 * int(found["clock_minutes"]) + int(found["clock_seconds"])
        if found["half"]:
            return 30.0
        if found["couple"]:
            return 120.0
        if found["hours"]:
            return 3600.0 * (1 if found["hours"] == "an" else number(found["hours"]))
        if found["seconds"]:
            return number(found["seconds"])
        minutes = (1 if found["minutes"] == "a" else number(found["minutes"])) + (0.5 if found["and_half"] or found["and_half2"] else 0)
        return 60 * minutes + (number(found["more"]) if found["more"] else 0)

    return list(_figures(text, SECONDS, read))


def time_named(name: str) -> TimeSignature:
    """ "6/8" as a TimeSignature."""
    beats, beat_type = name.split("/")
    return TimeSignature(int(beats), int(beat_type))


def key_text(tonic: int, mode: str) -> str:
    """ "G# major", as it was asked for."""
    return f"{fifths_name(tonic)} {mode}"
