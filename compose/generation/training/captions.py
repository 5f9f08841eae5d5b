"""Captions for pieces: sentences as people write them, with the axes they speak of.

Nothing here was written by a language model: our own families of sentences, banks of synonyms, attribute dropout, negations,
scenes, uses, teachers' phrasing, vague words and spelling mistakes. Families in HELD_OUT never train.
"""

import re
from collections.abc import Sequence
from random import Random

from ..conditions import WORD_AXES
from .caption_families import FAMILIES, HELD_OUT
from .caption_slots import NEUTRAL, SLOTS, Phrase, Piece
from .caption_text import LIKELY, SAID, SILENT, Caption, misspell, tidy
from .row_attributes import attributes, ensemble_of
from .word_captions import word_captions

__all__ = [
    "FAMILIES", "HELD_OUT", "LIKELY", "SAID", "SILENT", "Caption", "attributes", "caption", "ensemble_of", "joined", "misspell",
    "word_captions",
]  # fmt: skip

# What else a phrase lets one guess; the metre of a lullaby is likely, not said.
IMPLIED: dict[str, tuple[str, ...]] = {
    "bucket": ("period", "ensemble", "time", "tempo_class", "valence", "arousal", "density", "mode", "texture"),
    "ensemble": ("bucket",),
    "valence": ("mode",),
    "arousal": ("tempo_class", "density"),
    "tempo_class": ("arousal",),
    "mode": ("valence",),
}
DROPOUT = 0.35  # of the parts that a family can do without
TRIES = 12
TRAINING = tuple(number for number in range(len(FAMILIES)) if number not in HELD_OUT)
SLOT, PART, CHOICE = re.compile(r"\{([a-z]+)\d?\}"), re.compile(r"\[([^\]]*)\]"), re.compile(r"<([^>]*)>")
PLAYED = re.compile(r"\b(?:alone|unaccompanied|solo|for|with|quartet|duo)\b", re.IGNORECASE)  # the genre says who plays
SMALL_WORDS = frozenset(("with", "from", "that", "time", "piece", "very", "solo", "quite", "rather"))


def caption(row: dict, random: Random, families: Sequence[int] | None = None) -> Caption:
    """One caption of a manifest line. families: which to draw from; all but the held-out ones if None."""
    known = attributes(row)
    piece = Piece(row, known, random)
    for attempt in range(TRIES):
        number = random.choice(families or TRAINING)
        made = _fill(FAMILIES[number], piece, is_last=attempt == TRIES - 1)
        if made is not None:
            break
    text, phrases = made
    told = dict.fromkeys(WORD_AXES, SILENT)
    for phrase in phrases:
        for axis in phrase.said:
            told |= {other: max(told[other], LIKELY) for other in IMPLIED.get(axis, ())} | {axis: SAID}
        told |= {axis: max(told[axis], LIKELY) for axis in phrase.likely}
    return Caption(tidy(text, random), known, told, number, frozenset(fact for phrase in phrases for fact in phrase.named))


def joined(captions: Sequence[Caption]) -> Caption:
    """Several captions of one piece as one longer description, a sentence each."""
    text = " ".join(each.text if each.text.endswith(("?", "!", ".")) else f"{each.text}." for each in captions)
    told = {axis: max(each.told[axis] for each in captions) for axis in WORD_AXES}
    return Caption(text, captions[0].attributes, told, named=frozenset().union(*(each.named for each in captions)))


def _fill(family: str, piece: Piece, is_last: bool) -> tuple[str, list[Phrase]] | None:
    """The family's sentence with the phrases in it. None if a slot it needs stays empty; the last time neutral words stand in."""
    family = CHOICE.sub(lambda found: piece.random.choice(found[1].split("|")), family)
    used: list[Phrase] = []

    def draw(name: str) -> Phrase | None:
        phrase = SLOTS[name](piece)
        return phrase if phrase is not None and not _repeats(phrase, used) else None

    needed: list[str] = []
    for name in SLOT.findall(PART.sub("", family)):
        phrase = draw(name) or draw(name)
        if phrase is None and not is_last:
            return None
        used.append(phrase or Phrase(NEUTRAL.get(name, "")))
        needed.append(used[-1].text)

    def part(found: re.Match) -> str:
        phrases = [] if piece.random.random() < DROPOUT else [draw(name) for name in SLOT.findall(found[1])]
        if not phrases or None in phrases:
            return ""
        used.extend(phrases)
        texts = iter(phrase.text for phrase in phrases)
        return SLOT.sub(lambda _: next(texts), found[1])

    texts = iter(needed)
    pieces = re.split(r"(\[[^\]]*\])", family)
    return "".join(PART.sub(part, some) if some.startswith("[") else SLOT.sub(lambda _: next(texts), some) for some in pieces), used


def _repeats(phrase: Phrase, used: Sequence[Phrase]) -> bool:
    """Whether a longer word of the phrase stands in the sentence already, or its players do."""
    if "ensemble" in phrase.said and any(PLAYED.search(each.text) for each in used if "bucket" in each.said):
        return True
    before = {word for each in used for word in _long_words(each.text)}
    return bool(before & _long_words(phrase.text))


def _long_words(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"[^\W\d_]{4,}", text.lower())} - SMALL_WORDS
