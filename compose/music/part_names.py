"""Which of our instruments a track is, from its name, its MIDI programme and its range."""

import re

# First match wins. Latin, Italian, German, French, Polish and English names of the part books and scores.
NAME_PATTERNS = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (r"sopran|cant(o|us|v)|discant|treble|dessus|superius", "Soprano"),
        (r"\balt(o|us|vs|ist)|contralto|haute", "Alto"),
        (r"tenor", "Tenor"),
        (r"\bba(s|ſ|ss|ſs|ſſ)(s|ſ)?(o|us|vs|i)?\b|bariton", "Bass"),
    )
)

VOICE_PROGRAMS = (52, 53, 54, 85, 91)
GUESSED_PROGRAM = 70  # what the corpus gives a staff without a label

PROGRAMS = {
    **dict.fromkeys(range(0, 6), "Piano"), 6: "Harpsichord", 7: "Harpsichord", **dict.fromkeys(range(8, 16), "Piano"),
    **dict.fromkeys(range(16, 24), "Organ"), **dict.fromkeys(range(24, 32), "Guitar"), **dict.fromkeys(range(32, 40), "Double bass"),
    40: "Violin", 41: "Viola", 42: "Cello", 43: "Double bass", 46: "Harp", 56: "Trumpet", 57: "Trombone", 58: "Tuba", 59: "Trumpet",
    60: "Horn", **dict.fromkeys(range(64, 68), "Saxophone"), 68: "Oboe", 69: "English horn", 70: "Bassoon", 71: "Clarinet", 72: "Piccolo",
    73: "Flute", 74: "Recorder", **dict.fromkeys(range(75, 80), "Flute"), 110: "Fiddle",
}  # fmt: skip
SINGERS = ((67, "Soprano"), (62, "Alto"), (54, "Tenor"), (0, "Bass"))
PLAYERS = ((67, "Violin"), (58, "Viola"), (0, "Cello"))


def is_keyboard(program: int) -> bool:
    """Whether the General MIDI programme is played on two staves."""
    return program <= 23 or program == 46


def instrument_of(name: str, program: int, median_pitch: float) -> str:
    """A name of INSTRUMENTS for a track. median_pitch: MIDI, decides what name and programme leave open."""
    if program in VOICE_PROGRAMS or program == GUESSED_PROGRAM:
        for pattern, instrument in NAME_PATTERNS:
            if pattern.search(name):
                return instrument
        if program in VOICE_PROGRAMS:
            is_solo = program != 52 or re.search(r"voice|singstimme|voix|chant|solo", name, re.IGNORECASE)
            return "Voice" if is_solo and median_pitch >= 60 else _by_pitch(SINGERS, median_pitch)
    if program == GUESSED_PROGRAM and not re.search(r"fag|basson|bassoon", name, re.IGNORECASE):
        return _by_pitch(SINGERS, median_pitch)
    return PROGRAMS.get(program) or _by_pitch(PLAYERS, median_pitch)


def _by_pitch(table: tuple[tuple[int, str], ...], median_pitch: float) -> str:
    return next(instrument for lowest, instrument in table if median_pitch >= lowest)
