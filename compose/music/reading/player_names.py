"""Which of our instruments plays a part, from what a notation file calls it."""

import re

from ..instruments import INSTRUMENTS
from ..part_names import PROGRAMS, SINGERS, VOICE_PROGRAMS, is_keyboard
from .draft import DraftPart

# First match wins: the names of score editors in English, German, French, Italian and Spanish.
PATTERNS = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (r"harpsichord|cembalo|clavecin|clavicembalo|spinet", "Harpsichord"),
        (r"\borg(an|el|ue|ano)\b|harmonium|accordion|akkordeon", "Organ"),
        (r"piano|klavier|keyboard|clavier|celesta|fortepiano|\bpno\b|\bhand\b", "Piano"),
        (r"english horn|cor anglais|englischhorn|corno inglese", "English horn"),
        (r"contrabassoon|bassoon|fagott|basson|fagotto", "Bassoon"),
        (r"clarinet|klarinette|clarinette|clarinetto", "Clarinet"),
        (r"saxophon|\bsax\b|sassofono", "Saxophone"),
        (r"piccolo|ottavino", "Piccolo"),
        (r"recorder|blockfl|fl[uû]te . bec|flauto dolce|\bwhistle", "Recorder"),
        (r"fl[uû]te|fl[öo]te|flauto|flauta", "Flute"),
        (r"oboe|hautbois", "Oboe"),
        (r"french horn|\bhorn\b|\bcor(no|ni|s)?\b|waldhorn", "Horn"),
        (r"trumpet|trompete|trompette|tromba|cornet|fl[uü]gelhorn", "Trumpet"),
        (r"trombon|posaune", "Trombone"),
        (r"tuba|euphonium|sousaphon", "Tuba"),
        (r"double ?bass|contrab|kontrab|string bass|upright bass", "Double bass"),
        (r"violoncell|\bcello|celli", "Cello"),
        (r"viola|bratsche", "Viola"),
        (r"fiddle", "Fiddle"),
        (r"violin|violon\b|geige", "Violin"),
        (r"guitar|gitarre|chitarra|\blute|\blaute|ukulele|banjo|mandolin", "Guitar"),
        (r"\bharp|harfe|\barpa", "Harp"),
        (r"sopran|cantus|discant|treble|dessus|superius", "Soprano"),
        (r"mezzo|contralto|countertenor|\balto?s?\b|altus", "Alto"),
        (r"tenor", "Tenor"),
        (r"bariton|\bbas(s|so|se|sus)?\b", "Bass"),
        (r"voice|voix|vocal|singstimme|gesang|canto|voce|\bvoc\b|melody|melodie|singer", "Voice"),
    )
)
ABBREVIATIONS = {instrument.abbreviation.casefold(): name for name, instrument in INSTRUMENTS.items() if len(instrument.abbreviation) > 2}
UNNAMED = "Piano"
LINES = ("Violin", "Viola", "Cello")  # for a tune that names nobody: a piano would stand there with an empty left hand


def player_of(part: DraftPart, pitches: list[int], staff_count: int, *, is_line: bool) -> tuple[str, bool]:
    """A name of INSTRUMENTS that is written on at least `staff_count` staves (1 or 2), and whether it is what the file names.

    pitches: MIDI, of the part's notes. is_line: it never sounds two notes at once.
    """
    name = _named(part.name)
    found = name or _by_program(part.program, pitches)
    is_tune = is_line and not part.name.strip() and part.program is None
    found = found or (_of_reach(pitches) if is_tune else UNNAMED)
    is_same = bool(name) or not part.name.strip() or part.program is not None
    if staff_count > len(INSTRUMENTS[found].clefs):
        return UNNAMED, False
    return found, is_same


def _of_reach(pitches: list[int]) -> str:
    """The first of LINES that can play it; which of them the file cannot say."""
    fitting = (name for name in LINES if INSTRUMENTS[name].low <= min(pitches) and max(pitches) <= INSTRUMENTS[name].high)
    return next(fitting, UNNAMED)


def _named(text: str) -> str:
    plain = re.sub(r"[\d.]+$|\b[IVX]+$", "", text.strip()).strip()
    exact = next((name for name in INSTRUMENTS if name.casefold() == plain.casefold()), "")
    if exact:
        return exact
    abbreviated = ABBREVIATIONS.get(text.strip().casefold()) or ABBREVIATIONS.get(f"{plain.casefold()}.")
    return abbreviated or next((name for pattern, name in PATTERNS if pattern.search(text)), "")


def _by_program(program: int | None, pitches: list[int]) -> str:
    if program is None:
        return ""
    if program in VOICE_PROGRAMS:
        middle = sorted(pitches)[len(pitches) // 2] if pitches else 60
        return next(name for lowest, name in SINGERS if middle >= lowest)
    if is_keyboard(program):
        return PROGRAMS.get(program, UNNAMED)
    return PROGRAMS.get(program, "")
