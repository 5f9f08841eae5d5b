"""A caption, and what makes its letters look as if somebody had typed them."""

import re
from dataclasses import dataclass
from random import Random

SAID, LIKELY, SILENT = 1.0, 0.75, 0.0
MISSPELT_SHARE, LOWER_SHARE, CAPITAL_SHARE = 0.12, 0.4, 0.25


@dataclass(frozen=True, slots=True)
class Caption:
    """text, the attributes of what it describes, and for each axis how surely the text tells it (1 said, 0.75 likely, 0 silent).

    named: what else the text gives away, facts of `caption_facts` with their values.
    """

    text: str
    attributes: dict[str, str]
    told: dict[str, float]
    family: int = -1
    named: frozenset[tuple[str, str]] = frozenset()


def tidy(text: str, random: Random) -> str:
    """The sentence with its spaces, commas and articles in order; some in lower case, some with a slip."""
    text = re.sub(r"\s+([,;:?.)])", r"\1", re.sub(r"\s+", " ", text)).strip(" ,;:")
    text = re.sub(r"\b([Aa]) (?=(?:[aeio]|u(?!ni|se)|8-|8 |1[18]\b|80\b)\w*)", r"\1n ", text, flags=re.IGNORECASE)
    if random.random() < MISSPELT_SHARE:
        text = misspell(text, random)
    chance = random.random()
    if chance < LOWER_SHARE:
        return text.lower()
    text = text[:1].upper() + text[1:] if chance < LOWER_SHARE + CAPITAL_SHARE else text
    return text if text.endswith(("?", ")")) else text + random.choice((".", "", "", "!"))


def misspell(text: str, random: Random) -> str:
    """One slip in one of the longer words: a letter missing, doubled or swapped with its neighbour."""
    long = list(re.finditer(r"[a-z]{5,}", text))
    if not long:
        return text
    found = random.choice(long)
    word, place = found.group(), random.randrange(1, len(found.group()) - 1)
    slips = (
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    )
    return text[: found.start()] + random.choice(slips) + text[found.end() :]
