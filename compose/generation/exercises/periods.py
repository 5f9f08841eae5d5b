"""Periods: an antecedent that stops half-way and a consequent that begins alike and comes home; and what is built on them."""

import re
from dataclasses import dataclass, replace
from random import Random

from ...music.criteria.kinds import Values
from ...music.criteria.parameters import Choice, Number
from ...music.header import Header
from ...music.saying import gettext_noop, say
from ...music.score import KeySignature, Score, TimeSignature
from ..procedural.chords import ChordSpan
from ..procedural.embellishing import embellished
from ..procedural.lines import Line, event
from ..procedural.notating import Notator
from .choices import accidentals_parameter, level_parameter, mode_parameter, pick_key
from .exercise import Asked, Draft, Lock, emptied
from .progressions import followers, phrase
from .tunes import Manner, Tune, classes, ending_of, rhythm_of, spans_of

PHRASE = 4
TEMPO = 96
LEFT_HAND = (40, 52)


@dataclass(frozen=True)
class Period:
    """bars: numerals of each measure. chords, melody: on the time axis of the piece."""

    key: KeySignature
    time: TimeSignature
    bars: list[list[str]]
    chords: list[ChordSpan]
    melody: Line
    tune: Tune


def period(key: KeySignature, time: TimeSignature, level: int, manner: Manner, rng: Random) -> Period:
    """Eight measures: half cadence in the fourth, perfect cadence in the eighth, the first two measures said again."""
    bars = period_bars(key.mode, level, rng)
    chords = spans_of(bars, key, time)
    tune = Tune(key, time, chords, manner, rng, [])
    first, second, third, later = (rhythm_of(manner, time, rng) for _ in range(4))
    goal = classes((1, 5, 2), key)  # the fifth, the leading note or the second of the scale
    tune.phrase(0, [first, second, third, ending_of(time, is_last=False)], goal)
    tune.repeat(0, 2, 4)
    tune.phrase(6, [later, ending_of(time, is_last=True)], classes((0,), key), lift=1.0)
    return Period(key, time, bars, chords, tune.line, tune)


def period_bars(mode: str, level: int, rng: Random) -> list[list[str]]:
    """Numerals of the eight measures of a period."""
    home = "I" if mode == "major" else "i"
    table = followers(mode, level)
    while True:
        antecedent = phrase(mode, level, PHRASE, "half", rng)
        middle = [name for name in table.get(antecedent[1], ()) if {"V7", "V"} & set(table.get(name, ())) and name not in ("V", "V7", home)]
        if middle and antecedent[2] != antecedent[1]:
            return [[name] for name in antecedent] + [[antecedent[0]], [antecedent[1]], [rng.choice(middle), "V7"], [home]]


def block_chords(chords: list[ChordSpan], key: KeySignature) -> Line:
    """A left hand of close chords that move as little as possible."""
    line: Line = []
    last: tuple[int, ...] = (48, 52, 55)
    for span in chords:
        last = close_chord(span, key, last)
        line.append(event(span.start_ticks, span.end_ticks - span.start_ticks, last))
    return line


def long_notes(chords: list[ChordSpan], key: KeySignature) -> Line:
    """A left hand of one long note a chord, as near as can be to the last one."""
    line: Line = []
    last = 48
    for span in chords:
        tones = {(key.tonic + place) * 7 % 12 for place in (*span.tones[:1], *span.tones[2:3])}
        last = min((pitch for pitch in range(43, 56) if pitch % 12 in tones), key=lambda pitch: (abs(pitch - last), pitch))
        line.append(event(span.start_ticks, span.end_ticks - span.start_ticks, last))
    return line


def close_chord(span: ChordSpan, key: KeySignature, near: tuple[int, ...]) -> tuple[int, ...]:
    """The chord with its bass lowest and the other tones close above it, nearest to the chord before."""
    wanted = [(key.tonic + place) * 7 % 12 for place in span.tones[:4]]
    bass_class = (key.tonic + span.bass) * 7 % 12
    found = []
    for bass in range(*LEFT_HAND):
        if bass % 12 == bass_class:
            rest = sorted(bass + (tone - bass) % 12 for tone in wanted if tone != bass_class)
            found.append((bass, *rest))
    return min(found, key=lambda chord: sum(abs(a - b) for a, b in zip(chord, near, strict=False)))


def piano_score(
    made: Period, left: Line, *, tempo: int = TEMPO, instruments: tuple[str, ...] = ("Piano",), has_symbols: bool = False
) -> Score:
    """Melody and left hand as a score with its chords in the plan."""
    count = len(made.bars)
    header = Header(instruments, made.key, made.time, tempo, count, has_symbols)
    marks = [("", "", "mf" if number == 0 else "") for number in range(count)]
    return Notator(header, made.chords, marks).score([[made.melody], [left]])


def make_period(values: Values, rng: Random) -> Draft:
    """The first bars of a period with its left hand; the rest to be written."""
    key = pick_key(values["mode"], values["accidentals"], rng)
    time = TimeSignature(*map(int, str(values["time"]).split("/")))
    level, given_bars = int(values["level"]), int(values["given_bars"])  # type: ignore[arg-type]
    made = period(key, time, level, Manner(activity=0.45), rng)
    solution = piano_score(made, block_chords(made.chords, key))
    open_bars: list[Lock] = [(given_bars + 1, 8, None)]
    given = emptied(replace(solution, measures=tuple(replace(measure, harmony=()) for measure in solution.measures)), open_bars)
    asked = (
        Asked().hard("given_untouched", regions=[[1, given_bars, None]]).hard("length", least=8, most=8).hard("key", key=key.name)
        .hard("ends_with", 3, cadence="perfect").soft("cadence_in", 3, cadence="half", bar=4)
        .soft("final_note", degree="tonic", voice="top")
        .soft("stepwise", share=0.4, voice="top").soft("leaps_resolve", voice="top").soft("largest_leap", semitones=12, voice="top")
    )  # fmt: skip
    title = say(gettext_noop("Period in %(key)s"), key=key.name)
    task = say(gettext_noop("The first %(count)s bars are given. Go on to a half cadence in bar 4, begin again in bar 5 as in bar 1, "
                            "and come home with a perfect cadence in bar 8."), count=given_bars)  # fmt: skip
    return Draft(title, task, given, ((1, given_bars, None),), asked.criteria, replace(solution, measures=given_measures(solution)))


def given_measures(score: Score) -> tuple:
    """The measures without the plan's chords, so that the answer key shows notes only."""
    return tuple(replace(measure, harmony=()) for measure in score.measures)


def make_variation(values: Values, rng: Random) -> Draft:
    """A theme of eight measures, and eight empty ones for a variation on it."""
    key = pick_key(values["mode"], values["accidentals"], rng)
    time = TimeSignature(*map(int, str(values["time"]).split("/")))
    theme = period(key, time, int(values["level"]), Manner(activity=0.15), rng)  # type: ignore[arg-type]
    length = 8 * time.length_ticks
    varied = embellished(theme.melody, theme.tune.scale_at, 0.75, rng, length - time.length_ticks)
    both = replace(theme, bars=theme.bars * 2, chords=[*theme.chords, *(replace(one, start_ticks=one.start_ticks + length,
                   end_ticks=one.end_ticks + length) for one in theme.chords)],
                   melody=[*theme.melody, *(item.moved(length) for item in varied)])  # fmt: skip
    solution = piano_score(both, block_chords(both.chords, key))
    solution = replace(solution, measures=given_measures(solution))
    given = emptied(solution, [(9, 16, None)])
    asked = (
        Asked().hard("given_untouched", regions=[[1, 8, None]]).hard("length", least=16, most=16).hard("key", key=key.name)
        .hard("ends_with", cadence="authentic").hard("filled", voice="every", share=1)
        .soft("progression", 3, numerals=_numerals(both.bars)).soft("playable", grade=8)
    )  # fmt: skip
    title = say(gettext_noop("Variation on a theme in %(key)s"), key=key.name)
    task = say(
        gettext_noop(
            "Bars 1 to 8 are the theme. Write a variation in bars 9 to 16: keep the chords and change the tune, the rhythm or both."
        )
    )
    return Draft(title, task, given, ((1, 8, None),), asked.criteria, solution)


def _numerals(bars: list[list[str]]) -> str:
    """The roots of the chords, so that any inversion will do."""
    plain = [[re.sub(r"\d", "", name) for name in bar] for bar in bars]
    return " | ".join(" ".join(bar) for bar in plain)


TIME = Choice("time", gettext_noop("Metre"), {"4/4": "4/4", "3/4": "3/4"}, "4/4")
PERIOD_PARAMETERS = (
    mode_parameter(), accidentals_parameter(), level_parameter(), TIME, Number("given_bars", gettext_noop("Given bars"), 1, 4, 2),
)  # fmt: skip
VARIATION_PARAMETERS = (mode_parameter(), accidentals_parameter(), level_parameter(1), TIME)
