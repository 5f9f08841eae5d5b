"""Whether only one element of music is wished: a melody, a rhythm, a bass line, a chord progression; and chord symbols."""

import re
from dataclasses import replace

from ..music.instruments import INSTRUMENTS
from .description import Text
from .wishes import CHOSEN, Plan, Wish

ONLY = r"(?<!not )(?:just|only|nothing but|simply)(?: write| compose| make| give me)?(?: me)?(?: an?| the| some| one)?(?: \w+){0,2}? "
ALONE = r"(?: only| alone| by itself| on its own| without (?:an? |any )?(?:accompaniment|chords|harmony))"
# What makes the element a detail of something bigger: "a tango with a walking bass line".
WITHIN = r"(?<!with )(?<!with a )(?<!over )(?<!over a )(?<!and a )(?<!and )(?<!on a )(?<!on )(?<!from a )(?<!to a )(?<!under a )(?<!has a )"
PIECE = r"^(?:please )?(?:write |compose |make |create |give me |i need |i want )?(?:me )?(?:an? |the |some |one )?(?:[\w-]+ ){0,3}?"
PATTERNS = {
    "rhythm": re.compile(
        rf"{ONLY}rhythms?\b|\brhythms?{ALONE}|{PIECE}rhythm (?:exercise|pattern)\b|\bclapping (?:rhythm|exercise|pattern|game)\b"
        r"|\brhythms? (?:to|for) (?:clap|clapping|tap|tapping)\b"
    ),
    "chords": re.compile(
        rf"{ONLY}(?:chords|chord progression|chord sequence|harmony)\b|\b(?:chords|chord progression|harmony){ALONE}"
        rf"|{PIECE}{WITHIN}chord (?:progression|sequence)\b"
    ),
    "bass": re.compile(rf"{ONLY}bass ?line\b|\bbass ?line{ALONE}|{PIECE}{WITHIN}bass ?line\b"),
    "melody": re.compile(rf"{ONLY}(?:melody|tune|melodic line)\b|\b(?:melody|tune){ALONE}|\blead sheet\b|\bunaccompanied melody\b"),
}
SYMBOLS = re.compile(r"\b(?:chord (?:symbols?|names?|letters)|lead sheet|guitar chords above|chords above (?:the )?(?:staff|melody))\b")
PLAYERS = {"rhythm": ("Recorder",), "bass": ("Double bass",), "melody": ("Flute",), "chords": ("Piano",)}


def read_element(plan: Plan, text: Text) -> Plan:
    """The plan with the element that is asked for alone, its player, and chord symbols."""
    for element, pattern in PATTERNS.items():
        found = pattern.search(text.line)
        if found and not text.is_negated(text.tokens_in(*found.span())[0]):
            plan = replace(plan, element=Wish(element, words=_known(text, found)))
            break
    symbols = SYMBOLS.search(text.line)
    if symbols and not text.is_negated(text.tokens_in(*symbols.span())[0]):
        plan = replace(plan, chord_symbols=Wish(True, words=_known(text, symbols)))
    return _for_one_player(plan) if plan.element else plan


def _known(text: Text, found: re.Match) -> str:
    tokens = text.tokens_in(*found.span())
    text.known.update(tokens)
    return text.as_written(tokens)


def _for_one_player(plan: Plan) -> Plan:
    """One player of single notes, for chords one of many; a player that was named and cannot do it gives way, with a note."""
    element, asked = plan.element.value, plan.instruments.value if plan.instruments else ()
    if element == "chords":
        plan = plan if plan.chord_symbols else replace(plan, chord_symbols=Wish(True, CHOSEN))
        fits = tuple(name for name in asked if INSTRUMENTS[name].family in ("keyboard", "plucked"))
    else:
        fits = tuple(name for name in asked if len(INSTRUMENTS[name].clefs) == 1)
    players = fits[-1:] if element == "bass" else fits[:1]
    if asked and players == asked:
        return plan
    if asked and not players:
        plan = plan.noting(f"A {element} alone needs another player than {', '.join(asked).lower()}; I took {PLAYERS[element][0].lower()}.")
    source = Wish(PLAYERS[element], CHOSEN) if not players else replace(plan.instruments, value=players)
    return replace(plan, instruments=source)
