"""Captions for pieces and for single words: sentences as people write them, with the axes they speak of.

Nothing here was written by a language model: our own families of sentences, banks of synonyms, attribute dropout, negations,
scenes, teachers' phrasing and spelling mistakes. Families in HELD_OUT never train; they measure how far it generalises.
"""

import re
from dataclasses import dataclass
from random import Random

from compose.music.instruments import ENSEMBLES

from .. import words
from ..conditions import AXES, FEELING_BOUNDS, PLUCKED, STRINGS, WINDS, WORD_AXES, ensemble_class, feeling_class, tempo_class

# Each family: slots in braces, every one a phrase that may be empty.
FAMILIES: tuple[str, ...] = (
    "{mood} {tempo} {period} {genre} {key} {time} {players} {density}",
    "a {tempo} {mood} {genre} {key} {players}",
    "{genre} {players}, {mood}, {tempo}, {time}",
    "write me a {mood} {genre} {time} {players}",
    "please compose a {tempo} {genre} {key} {density} {players}",
    "I would like a {mood} {period} piece {players} {time}",
    "something {mood} {players}, {tempo}, {density}",
    "music for {scene} {players}",
    "a {genre} for {scene}, {tempo} {key}",
    "{period} style {genre} {players} {density}",
    "can you make a {mood} {genre}? {players} {tempo} please",
    "{players}: {mood} {genre} {key}",
    "a {mood} melody that is not {opposite}, {players}",
    "not {opposite} at all, rather {mood} {genre} {players}",
    "{genre}, no {opposite} mood, {tempo} {time}",
    "for my pupils: a {tempo} {genre} {key} {time} {players} {density}",
    "sight-reading exercise {key} {time}, {tempo}, {density}",
    "grade 3 {period} piece {players} {key}",
    "the soundtrack of {scene}, {mood} and {tempo}",
    "{tempo} {genre}",
    "{mood} {genre}",
    "{mood} {genre} {players}",
    "{key} {genre} {time} {tempo}",
    "imagine {scene}: {mood} {genre} {players}",
    "{scene}, {mood}",
    "{mood}, {tempo}, {players}, {key}",
    "a piece that makes me feel {mood} {players}",
    "my {genre} should sound {mood} and {density}",
    "{period} {genre} {key} {time}",
    "tune {players} {time}, {mood}",
    # held out from here on
    "let's hear some {mood} {period} {genre} {players}",
    "compose for tonight: {scene}, {tempo}, {players}",
    "it has to be {mood}, {tempo}, {time} and {players}",
    "{genre} {key}; the character is {mood} {density}",
    "we need {mood} background music {players} {tempo} {key}",
)
HELD_OUT = frozenset(range(30, len(FAMILIES)))

BUCKET_WORDS: dict[str, tuple[str, ...]] = {
    "sacred choral": ("motet", "mass movement", "sacred choral piece", "kyrie", "church choir piece", "psalm setting",
    "anthem for church", "vespers"),
    "art song (voice+piano)": ("art song", "lied", "song with piano", "mélodie", "romantic song"),
    words.FIDDLE: ("jig", "reel", "hornpipe", "Irish dance tune", "Celtic tune", "fiddle tune", "session tune", "folk dance"),
    "romantic piano": ("nocturne", "prelude", "ballade", "romantic piano piece", "étude", "impromptu", "song without words",
    "character piece"),
    "vocal (secular/other)": ("madrigal", "part song", "glee", "secular vocal piece", "chanson"),
    "chamber / other": ("chamber piece", "trio sonata", "divertimento", "chamber music", "sonata movement"),
    "orchestral / choral-orchestral": ("symphonic movement", "overture", "orchestral piece", "concerto movement", "symphony"),
    words.SALON: ("mazurka", "polonaise", "krakowiak", "polka", "salon dance"), "organ": ("organ piece", "organ prelude",
        "chorale prelude", "voluntary"),
    "carol": ("carol", "Christmas carol", "noel", "Christmas song"), "piano (period unknown)": ("piano piece", "keyboard piece", "piece"),
    "hymn/chorale": ("hymn", "chorale", "hymn tune", "congregational hymn"), words.BAROQUE: ("fugue", "invention",
    "baroque suite movement", "sarabande",
    "gigue", "baroque keyboard piece"), "parlor/traditional song (SATB)": ("parlour song", "old popular song", "traditional song",
    "ballad of old times"),
    "guitar": ("guitar piece", "guitar study", "Spanish guitar piece"), "string quartet": ("string quartet movement", "quartet",
    "string quartet"),
    "classical piano": ("sonatina", "piano sonata movement", "rondo", "minuet", "classical piano piece"),
    "waltz": ("waltz", "valse", "ballroom waltz"), "game music": ("video game track", "level theme", "game music", "boss theme"),
    "opera": ("aria", "opera scene", "operatic number"), "folk (other)": ("folk song", "folk tune", "shanty", "traditional tune"),
    "march": ("march", "military march", "parade march"), "solo violin": ("violin solo", "unaccompanied violin piece"),
    "solo cello": ("cello solo", "unaccompanied cello piece"), "solo viola": ("viola solo",), "solo flute": ("flute solo",),
    "solo recorder": ("recorder solo",), "modern piano": ("modern piano piece", "impressionist piece", "contemporary piano piece"),
    "lullaby": ("lullaby", "cradle song", "berceuse", "bedtime song"), "ragtime": ("rag", "ragtime piece", "cakewalk"),
}
PLAIN_WORDS = ("piece", "tune", "music", "composition", "song", "melody", "score")
PLAYER_WORDS: dict[str, tuple[str, ...]] = {
    "piano": ("for piano", "for solo piano", "on the piano", "piano only"), "organ": ("for organ", "on the church organ", "for pipe organ"),
    "harpsichord": ("for harpsichord", "on the harpsichord"), "guitar": ("for guitar", "for classical guitar", "for solo guitar"),
    "melody": ("as a single melody", "for solo instrument", "one melody line", "unaccompanied"),
    "choir": ("for choir", "for SATB choir", "for four voices", "a cappella", "for mixed chorus"),
    "voice+keyboard": ("for voice and piano", "for singer and piano", "for soprano and piano", "for tenor and piano"),
    "strings": ("for string quartet", "for strings", "for string trio"), "winds": ("for wind quintet", "for woodwinds",
    "for brass quartet", "for winds"),
    "mixed": ("for violin and piano", "for flute and piano", "for chamber ensemble", "for orchestra", "for cello and piano"),
}
TEMPO_BANK = {
    name: tuple(word for word, (_, usual, _) in words.TEMPOS.items() if tempo_class(usual) == name and len(word) < 16)
    for name in AXES["tempo_class"]
}
TIME_WORDS = {name: (f"in {name}", f"{name} time", f"in {name} time") for name in AXES["time"]} | {
    "3/4": ("in 3/4", "in triple time", "in waltz time", "3/4 time", "in three"), "4/4": ("in 4/4", "in common time", "4/4 time"),
    "2/2": ("in 2/2", "in cut time", "alla breve"), "6/8": ("in 6/8", "in six-eight", "6/8 time"),
}
DENSITY_WORDS = {
    "sparse": ("with few notes", "sparse", "with long notes", "very spacious", "simple texture"), "moderate": ("", "flowing",
    "with a moderate number of notes"),
    "busy": ("with many notes", "busy", "dense", "with running notes", "virtuosic"),
}
PERIOD_WORDS = {
    "renaissance": ("renaissance", "sixteenth-century", "early music"), "baroque": ("baroque", "Bach-like", "early eighteenth-century"),
    "classical": ("classical", "Mozart-like", "Viennese classical"), "romantic": ("romantic", "Chopin-like", "nineteenth-century",
    "late romantic"),
    "modern": ("modern", "early twentieth-century", "Debussy-like"), "contemporary": ("contemporary", "present-day", "new"),
    "traditional": ("traditional", "folk-like", "old traditional"),
}
# What else a phrase lets one guess; the metre of a lullaby is likely, not said.
IMPLIED: dict[str, tuple[str, ...]] = {
    "bucket": ("period", "ensemble", "time", "tempo_class", "valence", "arousal", "density", "mode"), "ensemble": ("bucket",),
    "valence": ("mode",), "arousal": ("tempo_class", "density"), "tempo_class": ("arousal",), "period": (), "mode": ("valence",),
    "time": (), "density": (),
}
SAID, LIKELY, SILENT = 1.0, 0.75, 0.0
DROPOUT = 0.35
BUCKET_STYLE = {style.bucket: style for style in reversed(words.STYLES.values())}


@dataclass(frozen=True, slots=True)
class Caption:
    """text, the attributes of what it describes, and for each axis how surely the text tells it (1 said, 0.75 likely, 0 silent)."""

    text: str
    attributes: dict[str, str]
    told: dict[str, float]
    family: int = -1


def attributes(row: dict) -> dict[str, str]:
    """The word axes of a line of the corpus manifest, "" where unknown. Feeling and density are estimates from mode, tempo and notes."""
    key = str(row.get("key") or row.get("key_est") or "")
    mode = "minor" if key.endswith(("minor", "dor", "aeo", "phr")) else "major" if key else ""
    tempo = row.get("tempo_bpm")
    per_quarter = _notes_per_quarter(row)
    style = BUCKET_STYLE.get(row.get("style_bucket") or "")
    valence = (.15 if mode == "major" else -.35 if mode else 0.) + .35 * (style.valence if style else 0)
    valence += .2 * (tempo - 100) / 60 if tempo else 0
    arousal = (.8 * (tempo - 96) / 60 if tempo else 0) + .35 * (style.arousal if style else 0)
    arousal += .25 * (per_quarter - 1.2) if per_quarter else 0
    values = {
        "mode": mode, "time": row.get("meter") or "", "tempo_class": tempo_class(tempo) if tempo else "", "ensemble": ensemble_of(row),
        "bucket": row.get("style_bucket") or "", "period": row.get("period") or "",
        "density": AXES["density"][(per_quarter >= 1.0) + (per_quarter >= 1.7)] if per_quarter else "",
        "valence": feeling_class(max(-1, min(1, valence))), "arousal": feeling_class(max(-1, min(1, arousal))),
    }
    return {axis: values[axis] if values[axis] in AXES[axis] else "" for axis in WORD_AXES}


def _notes_per_quarter(row: dict) -> float | None:
    """Notes of a staff a quarter, None where the manifest does not count them."""
    if not row.get("notes") or not row.get("quarters"):
        return None
    return row["notes"] / max(1., row["quarters"]) / max(1, row.get("tracks") or 1)


def ensemble_of(row: dict) -> str:
    """The ensemble class of a manifest line, which names an instrument once however many parts play it."""
    names = list(row.get("instruments") or ())
    kinds = {name.lower() for name in names}
    if len(names) == 1 and (row.get("tracks") or 1) > 1 and kinds <= STRINGS | WINDS | PLUCKED:
        names *= 2
    return ensemble_class(names)


def _feelings() -> dict[tuple[str, str], list[str]]:
    bank: dict[tuple[str, str], list[str]] = {}
    for word, (valence, arousal) in words.MOODS.items():
        bank.setdefault((feeling_class(valence), feeling_class(arousal)), []).append(word)
    return bank


def _scenes() -> dict[tuple[str, str], list[str]]:
    bank: dict[tuple[str, str], list[str]] = {}
    for word, (valence, arousal) in words.SCENES.items():
        bank.setdefault((feeling_class(valence), feeling_class(arousal)), []).append(word)
    return bank


MOOD_BANK, SCENE_BANK = _feelings(), _scenes()
OPPOSITE = {"low": "high", "mid": "mid", "high": "low"}


def caption(row: dict, random: Random, families: tuple[int, ...] | None = None) -> Caption:
    """One caption of a manifest line. families: which to draw from; all but the held-out ones if None."""
    number = random.choice(families or tuple(number for number in range(len(FAMILIES)) if number not in HELD_OUT))
    known = attributes(row)
    slots, said = _slots(row, known, FAMILIES[number], random)
    told = {axis: SAID if axis in said else SILENT for axis in WORD_AXES}
    for axis in said:
        for other in IMPLIED[axis]:
            told[other] = max(told[other], LIKELY)
    return Caption(_tidy(FAMILIES[number].format(**slots), random), known, told, number)


def _slots(row: dict, known: dict[str, str], family: str, random: Random) -> tuple[dict[str, str], set[str]]:
    said: set[str] = set()

    def use(slot: str, axis: str, bank: dict[str, tuple[str, ...]]) -> str:
        if "{" + slot + "}" not in family or not known[axis] or random.random() < DROPOUT or not bank.get(known[axis]):
            return ""
        said.add(axis)
        return random.choice(bank[known[axis]])

    feeling = (known["valence"] or "mid", known["arousal"] or "mid")
    slots = {"mood": "", "scene": "a quiet moment", "opposite": "boring"}
    if "{mood}" in family and feeling in MOOD_BANK and random.random() > DROPOUT / 2:
        slots["mood"] = random.choice(MOOD_BANK[feeling])
        said.update(("valence", "arousal"))
    if "{scene}" in family and feeling in SCENE_BANK:
        slots["scene"] = random.choice(("a ", "the ", "")) + random.choice(SCENE_BANK[feeling])
        said.update(("valence", "arousal"))
    if "{opposite}" in family:
        slots["opposite"] = random.choice(MOOD_BANK.get((OPPOSITE[feeling[0]], OPPOSITE[feeling[1]]), ["boring"]))
    slots["genre"] = _genre(row, known, random, said) if "{genre}" in family else ""
    slots["tempo"] = use("tempo", "tempo_class", TEMPO_BANK)
    slots["time"] = use("time", "time", TIME_WORDS)
    slots["players"] = use("players", "ensemble", PLAYER_WORDS)
    slots["period"] = use("period", "period", PERIOD_WORDS)
    slots["density"] = use("density", "density", DENSITY_WORDS)
    key = str(row.get("key") or row.get("key_est") or "")
    exact = (f"in {key}",) if re.fullmatch(r"[A-G][b#]? (?:major|minor)", key) else ()
    slots["key"] = use("key", "mode", {mode: (f"in {mode}", f"in a {mode} key", *exact, *exact) for mode in AXES["mode"]})
    return slots, said


def _genre(row: dict, known: dict[str, str], random: Random, said: set[str]) -> str:
    forms = [form for form in row.get("form") or () if form in words.GENRES]
    if random.random() < DROPOUT:
        return random.choice(PLAIN_WORDS)
    said.add("bucket")
    return random.choice(forms) if forms and random.random() < .5 else random.choice(BUCKET_WORDS.get(known["bucket"], PLAIN_WORDS))


def _tidy(text: str, random: Random) -> str:
    text = re.sub(r"\s+([,;:?])", r"\1", re.sub(r"\s+", " ", text)).strip()
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text).strip(" ,;:")
    text = re.sub(r"\ba (?=[aeiouAEIOU])", "an ", text)
    if random.random() < .12:
        text = misspell(text, random)
    chance = random.random()
    return text.capitalize() if chance < .2 else text.lower() if chance < .6 else text + random.choice((".", "", "", "!"))


def misspell(text: str, random: Random) -> str:
    """One slip in one of the longer words."""
    long = list(re.finditer(r"[a-z]{5,}", text))
    if not long:
        return text
    found = random.choice(long)
    word, place = found.group(), random.randrange(1, len(found.group()) - 1)
    slipped = random.choice((word[:place] + word[place + 1:], word[:place] + word[place] + word[place:],
                             word[:place] + word[place + 1] + word[place] + word[place + 2:]))
    return text[:found.start()] + slipped + text[found.end():]


SINGERS, KEYS = ("voice", "soprano", "tenor", "baritone", "singer"), ("piano", "organ", "harpsichord")
BOWED, BLOWN = ("violin", "viola", "cello", "double bass"), ("flute", "oboe", "clarinet", "bassoon", "horn", "trumpet", "trombone", "tuba")
PAIRS = tuple(
    (first, second)
    for one, other in ((SINGERS, KEYS), (BOWED, KEYS), (BLOWN, KEYS), (BOWED, BOWED), (BLOWN, BLOWN))
    for first in one
    for second in other
    if first != second
)
WORD_FRAMES = ("{}", "a {} piece", "{} music", "something {}", "write a {} tune", "a piece for piano, {}", "I want it {}",
    "make it {} please")
GENRE_FRAMES = ("{}", "a {}", "write me a {}", "a short {}", "compose a {} please", "{} music", "in the style of a {}")
SCENE_FRAMES = ("{}", "music for {}", "a piece about {}", "the feeling of {}", "{} soundtrack", "it should sound like {}")


def word_captions(random: Random, frame_count: int = 4) -> list[Caption]:
    """Sentences around every single word of the tables, with the axes that word is about."""
    captions: list[Caption] = []

    def add(frames: tuple[str, ...], word: str, known: dict[str, str], said: tuple[str, ...], likely: tuple[str, ...] = ()) -> None:
        complete = {axis: known.get(axis, "") for axis in WORD_AXES}
        shares = {axis: SAID if axis in said else LIKELY if axis in likely else SILENT for axis in WORD_AXES}
        told = {axis: share if complete[axis] else SILENT for axis, share in shares.items()}
        for frame in random.sample(frames, min(frame_count, len(frames))):
            captions.append(Caption(_tidy(frame.format(word), random), complete, told))

    for table, frames in ((words.MOODS, WORD_FRAMES), (words.SCENES, SCENE_FRAMES)):
        for word, (valence, arousal) in table.items():
            known = {"valence": feeling_class(valence), "arousal": feeling_class(arousal), "mode": _mode_of(valence)}
            known["tempo_class"] = tempo_class(96 + 48 * arousal)
            add(frames, word, known, ("valence", "arousal"), ("mode", "tempo_class"))
            opposite = {"valence": feeling_class(-.5 * valence), "arousal": "mid"}
            add(("not {}", "a piece that is not {}", "without sounding {}", "nothing {}")[:2], word, opposite, ("valence",))
    for word, name in words.GENRES.items():
        style = words.STYLES[name]
        add(GENRE_FRAMES, word, _style_values(style), ("bucket",) + (("time",) if style.has_metre else ()),
            ("period", "ensemble", "tempo_class", "valence", "arousal", "mode") + (() if style.has_metre else ("time",)))
    for word, (period, bucket) in words.COMPOSERS.items():
        add(("like {}", "in the style of {}", "a piece by {}", "{} style", "inspired by {}"), word, {"period": period,
            "bucket": bucket}, ("period",), ("bucket",))
    for word, period in words.ERAS.items():
        add(("{}", "{} music", "a {} piece", "{} style"), word, {"period": period}, ("period",))
    for axis, bank in (("ensemble", PLAYER_WORDS), ("tempo_class", TEMPO_BANK), ("time", TIME_WORDS), ("density", DENSITY_WORDS)):
        for value, phrases in bank.items():
            for phrase in filter(None, phrases):
                add(("a piece {}", "{}", "music, {}", "a tune {}"), phrase, {axis: value}, (axis,))
    for mode in AXES["mode"]:
        for phrase in (f"in {mode}", f"in a {mode} key", f"a {mode} key piece", f"in D {mode}", f"in F# {mode}", f"in Bb {mode}"):
            add(("a piece {}", "{}", "music {}", "a tune {}"), phrase, {"mode": mode}, ("mode",))
    for word, name in words.INSTRUMENT_WORDS.items():
        add(("for {}", "{}", "a {} piece", "solo {}", "music for {}"), word, {"ensemble": ensemble_class((name,))}, ("ensemble",))
    for word, players in words.ENSEMBLE_WORDS.items():
        add(("for {}", "{}", "a piece for {}", "music for {}"), word, {"ensemble": ensemble_class(players)}, ("ensemble",))
    for first, second in PAIRS:
        players = (words.INSTRUMENT_WORDS[first], words.INSTRUMENT_WORDS[second])
        add(("for {}", "{}", "a duet of {}",
            "a piece for {}"), f"{first} and {second}", {"ensemble": ensemble_class(players)}, ("ensemble",))
    return captions


def _mode_of(valence: float) -> str:
    low, high = FEELING_BOUNDS
    return "minor" if valence < low else "major" if valence > high else ""


def _style_values(style: words.Style) -> dict[str, str]:
    players = words.ENSEMBLE_WORDS.get(style.ensemble) or _players(style.ensemble)
    middle = sum(style.tempo_qpm) / 2
    return {"bucket": style.bucket, "period": style.period, "time": style.time, "tempo_class": tempo_class(middle), "mode": style.mode,
            "ensemble": ensemble_class(players), "valence": feeling_class(style.valence), "arousal": feeling_class(style.arousal)}


def _players(ensemble: str) -> tuple[str, ...]:
    return ENSEMBLES.get(ensemble, ())
