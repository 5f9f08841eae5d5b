"""For every criterion a piece that meets it and one that breaks it in a known measure: (code, parameters, good, bad, measure).

The measure, from 1, must be among the evidence; 0 where the fault is that something is missing. `given` and `facts` by code.
"""

from dataclasses import replace

from compose.music.score import Harmony

from .factories import make_score

CHOIR = ("Soprano", "Alto", "Tenor", "Bass")


def tune(*measures, **changes):
    return make_score([(text,) for text in measures], parts=("Voice",), **changes)


def choir(*measures, **changes):
    return make_score(list(measures), parts=CHOIR, **changes)


def duo(counter, cantus, **changes):
    """Two voices, measure by measure, the upper one first."""
    return make_score(list(zip(counter, cantus, strict=True)), parts=("Soprano", "Alto"), **changes)


def changed(score, measure, staff, text):
    """The score with one staff of one measure, counted from 1, written anew."""
    key, time = score.measures[measure - 1].key, score.time
    other = make_score([tuple(text for _ in range(score.staff_count))], parts=tuple(part.instrument.name for part in score.parts)).measures[
        0
    ]
    old = score.measures[measure - 1]
    staves = tuple(other.staves[staff] if number == staff else one for number, one in enumerate(old.staves))
    return replace(
        score, measures=(*score.measures[: measure - 1], replace(old, staves=staves, key=key, time=time), *score.measures[measure:])
    )


# I V6 I vi | ii6 I64 V7 I, without a fault.
CHORALE = choir(
    ("c''4 d''4 e''4 c''4", "g'4 g'4 g'4 a'4", "e'4 d'4 c'4 e'4", "c4 b,4 c4 a,4"),
    ("d''4 c''4 b'4 c''4", "a'4 g'4 g'4 e'4", "f'4 e'4 d'4 c'4", "f4 g4 g,4 c4"),
)
TUNE = tune("c'4 d'4 e'4 f'4", "g'4 a'4 g'4 f'4", "e'4 f'4 d'4 e'4", "d'4 b4 c'2")
JIG = tune("c'4. e'4.", "d'2.", time=(6, 8))
PHRASES = choir(
    ("c''2 d''2", "g'2 g'2", "e'2 d'2", "c2 b,2"), ("e''1", "g'1", "c'1", "c1"), ("c''2 a'2", "a'2 f'2", "e'2 d'2", "a,2 d2"),
    ("b'1", "g'1", "d'1", "g1"), ("c''2 d''2", "g'2 g'2", "e'2 d'2", "c2 b,2"), ("e''1", "g'1", "c'1", "c1"),
    ("a'2 b'2", "f'2 f'2", "d'2 d'2", "f2 g2"), ("c''1", "e'1", "c'1", "c1"),
)  # fmt: skip
CANTUS = ("d1", "f1", "e1", "d1", "g1", "f1", "a1", "g1", "f1", "e1", "d1")  # Fux's, on the alto staff an octave up
LOW = tuple(note.replace("1", "'1") for note in CANTUS)
FIRST = ("a'1", "a'1", "g'1", "a'1", "b'1", "c''1", "c''1", "b'1", "d''1", "cis''1", "d''1")  # Fux, Gradus, fig. 5
SECOND = ("r2 a'2", "d''2 a'2", "b'2 c''2", "d''2 c''2", "b'2 d''2", "a'2 d''2", "c''2 d''2", "e''2 b'2", "d''2 a'2", "b'2 cis''2", "d''1")
THIRD = ("d'4 e'4 f'4 g'4", "a'4 b'4 c''4 d''4", "e''4 d''4 b'4 c''4", "d''4 c''4 bes'4 a'4", "bes'4 c''4 d''4 e''4", "f''4 f'4 a'4 bes'4",
         "c''4 a'4 bes'4 c''4", "bes'4 a'4 g'4 bes'4", "a'4 b'4 c''4 d''4", "g'4 a'4 b'4 cis''4", "d''1")  # fmt: skip
FOURTH = ("r2 a'2~", "a'2 d''2~", "d''2 c''2~", "c''2 bes'2~", "bes'2 g'2", "a'2 c''2~", "c''2 f''2~", "f''2 e''2~", "e''2 d''2~",
          "d''2 cis''2", "d''1")  # fmt: skip
FIFTH = ("r2 a'2~", "a'4 f'4 g'4 a'4", "b'4 a'4 g'4 c''4", "d''2 b'2~", "b'4 a'4 b'4 c''4", "d''2 c''2~", "c''4 b'4 c''4 d''4",
         "e''2 d''2~", "d''4 a'4 d''2~", "d''4 cis''8 b'8 cis''2", "d''1")  # fmt: skip


def in_dorian(counter):
    return duo(counter, LOW, fifths=-1, mode="minor")


def with_marks(score, *dynamics):
    """The score with a dynamic at the first staff of each of its first measures."""
    measures = list(score.measures)
    for number, dynamic in enumerate(dynamics):
        first, *others = measures[number].staves
        measures[number] = replace(measures[number], staves=(replace(first, dynamic=dynamic), *others))
    return replace(score, measures=tuple(measures))


def with_symbols(score, *roots):
    """The score with a major chord symbol for every measure."""
    pairs = zip(score.measures, roots, strict=True)
    return replace(score, measures=tuple(replace(measure, harmony=(Harmony(96, root),)) for measure, root in pairs), has_chord_symbols=True)


AABA = tune(*("c'4 d'4 e'4 c'4", "e'4 f'4 g'2", "g'4 e'4 d'4 c'4", "d'4 d'4 c'2") * 2, *("g'8 a'8 b'8 g'8 a'4 d'4", "d''4. c''8 b'2") * 2,
            *("c'4 d'4 e'4 c'4", "e'4 f'4 g'2", "g'4 e'4 d'4 c'4", "d'4 d'4 c'2"))  # fmt: skip
ABAA = replace(AABA, measures=(*AABA.measures[:4], *AABA.measures[8:12], *AABA.measures[:8]))
LEAPY = tune("c'4 d'4 e'4 f'4", "c'4 a'4 b'4 c''4", "a'4 f'4 d'4 e'4", "d'4 b4 c'2")

CASES = [
    ("metre", {"time": "6/8"}, JIG, tune("c'4. e'4.", time=(6, 8)).append(TUNE.measures[0]), 2),
    ("length", {"least": 4, "most": 4}, TUNE, replace(TUNE, measures=TUNE.measures[:3]), 3),
    ("tempo", {"least": 90, "most": 120}, TUNE, replace(TUNE, tempo_qpm=140), 1),
    ("voices", {"count": 4}, CHORALE, changed(CHORALE, 2, 1, "r1"), 2),
    ("filled", {"voice": "every", "share": 1}, CHORALE, changed(CHORALE, 2, 1, "r1"), 2),
    ("dynamics", {"count": 2}, with_marks(TUNE, "p", "", "f", ""), with_marks(TUNE, "p", "", "p", ""), 1),
    ("playable", {"grade": 3}, TUNE, tune(*["c'16 d'16 e'16 f'16 " * 4] * 2, "c'32 g''32 " * 16, "c'1", tempo_qpm=150), 3),
    ("key", {"key": "C major"}, TUNE, tune("d'4 e'4 fis'4 g'4", "a'4 b'4 a'4 g'4", "fis'4 g'4 e'4 fis'4", "e'4 cis'4 d'2"), 1),
    (
        "key",
        {"key": "C major"},
        CHORALE,
        choir(
            ("a'4 gis'4 a'4 b'4", "e'4 e'4 e'4 e'4", "c'4 b4 c'4 gis4", "a,4 e4 a4 e4"),
            ("c''4 b'4 a'2", "a'4 gis'4 e'2", "e'4 d'4 c'2", "a4 e4 a,2"),
        ),
        1,
    ),
    ("ends_with", {"cadence": "perfect"}, CHORALE, changed(CHORALE, 2, 0, "d''4 c''4 d''4 e''4"), 2),
    ("ends_with", {"cadence": "authentic"}, PHRASES, replace(PHRASES, measures=PHRASES.measures[:4]), 4),
    ("ends_with", {"cadence": "half"}, replace(PHRASES, measures=PHRASES.measures[:4]), PHRASES, 8),
    (
        "ends_with",
        {"cadence": "plagal"},
        choir(("c''2 b'2", "g'2 g'2", "e'2 d'2", "c2 g2"), ("c''2 c''2", "a'2 g'2", "f'2 e'2", "f2 c2")),
        CHORALE,
        2,
    ),
    (
        "ends_with",
        {"cadence": "deceptive"},
        choir(*((m) for m in (("c''2 d''2", "g'2 g'2", "e'2 d'2", "c2 b,2"), ("d''2 c''2", "g'2 e'2", "b2 c'2", "g2 a2")))),
        CHORALE,
        2,
    ),
    (
        "cadence_in",
        {"cadence": "half", "bar": 4},
        PHRASES,
        replace(PHRASES, measures=(*PHRASES.measures[:3], PHRASES.measures[7], *PHRASES.measures[4:])),
        4,
    ),
    ("contains", {"numerals": "ii6 V7 vi"}, CHORALE.append(PHRASES.measures[6]), CHORALE, 0),
    ("progression", {"numerals": "I V6 I vi | ii6 I64 V I"}, CHORALE, changed(CHORALE, 2, 3, "b,4 g4 g,4 c4"), 2),
    (
        "progression",
        {"numerals": "I V | I | vi ii | V"},
        PHRASES,
        replace(PHRASES, measures=(PHRASES.measures[0], PHRASES.measures[3], *PHRASES.measures[2:])),
        2,
    ),
    (
        "chord_symbols",
        {},
        with_symbols(tune("c'4 e'4 g'4 e'4", "f'4 a'4 g'8 f'8 c'4"), 0, -1),
        with_symbols(tune("c'4 e'4 g'4 e'4", "g'4 b'4 d''4 b'4"), 0, -1),
        2,
    ),
    ("final_note", {"degree": "tonic", "voice": "top"}, TUNE, changed(TUNE, 4, 0, "d'4 c'4 b2"), 4),
    ("range", {"low": "B3", "high": "A4", "voice": "top"}, TUNE, changed(TUNE, 2, 0, "g'4 c''4 g'4 f'4"), 2),
    ("stepwise", {"share": 0.8, "voice": "top"}, TUNE, tune("c'4 e'4 g'4 e'4", "c'4 f'4 d'4 g'4"), 2),
    ("leaps_resolve", {"voice": "top"}, TUNE, LEAPY, 2),
    ("largest_leap", {"semitones": 5, "voice": "top"}, TUNE, LEAPY, 2),
    ("climax", {"voice": "top"}, TUNE, changed(TUNE, 3, 0, "e'4 a'4 d'4 e'4"), 3),
    ("durations", {"allowed": ["half", "quarter"]}, TUNE, changed(TUNE, 3, 0, "e'4 f'4 d'8 e'8 d'4"), 3),
    ("durations", {"allowed": ["quarter", "half", "dotted"]}, tune("c'4. d'4. e'4"), tune("c'4. d'4. e'4", "c'4t d'4t e'4t f'2"), 2),
    ("rhythms", {"rhythms": "4 4 4 4 | 4 4 2", "voice": "top"}, TUNE, changed(TUNE, 2, 0, "g'2 g'4 f'4"), 2),
    ("no_parallels", {}, CHORALE, changed(CHORALE, 1, 2, "c'4 b4 c'4 e'4"), 1),
    ("no_parallels", {"intervals": ["fifths"]}, CHORALE, choir(("g'4 a'4 g'2", "e'4 f'4 e'2", "c'4 c'4 c'2", "c4 d4 c2")), 1),
    ("no_hidden", {}, CHORALE, choir(("e''4 g''4 e''2", "g'4 d''4 c''2", "c'4 b4 g4 g4", "c4 g4 c2")), 1),
    ("no_crossing", {}, CHORALE, changed(CHORALE, 2, 1, "a'4 g'4 c'4 e'4"), 2),
    ("no_overlap", {}, CHORALE, changed(CHORALE, 1, 2, "e'4 d'4 c'4 a'4"), 1),
    ("spacing", {}, CHORALE, changed(CHORALE, 2, 2, "f'4 e'4 d4 c4"), 2),
    ("leading_notes", {}, CHORALE, changed(CHORALE, 2, 0, "d''4 c''4 b'4 g'4"), 2),
    ("leading_notes", {}, PHRASES, changed(PHRASES, 7, 2, "d'2 b2"), 7),
    ("sevenths", {}, PHRASES, changed(PHRASES, 8, 1, "g'1"), 7),
    ("augmented_steps", {}, CHORALE, changed(CHORALE, 2, 1, "f'4 gis'4 f'4 e'4"), 2),
    ("in_range", {}, CHORALE, changed(CHORALE, 2, 3, "f4 g4 g,4 c,4"), 2),
    ("species_1", {"cantus": "lower"}, in_dorian(FIRST), in_dorian((*FIRST[:4], "c''1", *FIRST[5:])), 5),
    ("species_2", {"cantus": "lower"}, in_dorian(SECOND), in_dorian((*SECOND[:5], "a'2 e''2", *SECOND[6:])), 6),
    ("species_3", {"cantus": "lower"}, in_dorian(THIRD), in_dorian((*THIRD[:6], "c''4 d''4 bes'4 c''4", *THIRD[7:])), 7),
    ("species_4", {"cantus": "lower"}, in_dorian(FOURTH), in_dorian((*FOURTH[:6], "c''2 d''2~", "d''2 e''2~", *FOURTH[8:])), 7),
    ("species_5", {"cantus": "lower"}, in_dorian(FIFTH), in_dorian((*FIFTH[:7], "f''2 d''2~", *FIFTH[8:])), 8),
    ("form", {"form": "AABA"}, AABA, ABAA, 5),
    ("given_untouched", {}, TUNE, changed(TUNE, 3, 0, "e'4 f'4 d'4 d'4"), 3),
    ("style", {"style": "baroque", "least": 0.5}, TUNE, CHORALE, 0),
    ("originality", {"least": 0.8}, TUNE, CHORALE, 2),
    ("answers", {"expected": [[2, "perfect"]]}, TUNE, CHORALE, 1),
]
GIVEN = {"given_untouched": TUNE}
GOOD_FACTS = {"style": {"baroque": 0.7}, "originality": 0.95, "answers": [[2, "perfect"]]}
BAD_FACTS = {"style": {"baroque": 0.3}, "originality": 0.5, "copied_measures": [2], "answers": [[1, "half"]]}
