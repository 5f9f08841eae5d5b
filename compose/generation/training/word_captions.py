"""Captions around every single word of the tables, so that each word is known even where no piece of the corpus has it."""

from collections.abc import Iterable
from random import Random

from compose.music.instruments import ENSEMBLES

from .. import words
from ..conditions import AXES, FEELING_BOUNDS, WORD_AXES, ensemble_class, feeling_class, tempo_class
from . import caption_banks as banks
from .caption_slots import MARKINGS, MOODS
from .caption_text import LIKELY, SAID, SILENT, Caption, tidy

SINGERS, KEYS = ("voice", "soprano", "tenor", "baritone", "singer"), ("piano", "organ", "harpsichord")
BOWED, BLOWN = ("violin", "viola", "cello", "double bass"), ("flute", "oboe", "clarinet", "bassoon", "horn", "trumpet", "trombone", "tuba")
PAIRS = tuple(
    (first, second)
    for one, other in ((SINGERS, KEYS), (BOWED, KEYS), (BLOWN, KEYS), (BOWED, BOWED), (BLOWN, BLOWN))
    for first in one
    for second in other
    if first != second
)
ADJECTIVE_FRAMES = ("{}", "a {} piece", "{} music", "something {}", "write a {} tune", "a piece for piano, {}", "I want it {}",
    "make it {} please")
NOUN_FRAMES = ("{}", "music full of {}", "a piece about {}", "{} in music")
NOT_FRAMES = ("not {}", "a piece that is not {}", "it must not sound {}", "nothing {}")
GENRE_FRAMES = ("{}", "a {}", "write me a {}", "a short {}", "compose a {} please", "in the style of a {}", "I want a {}")
MUSIC_FRAMES = ("{}", "some {}", "I love {}", "{} please")
SCENE_FRAMES = ("{}", "music for {}", "a piece about {}", "the feeling of {}", "it should sound like {}", "I picture {}")
USE_FRAMES = ("for {}", "music for {}", "I need something for {}", "{}")
PLACE_FRAMES = ("a piece {}", "{}", "music, {}", "a tune {}")
TEXTURE_FRAMES = ("{}", "a piece with {}", "music, {}", "I want {}")
PLACED = ("for", "with", "on ", "as ", "full", "in ", "over ", "one ")  # how phrases begin that stand after a noun
WHO_FRAMES = ("for {}", "{}", "a piece for {}", "music for {}")
ERA_FRAMES = ("from {}", "a piece from {}", "like music of {}")
WORD_PERIOD_FRAMES = ("{}", "{} music", "a {} piece", "{} style")
COMPOSER_FRAMES = ("like {}", "in the style of {}", "in the manner of {}", "{} style", "inspired by {}")
FEELINGS = ("valence", "arousal")


class _Collection:
    """Captions that grow word by word."""

    def __init__(self, random: Random, frame_count: int) -> None:
        self.random, self.frame_count, self.captions = random, frame_count, []

    def add(self, frames: tuple[str, ...], word: str, known: dict[str, str], said: Iterable[str], likely: Iterable[str] = ()) -> None:
        complete = {axis: known.get(axis, "") for axis in WORD_AXES}
        shares = {axis: SAID if axis in said else LIKELY if axis in likely else SILENT for axis in WORD_AXES}
        told = {axis: share if complete[axis] else SILENT for axis, share in shares.items()}
        for frame in self.random.sample(frames, min(self.frame_count, len(frames))):
            self.captions.append(Caption(tidy(frame.format(word), self.random), complete, told))


def word_captions(random: Random, frame_count: int = 4) -> list[Caption]:
    """Sentences around every single word of the tables, with the axes that word is about. frame_count: the most for one word."""
    some = _Collection(random, frame_count)
    _feelings(some)
    _genres(some)
    _times_and_people(some)
    _levels_and_textures(some)
    for axis, bank in (
        ("ensemble", banks.PLAYER_WORDS),
        ("tempo_class", banks.TEMPO_ADJECTIVES),
        ("tempo_class", MARKINGS),
        ("density", banks.DENSITY_WORDS),
        ("density", banks.THICK_WORDS),
        ("difficulty", banks.LEVELS),
        ("texture", banks.TEXTURE_ADJECTIVES),
        ("texture", banks.TEXTURE_WORDS),
    ):
        for value, phrases in bank.items():
            for phrase in phrases:
                some.add(PLACE_FRAMES if phrase.startswith(PLACED) else ADJECTIVE_FRAMES[:4], phrase,
                         {axis: value}, (axis,))
    for value, phrases in banks.TIME_WORDS.items():
        for phrase in phrases:
            some.add(("a piece in {}", "in {}", "{}", "the metre is {}"), phrase, {"time": value}, ("time",))
    for phrase, value in words.METRES.items():
        some.add(("in {}", "a piece in {}", "{}", "music in {}"), phrase.removeprefix("in "), {"time": value}, ("time",))
    for phrase, (_, usual, _) in words.TEMPOS.items():
        some.add(("play it {}", "{}", "music, {}", "a tune, {}"), phrase, {"tempo_class": tempo_class(usual)}, ("tempo_class",))
    for mode in AXES["mode"]:
        for phrase in (mode, f"a {mode} key", f"D {mode}", f"F# {mode}", f"B-flat {mode}", f"A {mode}"):
            some.add(("a piece in {}", "in {}", "music in {}", "{}"), phrase, {"mode": mode}, ("mode",))
    return some.captions


def _feelings(some: _Collection) -> None:
    for word, (valence, arousal) in words.MOODS.items():
        frames = NOUN_FRAMES if word in banks.NOT_ADJECTIVES else ADJECTIVE_FRAMES
        some.add(frames, word, _feeling(valence, arousal), FEELINGS, ("mode", "tempo_class"))
        if word not in banks.NOT_ADJECTIVES:
            not_it = {"valence": feeling_class(-0.5 * valence), "arousal": "mid"}
            some.add(NOT_FRAMES[:2], word, not_it, ("valence",))
            some.add(NOT_FRAMES[2:], word, not_it, ("valence",))
    for word, (valence, arousal) in words.SCENES.items():
        some.add(SCENE_FRAMES, word, _feeling(valence, arousal), FEELINGS, ("mode", "tempo_class"))
    for frames, bank in ((SCENE_FRAMES, banks.SCENES), (USE_FRAMES, banks.USES), (ADJECTIVE_FRAMES, MOODS)):
        for (valence, arousal), phrases in bank.items():
            for phrase in phrases:
                if phrase not in words.MOODS:
                    some.add(frames, phrase, {"valence": valence, "arousal": arousal}, FEELINGS)


def _feeling(valence: float, arousal: float) -> dict[str, str]:
    low, high = FEELING_BOUNDS
    mode = "minor" if valence < low else "major" if valence > high else ""
    pace = tempo_class(96 + 48 * arousal)
    return {"valence": feeling_class(valence), "arousal": feeling_class(arousal), "mode": mode, "tempo_class": pace}


def _genres(some: _Collection) -> None:
    for word, name in words.GENRES.items():
        style = words.STYLES[name]
        guessed = ("period", "ensemble", "tempo_class", "valence", "arousal", "mode") + (() if style.has_metre else ("time",))
        frames = MUSIC_FRAMES if word.endswith("s") and word[:-1] in words.GENRES else GENRE_FRAMES
        some.add(frames, word, _style_values(style), ("bucket", "time") if style.has_metre else ("bucket",), guessed)
    for frames, bank in ((GENRE_FRAMES, banks.BUCKET_WORDS), (MUSIC_FRAMES, banks.BUCKET_MUSIC)):
        for bucket, phrases in bank.items():
            for phrase in phrases:
                some.add(frames, phrase, {"bucket": bucket}, ("bucket",))


def _style_values(style: words.Style) -> dict[str, str]:
    players = words.ENSEMBLE_WORDS.get(style.ensemble) or ENSEMBLES.get(style.ensemble, ())
    return {
        "bucket": style.bucket,
        "period": style.period,
        "time": style.time,
        "tempo_class": tempo_class(sum(style.tempo_qpm) / 2),
        "mode": style.mode,
        "ensemble": ensemble_class(players),
        "valence": feeling_class(style.valence),
        "arousal": feeling_class(style.arousal),
    }


def _times_and_people(some: _Collection) -> None:
    for word, (period, bucket) in words.COMPOSERS.items():
        some.add(COMPOSER_FRAMES, word, {"period": period, "bucket": bucket}, ("period",), ("bucket",))
    for word, period in words.ERAS.items():
        some.add(WORD_PERIOD_FRAMES, word, {"period": period}, ("period",))
    for period, phrases in banks.ERA_WORDS.items():
        for phrase in phrases:
            some.add(ERA_FRAMES, phrase, {"period": period}, ("period",))
    for word, name in words.INSTRUMENT_WORDS.items():
        some.add(("for {}", "{}", "a {} piece", "solo {}", "music for {}"), word, {"ensemble": ensemble_class((name,))}, ("ensemble",))
    for word, players in words.ENSEMBLE_WORDS.items():
        some.add(WHO_FRAMES, word, {"ensemble": ensemble_class(players)}, ("ensemble",))
    for first, second in PAIRS:
        players = (words.INSTRUMENT_WORDS[first], words.INSTRUMENT_WORDS[second])
        some.add((*WHO_FRAMES, "a duet of {}"), f"{first} and {second}", {"ensemble": ensemble_class(players)}, ("ensemble",))


def _levels_and_textures(some: _Collection) -> None:
    for word, level in words.DIFFICULTIES.items():
        some.add(ADJECTIVE_FRAMES[:4], word, {"difficulty": words.DIFFICULTY_BANDS[level]}, ("difficulty",))
    for band, pupils in banks.PUPILS.items():
        for pupil in pupils:
            some.add(WHO_FRAMES, pupil, {"difficulty": band}, (), ("difficulty",))
    for word, texture in words.TEXTURES.items():
        if texture in words.TEXTURE_KINDS:
            some.add(TEXTURE_FRAMES, word, {"texture": words.TEXTURE_KINDS[texture]}, ("texture",))
