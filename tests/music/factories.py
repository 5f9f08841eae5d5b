"""Small scores in a compact notation: "c'4 d'8. e'16 r2" with LilyPond-like octaves, "<c' e'>4", "~" ties."""

import re

from compose.music.instruments import INSTRUMENTS
from compose.music.pitch import STEPS, Pitch
from compose.music.score import Chord, Harmony, KeySignature, Measure, Part, Score, Staff, TimeSignature, Voice

ARTICULATIONS = {"!": "staccato", ">": "accent", "_": "tenuto", "^": "fermata"}
TOKEN = re.compile(r"(<[^>]*>|r|[a-g][^\d~!>_^t]*)(\d+)(\.*)(t?)([!>_^]?)(~?)")


def make_pitch(text: str) -> Pitch:
    """ "cis'" is C#4, "bes" is Bb3: LilyPond's names, c' is middle C."""
    letter, rest = text[0].upper(), text[1:]
    octave = 3 + rest.count("'") - rest.count(",")
    alter = rest.count("is") - rest.count("es") - (letter in "EA" and rest.startswith("s"))
    return Pitch(STEPS.index(letter) - 1 + 7 * alter, octave)


def make_chord(token: str) -> Chord:
    """One chord or rest; "t" after the duration makes it two thirds as long."""
    what, number, dots, is_triplet, articulation, tie = TOKEN.fullmatch(token).groups()
    ticks = 96 // int(number)
    ticks += sum(ticks // 2 ** (dot + 1) for dot in range(len(dots)))
    ticks = ticks * 2 // 3 if is_triplet else ticks
    names = [] if what == "r" else what.strip("<>").split()
    pitches = tuple(sorted((make_pitch(name) for name in names), key=lambda pitch: pitch.midi))
    return Chord(ticks, pitches, (bool(tie),) * len(pitches), ARTICULATIONS.get(articulation, ""))


def make_voice(text: str) -> Voice:
    return Voice(tuple(make_chord(token) for token in re.findall(r"<[^>]*>\S*|\S+", text)))


def make_staff(text: str, dynamic: str = "") -> Staff:
    """Voices are separated by "|"."""
    return Staff(tuple(make_voice(voice) for voice in text.split("|")), dynamic)


def make_measure(*staves: str, key: KeySignature, time: TimeSignature, dynamic: str = "", **changes: object) -> Measure:
    built = tuple(make_staff(text, dynamic if number == 0 else "") for number, text in enumerate(staves))
    return Measure(key, time, built, built[0].voices[0].length_ticks, **changes)


def make_score(measures: list[tuple[str, ...]] | None = None, parts: tuple[str, ...] = ("Piano",), fifths: int = 0, mode: str = "major",
               time: tuple[int, int] = (4, 4), tempo_qpm: int = 100, dynamic: str = "mf", **changes: object) -> Score:  # fmt: skip
    """A score from one tuple of staff texts a measure."""
    if measures is None:
        measures = [("c'4 e'4 g'4 c''4", "<c e g>1"), ("d''4 b'4 c''2", "<g, b, d>2 <c e>2")]
    key, metre = KeySignature(fifths, mode), TimeSignature(*time)
    built = tuple(
        make_measure(*texts, key=key, time=metre, dynamic=dynamic if number == 0 else "") for number, texts in enumerate(measures)
    )
    settings = {"title": "A small piece", "composer": "compose", "metadata": (("model", "abc123"), ("seed", "7"))} | changes
    return Score(tuple(Part(INSTRUMENTS[name]) for name in parts), key, metre, tempo_qpm, built, **settings)


def make_piano() -> Score:
    return make_score(
        [
            ("c''8 d''8 es''8 f''8 g''4 fis''8 g''8", "<c g>4 <es g c'>4 <c g>4 <es g c'>4"),
            ("as''4.> g''8 f''4 es''8. d''16", "<f, c>2 <bes,, bes,>2"),
            ("b'8! c''8! d''8! es''16 f''16 g''2", "<g, d>2 <g b f'>2"),
            ("c''1^", "<c es g>1"),
        ],
        fifths=-3, mode="minor", tempo_qpm=88, dynamic="p",
    )  # fmt: skip


def make_satb() -> Score:
    return make_score(
        [
            ("g'4", "d'4", "b4", "g4"),
            ("g'4 a'4 b'4 c''4", "d'4 d'4 d'4 e'4", "b4 c'4 d'4 c'4", "g4 fis4 g4 a4"),
            ("b'4 a'4 g'2", "d'4 c'4 b2", "g4 fis8 e8 d2", "d4 d4 g,2"),
        ],
        parts=("Soprano", "Alto", "Tenor", "Bass"), fifths=1, tempo_qpm=72,
    )  # fmt: skip


def make_quartet() -> Score:
    return make_score(
        [
            ("a'4. b'8 c''8 d''8", "e'8 e'8 e'8 e'8 e'8 e'8", "c'4 r8 c'8 b4", "a,2."),
            ("e''2~ e''4~", "<c' e'>4 <c' e'>4 <c' e'>4", "a4 a4 a4", "a,4 r2"),
            ("e''4 d''16 c''16 b'16 a'16 gis'4", "b4 r2", "gis4 a4 b4", "e2."),
            ("a'2.", "c'2.", "e2.", "a,2."),
        ],
        parts=("Violin", "Violin", "Viola", "Cello"), mode="minor", time=(3, 4), tempo_qpm=120,
    )  # fmt: skip


def make_song() -> Score:
    harmony = ((Harmony(48, 0), Harmony(48, -3, "minor-seventh")), (Harmony(96, 1, "dominant-seventh"),), (Harmony(96, 0),))
    score = make_score(
        [
            ("e'4 g'8 e'8 d'4 c'4", "c'8 e'8 g'8 e'8 a8 c'8 e'8 c'8", "<c, c>2 <a,, a,>2"),
            ("d'2. r4", "<b d' f'>2 <b d' f'>4 r4", "<g,, g,>1"),
            ("c'1", "<c' e' g'>1", "<c, c>1"),
        ],
        parts=("Voice", "Piano"), has_chord_symbols=True,
    )  # fmt: skip
    measures = tuple(Measure(m.key, m.time, m.staves, m.length_ticks, chords) for m, chords in zip(score.measures, harmony, strict=True))
    return Score(score.parts, score.key, score.time, score.tempo_qpm, measures, "Song", "compose", True, score.metadata)


def make_triplets() -> Score:
    return make_score(
        [
            ("c''8t d''8t e''8t f''4t g''8t a''4t b''4t a''4t", "c8t r8t e8t c2."),
            ("g''16t a''16t g''16t f''8 e''8t f''16t e''16t d''8t c''2", "c8. e16 g8.. e32 c2"),
        ],
        tempo_qpm=96,
    )  # fmt: skip


def make_two_voices() -> Score:
    return make_score(
        [
            ("a'4. bes'8 c''4|f'8 g'8 a'8 r4.", "<f c'>4. r4."),
            ("d''8 c''8 bes'8 a'4.|r4. f'4.", "bes,4. <f, c>4."),
            ("r4. c''8 d''16 e''16 f''8|r2.", "r2."),
        ],
        fifths=-1, time=(6, 8), tempo_qpm=60,
    )  # fmt: skip


ALL = {
    "piano": make_piano,
    "satb": make_satb,
    "quartet": make_quartet,
    "song": make_song,
    "triplets": make_triplets,
    "two voices": make_two_voices,
}
