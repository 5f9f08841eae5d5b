"""The soft conditions of the generator: one axis each, with the values it can take.

A plan and a corpus piece are described by the same axes, so that what the words ask for is what training has seen.
"" on an axis means "not known"; `index` gives it 0, and the values of the table follow from 1.
"""

from collections.abc import Iterable

from ..music.analysis.texture_class import TEXTURES

TEMPO_BOUNDS = (60, 72, 84, 100, 120, 140, 168)  # quarter notes per minute where the next class begins
LENGTH_BOUNDS = (8, 12, 16, 24, 32, 48, 64)  # measures, the last of each class
DENSITY_BOUNDS = (1.0, 2.0)  # onsets per quarter note, of the busiest staff: below is sparse, above is busy
GRADE_BOUNDS = (3, 5, 6)  # of playability.grade, the last of each band: elementary, intermediate, advanced, virtuoso
FEELING_BOUNDS = (-0.25, 0.25)  # valence and arousal run from -1 to 1

# A checkpoint knows the first so and so many (sizes.py), so what is new comes at the end.
AXES: dict[str, tuple[str, ...]] = {
    "mode": ("major", "minor"),
    "time": ("2/4", "3/4", "4/4", "5/4", "6/4", "2/2", "3/2", "3/8", "5/8", "6/8", "7/8", "9/8", "12/8"),
    "tempo_class": ("<60", "60-71", "72-83", "84-99", "100-119", "120-139", "140-167", ">=168"),
    "ensemble": ("piano", "organ", "harpsichord", "guitar", "melody", "choir", "voice+keyboard", "strings", "winds", "mixed"),
    "length_class": ("<=8", "<=12", "<=16", "<=24", "<=32", "<=48", "<=64", ">64"),
    "bucket": (
        "sacred choral", "art song (voice+piano)", "celtic/fiddle dance tune (melody)", "romantic piano", "vocal (secular/other)",
        "chamber / other", "orchestral / choral-orchestral", "mazurka/polonaise/salon dance", "organ", "carol", "piano (period unknown)",
        "hymn/chorale", "baroque keyboard/counterpoint", "parlor/traditional song (SATB)", "guitar", "string quartet", "classical piano",
        "waltz", "game music", "opera", "folk (other)", "march", "solo violin", "solo cello", "solo viola", "solo flute", "solo recorder",
        "modern piano", "lullaby", "ragtime",
        # what the procedural composer writes, because cleared music of these styles hardly exists
        "blues", "jazz ballad", "stride", "boogie-woogie", "pop ballad", "ambient", "lo-fi", "tango", "bossa nova", "cinematic", "fanfare",
    ),
    "period": ("renaissance", "baroque", "classical", "romantic", "modern", "contemporary", "traditional"),
    "density": ("sparse", "moderate", "busy"),
    "valence": ("low", "mid", "high"),
    "arousal": ("low", "mid", "high"),
    "form": ("A", "AB", "AAB", "ABA", "ABC", "AABA", "AABB", "ABAB", "ABAC", "ABACA", "ABACABA", "AABBCC"),
    "difficulty": ("1-3", "4-5", "6", "7-8"),
    "texture": TEXTURES,
}

# The axes a sentence can say something about; the other ones follow from the plan alone.
WORD_AXES = ("mode", "time", "tempo_class", "ensemble", "bucket", "period", "density", "valence", "arousal", "difficulty",
             "texture")

KEYBOARDS = frozenset(("piano", "organ", "harpsichord", "clavichord", "harmonium", "celesta", "accordion"))
PLUCKED = frozenset(("guitar", "harp", "lute", "koto", "shamisen", "mandolin"))
VOICES = frozenset(("voice", "choir/voice", "soprano", "alto", "tenor", "bass"))
STRINGS = frozenset(("violin", "viola", "cello", "double bass", "fiddle", "strings"))
WINDS = frozenset(("piccolo", "flute", "recorder", "oboe", "english horn", "clarinet", "bassoon", "saxophone", "horn", "trumpet",
                   "trombone", "tuba"))


def index(axis: str, value: str) -> int:
    """Number of a value on its axis: 0 for "" and for anything the table does not hold, else from 1."""
    values = AXES[axis]
    return values.index(value) + 1 if value in values else 0


def tempo_class(tempo_qpm: float) -> str:
    """The tempo class of a number of quarter notes per minute."""
    return AXES["tempo_class"][sum(tempo_qpm >= bound for bound in TEMPO_BOUNDS)]


def length_class(measure_count: int) -> str:
    """The length class of a number of measures."""
    return AXES["length_class"][sum(measure_count > bound for bound in LENGTH_BOUNDS)]


def density_class(onsets_per_quarter: float) -> str:
    """"sparse", "moderate" or "busy". onsets_per_quarter: of the busiest staff, chords counted once."""
    return AXES["density"][sum(onsets_per_quarter >= bound for bound in DENSITY_BOUNDS)]


def density_bounds(value: str) -> tuple[float, float | None]:
    """Onsets a quarter note of a density: from the first number on and below the second, None for no end."""
    place = AXES["density"].index(value)
    return (0.0, *DENSITY_BOUNDS)[place], (*DENSITY_BOUNDS, None)[place]


def feeling_class(value: float) -> str:
    """"low", "mid" or "high" for a valence or an arousal between -1 and 1."""
    return AXES["valence"][sum(value > bound for bound in FEELING_BOUNDS)]


def difficulty_class(grade: int) -> str:
    """The band of a grade from 1 to 8."""
    return AXES["difficulty"][sum(grade > bound for bound in GRADE_BOUNDS)]


def grades_of(band: str) -> tuple[int, int]:
    """The lowest and the highest grade of a band."""
    return int(band[0]), int(band[-1])


def ensemble_class(instruments: Iterable[str]) -> str:
    """The ensemble class of instrument names, one name a part, as in INSTRUMENTS or in the corpus manifest (any case).

    A single melody instrument or voice is "melody"; two or more voices are a choir, also with a keyboard below; a manifest lists an
    instrument once however many parts play it, and "choir/voice" there is always a choir. "" for no instrument.
    """
    names = [name.lower() for name in instruments]
    kinds = set(names)
    voice_count = sum(name in VOICES for name in names) + ("choir/voice" in kinds)
    rest = kinds - VOICES
    if not names:
        return ""
    if voice_count and (not rest or rest <= KEYBOARDS):
        if voice_count > 1:
            return "choir"
        return "voice+keyboard" if rest else "melody"
    if len(kinds) == 1 and names[0] in KEYBOARDS:
        return {"organ": "organ", "harmonium": "organ", "harpsichord": "harpsichord", "clavichord": "harpsichord"}.get(names[0], "piano")
    if kinds <= PLUCKED:
        return "guitar"
    if len(names) == 1 and kinds <= STRINGS | WINDS:
        return "melody"
    if kinds <= STRINGS:
        return "strings"
    return "winds" if kinds <= WINDS else "mixed"
