"""Many pieces with known labels: wishes drawn at random, and the lines a corpus manifest would have for the pieces."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from ...music.analysis.texture_class import texture_class
from ...music.figures import onsets_per_quarter
from ...music.header import Header
from ...music.playability import grade
from ...music.score import CADENCES, TICKS_PER_QUARTER, KeySignature, Score, TimeSignature
from ..conditions import AXES, density_class, difficulty_class, ensemble_class, feeling_class, length_class, tempo_class
from .piece import compose
from .style import Style
from .styles import STYLES

LICENCE = "CC0-1.0"
SOURCE = "procedural"
EVIDENCE = "composed by rule by compose.generation.procedural; given to the public domain"
# How the words of a style feel, -1 to 1, before mode, tempo and motion have their say.
FEELINGS = {
    "blues": (-0.1, 0.0), "jazz ballad": (0.0, -0.4), "stride": (0.5, 0.4), "boogie-woogie": (0.5, 0.6), "pop ballad": (0.0, -0.25),
    "ambient": (0.1, -0.6), "lo-fi": (0.05, -0.4), "tango": (-0.05, 0.3), "bossa nova": (0.3, 0.0), "cinematic": (0.0, 0.3),
    "fanfare": (0.4, 0.5),
}  # fmt: skip
DYNAMICS = ("pp", "p", "mp", "mf", "mf", "f")
DENSITIES = {"boogie-woogie": ("busy",), "stride": ("moderate", "busy"), "ambient": ("sparse", "sparse", "moderate")}
LOUD = ("mf", "f", "f", "ff")


@dataclass(frozen=True, slots=True)
class RandomWish:
    """Everything `compose` takes, drawn at random as a person might ask."""

    header: Header
    form: str
    cadence: str
    density: str
    dynamic: str


def random_wish(style: str, rng: Random) -> RandomWish:
    """A likely wish for a style: mostly its usual metre, tempo, length and players, every key, now and then something rarer."""
    chosen = STYLES[style]
    time = TimeSignature(*map(int, _often_first(chosen.times, 0.72, rng).split("/")))
    mode = "major" if rng.random() < chosen.major_share else "minor"
    low, high = chosen.tempo_qpm
    tempo = rng.randint(low, high) if rng.random() < 0.85 else rng.randint(int(low * 0.8), int(high * 1.2))
    header = Header(
        instruments=_often_first(chosen.players, 0.55, rng),
        key=KeySignature(rng.choice((*range(-6, 7), *range(-4, 5), *range(-2, 3))), mode),
        time=time,
        tempo_qpm=tempo,
        measure_count=_length(chosen, rng),
        has_chord_symbols=rng.random() < 0.25,
    )
    form = rng.choice(chosen.forms) if rng.random() < 0.5 and not chosen.chorus_length else ""
    cadence = "authentic" if rng.random() < 0.8 else rng.choice(("plagal", "plagal", *CADENCES))
    density = rng.choice(("", "", *DENSITIES.get(style, AXES["density"])))
    return RandomWish(header, form, cadence, density, rng.choice(LOUD if style in ("boogie-woogie", "fanfare", "stride") else DYNAMICS))


def _often_first(options: tuple, share: float, rng: Random) -> object:
    return options[0] if rng.random() < share else rng.choice(options)


def _length(style: Style, rng: Random) -> int:
    if rng.random() < 0.8:
        return rng.choice(style.lengths)
    return rng.choice((4, 8, 8, 12, 16, 20, 24, 32, 40, 48, rng.randint(5, 40)))


def labels(style: str, score: Score) -> dict[str, str]:
    """A value for each condition axis, measured on the notes where they can be."""
    density = onsets_per_quarter(score)
    valence, arousal = feelings(style, score.key.mode, score.tempo_qpm, density)
    letters = "".join(measure.section for measure in score.measures)
    values = {
        "mode": score.key.mode,
        "time": score.time.name,
        "tempo_class": tempo_class(score.tempo_qpm),
        "ensemble": ensemble_class(part.instrument.name for part in score.parts),
        "length_class": length_class(len(score.measures)),
        "bucket": style,
        "period": STYLES[style].period,
        "density": density_class(density),
        "valence": feeling_class(valence),
        "arousal": feeling_class(arousal),
        "form": letters,
        "difficulty": difficulty_class(grade(score)),
        "texture": texture_class(score),
    }
    return {axis: values[axis] if values[axis] in AXES[axis] else "" for axis in AXES}


def feelings(style: str, mode: str, tempo_qpm: float, density: float) -> tuple[float, float]:
    """(valence, arousal), each -1 to 1: the style's own, moved by mode, tempo and motion.

    Source: the cues listeners weigh most, Eerola, Friberg & Bresin, Frontiers in Psychology 4:487, 2013.
    """
    speed = max(-1.0, min(1.0, (tempo_qpm - 96) / 60))
    motion = max(-1.0, min(1.0, (density - 1.4) / 1.2))
    own_valence, own_arousal = FEELINGS[style]
    valence = 0.6 * own_valence + (0.35 if mode == "major" else -0.45) + 0.25 * speed
    arousal = 0.5 * own_arousal + 0.45 * speed + 0.35 * motion
    return max(-1.0, min(1.0, valence)), max(-1.0, min(1.0, arousal))


def many(count: int, seed: int) -> Iterator[tuple[dict, Score]]:
    """`count` pieces, the styles in turn: a line like those of a corpus manifest, with what was wished, and the score.

    The same seed gives the same pieces; the first of a longer run are those of a shorter one.
    """
    names = list(STYLES)
    for number in range(count):
        style, own = names[number % len(names)], number // len(names)
        rng = Random(f"{seed} {style} {own}")
        wish = random_wish(style, rng)
        score = compose(style, wish.header, rng.getrandbits(40), form=wish.form, cadence=wish.cadence, density=wish.density,
                        dynamic=wish.dynamic)
        yield manifest_line(style, f"{seed}-{own}", wish, score), score


def manifest_line(style: str, name: str, wish: RandomWish, score: Score) -> dict:
    """The manifest's fields for a piece. conditions, cadence and dynamic are known here and in no other corpus."""
    instruments = list(dict.fromkeys(part.instrument.name.lower() for part in score.parts))
    title = f"{score.title} {name}"
    return {
        "id": f"{SOURCE}/{style}/{name}", "file": None, "source": SOURCE, "tier": "A", "licence": LICENCE, "licence_evidence": EVIDENCE,
        "title": title, "composer": "", "year_or_period": STYLES[style].period, "period": STYLES[style].period, "genre": style, "form": [],
        "instruments": instruments, "parts": [part.label for part in score.parts], "key": score.key.name, "key_est": score.key.name,
        "meter": score.time.name, "meters": [score.time.name], "tempo_bpm": float(score.tempo_qpm), "tempo_source": "score",
        "tempo_text": "",
        "expressions": [], "tags": [], "bars": len(score.measures), "notes": len(score.notes),
        "quarters": score.measure_onsets_ticks[-1] / TICKS_PER_QUARTER, "tracks": score.staff_count, "dup_group": None, "primary": True,
        "style_bucket": style, "conditions": labels(style, score), "cadence": wish.cadence, "dynamic": wish.dynamic,
    }  # fmt: skip
