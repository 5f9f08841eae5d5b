"""Figures in a description: numbers, metres, metronome marks and lengths, read exactly."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from compose.music.score import TimeSignature

from . import words
from .conditions import AXES
from .description import Text

TEMPO_LIMITS = (30, 240)
MEASURE_LIMITS = (2, 128)
SECONDS_LIMITS = (5, 600)
TIMES = AXES["time"]


def _any(some: object) -> str:
    return "|".join(re.escape(word) for word in sorted(some, key=len, reverse=True))


_UNITS = _any(word for word, value in words.NUMBERS.items() if value < 10)
_TENS = _any(word for word, value in words.NUMBERS.items() if 20 <= value < 100)
_SMALL = rf"(?:(?:{_TENS})(?:[ -](?:{_UNITS})\b)?|{_any(word for word, value in words.NUMBERS.items() if value < 20)})"
_WORDED = rf"(?:(?:(?:a|{_SMALL})[ -])?(?:{_any(words.MULTIPLIERS)})(?: (?:and )?{_SMALL})?|{_SMALL})"
NUMBER = rf"(?:(?:(?<!\S)-)?\d+(?:,\d{{3}})*(?:\.\d+)?|\b{_WORDED})"
METRE = re.compile(
    r"(?<![\d/.:])(?P<beats>\d{1,6}) ?/ ?(?P<beat_type>\d{1,6})(?![\d/]| ?notes?\b)"
    r"(?P<surely>[ -]*(?:time|metre|meter|signature|beat))?"
    r"|(?<![\d/.])(?P<beats2>\d{1,2})[- ](?P<beat_type2>2|4|8|16) (?:time|metre|meter)"
    rf"|(?P<count>{NUMBER}) (?:beats?|counts?|pulses) (?:in|to|per|a|each|every)(?: (?:a|the|each|every))? ?(?:bar|measure)s?\b"
    rf"|\bin (?P<single>{NUMBER})(?= ?(?:$|[.,;:!?)]))"
    r"|\bone[ ,-]+two[ ,-]+three\b(?P<four>[ ,-]+four\b)?"
)
# What a bar of so many beats is usually written as.
COUNTED = {2: (2, 4), 3: (3, 4), 4: (4, 4), 5: (5, 4), 6: (6, 8), 7: (7, 8), 9: (9, 8), 12: (12, 8)}
_NOTE = _any(words.METRONOME_NOTES)
_UNIT = r"(?:bpm|qpm|b\.p\.m|beats?(?: per| a| /)? ?min(?:ute)?)"
_NO_LENGTH = r"(?! ?/)(?![ -]?(?:bars?|measures?|min|sec|notes|%))"
TEMPO = re.compile(
    rf"\b(?:tempo|speed|bpm)(?: of| is|:)? (?:between|from) (?P<slower>{NUMBER}) (?:and|to) (?P<faster>{NUMBER})\b"
    rf"|\bbetween (?P<from>{NUMBER}) and (?P<till>{NUMBER})[ -]?{_UNIT}\b"
    rf"|\bat least (?P<least>{NUMBER}) ?{_UNIT}?,? (?:and|but) (?:at most|no more than|not over) (?P<most>{NUMBER})\b"
    rf"|(?<!\w)(?P<note>{_NOTE})(?:s?| of| is|:|=| =| at| around| about| equals| equal to| should be| ca\.?| c\.)* ?"
    rf"(?P<mark>{NUMBER}){_NO_LENGTH}\b(?: ?- ?(?P<mark_high>\d+)\b)?"
    rf"|(?P<low>(?<![\w.])\d+(?= ?[-–])|{NUMBER}(?= to )) ?(?:-|–|to) ?(?P<high>{NUMBER}) ?{_UNIT}\b"
    rf"|(?P<plain>{NUMBER})[ -]?{_UNIT}\b"
    rf"|(?P<counted>{NUMBER}) (?:to the (?P<beat>{_NOTE})|(?P<beats>{_NOTE})s? (?:per|a|in a|each|every) minute)\b"
    r"|\b(?:not|no|never|nothing)(?: (?:be|go|any|much))* (?:faster|quicker|slower) than (?:about )?"
    rf"(?P<limit>{NUMBER}){_NO_LENGTH}\b"
    r"|\bat (?:about |around |roughly )?(?P<at>\d{2,6})(?=$|[,.;!?)]| (?:for|in|with|on|and)\b)"
)
ALONE = re.compile(r"(?:^|(?<=[,;|] )|(?<=[,;|])|\b(?:around|about|roughly|ca\.?) )(?P<alone>\d{2,3})(?!,\d)(?= ?(?:$|[,;|.!]))")
MEASURES = re.compile(
    rf"(?P<low>(?<![\w.])\d+(?= ?[-–])|{NUMBER}(?= (?:to|or) )) ?(?:-|–|to|or) ?(?P<high>{NUMBER})[ -]?(?:bars?|measures?)\b"
    rf"|(?P<count>{NUMBER})[ -]?(?:bars?|measures?)\b"
)
PART_LENGTH = re.compile(
    r"[ -](?:long )?(?:phrases?|sections?|parts?|intro|introduction|theme|bass|ground|ostinato|riff|turnaround|each|per|rest|motif|idea"
    r"|pattern)\b|[ -]?lines\b"
)
ONE_PART = re.compile(r"[ -](?:phrase|theme|section|idea|pattern)\b")
OF_PARTS = re.compile(r"\b(?:phrases?|sections?|groups?|units?|periods?) of $")
SECONDS = re.compile(
    rf"(?P<clock>(?<![\d:])(?P<clock_minutes>\d{{1,2}}):(?P<clock_seconds>[0-5]\d)(?![\d:]))"
    r"|(?<!\d)(?P<primes>\d{1,2})['’′] ?(?P<double_primes>[0-5]?\d)(?:[\"”″]|['’′]{2})"
    r"|(?P<half_hour>\bhalf (?:an |of an )hour\b)|(?P<half>\bhalf (?:a |of a )?minute\b|\bhalf-minute\b)"
    r"|(?P<couple>\ba couple of minutes\b)"
    rf"|(?P<hours>{NUMBER}|\ban)[ -]?hours?\b"
    rf"|(?P<minutes>{NUMBER}|(?<!beats )(?<!notes )(?<!bpm )\b(?:a|one))(?P<and_half> and a half)?[ -]?(?:minutes?|mins?)\b"
    r"(?P<and_half2> and a half)?"
    rf"(?:,? (?:and )?(?P<more>{NUMBER})[ -]?(?:seconds?|secs?|s)\b)?"
    rf"|(?P<seconds>{NUMBER})(?:[ -]?(?:seconds?|secs?)| s)\b"
)
# "less than a minute": a bound is no negation, and what lies strictly beyond it is met a little inside.
BOUND = re.compile(
    r"(?:\b(?P<under>less than|fewer than|under|below|shorter than|within)"
    r"|\b(?P<over>(?:more|longer) than|over|above)"
    r"|\b(?:at (?:most|least)|up to|(?:not|no) (?:longer|more|shorter|less|fewer) than|max(?:imum)?(?: of)?|min(?:imum)?(?: of)?))"
    r"(?: about| around)? $"
)
INSIDE = 0.9
# "ten minutes a day", "in two hours": time, but not that of the piece.
OTHER_TIME_AFTER = re.compile(r" ?(?:(?:a|per|each|every) (?:day|week|night)|ago|later?|away|before|after|from now|walk|drive)\b")
OTHER_TIME_BEFORE = re.compile(r"\b(?:in|every|last|next|after|another|first|wait) $")


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
        total = max(total, 1) * words.MULTIPLIERS[word] if word in words.MULTIPLIERS else total + words.NUMBERS.get(word, 0)
    return float(total)


def figures(text: Text, pattern: re.Pattern, read: Callable[[re.Match, range], object]) -> Iterator[Figure]:
    """What `read` makes of every place where the pattern fits and nobody was before; None is passed over."""
    for found in pattern.finditer(text.line):
        tokens = text.tokens_in(*found.span())
        if not tokens or not text.is_free(tokens):
            continue
        value = read(found, tokens)
        if value is not None:
            text.take(tokens)
            yield Figure(value, text.as_written(tokens), text.is_negated(tokens[0]) and not _bound(text, found))


def _bound(text: Text, found: re.Match) -> re.Match | None:
    return BOUND.search(text.line[: found.start()])


def _inside(value: float, text: Text, found: re.Match) -> float:
    """The value, or what keeps strictly to the right side of it."""
    bound = _bound(text, found)
    if not bound or not (bound["under"] or bound["over"]) or text.line[: bound.start()].endswith(("not ", "no ", "n't ")):
        return value
    return value * INSIDE if bound["under"] else value / INSIDE


def metres(text: Text) -> list[Figure]:
    """Metres as (beats, beat_type), whatever they are; fractions that are clearly something else are left alone."""

    def read(found: re.Match, tokens: range) -> tuple[int, int] | None:
        if found["count"] or found["single"]:
            return COUNTED.get(int(number(found["count"] or found["single"])))
        if not (found["beats"] or found["beats2"]):
            return (4, 4) if found["four"] else (3, 4)
        beats, beat_type = int(found["beats"] or found["beats2"]), int(found["beat_type"] or found["beat_type2"])
        is_likely = beat_type in (1, 2, 4, 8, 16, 32, 64) and beats > 1
        is_led = text.line[: found.start()].endswith("in ") and re.match(r" ?(?:$|[,.;!?)])", text.line[found.end() :])
        return (beats, beat_type) if is_likely or found["surely"] or found["beats2"] or is_led else None

    return list(figures(text, METRE, read))


def tempos(text: Text) -> list[Figure]:
    """Metronome marks as quarter notes a minute; a number alone among commas where nothing else says the tempo."""

    def read(found: re.Match, tokens: range) -> float | None:
        for low, high in (("slower", "faster"), ("from", "till"), ("least", "most"), ("low", "high")):
            if found[low]:
                return (number(found[low]) + number(found[high])) / 2
        if found["note"]:
            marks = [number(mark) for mark in (found["mark"], found["mark_high"]) if mark]
            return sum(marks) / len(marks) * words.METRONOME_NOTES[found["note"]]
        if found["counted"]:
            return number(found["counted"]) * words.METRONOME_NOTES[found["beat"] or found["beats"]]
        return _inside(number(found["plain"] or found["limit"] or found["at"]), text, found)

    marks = [figure for figure in figures(text, TEMPO, read) if not figure.is_negated]
    return marks or list(figures(text, ALONE, lambda found, _: _likely_tempo(float(found["alone"]))))


def _likely_tempo(value: float) -> float | None:
    return value if 40 <= value <= TEMPO_LIMITS[1] else None


def measure_counts(text: Text) -> list[Figure]:
    """Numbers of measures, the middle of a range; "four-bar phrases" are no length of the piece."""

    def read_phrase(found: re.Match, tokens: range) -> float | None:
        is_one = found["count"] and text.line[: found.start()].endswith(("a ", "an ", "one ")) and ONE_PART.match(text.line, found.end())
        return number(found["count"]) if is_one else None

    def read(found: re.Match, tokens: range) -> float | None:
        if PART_LENGTH.match(text.line, found.end()) or OF_PARTS.search(text.line[: found.start()]):
            return None
        if found["low"]:
            return round((number(found["low"]) + number(found["high"])) / 2)
        count, inside = number(found["count"]), _inside(number(found["count"]), text, found)
        return count if inside == count else round(inside)

    return list(figures(text, MEASURES, read)) or list(figures(text, MEASURES, read_phrase))


def durations(text: Text) -> list[Figure]:
    """Lengths by the clock, in seconds."""

    def read(found: re.Match, tokens: range) -> float | None:
        if OTHER_TIME_AFTER.match(text.line, found.end()) or OTHER_TIME_BEFORE.search(text.line[: found.start()]):
            return None
        return _inside(_seconds(found), text, found)

    return list(figures(text, SECONDS, read))


def _seconds(found: re.Match) -> float:
    if found["clock"]:
        return 60.0 * int(found["clock_minutes"]) + int(found["clock_seconds"])
    if found["primes"]:
        return 60.0 * int(found["primes"]) + int(found["double_primes"])
    for name, seconds in (("half_hour", 1800.0), ("half", 30.0), ("couple", 120.0)):
        if found[name]:
            return seconds
    if found["hours"]:
        return 3600.0 * (1 if found["hours"] == "an" else number(found["hours"]))
    if found["seconds"]:
        return number(found["seconds"])
    minutes = (1 if found["minutes"] == "a" else number(found["minutes"])) + (0.5 if found["and_half"] or found["and_half2"] else 0)
    return 60 * minutes + (number(found["more"]) if found["more"] else 0)


def time_named(name: str) -> TimeSignature:
    """ "6/8" as a TimeSignature."""
    beats, beat_type = name.split("/")
    return TimeSignature(int(beats), int(beat_type))
