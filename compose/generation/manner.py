"""How it should be: form and ending, texture and touch, difficulty, feeling."""

import re
from collections.abc import Mapping
from dataclasses import replace

from . import words
from .description import Match, Text
from .wishes import Plan, Wish

SCENE_WEIGHT = 0.8
SINGLE_LOOKS: dict[str, Mapping[str, str]] = {
    "cadence": words.CADENCES,
    "density": words.DENSITIES,
    "texture": words.TEXTURES,
    "articulation": words.ARTICULATION_WORDS,
    "difficulty": words.DIFFICULTIES,
    "dynamics": words.DYNAMIC_WORDS,
}
# From one end to the other; wishes that lie far apart on them disagree.
SCALES = {
    "density": ("sparse", "moderate", "busy"),
    "difficulty": ("beginner", "easy", "intermediate", "advanced"),
    "dynamics": ("ppp", "pp", "p", "mp", "mf", "f", "ff", "fff"),
}
OPPOSITES = {
    "articulation": ({"staccato", "legato"}, {"staccato", "tenuto"}),
    "cadence": ({"half", "authentic"}, {"half", "plagal"}, {"half", "deceptive"}, {"authentic", "plagal"}, {"authentic", "deceptive"}),
}


def read_manner(plan: Plan, text: Text, early: list[Match]) -> Plan:
    """The plan with the wishes that are one look in one table: form, cadence, density, texture, articulation, difficulty, dynamics.

    early: dynamics and textures found before the players took their words, "piano" and "voices". Of several the first holds, and a note
    says so.
    """
    for field, table in SINGLE_LOOKS.items():
        plan = _with_first(plan, text, field, table, [match for match in early if field == "texture" and match.phrase in table])
    if (grade := _grade(text)) is not None:
        plan = replace(plan, difficulty=Wish(words.GRADE_DIFFICULTIES[grade.value - 1], words=grade.words), grade=grade)
    plan = replace(plan, form=_letters(text) or _named_form(text), cadence=plan.cadence or _ending(text))
    dynamic = [match for match in early if match.phrase in words.DYNAMIC_WORDS]
    if dynamic and not dynamic[0].is_negated:
        plan = replace(plan, dynamics=Wish(words.DYNAMIC_WORDS[dynamic[0].phrase], words=dynamic[0].words))
    plan = replace(plan, swell=_swell(text))
    if plan.density is None and plan.durations and plan.durations.value == ("sixteenth",):
        plan = replace(plan, density=Wish("busy", words=plan.durations.words))
    if plan.measure_count is None and plan.seconds is None:
        plan = replace(plan, measure_count=_length_word(text))
    if plan.measure_count is None and plan.form and plan.genre and plan.genre.value == "blues" and plan.form.value == "A":
        plan = replace(plan, measure_count=Wish(12, words=plan.form.words))
    return plan


def _with_first(plan: Plan, text: Text, field: str, table: Mapping[str, str], early: list[Match]) -> Plan:
    found = sorted((*early, *text.find(table, take=False)), key=lambda match: (match.first, -match.last))
    matches = [match for match in found if not match.is_negated]
    if not matches:
        return plan
    first = matches[0]
    other = next((match for match in matches if _disagree(field, table[first.phrase], table[match.phrase])), None)
    if other:
        plan = plan.noting(f"You asked for both {first.words} and {other.words}; I took {first.words}.")
    return replace(plan, **{field: Wish(table[first.phrase], words=first.words)})


def _swell(text: Text) -> Wish[str] | None:
    """Whether it grows louder or dies away; where both are wished, one after the other."""
    matches = [match for match in text.find(words.SWELLS, take=False) if not match.is_negated]
    found = {words.SWELLS[match.phrase] for match in matches}
    if not found:
        return None
    swell = "arch" if len(found) > 1 else found.pop()
    return Wish(swell, words=text.as_written(range(matches[0].first, matches[-1].last)))


def _disagree(field: str, one: str, other: str) -> bool:
    """Whether two wishes for one field cannot both be met, not even nearly."""
    if field in SCALES:
        scale = SCALES[field]
        return abs(scale.index(one) - scale.index(other)) > len(scale) // 3
    return one != other and {one, other} in OPPOSITES.get(field, ())


def _length_word(text: Text) -> Wish[int] | None:
    for match in text.find(words.LENGTHS, take=False):
        if not match.is_negated and (match.phrase not in words.RELATIVE_LENGTHS or _is_of_the_piece(text, match)):
            return Wish(words.LENGTHS[match.phrase], words=match.words)
    return None


ENDING = re.compile(
    r"\b(?:end|ends|ending|ended|finish|finishes|finishing|close|closes|closing|stop|stops|conclude|concludes|last chord|final chord"
    r"|last note|final note|last bar|final bar|last measure|(?:final |last )?cadence|leave (?:us|it|me|them))"
    r"\b(?: (?!and\b|not\b)[\w'-]+){0,4}? (?P<goal>"
    + "|".join(sorted(map(re.escape, words.ENDINGS), key=len, reverse=True))
    + r")(?![\w'])"
)


def _ending(text: Text) -> Wish[str] | None:
    """How it ends, said freely: "finish on V", "the last chord is the tonic"."""
    for found in ENDING.finditer(text.line):
        tokens = text.tokens_in(*found.span())
        text.known.update(tokens)
        if not text.is_negated(tokens[0]):
            return Wish(words.ENDINGS[found["goal"]], words=text.as_written(tokens))
    return None


def _named_form(text: Text) -> Wish[str] | None:
    """The form that a word names; of several the one that says most. Verse and chorus take turns wherever they stand."""
    matches = [match for match in text.find(words.FORMS, take=False) if not match.is_negated]
    if matches:
        match = max(matches, key=lambda each: len(words.FORMS[each.phrase]))
        return Wish(words.FORMS[match.phrase], words=match.words)
    places = [place for place, token in enumerate(text.tokens) if token in ("verse", "chorus", "refrain")]
    if len(places) > 1 and len({text.tokens[place] for place in places}) > 1:
        text.known.update(places)
        return Wish("ABAB", words=text.as_written(range(places[0], places[-1] + 1)))
    return None


def _is_of_the_piece(text: Text, match: Match) -> bool:
    """Whether "long" is said of the piece and not of a summer evening: a word for a piece follows soon, or nothing does."""
    following = text.tokens[match.last : match.last + 3]
    if not following or following[0] in ",.;:!?)" or following[0] in ("and", "but", "in", "for", "with", "enough"):
        return True
    return any(word in words.PIECE_WORDS or word in words.GENRES or word in words.INSTRUMENT_WORDS for word in following)


def _letters(text: Text) -> Wish[str] | None:
    """A form written in letters, "AABA" or "A-B-A": capitals that begin with A and bring new letters in order."""
    joined = text.description
    for dash in "-–—":
        joined = joined.replace(dash, " ")
    candidates = [token for token in joined.replace(",", " ").split() if 2 <= len(token) <= 8]
    singles = [token if len(token) == 1 else "." for token in joined.replace(",", " ").split()]
    candidates += [run for run in "".join(singles).split(".") if 2 <= len(run) <= 8]
    for candidate in candidates:
        letters = candidate.strip(".;:!?()\"'")
        if len(letters) > 1 and letters.startswith("A") and _is_form(letters):
            text.known.update(number for number, token in enumerate(text.tokens) if token == letters.lower() or len(token) == 1)
            return Wish(letters, words=letters)
    return None


def _is_form(letters: str) -> bool:
    newest = "@"
    for letter in letters:
        if not "A" <= letter <= "H" or ord(letter) > ord(newest) + 1:
            return False
        newest = max(newest, letter)
    return True


def _grade(text: Text) -> Wish[int] | None:
    for place in range(len(text.tokens) - 1):
        if text.tokens[place] in ("grade", "level"):
            following = text.tokens[place + 1]
            value = words.NUMBERS.get(following, int(following) if following.isdigit() and len(following) < 3 else 0)
            if 1 <= value <= 10:
                text.known.update((place, place + 1))
                return Wish(min(value, len(words.GRADE_DIFFICULTIES)), words=text.as_written(range(place, place + 2)))
    return None


def read_feeling(plan: Plan, text: Text) -> Plan:
    """The plan with its mood: the words of feeling and the scenes, and their mean valence and arousal; negated words pull the other way."""
    felt: list[tuple[float, float, float]] = []  # valence, arousal, weight
    named: list[Match] = []
    for table, weight in ((words.MOODS, 1.0), (words.SCENES, SCENE_WEIGHT)):
        for match in text.find(table, take=False):
            valence, arousal = table[match.phrase]
            if match.is_negated:
                felt.append((-0.4 * valence, -0.4 * arousal, weight))
            else:
                felt.append((valence * match.intensity, arousal * match.intensity, weight))
                named.append(match)
    if not felt:
        return plan
    total = sum(weight for *_, weight in felt)
    valence = _clip(sum(value * weight for value, _, weight in felt) / total)
    arousal = _clip(sum(value * weight for _, value, weight in felt) / total)
    glad = next((match for match in named if (words.MOODS.get(match.phrase) or (0, 0))[0] > 0.5), None)
    sad = next((match for match in named if (words.MOODS.get(match.phrase) or (0, 0))[0] < -0.5), None)
    if glad and sad:
        plan = plan.noting(f"You asked for both {glad.words} and {sad.words}; I aim between the two.")
    mood = (
        Wish(", ".join(dict.fromkeys(match.phrase for match in named)), words=", ".join(match.words for match in named)) if named else None
    )
    return replace(plan, mood=mood, valence=valence, arousal=arousal)


def _clip(value: float) -> float:
    return round(max(-1.0, min(1.0, value)), 3)
