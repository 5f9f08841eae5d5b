import sys
from dataclasses import replace
from subprocess import run

import pytest

from compose.generation.conditions import AXES, grades_of
from compose.generation.plan import Plan, Wish, asked_softly, complete, conditions, read_plan
from compose.music.header import Header
from compose.music.score import KeySignature, TimeSignature
from tests.generation.plans import QUARTET


def test_inferred_axes_fill_what_the_words_left_open():
    inferred = {
        "mode": ("minor", 0.9),
        "ensemble": ("strings", 0.8),
        "time": ("3/4", 0.7),
        "density": ("busy", 0.8),
        "bucket": ("string quartet", 0.7),
    }
    plan = complete(read_plan("zzz qqq"), inferred, 1)
    assert plan.key.value.mode == "minor" and plan.key.source == "inferred" and plan.key.confidence == 0.9
    assert plan.instruments.value == QUARTET and plan.time.value.name == "3/4" and plan.density.value == "busy"


def test_said_wins_over_inferred():
    plan = complete(
        read_plan("solo flute in C major, 4/4"), {"mode": ("minor", 0.99), "ensemble": ("choir", 0.99), "time": ("3/4", 0.99)}, 1
    )
    assert (plan.key.value.name, plan.instruments.value, plan.time.value.name) == ("C major", ("Flute",), "4/4")


def test_conditions_name_every_axis():
    plan = complete(read_plan("melancholic piano ballad in C minor, 32 bars, 70 bpm"), None, 1)
    told = conditions(plan)
    assert list(told) == list(AXES)
    assert (told["mode"], told["tempo_class"], told["ensemble"], told["length_class"], told["valence"]) == (
        "minor",
        "60-71",
        "piano",
        "<=32",
        "low",
    )


def test_reading_a_plan_loads_neither_torch_nor_django():
    code = (
        "import sys, compose.generation.plan; sys.exit(any(name in sys.modules for name in ('torch', 'django', 'channels', 'tokenizers')))"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "sentence, bucket",
    [
        ("a fugue for organ", "baroque keyboard/counterpoint"),
        ("baroque piece for solo violin", "solo violin"),
        ("a jig", "celtic/fiddle dance tune (melody)"),
        ("a lullaby for guitar", "guitar"),
        ("a waltz for string quartet", "string quartet"),
        ("a modern piano piece", "romantic piano"),
    ],
)
def test_the_bucket_is_one_the_corpus_has_for_these_players(sentence, bucket):
    assert conditions(complete(read_plan(sentence), None, 1))["bucket"] == bucket


@pytest.mark.parametrize(
    "sentence, part",
    [
        ("double bass, range C6 to C7", "too few notes"),
        ("in 7/8, only half notes", "cannot be filled"),
        ("a piano piece without piano", "to do without"),
        ("baroque, like Chopin", "I took baroque"),
        ("soft but very loud", "both soft and very loud"),
        ("very easy and virtuosic", "both very easy and virtuosic"),
        ("sparse and busy", "both sparse and busy"),
        ("staccato, legato", "both staccato and legato"),
        ("a half cadence, a plagal cadence", "both half cadence and plagal cadence"),
        ("a waltz and a march", "both a waltz and a march"),
        ("ten minutes of prestissimo in 2/4", "I write up to"),
        ("4 bars in the form ABACA", "sections are very short"),
    ],
)
def test_every_conflict_gets_its_note(sentence, part):
    plan = complete(read_plan(sentence), None, 1)
    assert any(part in note for note in plan.notes), plan.notes
    plan.header()


def test_near_wishes_are_no_conflict():
    for sentence in ("soft and gentle", "easy, for beginners", "only half notes and quarter notes in 3/4", "string quartet without cello"):
        assert not complete(read_plan(sentence), None, 1).notes, sentence


def test_an_ensemble_goes_without_whom_it_must():
    assert complete(read_plan("string quartet without cello"), None, 1).instruments.value == ("Violin", "Violin", "Viola")


@pytest.mark.parametrize(
    ("sentence", "difficulty", "grades"),
    [
        ("for beginners, piano", "1-3", (1, 3)),
        ("an intermediate study", "4-5", (4, 5)),
        ("a virtuosic study", "7-8", (7, 8)),
        ("grade 1 violin", "1-3", (1, 2)),
        ("grade 6 trumpet study", "6", (5, 7)),
        ("ABRSM grade 8 flute", "7-8", (7, 8)),
        ("level 10 please", "7-8", (7, 8)),
        ("a waltz", "", None),
    ],
)
def test_a_difficulty_that_is_said_steers_and_is_measured(sentence, difficulty, grades):
    plan = complete(read_plan(sentence), None, 1)
    assert conditions(plan)["difficulty"] == difficulty and asked_softly(plan)["grades"] == grades
    assert grades is None or plan.grade or grades == grades_of(difficulty)


@pytest.mark.parametrize(
    ("sentence", "texture"),
    [
        ("a single line for oboe", "monophonic"),
        ("hymn-like, block chords", "chordal"),
        ("a melody with accompaniment", "melody and accompaniment"),
        ("Alberti bass, C major", "broken chords"),
        ("two independent voices", "polyphonic"),
        ("over an ostinato", ""),
        ("a waltz", ""),
    ],
)
def test_a_texture_that_is_said_steers_and_is_measured(sentence, texture):
    plan = complete(read_plan(sentence), None, 1)
    assert conditions(plan)["texture"] == asked_softly(plan)["texture"] == texture


@pytest.mark.parametrize(
    ("sentence", "density"),
    [("with few notes", (0.0, 1.0)), ("of moderate density", (1.0, 2.0)), ("with many notes", (2.0, None)), ("a waltz", None)],
)
def test_a_density_that_is_said_is_measured(sentence, density):
    assert asked_softly(complete(read_plan(f"a piece {sentence}"), None, 1))["density"] == density


def test_what_is_inferred_of_them_steers_but_was_not_asked_for():
    sure = {"difficulty": ("7-8", 0.9), "texture": ("polyphonic", 0.8)}
    plan = complete(read_plan("zzz qqq"), sure, 1)
    assert (plan.difficulty.value, plan.difficulty.source, plan.difficulty.confidence) == ("advanced", "inferred", 0.9)
    assert (plan.texture.value, plan.texture.confidence) == ("counterpoint", 0.8)
    assert (conditions(plan)["difficulty"], conditions(plan)["texture"]) == ("7-8", "polyphonic")
    assert asked_softly(plan) == {"texture": "", "grades": None, "density": None}
    said = complete(read_plan("easy block chords"), sure, 1)
    assert (said.difficulty.value, said.texture.value) == ("easy", "chordal")
    assert complete(read_plan("flute"), sure, 1).texture is None, "a melody alone has the texture it has"
    assert complete(read_plan("zzz qqq"), {"texture": ("polyphonic", 0.6)}, 1).texture is None


INFERRED_AXES = {
    "mode": ("minor", 0.91),
    "time": ("6/8", 0.66),
    "tempo_class": ("72-83", 0.71),
    "ensemble": ("strings", 0.82),
    "bucket": ("", 0.0),
    "period": ("romantic", 0.77),
    "density": ("sparse", 0.79),
    "valence": ("low", 0.83),
    "arousal": ("low", 0.74),
}


def test_every_inferred_field_says_how_sure_it_is():
    plan = complete(read_plan("zzz qqq"), INFERRED_AXES, 1)
    told = {
        "key": 0.74,  # minor because the mood is: no surer than the mood
        "time": 0.66,
        "tempo_qpm": 0.71,
        "instruments": 0.82,
        "era": 0.77,
        "density": 0.79,
        "mood": 0.74,
    }
    assert {name: getattr(plan, name).confidence for name in told} == told
    assert {getattr(plan, name).source for name in told} == {"inferred"}
    assert plan.mood.value == "melancholic" and plan.key.value.mode == "minor" and plan.tempo_qpm.value == 78


@pytest.mark.parametrize(
    ("bucket", "genre"),
    [("blues", "blues"), ("boogie-woogie", "boogie-woogie"), ("lo-fi", "lo-fi"), ("tango", "tango"), ("fanfare", "fanfare")],
)
def test_an_inferred_style_brings_its_genre(bucket, genre):
    plan = complete(read_plan("zzz qqq"), {"bucket": (bucket, 0.8)}, 1)
    assert (plan.genre.value, plan.genre.source, plan.genre.confidence) == (genre, "inferred", 0.8)


def test_every_field_says_where_it_came_from():
    for sentence in ("a sad waltz for flute, 16 bars", "zzz qqq", "something for my cat", "like Chopin", "small hands, C position"):
        for inferred in (None, INFERRED_AXES):
            for wish in vars(complete(read_plan(sentence), inferred, 1)).values():
                if isinstance(wish, Wish):
                    assert wish.source in ("said", "inferred", "chosen")
                    assert (wish.confidence is not None) == (wish.source == "inferred"), wish
                    assert wish.source != "chosen" or not wish.words, wish


def test_what_is_hardly_sure_is_not_inferred():
    plan = complete(read_plan("zzz qqq"), {axis: (value, 0.3) for axis, (value, _) in INFERRED_AXES.items()}, 1)
    assert not [wish for wish in vars(plan).values() if isinstance(wish, Wish) and wish.source == "inferred"]


@pytest.mark.parametrize(
    ("words", "players"),
    [
        ("two alto saxophones and bassoon", ("Bassoon", "Saxophone", "Saxophone")),
        ("three tenor saxes", ("Saxophone",) * 3),
        ("bass clarinets and oboe", ("Oboe", "Clarinet", "Clarinet")),
        ("two soprano recorders", ("Recorder", "Recorder")),
        ("soprano and piano", ("Soprano", "Piano")),
        ("alto, tenor and bass", ("Alto", "Tenor", "Bass")),
    ],
)
def test_the_size_of_an_instrument_is_no_singer(words, players):
    assert read_plan(words).instruments.value == players


def test_a_plan_says_what_the_notes_of_a_person_are_and_keeps_wishes_that_still_hold():
    plan = read_plan("legato waltz in D minor for piano with chord symbols")
    header = Header(("Piano",), KeySignature(-1, "minor"), TimeSignature(3, 4), 72, 9, has_chord_symbols=True, is_legato=True)
    written = plan.as_written(header)
    assert (written.key, written.articulation, written.chord_symbols) == (plan.key, plan.articulation, plan.chord_symbols)
    assert (written.tempo_qpm, written.measure_count) == (Wish(72), Wish(9)) and written.genre == plan.genre
    assert written.header() == header and Plan("").as_written(header).header() == header
    bare = replace(header, has_chord_symbols=False, is_legato=False)
    assert written.as_written(bare).header() == bare


def test_a_touch_that_is_no_slur_stays():
    plan = read_plan("staccato waltz")
    assert plan.as_written(Header(("Piano",), KeySignature(0), TimeSignature(3, 4), 72, 4)).articulation == plan.articulation
