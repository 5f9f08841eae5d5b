"""The user's text, made safe and cut into words: cleaning, spelling mistakes, phrases, negations."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from compose.music.errors import ComposeError

from . import words
from .ordinary_words import ORDINARY_WORDS

MAX_CHARACTERS = 500
LONGEST_PHRASE = 5
TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]")
SIGNS = {"&": "and"}


class DescriptionError(ComposeError):
    """A description we cannot write a piece from. Its text is one or two sentences for the user that say what can be done.

    code: "plan.empty", "plan.too_short", "plan.too_long" or "plan.out_of_range".
    """

    code = "plan.out_of_range"

    def __init__(self, sentence: str, code: str = "plan.out_of_range") -> None:
        super().__init__(sentence)
        self.code = code


def clean(description: str) -> str:
    """The description in NFC on one line, without control, bidirectional and other invisible characters.

    Raises DescriptionError if nothing readable is left or if it is longer than MAX_CHARACTERS. HTML stays what it is: text.
    """
    if len(description) > 4 * MAX_CHARACTERS:  # before any work on it
        raise DescriptionError(_too_long(len(description)), "plan.too_long")
    spaced = re.sub(r"\s+", " ", description)
    visible = "".join(character for character in spaced if unicodedata.category(character)[0] != "C")
    text = re.sub(r" +", " ", unicodedata.normalize("NFC", visible)).strip()
    if len(text) > MAX_CHARACTERS:
        raise DescriptionError(_too_long(len(text)), "plan.too_long")
    readable = [character for character in text if unicodedata.category(character)[0] in "LNS"]
    if not readable:
        raise DescriptionError("Please describe the piece in a few words, for example: a slow sad waltz in D minor.", "plan.empty")
    if len(readable) == 1 and unicodedata.category(readable[0])[0] != "S":
        raise DescriptionError(
            "One letter is too little to go by. Try a few words, for example: a cheerful march for piano.", "plan.too_short"
        )
    return text


def _too_long(length: int) -> str:
    return f"Your description has {length} characters; I read up to {MAX_CHARACTERS}. Please shorten it to the most important wishes."


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found. phrase: as in the table. words: as the user wrote it. first, last: tokens, last exclusive."""

    phrase: str
    words: str
    first: int
    last: int
    is_negated: bool = False
    intensity: float = 1.0


@dataclass
class Text:
    """A cleaned description as tokens. `taken` marks the tokens that a reader has explained and nobody else may use.

    line: lower case with spelling mistakes put right, for the readers of figures; `spans` are places in it.
    """

    description: str
    line: str = ""
    tokens: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    known: set[int] = field(default_factory=set)
    corrected: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for emoji, word in words.EMOJI.items():
            self.description = self.description.replace(emoji, f" {word} ")
        lowered = "".join(_lower(character) for character in self.description)
        done = 0
        for found in TOKEN.finditer(lowered):
            written = found.group().replace("’", "'")
            word = SIGNS.get(written) or correct(written)
            if word != written and written not in SIGNS:
                self.corrected[written] = word
            self.line += lowered[done : found.start()]
            if written not in "-–—_/":
                self.tokens.append(word)
                self.spans.append((len(self.line), len(self.line) + len(word)))
                self.places.append(found.span())
            self.line += word
            done = found.end()
        self.line += lowered[done:]

    def tokens_in(self, start: int, end: int) -> range:
        """The tokens that touch the characters start to end of the line."""
        inside = [number for number, (first, last) in enumerate(self.spans) if first < end and last > start]
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    def as_written(self, tokens: range) -> str:
        """What the user wrote there."""
        return self.description[self.places[tokens[0]][0] : self.places[tokens[-1]][1]] if tokens else ""

    def is_free(self, tokens: range) -> bool:
        return not self.taken.intersection(tokens)

    def take(self, tokens: range) -> None:
        self.taken.update(tokens)
        self.known.update(tokens)

    def find(self, table: Mapping[str, object] | Iterable[str], take: bool = True) -> list[Match]:
        """Every phrase of a table that occurs, longest first at each place, left to right. Taken tokens do not match."""
        known = table if isinstance(table, Mapping) else frozenset(table)
        matches = list(self._matches(known))
        for match in matches:
            self.known.update(range(match.first, match.last))
            if take:
                self.take(range(match.first, match.last))
        return matches

    def _matches(self, known: Mapping[str, object] | frozenset[str]) -> Iterator[Match]:
        place = 0
        while place < len(self.tokens):
            for length in range(min(LONGEST_PHRASE, len(self.tokens) - place), 0, -1):
                span = range(place, place + length)
                phrase = " ".join(self.tokens[place : place + length])
                if phrase in known and not self.taken.intersection(span):
                    yield Match(phrase, self.as_written(span), place, place + length, self.is_negated(place), self._intensity(place))
                    place += length
                    break
            else:
                place += 1

    def _intensity(self, place: int) -> float:
        return words.INTENSITIES.get(self.tokens[place - 1], 1.0) if place else 1.0

    def is_negated(self, place: int) -> bool:
        """Whether "not", "without"… reaches this token: only small connecting words may stand between them, and lists carry on."""
        for before in range(place - 1, max(-1, place - 8), -1):
            token = self.tokens[before]
            here, pair = " ".join(self.tokens[before : before + 3]), " ".join(self.tokens[before - 1 : before + 1]) if before else ""
            if here.startswith(words.NOT_A_NEGATION) or pair in words.NOT_A_NEGATION:
                return False
            if token in words.NEGATIONS or pair in words.NEGATIONS or " ".join(self.tokens[before : before + 2]) in words.NEGATIONS:
                return True
            if token in words.SCOPE_ENDS:
                return False
            if token in words.NEGATION_CARRIERS or (before + 1 < place and self.tokens[before + 1] in ("or", "nor")):
                continue
            return False
        return False


def _lower(character: str) -> str:
    """Lower case that keeps the length, so that places in the text stay true."""
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character


def _vocabulary() -> frozenset[str]:
    tables = (
        words.TEMPOS, words.METRES, words.GENRES, words.ERAS, words.COMPOSERS, words.INSTRUMENT_WORDS, words.ENSEMBLE_WORDS,
        words.FORMS, words.CADENCES, words.LENGTHS, words.DENSITIES, words.DYNAMIC_WORDS, words.ARTICULATION_WORDS,
        words.DIFFICULTIES, words.TEXTURES, words.MOODS, words.SCENES, words.UNSUPPORTED, words.CHURCH_MODES, words.GROUP_SIZES,
        words.NUMBERS, words.MULTIPLIERS, words.NOTE_VALUES, words.INTERVALS,
    )  # fmt: skip
    return frozenset(word for table in tables for phrase in table for word in phrase.split()) | words.COMMON_WORDS


VOCABULARY = _vocabulary()
TARGETS: dict[str, tuple[str, ...]] = {
    letter: tuple(sorted(word for word in VOCABULARY if len(word) >= 5 and word.isascii() and word[0] == letter))
    for letter in {word[0] for word in VOCABULARY}
}


def correct(word: str) -> str:
    """The known word that `word` is a misspelling of, or `word` itself.

    Only words of four letters and more that are no English words of their own, toward words of five and more. The first letter
    must be right; one slip is allowed up to seven letters, two from eight on. A slip is a letter missing, added, changed or
    swapped with its neighbour.
    """
    if len(word) < 4 or word in VOCABULARY or word in ORDINARY_WORDS or not word.isalpha():
        return word
    allowed = 1 if len(word) < 8 else 2
    best, best_distance = word, allowed + 1
    for target in TARGETS.get(word[0], ()):
        if abs(len(target) - len(word)) <= allowed and (distance := slips(word, target, best_distance)) < best_distance:
            best, best_distance = target, distance
    return best


def slips(word: str, target: str, enough: int) -> int:
    """Restricted Damerau-Levenshtein distance; stops early at `enough`. Source: Damerau, CACM 7 (1964)."""
    before, previous = [], list(range(len(target) + 1))
    for row, letter in enumerate(word, 1):
        current = [row]
        for column, other in enumerate(target, 1):
            cost = min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == target[column - 2] and word[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) >= enough:
            return enough
        before, previous = previous, current
    return previous[-1]
