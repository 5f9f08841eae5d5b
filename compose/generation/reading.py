"""What the words say outright: description -> plan with the explicit wishes only."""

import unicodedata
from dataclasses import replace

from compose.music.instruments import ENSEMBLES, INSTRUMENTS, MAX_PARTS
from compose.music.score import KeySignature, TimeSignature

from . import figures, words
from .description import DescriptionError, Text, clean
from .element_wishes import read_element
from .figure_wishes import joined, limits, read_figures
from .limits import read_limits
from .manner import read_feeling, read_manner
from .players import read_players
from .style_wishes import read_composer, read_style, read_tempo_words
from .wishes import Plan, Wish

VOICES = frozenset(("melody", "tune", "voice", "voices", "line", "lines"))  # words that players take
ENDINGS = ("s", "es", "d", "ed", "r", "er", "ly", "n", "en")


def read_plan(
    description: str,
    *,
    key: KeySignature | None = None,
    time: TimeSignature | None = None,
    tempo_qpm: int | None = None,
    measure_count: int | None = None,
    ensemble: str | None = None,
) -> Plan:
    """The plan with what the user said; everything else stays open for `complete`.

    description: any text. The other arguments are settings made by hand: they win over the words and count as said.
    Raises DescriptionError, with sentences for the user, for a text we cannot read or a wish beyond the limits.
    """
    cleaned = clean(description)
    text = Text(cleaned)
    plan = Plan(cleaned)
    text.find(words.NOT_A_NEGATION)
    settings = {"tempo_qpm": tempo_qpm, "measure_count": measure_count, "time": time}
    plan = read_figures(plan, text, settings)
    dynamic = text.find([phrase for phrase in words.DYNAMIC_WORDS if "piano" in phrase or "mezzo" in phrase])  # before a player is read
    plan = read_limits(plan, text)
    woven = text.find([phrase for phrase in words.TEXTURES if VOICES.intersection(phrase.split())], take=False)
    plan = read_composer(plan, text)
    plan = read_players(plan, text)
    plan = read_style(plan, text)
    plan = read_tempo_words(plan, text)
    plan = read_manner(plan, text, [*dynamic, *woven])
    plan = read_feeling(plan, text)
    plan = read_element(plan, text)
    plan = _apply_settings(plan, key, time, tempo_qpm, measure_count, ensemble)
    return _note_what_was_not_read(plan, text)


def _apply_settings(
    plan: Plan, key: KeySignature | None, time: TimeSignature | None, tempo_qpm: int | None, measure_count: int | None, ensemble: str | None
) -> Plan:
    if key is not None:
        plan = replace(plan, key=Wish(key), mode=None, tonic=None)
    if time is not None:
        if time.name not in figures.TIMES:
            raise DescriptionError(f"You asked for {time.name}. I can write {limits()}.")
        plan = replace(plan, time=Wish(time))
    if tempo_qpm is not None:
        plan = replace(plan, tempo_qpm=Wish(int(tempo_qpm)))
    if measure_count is not None:
        plan = replace(plan, measure_count=Wish(int(measure_count)), seconds=None)
    if ensemble:
        players = ENSEMBLES.get(ensemble) or ((ensemble,) if ensemble in INSTRUMENTS else ())
        if not players:
            raise DescriptionError(f"I do not know the ensemble “{ensemble}”. I can write for {joined(list(ENSEMBLES))}.")
        plan = replace(plan, instruments=Wish(players))
    if plan.instruments and len(plan.instruments.value) > MAX_PARTS:
        raise DescriptionError(f"You asked for {len(plan.instruments.value)} parts. I can write for up to {MAX_PARTS}.")
    return plan


def _note_what_was_not_read(plan: Plan, text: Text) -> Plan:
    for written, word in text.corrected.items():
        is_inflected = written.removeprefix(word) in ENDINGS  # "dances" for "dance" is no slip
        if not is_inflected and any(text.tokens[place] == word for place in text.known):
            plan = plan.noting(f"I read “{written}” as “{word}”.")
    letters = [character for character in text.description if character.isalpha()]
    foreign = sum(not unicodedata.name(character, "").startswith("LATIN") for character in letters)
    if not text.known or foreign > len(letters) / 3:
        plan = plan.noting(
            "I read English best and found little musical in these words, so I chose what they left open."
            if foreign <= len(letters) / 3
            else "I read English best; what I could not read in your words I chose for you."
        )
    return plan
