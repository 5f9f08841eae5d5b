import pytest

from compose.generation.plan import complete, read_plan
from tests.generation.plans import QUARTET, SATB, check


@pytest.mark.parametrize(
    "sentence, instruments",
    [
        ("string quartet", QUARTET),
        ("for SATB choir", SATB),
        ("for voice and piano", ("Voice", "Piano")),
        ("solo flute", ("Flute",)),
        ("violin and piano", ("Violin", "Piano")),
        ("a melody", ("Flute",)),
        ("piano trio", ("Violin", "Cello", "Piano")),
        ("a piano piece", ("Piano",)),
        ("two violins", ("Violin", "Violin")),
        ("flute duet", ("Flute", "Flute")),
        ("for harp, viola and flute", ("Flute", "Viola", "Harp")),
        ("brass quintet", ("Trumpet", "Trumpet", "Horn", "Trombone", "Tuba")),
        ("choir", SATB),
        ("four-part choir with organ", (*SATB, "Organ")),
        ("cor anglais solo", ("English horn",)),
        ("for piano and cello", ("Cello", "Piano")),
        ("classical guitar", ("Guitar",)),
        ("tenor sax", ("Saxophone",)),
        ("soprano and piano", ("Soprano", "Piano")),
        ("a cappella", SATB),
        ("men's choir", ("Tenor", "Tenor", "Bass", "Bass")),
        ("harpsichord", ("Harpsichord",)),
        ("fiddle tune", ("Fiddle",)),
        ("two flutes and a bassoon", ("Flute", "Flute", "Bassoon")),
        ("for pianno", ("Piano",)),
        ("clarinett and piano", ("Clarinet", "Piano")),
        ("recorder trio", ("Recorder",) * 3),
        ("mezzo piano, for organ", ("Organ",)),
        ("ATB", ("Alto", "Tenor", "Bass")),
        ("SSATB and organ", ("Soprano", "Soprano", "Alto", "Tenor", "Bass", "Organ")),
        ("tenor and bass with organ", ("Tenor", "Bass", "Organ")),
        ("bass and piano", ("Double bass", "Piano")),
        ("piano with a walking bass", ("Piano",)),
        ("a fugue in three voices for organ", ("Organ",)),
        ("two voices on the harpsichord", ("Harpsichord",)),
        ("ABRSM grade 8 flute", ("Flute",)),
        ("piccolo & tuba duet", ("Piccolo", "Tuba")),
        ("Haydn, quartet", QUARTET),
        ("für Cello und Klavier", ("Cello", "Piano")),
        ("flûte et harpe", ("Flute", "Harp")),
        ("string quartet, no viola", ("Violin", "Violin", "Cello")),
        ("nylon strings on a guitar", ("Guitar",)),
        ("full orchestra with trombone, tuba, harp, piano", ("Flute", "Oboe", "Clarinet", "Horn", "Trombone", "Tuba", "Harp", "Piano")),
    ],
)
def test_it_reads_who_plays(sentence, instruments):
    check(sentence, instruments=instruments)


@pytest.mark.parametrize(
    "sentence, name, wanted",
    [
        ("AABA", "form", "AABA"),
        ("A-B-A form", "form", "ABA"),
        ("in binary form", "form", "AB"),
        ("ternary", "form", "ABA"),
        ("a rondo", "form", "ABACA"),
        ("ends with a half cadence", "cadence", "half"),
        ("plagal cadence at the end", "cadence", "plagal"),
        ("ends on the tonic", "cadence", "authentic"),
        ("a deceptive cadence", "cadence", "deceptive"),
        ("sparse", "density", "sparse"),
        ("with many notes", "density", "busy"),
        ("staccato", "articulation", "staccato"),
        ("legato", "articulation", "legato"),
        ("fortissimo", "dynamics", "ff"),
        ("very soft", "dynamics", "pp"),
        ("grade 2", "difficulty", "easy"),
        ("for beginners", "difficulty", "beginner"),
        ("a virtuosic study", "difficulty", "advanced"),
        ("block chords", "texture", "chordal"),
        ("lullaby", "genre", "lullaby"),
        ("Christmas carol", "genre", "carol"),
        ("jazz waltz", "genre", "waltz"),
        ("like Chopin", "era", "romantic"),
        ("baroque piece", "era", "baroque"),
        ("in the style of Bach", "era", "baroque"),
        ("like Debussy", "era", "modern"),
        ("ragtime", "genre", "ragtime"),
        ("rain at night", "mood", "rain at night"),
        ("not sad but happy", "mood", "happy"),
        ("a nocturne", "genre", "nocturne"),
        ("mellancholic", "mood", "melancholic"),
        ("finish on V", "cadence", "half"),
        ("the last chord is the tonic", "cadence", "authentic"),
        ("IV-I at the end", "cadence", "plagal"),
        ("leave it hanging", "cadence", "half"),
        ("verse, chorus, verse, chorus", "form", "ABAB"),
        ("two sections, both repeated", "form", "AABB"),
        ("minuet & trio", "form", "ABA"),
        ("A, B, A", "form", "ABA"),
        ("Mozartian", "era", "classical"),
        ("Chopinesque", "era", "romantic"),
        ("not like Mozart, more like Brahms", "era", "romantic"),
        ("ein Walzer", "genre", "waltz"),
        ("a study in thirds", "genre", "étude"),
        ("an Irish slide", "genre", "slide"),
    ],
)
def test_it_reads_the_softer_wishes(sentence, name, wanted):
    check(sentence, **{name: wanted})


@pytest.mark.parametrize(
    "sentence",
    [
        "not sad",
        "isn't sad at all",
        "nothing sad",
        "never sad",
        "don't make it sad",
        "anything but sad",
        "not too sad",
        "without being sad",
    ],
)
def test_a_negated_mood_is_turned_round(sentence):
    plan = read_plan(sentence)
    assert plan.mood is None and plan.valence > 0


def test_not_only_is_no_negation():
    assert read_plan("not only sad").valence < 0


def test_negated_instruments_are_avoided():
    plan = complete(read_plan("without piano"), None, 3)
    assert "Piano" not in plan.instruments.value
    assert "Piano" not in complete(read_plan("a nocturne, no piano or violin"), None, 3).instruments.value


def test_sad_becomes_minor_and_says_so():
    plan = complete(read_plan("a sad tune"), None, 1)
    assert (plan.key.value.mode, plan.key.source, plan.key.words) == ("minor", "inferred", "sad")


@pytest.mark.parametrize(
    "sentence, name",
    [
        ("a long summer evening", "measure_count"),
        ("I am working all day long on my house", "measure_count"),
        ("the monks begin singing", "articulation"),
        ("by the open window", "density"),
        ("a child on a slide", "genre"),
        ("in a big church", "genre"),
        ("shepherds in the hills", "instruments"),
        ("the voice of the wind", "instruments"),
        ("water temple theme", "form"),
    ],
)
def test_ordinary_words_are_no_wish(sentence, name):
    check(sentence, **{name: None})
