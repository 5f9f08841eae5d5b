"""Accompaniments and styles: a waltz, a blues, and the beginning of a piece in a style of the procedural composer."""

from dataclasses import replace
from random import Random

from ...music.criteria.kinds import Values
from ...music.criteria.parameters import Choice, Number
from ...music.header import Header
from ...music.saying import gettext_noop, say
from ...music.score import KeySignature, Score, TimeSignature
from .. import procedural
from ..procedural.lines import Line, event
from ..procedural.styles import STYLES
from .choices import accidentals_parameter, level_parameter, mode_parameter, pick_key
from .exercise import Asked, Draft, emptied
from .periods import close_chord, period, piano_score
from .tunes import Manner

WALTZ_TEMPO = 132
BASS_LOW = 40


def make_waltz(values: Values, rng: Random) -> Draft:
    """A tune with chord symbols; a left hand of bass and chords to be written."""
    key = pick_key(values["mode"], values["accidentals"], rng)
    time = TimeSignature(3, 4)
    made = period(key, time, int(values["level"]), Manner(activity=0.35, low=64, high=81), rng)  # type: ignore[arg-type]
    made = replace(made, bars=[bar[-1:] for bar in made.bars])
    left: Line = []
    last: tuple[int, ...] = (52, 55, 60)
    for number in range(8):
        start = number * time.length_ticks
        span = next(one for one in made.chords if one.start_ticks <= start < one.end_ticks)
        bass = BASS_LOW + ((key.tonic + span.bass) * 7 - BASS_LOW) % 12
        left.append(event(start, 24, bass))
        for beat in (1, 2):
            here = next(one for one in made.chords if one.start_ticks <= start + 24 * beat < one.end_ticks)
            last = close_chord(here, key, last)
            left.append(event(start + 24 * beat, 24, tuple(pitch + 12 if pitch < 50 else pitch for pitch in last[-3:])))
    solution = piano_score(made, left, tempo=WALTZ_TEMPO, has_symbols=True)
    given = emptied(solution, [(1, 8, 1)])
    asked = (
        Asked().hard("given_untouched", regions=[[1, 8, 0]]).hard("metre", time="3/4").hard("filled", voice="2", share=1)
        .hard("chord_symbols", 4)
        .soft("rhythms", 3, rhythms="4 4 4", voice="2").soft("ends_with", 2, cadence="authentic")
        .soft("range", low="C2", high="G4", voice="2")
    )  # fmt: skip
    title = say(gettext_noop("Waltz accompaniment in %(key)s"), key=key.name)
    task = say(
        gettext_noop("The tune and its chord symbols are given. Write the left hand: the bass on beat 1, the chord on beats 2 and 3.")
    )
    return Draft(title, task, given, ((1, 8, 0),), asked.criteria, solution)


def make_blues(values: Values, rng: Random) -> Draft:
    """Twelve bars of blues for piano without their melody."""
    key = pick_key("major", values["accidentals"], rng)
    header = Header(("Piano",), key, TimeSignature(4, 4), int(values["tempo"]), 12, True)  # type: ignore[arg-type]
    solution = _composed("blues", header, rng)
    given = emptied(solution, [(1, 12, 0)])
    asked = (
        Asked().hard("given_untouched", regions=[[1, 12, 1]]).hard("length", least=12, most=12).hard("chord_symbols", 4)
        .hard("filled", voice="1", share=0.6)
        .soft("range", low="G3", high="C6", voice="1").soft("largest_leap", semitones=14, voice="1").soft("playable", grade=8)
    )  # fmt: skip
    title = say(gettext_noop("12-bar blues in %(key)s"), key=key.name)
    task = say(
        gettext_noop(
            "The left hand and the chord symbols are given. Write the tune: two lines that are nearly the same and one that answers."
        )
    )
    return Draft(title, task, given, ((1, 12, 1),), asked.criteria, solution)


def make_in_style(values: Values, rng: Random) -> Draft:
    """The beginning of a piece in a style, to be gone on with."""
    style, bars, opening = str(values["style"]), int(values["bars"]), int(values["given_bars"])  # type: ignore[arg-type]
    wish = procedural.random_wish(style, rng)
    mode = wish.header.key.mode
    key = KeySignature(max(-int(values["accidentals"]), min(int(values["accidentals"]), wish.header.key.fifths)), mode)  # type: ignore[arg-type]
    time = TimeSignature(*map(int, STYLES[style].times[0].split("/")))
    header = Header(wish.header.instruments, key, time, wish.header.tempo_qpm, bars, False)
    solution = _composed(style, header, rng)
    solution = replace(solution, measures=tuple(replace(measure, harmony=()) for measure in solution.measures))
    given = emptied(solution, [(opening + 1, bars, None)])
    asked = (
        Asked().hard("given_untouched", regions=[[1, opening, None]]).hard("length", least=bars, most=bars).hard("metre", time=time.name)
        .hard("filled", voice="every", share=0.75)
        .soft("style", 4, style=style, least=0.8).soft("originality", 2, least=0.7).soft("playable", grade=8)
    )  # fmt: skip
    title = say(gettext_noop("In the style of: %(style)s"), style=style)
    task = say(gettext_noop("The first %(count)s bars are given. Go on in the same style to bar %(bars)s."), count=opening, bars=bars)
    return Draft(title, task, given, ((1, opening, None),), asked.criteria, solution)


def _composed(style: str, header: Header, rng: Random) -> Score:
    return replace(procedural.compose(style, header, rng.getrandbits(30)), title="")


WALTZ_PARAMETERS = (mode_parameter(), accidentals_parameter(), level_parameter())
BLUES_PARAMETERS = (accidentals_parameter(3), Number("tempo", gettext_noop("Tempo"), 60, 180, 100))
STYLE_PARAMETERS = (
    Choice("style", gettext_noop("Style"), {name: name for name in STYLES}, "tango"), accidentals_parameter(3),
    Number("bars", gettext_noop("Bars"), 8, 32, 16), Number("given_bars", gettext_noop("Given bars"), 1, 8, 4),
)  # fmt: skip
