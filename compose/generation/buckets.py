"""Which style buckets of the corpus, and of what the procedural composer adds to it, go with who plays."""

from . import words

PIANO_BUCKETS = (
    "romantic piano",
    "classical piano",
    "modern piano",
    "waltz",
    words.SALON,
    "march",
    "lullaby",
    "ragtime",
    words.BAROQUE,
    "piano (period unknown)",
    "game music",
    "blues",
    "jazz ballad",
    "stride",
    "boogie-woogie",
    "pop ballad",
    "ambient",
    "lo-fi",
    "tango",
    "bossa nova",
    "cinematic",
    "fanfare",
)
CLASS_BUCKETS: dict[str, tuple[str, ...]] = {
    "piano": PIANO_BUCKETS,
    "organ": ("organ", words.BAROQUE, "hymn/chorale", "ambient", "cinematic", "fanfare"),
    "harpsichord": (words.BAROQUE,),
    "guitar": ("guitar", "blues", "jazz ballad", "pop ballad", "ambient", "lo-fi", "tango", "bossa nova", "cinematic"),
    "melody": (words.FIDDLE, "solo violin", "solo cello", "solo viola", "solo flute", "solo recorder", "folk (other)"),
    "choir": ("vocal (secular/other)", "sacred choral", "hymn/chorale", "carol", "parlor/traditional song (SATB)", "opera", "folk (other)"),
    "voice+keyboard": (
        words.SONG,
        "opera",
        "carol",
        "folk (other)",
        "lullaby",
        "sacred choral",
        "blues",
        "jazz ballad",
        "pop ballad",
        "bossa nova",
    ),
    "strings": ("string quartet", "chamber / other", "orchestral / choral-orchestral", "pop ballad", "ambient", "tango", "cinematic"),
    "winds": ("chamber / other", "march", "fanfare"),
    "mixed": (
        "chamber / other",
        "orchestral / choral-orchestral",
        "game music",
        "blues",
        "jazz ballad",
        "boogie-woogie",
        "pop ballad",
        "ambient",
        "lo-fi",
        "tango",
        "bossa nova",
        "cinematic",
        "fanfare",
    ),
}
# A line alone in the corpus is a dance tune, or else written for a string instrument.
SOLO_STRINGS = {"baroque": "solo violin", "classical": "solo violin", "romantic": "solo violin", "modern": "solo violin"}
PERIOD_PIANO = {
    "baroque": words.BAROQUE,
    "renaissance": words.BAROQUE,
    "classical": "classical piano",
    "modern": "modern piano",
    "contemporary": "modern piano",
}


def bucket_for(bucket: str, ensemble: str, period: str) -> str:
    """The style bucket nearest to the wished one that the corpus has for this ensemble class. period: breaks the tie for the piano."""
    allowed = CLASS_BUCKETS.get(ensemble, ())
    if not allowed or bucket in allowed:
        return bucket
    if ensemble == "melody":
        return SOLO_STRINGS.get(period, words.FIDDLE)
    if ensemble == "piano":
        return PERIOD_PIANO.get(period, "romantic piano")
    return allowed[0]
