"""The slots of the caption families: what a piece has to offer for each, as a phrase with the axes the phrase speaks of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from .. import words
from ..conditions import feeling_class, tempo_class
from . import caption_banks as banks
from . import caption_facts as facts

PLAIN_SHARE = 0.25  # of the captions call the piece just a piece
WORDED_SHARE = 0.5  # of the genres come from the piece's own title
INSTRUMENT_SHARE = 0.5  # of the players are named one by one
OPPOSITE = {"low": "high", "mid": "mid", "high": "low"}
FEELINGS = ("valence", "arousal")
TAUGHT = frozenset(("piano", "guitar", "melody", "harpsichord"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """What fills a slot. said, likely: the axes it tells for certain, and those it lets one guess. named: a fact and its value."""

    text: str
    said: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A manifest line with its attributes, and the source of chance of one caption."""

    row: dict
    known: Mapping[str, str]
    random: Random

    @property
    def feeling(self) -> tuple[str, str]:
        return (self.known["valence"], self.known["arousal"])

    def pick(self, bank: Mapping[object, tuple[str, ...]], key: object, *axes: str, likely: tuple[str, ...] = ()) -> Phrase | None:
        """A phrase of the bank for this value, None where it has none."""
        return Phrase(self.random.choice(bank[key]), axes, likely) if bank.get(key) else None


def _mood_bank() -> dict[tuple[str, str], tuple[str, ...]]:
    bank: dict[tuple[str, str], list[str]] = {cell: list(more) for cell, more in banks.MORE_MOODS.items()}
    for word, (valence, arousal) in words.MOODS.items():
        if word not in banks.NOT_ADJECTIVES | banks.RARE_MOODS:
            bank.setdefault((feeling_class(valence), feeling_class(arousal)), []).append(word)
    return {cell: tuple(some) for cell, some in bank.items()}


def _marking_bank() -> dict[str, tuple[str, ...]]:
    bank: dict[str, list[str]] = {}
    for word, (_, usual, _) in words.TEMPOS.items():
        if word.split()[0] in banks.ITALIAN:
            bank.setdefault(tempo_class(usual), []).append(word.capitalize())
    return {name: tuple(some) for name, some in bank.items()}


MOODS, MARKINGS = _mood_bank(), _marking_bank()


def genre(piece: Piece) -> Phrase:
    forms = facts.genres(piece.row)
    if piece.random.random() < PLAIN_SHARE or not piece.known["bucket"]:
        return Phrase(piece.random.choice(banks.PLAIN_WORDS))
    if forms and piece.random.random() < WORDED_SHARE:
        form = piece.random.choice(forms)
        style = words.STYLES[words.GENRES[form]]
        is_usual = style.bucket == piece.known["bucket"]  # a fugue for the viola is not
        return Phrase(form, ("bucket",) if is_usual else (), ("bucket",), (("genre", form),))
    return piece.pick(banks.BUCKET_WORDS, piece.known["bucket"], "bucket") or Phrase("piece")


def music(piece: Piece) -> Phrase:
    if piece.random.random() < PLAIN_SHARE:
        return Phrase("music")
    return piece.pick(banks.BUCKET_MUSIC, piece.known["bucket"], "bucket") or Phrase("music")


def lesson(piece: Piece) -> Phrase:
    """What a teacher may give to one pupil; nobody practises a mass."""
    return genre(piece) if piece.known["ensemble"] in TAUGHT else Phrase(piece.random.choice(("piece", "short piece", "study", "solo")))


def title(piece: Piece) -> Phrase:
    noun = genre(piece)
    text = noun.text if noun.likely or noun.said else piece.random.choice(("Piece", "Melody", "Air", "Movement"))
    return Phrase(text[:1].upper() + text[1:], noun.said, noun.likely, noun.named)


def composer(piece: Piece) -> Phrase | None:
    """His surname where the tables know him, else his full name as the manifest writes it."""
    name = facts.composer(piece.row)
    if name not in words.COMPOSERS:
        return Phrase(name, (), ("period", "bucket"), (("composer", name),)) if name else None
    is_of_period = words.COMPOSERS[name][0] == piece.known["period"]
    return Phrase(name.title(), ("period",) if is_of_period else (), ("bucket",), (("composer", name),))


def key(piece: Piece) -> Phrase | None:
    mode, exact = piece.known["mode"], facts.key(piece.row)
    if not mode:
        return None
    ways = [mode, f"a {mode} key"]
    if exact:
        letter, accidental = exact[0], exact.split()[0][1:]
        sign = {"b": ("b", "-flat", " flat"), "#": ("#", "-sharp", " sharp"), "": ("",)}[accidental]
        ways += [f"{letter}{piece.random.choice(sign)} {mode}"] * 4
    way = piece.random.choice(ways)
    return Phrase(way, ("mode",), named=(("key", exact),) if way not in ways[:2] else ())


def bpm(piece: Piece) -> Phrase | None:
    return _named("bpm", facts.bpm(piece.row), "tempo_class") if piece.known["tempo_class"] else None


def _named(fact: str, value: str, *axes: str) -> Phrase | None:
    """A phrase that is the value of a fact itself, None where there is none."""
    return Phrase(value, axes, named=((fact, value),)) if value else None


def players(piece: Piece) -> Phrase | None:
    if (named := who(piece)) and piece.random.random() < INSTRUMENT_SHARE:
        return replace(named, text=f"for {named.text}")
    return piece.pick(banks.PLAYER_WORDS, piece.known["ensemble"], "ensemble")


def who(piece: Piece) -> Phrase | None:
    if piece.known["ensemble"] == "mixed" and piece.known["bucket"].startswith("orchestral"):
        return Phrase(piece.random.choice(banks.ORCHESTRA), ("ensemble",))
    if (named := facts.instruments(piece.row)) and piece.random.random() < INSTRUMENT_SHARE:
        return _named("instruments", named, "ensemble")
    return piece.pick(banks.WHO_WORDS, piece.known["ensemble"], "ensemble")


def bars(piece: Piece) -> Phrase | None:
    return _named("bars", facts.bars(piece.row))


def minutes(piece: Piece) -> Phrase | None:
    return _named("minutes", facts.minutes(piece.row))


def form(piece: Piece) -> Phrase | None:
    known = facts.forms(piece.row)
    return _named("form", piece.random.choice(known)) if known else None


def opposite(piece: Piece) -> Phrase | None:
    cell = tuple(OPPOSITE[value] for value in piece.feeling if value)
    return piece.pick(MOODS, cell, likely=("valence",) if cell and cell[0] != "mid" else ())


def stranger(piece: Piece) -> Phrase:
    own = " ".join(str(name).lower() for name in piece.row.get("instruments") or ())
    is_sung = piece.known["ensemble"] in ("choir", "voice+keyboard")
    allowed = [name for name in banks.STRANGERS if name.split()[-1].rstrip("s") not in own]
    return Phrase(piece.random.choice([name for name in allowed if not (is_sung and name in ("vocals", "a choir"))]))


def chosen(*some: str) -> Callable[[Piece], Phrase]:
    """A slot that says nothing of the piece."""
    return lambda piece: Phrase(piece.random.choice(some))


SLOTS: dict[str, Callable[[Piece], Phrase | None]] = {
    "genre": genre, "music": music, "title": title, "composer": composer, "key": key, "bpm": bpm, "players": players, "who": who,
    "bars": bars, "minutes": minutes, "form": form, "opposite": opposite, "stranger": stranger,
    "number": chosen(*map(str, range(2, 60))), "vague": chosen(*banks.VAGUE_WORDS), "skill": chosen(*banks.SKILLS),
    "lesson": lesson,
    "hands": lambda piece: piece.pick(banks.HANDS, piece.known["ensemble"]),
    "pupil": lambda piece: piece.pick(banks.PUPILS, piece.known["difficulty"], likely=("difficulty",)),
    "mood": lambda piece: piece.pick(MOODS, piece.feeling, *FEELINGS),
    "scene": lambda piece: piece.pick(banks.SCENES, piece.feeling, *FEELINGS),
    "use": lambda piece: piece.pick(banks.USES, piece.feeling, *FEELINGS),
    "tempo": lambda piece: piece.pick(banks.TEMPO_ADJECTIVES, piece.known["tempo_class"], "tempo_class"),
    "marking": lambda piece: piece.pick(MARKINGS, piece.known["tempo_class"], "tempo_class"),
    "time": lambda piece: piece.pick(banks.TIME_WORDS, piece.known["time"], "time"),
    "period": lambda piece: piece.pick(banks.PERIOD_WORDS, piece.known["period"], "period"),
    "era": lambda piece: piece.pick(banks.ERA_WORDS, piece.known["period"], "period"),
    "density": lambda piece: piece.pick(banks.DENSITY_WORDS, piece.known["density"], "density"),
    "thick": lambda piece: piece.pick(banks.THICK_WORDS, piece.known["density"], "density"),
    "woven": lambda piece: piece.pick(banks.TEXTURE_ADJECTIVES, piece.known["texture"], "texture"),
    "texture": lambda piece: piece.pick(banks.TEXTURE_WORDS, piece.known["texture"], "texture"),
    "level": lambda piece: piece.pick(banks.LEVELS, piece.known["difficulty"], "difficulty", likely=("density",)),
}
# What a person writes who does not know or does not care; it tells nothing.
NEUTRAL = {
    "composer": "the old masters", "key": "any key", "bpm": "a comfortable", "players": "for whoever is there", "who": "any instrument",
    "bars": "a few", "minutes": "not too long", "form": "some", "opposite": "boring", "mood": "expressive", "scene": "a day like any other",
    "use": "a friend", "tempo": "comfortable", "marking": "Tempo giusto", "time": "any metre", "period": "timeless", "era": "any time",
    "density": "with the right number of notes", "thick": "well-written", "woven": "well-made",
    "texture": "in whatever texture suits it", "level": "playable", "pupil": "my pupil",
}
