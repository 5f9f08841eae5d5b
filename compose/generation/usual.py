"""What is usual where the words left something open: the tables that `choosing.py` chooses from."""

from ..music.instruments import ENSEMBLES
from . import words
from .conditions import AXES

METRONOME = (
    *range(40, 60, 2), *range(60, 72, 3), *range(72, 120, 4), *range(120, 144, 6), *range(144, 208, 8), 208,
)  # fmt: skip
# Tonics as places on the line of fifths, the likeliest several times.
EASY_TONICS = {"major": (0, 1, -1), "minor": (3, 2, 4)}
USUAL_TONICS = {"major": (0, 1, 1, 2, -1, -1, -2, -3, 3), "minor": (3, 3, 2, 2, 4, 1, 0, 5)}
SHARP_TONICS = {"major": (1, 1, 2, 2, 3, 0), "minor": (3, 4, 4, 2, 5)}  # what lies well on a fiddle or a guitar
# A bucket that was inferred, as the genre word that stands for it.
BUCKET_STYLES = {
    "sacred choral": "sacred",
    "art song (voice+piano)": "art song",
    words.FIDDLE: "folk dance",
    "romantic piano": "song without words",
    "chamber / other": "chamber music",
    "orchestral / choral-orchestral": "symphony",
    words.SALON: "mazurka",
    "organ": "chorale prelude",
    "carol": "carol",
    "hymn/chorale": "hymn",
    words.BAROQUE: "invention",
    "parlor/traditional song (SATB)": "parlour song",
    "guitar": "flamenco",
    "string quartet": "chamber music",
    "classical piano": "sonatina",
    "waltz": "waltz",
    "game music": "video game",
    "opera": "aria",
    "folk (other)": "folk",
    "march": "march",
    "modern piano": "minimalist",
    "lullaby": "lullaby",
    "ragtime": "ragtime",
    "vocal (secular/other)": "glee",
    "blues": "blues",
    "jazz ballad": "jazz ballad",
    "stride": "stride",
    "boogie-woogie": "boogie-woogie",
    "pop ballad": "pop ballad",
    "ambient": "ambient",
    "lo-fi": "lo-fi",
    "tango": "tango",
    "bossa nova": "bossa nova",
    "cinematic": "cinematic",
    "fanfare": "fanfare",
}
CLASS_PLAYERS = {
    **{"piano": ("Piano",), "organ": ("Organ",), "harpsichord": ("Harpsichord",), "guitar": ("Guitar",), "melody": ("Flute",)},
    "choir": ENSEMBLES["choir (SATB)"],
    "voice+keyboard": ENSEMBLES["voice and piano"],
    "strings": ENSEMBLES["string quartet"],
    "winds": ENSEMBLES["wind quintet"],
    "mixed": ENSEMBLES["violin and piano"],
}
# What a feeling is called that was inferred: valence, arousal.
MOOD_NAMES = {
    ("low", "low"): "melancholic", ("low", "mid"): "dark", ("low", "high"): "agitated", ("mid", "low"): "calm",
    ("mid", "high"): "energetic", ("high", "low"): "peaceful", ("high", "mid"): "friendly", ("high", "high"): "joyful",
}  # fmt: skip
TEMPO_CENTRES = dict(zip(AXES["tempo_class"], (50, 66, 78, 92, 108, 128, 152, 184), strict=True))
DYNAMICS_BY_AROUSAL = ((-0.6, "p"), (-0.2, "mp"), (0.5, "mf"), (0.85, "f"), (2.0, "ff"))
