import pytest

from compose.generation import words
from compose.generation.conditions import AXES
from compose.generation.description import VOCABULARY, correct
from compose.generation.figures import TEMPO_LIMITS, TIMES
from compose.generation.ordinary_words import ORDINARY_WORDS
from compose.music.instruments import ENSEMBLES, INSTRUMENTS, MAX_PARTS
from compose.music.score import CADENCES, DYNAMICS

TABLES = {name: table for name, table in vars(words).items() if name.isupper() and isinstance(table, dict)}
PHRASES = (
    "TEMPOS",
    "METRES",
    "GENRES",
    "ERAS",
    "COMPOSERS",
    "INSTRUMENT_WORDS",
    "ENSEMBLE_WORDS",
    "FORMS",
    "CADENCES",
    "LENGTHS",
    "DENSITIES",
    "DYNAMIC_WORDS",
    "ARTICULATION_WORDS",
    "DIFFICULTIES",
    "TEXTURES",
    "MOODS",
    "SCENES",
)


@pytest.mark.parametrize("name", PHRASES)
def test_every_phrase_can_be_found_by_the_reader(name):
    for phrase in TABLES[name]:
        assert phrase == phrase.lower() and "-" not in phrase and len(phrase.split()) <= 5, phrase


def test_every_style_names_known_values():
    for style in words.STYLES.values():
        assert style.bucket in ("", *AXES["bucket"]) and style.period in ("", *AXES["period"]), style.name
        assert style.time in TIMES and style.form in AXES["form"] and style.mode in ("", "major", "minor"), style.name
        assert style.ensemble in ("", *ENSEMBLES, *words.ENSEMBLE_WORDS), style.name
        assert TEMPO_LIMITS[0] <= style.tempo_qpm[0] < style.tempo_qpm[1] <= TEMPO_LIMITS[1], style.name
        assert -1 <= style.valence <= 1 and -1 <= style.arousal <= 1, style.name


def test_every_other_word_leads_to_a_known_value():
    assert set(words.GENRES.values()) <= set(words.STYLES)
    assert set(words.ERAS.values()) <= set(AXES["period"])
    assert set(words.METRES.values()) <= set(TIMES)
    assert set(words.INSTRUMENT_WORDS.values()) <= set(INSTRUMENTS)
    assert set(words.CADENCES.values()) <= set(CADENCES)
    assert set(words.DYNAMIC_WORDS.values()) <= set(DYNAMICS)
    assert set(words.FORMS.values()) <= set(AXES["form"])
    assert set(words.DENSITIES.values()) <= set(AXES["density"])
    assert all(period in AXES["period"] and bucket in AXES["bucket"] for period, bucket in words.COMPOSERS.values())
    assert all(set(players) <= set(INSTRUMENTS) and len(players) <= MAX_PARTS for players in words.ENSEMBLE_WORDS.values())


@pytest.mark.parametrize("table", [words.MOODS, words.SCENES])
def test_feelings_lie_between_minus_one_and_one(table):
    assert all(-1 <= value <= 1 for pair in table.values() for value in pair)


def test_tempo_words_run_from_slow_to_fast():
    for low, usual, high in words.TEMPOS.values():
        assert TEMPO_LIMITS[0] <= low <= usual <= high <= TEMPO_LIMITS[1]
    order = [
        words.TEMPOS[word][1] for word in ("grave", "largo", "adagio", "andante", "moderato", "allegro", "vivace", "presto", "prestissimo")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize(
    "written, meant",
    [
        ("wlatz", "waltz"),
        ("mellancholic", "melancholic"),
        ("hapy", "happy"),
        ("pianno", "piano"),
        ("clarinett", "clarinet"),
        ("quartett", "quartet"),
        ("allegreto", "allegretto"),
        ("minuett", "menuett"),
        ("nocturn", "nocturne"),
        ("baroqe", "baroque"),
        ("majer", "major"),
        ("mesures", "measures"),
        ("viollin", "violin"),
        ("joyfull", "joyful"),
        ("misterious", "mysterious"),
        ("lulaby", "lullaby"),
    ],
)
def test_slips_are_put_right(written, meant):
    assert correct(written) == meant


@pytest.mark.parametrize(
    "word", ["there", "match", "store", "place", "second", "mayor", "starch", "water", "young", "table", "horse", "light", "tulip", "xylem"]
)
def test_ordinary_words_are_left_alone(word):
    assert correct(word) == word


def test_no_word_is_both_known_and_ordinary():
    assert not VOCABULARY & ORDINARY_WORDS
