"""The slots of the caption families: what a piece has to offer for each, as a phrase with the axes the phrase speaks of."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from .. import words
from ..conditions import feeling_class, tempo_class
from . import caption_banks as banks

PLAIN_SHARE = 0.25  # of the captions call the piece just a piece
WORDED_SHARE = 0.5  # of the genres come from the piece's own title
INSTRUMENT_SHARE = 0.5  # of the players are named one by one
NAME = re.compile(r"[A-ZŁŚŻ][^\W\d_]+(?: (?:[A-ZŁŚŻ][\w.]*|von|de|da|di|van))* [A-ZŁŚŻ][^\W\d_]{2,}")
OPPOSITE = {"low": "high", "mid": "mid", "high": "low"}
FEELINGS = ("valence", "arousal")
TAUGHT = frozenset(("piano", "guitar", "melody", "harpsichord"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """What fills a slot. said, likely: the axes it tells for certain, and those it lets one guess."""

    text: str
    said: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()


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
    forms = [form for form in piece.row.get("form") or () if form in words.GENRES]
    if piece.random.random() < PLAIN_SHARE or not piece.known["bucket"]:
        return Phrase(piece.random.choice(banks.PLAIN_WORDS))
    if forms and piece.random.random() < WORDED_SHARE:
        form = piece.random.choice(forms)
        style = words.STYLES[words.GENRES[form]]
        is_usual = style.bucket == piece.known["bucket"]  # a fugue for the viola is not
        return Phrase(form, ("bucket",) if is_usual else (), ("bucket",))
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
    return Phrase(text[:1].upper() + text[1:], noun.said, noun.likely)


def composer(piece: Piece) -> Phrase | None:
    """His surname where the tables know him, else his full name as the manifest writes it."""
    name = re.sub(r"\s*\(.*|(?<=[a-z])[A-Z]$", "", str(piece.row.get("composer") or "")).strip()
    known = next((part for part in (name.lower(), name.lower().rsplit(" ", 1)[-1]) if part in words.COMPOSERS), "")
    if known:
        return Phrase(known.title(), ("period",) if words.COMPOSERS[known][0] == piece.known["period"] else (), ("bucket",))
    is_person = bool(NAME.fullmatch(name)) and not name.startswith(("Arr", "Trad", "Anon"))
    return Phrase(name, (), ("period", "bucket")) if is_person else None


def key(piece: Piece) -> Phrase | None:
    mode, exact = piece.known["mode"], str(piece.row.get("key") or piece.row.get("key_est") or "")
    if not mode:
        return None
    ways = [mode, f"a {mode} key"]
    if found := re.fullmatch(r"([A-G])([b#]?) (?:major|minor)", exact):
        letter, accidental = found.groups()
        sign = {"b": ("b", "-flat", " flat"), "#": ("#", "-sharp", " sharp"), "": ("",)}[accidental]
        ways += [f"{letter}{piece.random.choice(sign)} {mode}"] * 4
    return Phrase(piece.random.choice(ways), ("mode",))


def bpm(piece: Piece) -> Phrase | None:
    tempo = piece.row.get("tempo_bpm")
    return Phrase(f"{tempo:.0f}", ("tempo_class",)) if tempo and 30 <= tempo <= 240 and piece.known["tempo_class"] else None


def players(piece: Piece) -> Phrase | None:
    if (named := who(piece)) and piece.random.random() < INSTRUMENT_SHARE:
        return Phrase(f"for {named.text}", ("ensemble",))
    return piece.pick(banks.PLAYER_WORDS, piece.known["ensemble"], "ensemble")


def who(piece: Piece) -> Phrase | None:
    if piece.known["ensemble"] == "mixed" and piece.known["bucket"].startswith("orchestral"):
        return Phrase(piece.random.choice(banks.ORCHESTRA), ("ensemble",))
    if (named := _instruments(piece)) and piece.random.random() < INSTRUMENT_SHARE:
        return Phrase(named, ("ensemble",))
    return piece.pick(banks.WHO_WORDS, piece.known["ensemble"], "ensemble")


def _instruments(piece: Piece) -> str:
    """Up to three instruments by name, where the manifest names each player."""
    names = [str(name) for name in piece.row.get("instruments") or ()]
    is_known = bool(names) and all(name.lower() in words.INSTRUMENT_WORDS for name in names)
    if not is_known or not piece.known["ensemble"] or len(names) > 3:
        return ""
    if len(names) == 1:
        return f"solo {names[0]}" if (piece.row.get("tracks") or 1) == 1 or piece.known["ensemble"] == "piano" else ""
    return f"{', '.join(names[:-1])} and {names[-1]}"


def bars(piece: Piece) -> Phrase | None:
    count = piece.row.get("bars")
    return Phrase(f"{count}") if isinstance(count, int) and 4 <= count <= 128 else None


def minutes(piece: Piece) -> Phrase | None:
    tempo, quarters = piece.row.get("tempo_bpm"), piece.row.get("quarters")
    if not tempo or not quarters:
        return None
    seconds = 60 * quarters / tempo
    near = "half a minute" if seconds < 45 else "a minute" if seconds < 90 else f"{min(10, round(seconds / 60))} minutes"
    return Phrase(near)


def form(piece: Piece) -> Phrase | None:
    letters = (piece.row.get("conditions") or {}).get("form", "")
    named = [banks.FORM_WORDS[letters]] if letters in banks.FORM_WORDS else []
    named += ["rondo"] if "rondo" in (piece.row.get("form") or ()) else []
    return Phrase(piece.random.choice(named)) if named else None


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
    "pupil": lambda piece: piece.pick(banks.PUPILS, piece.known["density"], likely=("density",)),
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
    "level": lambda piece: piece.pick(banks.LEVELS, piece.known["density"], likely=("density",)),
}
# What a person writes who does not know or does not care; it tells nothing.
NEUTRAL = {
    "composer": "the old masters", "key": "any key", "bpm": "a comfortable", "players": "for whoever is there", "who": "any instrument",
    "bars": "a few", "minutes": "not too long", "form": "some", "opposite": "boring", "mood": "expressive", "scene": "a day like any other",
    "use": "a friend", "tempo": "comfortable", "marking": "Tempo giusto", "time": "any metre", "period": "timeless", "era": "any time",
    "density": "with the right number of notes", "thick": "well-written", "level": "playable", "pupil": "my pupil",
}
