"""Limits for the player's sake: range, how far the line or the hand may reach, which note values, how big the leaps."""

import re
from dataclasses import replace

from compose.music.instruments import INSTRUMENTS
from compose.music.pitch import STEPS

from . import words
from .description import Text
from .figures import figures
from .limit_masks import ALL_PITCHES, FEWEST_SEMITONES, ticks_of
from .wishes import Plan, Wish

NOTE_VALUES = ("whole", "half", "quarter", "eighth", "sixteenth")
_NAMES = "|".join(sorted(words.NOTE_VALUES, key=len, reverse=True))
_VALUE = rf"(?:dotted )?(?:{_NAMES})(?: notes?)?"
_LIST = rf"{_VALUE}(?:(?:,? please)?(?:, and |, | and | or | & |/){_VALUE})*"
ONLY = re.compile(
    rf"\b(?:only|just|nothing but|all in)(?: (?:use|in|with|uses|using|play|plays))? (?P<after>{_LIST})\b"
    rf"|(?<!no )(?<!any )(?P<before>{_LIST}) (?:only|throughout)\b"
)
_LEADS = "".join(f"|(?<={word} )" for word in ("with", "in", "slow", "long", "simple", "even", "plain", "steady"))
ALONE = re.compile(rf"(?:^|(?<=[,;|:] ){_LEADS})(?P<some>{_LIST})(?= ?(?:$|[,;|.!]))")
NEVER = re.compile(
    r"(?:\b|(?<=do)|(?<=does)|(?<=should))(?:no|without|avoid|not? any|n't (?:use|want|write|give me)(?: any)?|never use|not use(?: any)?)"
    rf" (?P<some>{_LIST})\b"
)
FASTEST = re.compile(rf"\b(?:nothing|no notes?|notes? no|not) (?:shorter|faster|quicker) than (?:a |an )?(?P<value>{_VALUE})\b")
_INTERVAL = "|".join(sorted(words.INTERVALS, key=len, reverse=True))
_BIGGER = r"(?:bigger|larger|wider|greater|over|above|beyond|of more|more)(?: than)? (?:a |an |one )?"
STEPWISE = re.compile(
    r"\b(?P<steps>(?:(?:only|mostly|just) )?(?:(?:move|moves|moving|goes|walks) )?(?:only )?(?:by|in) steps?(?: only)?|stepwise(?: motion)?"
    rf"|step by step|conjunct(?: motion)?|(?:no|without) (?:big )?(?:leaps|jumps|skips)(?! {_BIGGER}))\b"
    rf"|\b(?:no|nothing|never|without|avoid)(?: any)? (?:leaps?|jumps?|skips?|intervals?) {_BIGGER}(?P<leap>{_INTERVAL})s?\b"
)
SPAN = re.compile(
    r"\b(?:hand[- ]?span|stretch(?:es)?|reach|span|chords?)\b(?: (?:is|of|should be|must be|at most|up to|max|maximum|no|not|only|to|be))*"
    rf"(?: (?:bigger|larger|wider|greater|more|over|beyond|under|within)(?: than)?)?(?: (?:a|an|one))? (?P<span>{_INTERVAL})s?\b"
    rf"|\b(?:nothing|no stretch(?:es)?|no chords?|not) {_BIGGER}(?P<wider>{_INTERVAL})s?\b"
    rf"|\b(?:can|can only|could) (?:only )?(?:stretch|reach|span) (?:to )?(?:a |an )?(?P<reach>{_INTERVAL})\b"
    r"|\b(?P<octaves>(?:no|without|avoid) octaves?)\b|\b(?P<small>small[- ]hand(?:s|ed)|little hands|tiny hands)\b"
)
_WITHIN = r"(?:within|compass of|range of|in the range of|spanning|not more than|no more than|inside)"
COMPASS = re.compile(
    rf"\b{_WITHIN} (?:a |an |one |the )?(?P<within>{_INTERVAL})\b"
    r"|\b(?:range|compass|ambitus)(?: (?:must|should|may|is|of|be|at most|up to|within|only|not|no|over|exceed|more|than|larger))*"
    rf" (?:a |an |one )?(?P<ambitus>{_INTERVAL})\b"
    r"|\b(?P<five>(?:five|5)[- ](?:finger|note)s?(?: position)?|(?:one|fixed) position|(?<=\b[a-g] )position|pentachord)\b"
)


def _pitch(side: str) -> str:
    letter = rf"(?P<{side}step>[a-g])(?P<{side}sign>#|b|♯|♭)?(?P<{side}octave>[1-7])?"
    return rf"(?:high |low |open |top )?(?:(?P<{side}middle>middle c)|{letter})(?![\w#♯])"


RANGE = re.compile(
    rf"\b(?:range(?: of)?:?(?: is)?|between|from|notes)(?: from| between)? {_pitch('low')} ?(?:to|and|-|–|up to) ?{_pitch('top')}"
)
_NOT_GO = r"(?:(?:not|never|n't)(?: go| to go)?|nothing|no notes?)"
LOWEST = re.compile(rf"(?:\blowest note:?(?: is)?|{_NOT_GO} (?:below|under|lower than)|stays? above) {_pitch('low')}")
HIGHEST = re.compile(rf"(?:\bhighest note:?(?: is)?|{_NOT_GO} (?:above|over|higher than)|stays? below) {_pitch('top')}")
SMALL_HAND, NO_OCTAVE = 9, 11  # semitones


def read_limits(plan: Plan, text: Text) -> Plan:
    """The plan with what the player can or may not do, so far as the words say it."""
    low, high = _pitches(text)
    return replace(
        plan,
        pitch_range=low or high,
        compass=_interval(text, COMPASS),
        hand_span=_interval(text, SPAN),
        largest_leap=_interval(text, STEPWISE),
        durations=_durations(text),
    )


def _durations(text: Text) -> Wish[tuple[str, ...]] | None:
    for pattern in (NEVER, FASTEST, ONLY, ALONE):
        for figure in figures(text, pattern, lambda found, _: found):
            found = figure.value
            if pattern is FASTEST:
                shortest = NOTE_VALUES.index(words.NOTE_VALUES[_bare(found["value"])])
                return Wish(NOTE_VALUES[: shortest + 1], words=figure.words)
            named = _named(found["after"] or found["before"] if pattern is ONLY else found["some"])
            if pattern is NEVER:
                allowed = _without(named)
                return Wish(allowed, words=figure.words) if allowed else None
            if pattern is ONLY or len(named) > 1 or "piano" not in named:
                return Wish(named, words=figure.words)
    return None


def _bare(value: str) -> str:
    return re.sub(r"^dotted |(?: notes?)$", "", value)


def _named(some: str) -> tuple[str, ...]:
    """The values of a list, longest first, dotted ones as such."""
    found = {
        ("dotted " if value.startswith("dotted ") else "") + words.NOTE_VALUES[_bare(value)]
        for value in re.findall(_VALUE, some)
    }
    return tuple(sorted(found, key=lambda name: (NOTE_VALUES.index(name.removeprefix("dotted ")), not name.startswith("dotted"))))


def _without(named: tuple[str, ...]) -> tuple[str, ...]:
    """What is left without them; whoever bans a short value means the shorter ones too."""
    plain = [NOTE_VALUES.index(name) for name in named if not name.startswith("dotted")]
    first = min(plain, default=len(NOTE_VALUES))
    return NOTE_VALUES[:first] if first > 1 else tuple(name for name in NOTE_VALUES if name not in named)


def _interval(text: Text, pattern: re.Pattern) -> Wish[int] | None:
    def read(found: re.Match, tokens: range) -> int | None:
        groups = {name: value for name, value in found.groupdict().items() if value}
        if "small" in groups:
            return SMALL_HAND
        if "octaves" in groups:
            return NO_OCTAVE
        if "steps" in groups:
            return words.INTERVALS["second"]
        if "five" in groups:
            return words.INTERVALS["fifth"]
        return words.INTERVALS[next(iter(groups.values()))]

    found = list(figures(text, pattern, read))
    return Wish(min(figure.value for figure in found), words=", ".join(figure.words for figure in found)) if found else None


def _pitches(text: Text) -> tuple[Wish[tuple[int, int]] | None, Wish[tuple[int, int]] | None]:
    def both(found: re.Match, tokens: range) -> tuple[int, int] | None:
        low, high = _midi(found, "low"), _midi(found, "top")
        if low is None and high is None:
            return None
        if low is None:
            low = high - (high - _class(found, "low")) % 12
        if high is None:
            high = low + (_class(found, "top") - low - 1) % 12 + 1
        return (low, high) if low < high else None

    for figure in figures(text, RANGE, both):
        return Wish(figure.value, words=figure.words), None
    lowest = next(figures(text, LOWEST, lambda found, _: _midi(found, "low")), None)
    highest = next(figures(text, HIGHEST, lambda found, _: _midi(found, "top")), None)
    if not lowest and not highest:
        return None, None
    said = [figure for figure in (lowest, highest) if figure]
    value = (lowest.value if lowest else ALL_PITCHES[0], highest.value if highest else ALL_PITCHES[1])
    return Wish(value, words=" … ".join(figure.words for figure in said)), None


def _class(found: re.Match, side: str) -> int:
    """Pitch class 0 to 11."""
    if found[f"{side}middle"]:
        return 0
    place = STEPS.index(found[f"{side}step"].upper())  # on the line of fifths, F first
    alter = {"#": 1, "♯": 1, "b": -1, "♭": -1, None: 0}[found[f"{side}sign"]]
    return ((place - 1) * 7 + alter) % 12


def _midi(found: re.Match, side: str) -> int | None:
    """MIDI pitch, None for a letter without octave."""
    if found[f"{side}middle"]:
        return 60
    octave = found[f"{side}octave"]
    return 12 * (int(octave) + 1) + _class(found, side) if octave else None


def note_unmet_limits(plan: Plan) -> Plan:
    """The complete plan with a note for every limit that its instruments or its metre cannot keep."""
    if plan.pitch_range is not None:
        first = INSTRUMENTS[plan.instruments.value[0]]
        low, high = max(first.low, plan.pitch_range.value[0]), min(first.high, plan.pitch_range.value[1])
        if high - low < FEWEST_SEMITONES:
            words_said = plan.pitch_range.words
            plan = plan.noting(f"The {first.name.lower()} has too few notes in the range you gave ({words_said}); I left it out.")
    if plan.durations is not None and not _fills(plan.time.value.length_ticks, [ticks_of(name) for name in plan.durations.value]):
        named = " and ".join(plan.durations.value)
        plan = plan.noting(f"A measure of {plan.time.value.name} cannot be filled with {named} notes alone; shorter ones close the gap.")
    return plan


def _fills(length_ticks: int, values: list[int]) -> bool:
    """Whether notes of these values can fill a measure exactly."""
    reached = {0}
    for place in range(1, length_ticks + 1):
        if any(place - value in reached for value in values):
            reached.add(place)
    return length_ticks in reached
