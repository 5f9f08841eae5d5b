import json
import sys
from subprocess import run

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.generation.conditions import AXES
from compose.generation.plan import DescriptionError, Plan, complete, conditions, read_plan
from compose.music.instruments import INSTRUMENTS
from compose.music.score import KeySignature, TimeSignature

QUARTET = ("Violin", "Violin", "Viola", "Cello")
SATB = ("Soprano", "Alto", "Tenor", "Bass")


def value(plan, name):
    wish = getattr(plan, name)
    said = getattr(wish, "value", wish)
    return said.name if isinstance(said, KeySignature | TimeSignature) else said


def check(sentence, **wanted):
    plan = read_plan(sentence)
    assert {name: value(plan, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    "sentence, key",
    [
        ("slow sad waltz in D minor", "D minor"),
        ("in the key of F# major", "F# major"),
        ("a tune in Bb major", "Bb major"),
        ("prelude in b-flat minor", "Bb minor"),
        ("E flat major hymn", "Eb major"),
        ("C-sharp minor nocturne", "C# minor"),
        ("march, G MAJOR", "G major"),
        ("fugue in C♯ minor", "C# minor"),
        ("étude in G♭ major", "Gb major"),
        ("waltz a minor", "A minor"),
        ("a waltz in A minor", "A minor"),
        ("piece in a minor", "A minor"),
        ("A major hymn for choir", "A major"),
        ("song in Dm", "D minor"),
        ("in F#m please", "F# minor"),
        ("ab major", "Ab major"),
        ("key: E minor", "E minor"),
        ("something in D-Dur", "D major"),
        ("c moll", "C minor"),
        ("Cb major", "Cb major"),
        ("G# major piece", "Ab major"),
        ("D# minor", "D# minor"),
        ("E# minor", "F minor"),
        ("Fb major", "E major"),
        ("three flats, minor", "C minor"),
        ("2 sharps", "D major"),
        ("in D, minor key", "D minor"),
        ("a minor-key piece in G", "G minor"),
        ("D dorian jig", "D minor"),
        ("G mixolydian", "G major"),
    ],
)
def test_it_reads_the_key(sentence, key):
    check(sentence, key=key)


@pytest.mark.parametrize(
    "sentence, mode",
    [
        ("a sad piece in minor", "minor"),
        ("a sad piece in a minor key", "minor"),
        ("major key tune", "major"),
        ("no minor please", "major"),
        ("not in a major key", "minor"),
        ("a minor key waltz", "minor"),
        ("in a minor mode", "minor"),
        ("anything but minor", "major"),
    ],
)
def test_it_reads_the_mode_alone(sentence, mode):
    check(sentence, mode=mode, key=None)


@pytest.mark.parametrize(
    "sentence, tonic",
    [
        ("a march in B-flat", -2),
        ("a tune in G", 1),
        ("in the key of D", 2),
        ("something in F# for piano", 6),
        ("in c", 0),
        ("E-flat piece", -3),
    ],
)
def test_it_reads_a_tonic_without_mode(sentence, tonic):
    check(sentence, tonic=tonic, key=None)


@pytest.mark.parametrize(
    "sentence", ["a walk in a flat landscape", "I am sad", "a major work", "for a b c", "play it in a", "as sharp as a knife"]
)
def test_ordinary_words_are_no_key(sentence):
    check(sentence, key=None, tonic=None)


@pytest.mark.parametrize(
    "sentence, time",
    [
        ("in 3/4", "3/4"),
        ("6/8 tune", "6/8"),
        ("a waltz", "3/4"),
        ("irish jig", "6/8"),
        ("a march", "4/4"),
        ("a reel for fiddle", "4/4"),
        ("in common time", "4/4"),
        ("cut time", "2/2"),
        ("alla breve", "2/2"),
        ("slip jig", "9/8"),
        ("polka", "2/4"),
        ("a minuet", "3/4"),
        ("twelve-eight blues", "12/8"),
        ("in 5/4 time", "5/4"),
        ("three-four time", "3/4"),
        ("a 7/8 dance", "7/8"),
        ("triple time", "3/4"),
        ("a mazurka in 3/4", "3/4"),
        ("a jig in 12/8", "12/8"),
        ("6 / 8", "6/8"),
        ("3-4 time", "3/4"),
        ("tarantella", "6/8"),
        ("sarabande", "3/4"),
    ],
)
def test_it_reads_the_metre(sentence, time):
    check(sentence, time=time)


@pytest.mark.parametrize(
    "sentence, tempo",
    [
        ("at 120 bpm", 120),
        ("120bpm", 120),
        ("quarter = 96", 96),
        ("♩ = 72", 72),
        ("♩=72", 72),
        ("dotted quarter = 60 in 6/8", 90),
        ("half note = 60", 120),
        ("tempo 88", 88),
        ("tempo: 100", 100),
        ("tempo of 66", 66),
        ("about 90 beats per minute", 90),
        ("one hundred and twenty bpm", 120),
        ("100-110 bpm", 105),
        ("a reel at 200", 200),
        ("bpm 75", 75),
        ("eighth = 160", 80),
        ("60 beats a minute", 60),
        ("at 132.", 132),
    ],
)
def test_it_reads_a_metronome_mark(sentence, tempo):
    check(sentence, tempo_qpm=tempo)


@pytest.mark.parametrize(
    "sentence, low, high",
    [
        ("largo", 40, 60),
        ("adagio for strings", 55, 76),
        ("andante", 72, 98),
        ("moderato", 96, 116),
        ("allegretto", 104, 120),
        ("allegro", 120, 156),
        ("vivace", 140, 176),
        ("presto", 168, 200),
        ("slow", 50, 76),
        ("very slow", 30, 60),
        ("fast", 120, 168),
        ("very fast", 160, 210),
        ("moderate", 92, 116),
        ("not fast", 50, 100),
        ("not too fast", 84, 120),
        ("not slow", 90, 140),
        ("Allegro ma non troppo", 108, 132),
        ("lively", 110, 150),
        ("prestissimo", 190, 240),
        ("slwo waltz", 30, 240),
    ],
)
def test_it_reads_tempo_words(sentence, low, high):
    assert low <= complete(read_plan(sentence), None, 1).tempo_qpm.value <= high


@pytest.mark.parametrize(
    "sentence, count",
    [
        ("16 bars", 16),
        ("32 measures", 32),
        ("a 24-bar tune", 24),
        ("sixteen bars", 16),
        ("8 bar loop", 8),
        ("thirty-two bars", 32),
        ("12-bar blues", 12),
        ("a short piece", 8),
        ("between 16 and 24 bars", 24),
        ("16 to 24 bars", 20),
        ("four-bar phrases, 16 bars", 16),
        ("a long waltz", 64),
        ("2 bars", 2),
        ("128 measures", 128),
        ("a hundred bars", 100),
    ],
)
def test_it_reads_the_number_of_measures(sentence, count):
    check(sentence, measure_count=count)


@pytest.mark.parametrize(
    "sentence, seconds",
    [
        ("two minutes", 120),
        ("30 seconds of chaos", 30),
        ("a 2-minute piece", 120),
        ("1:30 long", 90),
        ("half a minute", 30),
        ("one minute", 60),
        ("two and a half minutes", 150),
        ("a minute and a half", 90),
        ("1 minute 20 seconds", 80),
        ("1.5 minutes", 90),
        ("45 sec", 45),
        ("about a minute", 60),
    ],
)
def test_it_reads_a_length_by_the_clock(sentence, seconds):
    check(sentence, seconds=seconds)


def test_seconds_become_measures_by_tempo_and_metre():
    plan = complete(read_plan("two minutes at 120 bpm in 4/4"), None, 1)
    assert plan.measure_count.value == 60 and plan.measure_count.source == "said"
    assert complete(read_plan("1 minute at 90 bpm in 3/4"), None, 1).measure_count.value == 30


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
    "sentence, part",
    [
        ("fast slow", "both fast and slow"),
        ("C major in minor", "C major"),
        ("happy sad tune", "aim between"),
        ("starts in C major, ends in A minor", "one home key"),
        ("in 3/4 and 4/4", "several metres"),
        ("a waltz in 4/4", "usually in 3/4"),
        ("slow at 200 bpm", "took the number"),
        ("16 bars, two minutes", "kept the 16 measures"),
        ("rock with drums", "cannot write drums"),
        ("G# major", "Ab major"),
        ("悲しい曲", "English best"),
        ("qwxz vvv", "English best"),
        ("mellancholic", "melancholic"),
        ("in D dorian", "major or minor"),
        ("for orchestra", "small one"),
        ("like Chopin", "no piece is copied"),
    ],
)
def test_what_was_changed_is_said(sentence, part):
    plan = read_plan(sentence)
    assert any(part in note for note in plan.notes), plan.notes
    complete(plan, None, 1).header()


@pytest.mark.parametrize(
    "text, code",
    [
        ("", "plan.empty"),
        ("   \n", "plan.empty"),
        ("\u202e\u0000", "plan.empty"),
        ("!!!", "plan.empty"),
        ("a", "plan.too_short"),
        ("x" * 501, "plan.too_long"),
        ("waltz " * 2000, "plan.too_long"),
        ("17/16 at 9000 bpm with 100000 bars", "plan.out_of_range"),
        ("in 7/4", "plan.out_of_range"),
        ("at 20 bpm", "plan.out_of_range"),
        ("300 bpm", "plan.out_of_range"),
        ("1 bar", "plan.out_of_range"),
        ("200 measures", "plan.out_of_range"),
        ("12 violins", "plan.out_of_range"),
        ("an hour of music", "plan.out_of_range"),
        ("2 seconds", "plan.out_of_range"),
        ("9 sharps", "plan.out_of_range"),
        ("-5 bars", "plan.out_of_range"),
        ("0 bars", "plan.out_of_range"),
        ("100,000 bars", "plan.out_of_range"),
        ("999999999999999999999 bars", "plan.out_of_range"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(text, code):
    with pytest.raises(DescriptionError) as caught:
        read_plan(text)
    assert caught.value.code == code and str(caught.value).endswith(".")


def test_a_refusal_lists_what_can_be_done():
    with pytest.raises(DescriptionError, match=r"17/16.*9000.*100000.*2/4.*12/8.*30 to 240.*2 to 128"):
        read_plan("17/16 at 9000 bpm with 100000 bars")


@pytest.mark.parametrize(
    "text",
    [
        "🎹",
        "😢🎻",
        "<script>alert(1)</script> waltz",
        "'; DROP TABLE",
        "\u202ewaltz\u202c",
        "waltz\x00 in\x07 D minor",
        "e\u0301tude",
        "24/7",
        "9/11",
    ],
)
def test_odd_text_still_gives_a_plan(text):
    complete(read_plan(text), None, 5).header()


def test_settings_win_over_words():
    plan = read_plan(
        "slow waltz in D minor, 16 bars, string quartet",
        key=KeySignature(0),
        time=TimeSignature(4, 4),
        tempo_qpm=144,
        measure_count=8,
        ensemble="solo flute",
    )
    assert (plan.key.value.name, plan.time.value.name, plan.tempo_qpm.value, plan.measure_count.value) == ("C major", "4/4", 144, 8)
    assert plan.instruments.value == ("Flute",) and plan.key.source == "said"


@pytest.mark.parametrize("setting", [{"tempo_qpm": 9000}, {"measure_count": 1}, {"ensemble": "kazoo choir"}, {"time": TimeSignature(7, 4)}])
def test_settings_beyond_the_limits_are_refused(setting):
    with pytest.raises(DescriptionError):
        read_plan("a waltz", **setting)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=600))
def test_any_text_is_read_or_refused(text):
    read_or_refuse(text)


SOME_WORDS = (
    "slow fast waltz in a A minor major D B-flat 3/4 17/16 120 bpm 16 bars two minutes and not no without piano violin for string quartet "
    "sad happy , . - = quarter like Chopin AABA half cadence grade 2 very 1:30 hundred # ♭ of key the"
)
WORDS = st.sampled_from(SOME_WORDS.split())


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=25), st.integers(0, 5))
def test_any_mix_of_musical_words_is_read_or_refused(some, seed):
    read_or_refuse(" ".join(some), seed)


def read_or_refuse(text, seed=1):
    try:
        plan = read_plan(text)
    except DescriptionError as error:
        assert str(error)
        return
    whole = complete(plan, None, seed)
    assert whole == complete(read_plan(text), None, seed)
    assert Plan.from_json(json.loads(json.dumps(whole.to_json()))) == whole
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan
    header = whole.header()
    assert 30 <= header.tempo_qpm <= 240 and 2 <= header.measure_count <= 128 and set(header.instruments) <= set(INSTRUMENTS)
    assert all(value == "" or value in AXES[axis] for axis, value in conditions(whole).items())


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
