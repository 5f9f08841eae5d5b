import pytest

from compose.generation.plan import complete, read_plan
from tests.generation.plans import check


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
        ("fis-Moll", "F# minor"),
        ("es-moll", "Eb minor"),
        ("H-Moll", "B minor"),
        ("B-Dur", "Bb major"),
        ("As-Dur", "Ab major"),
        ("la bémol majeur", "Ab major"),
        ("fa dièse mineur", "F# minor"),
        ("in re minore", "D minor"),
        ("sol mayor", "G major"),
        ("no sharps or flats", "C major"),
        ("white keys only", "C major"),
        ("in the dorian mode on E", "E minor"),
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
        ("krakowiak, 2/4, piano, G", 1),
        ("ballad, 68bpm, Ab, slow", -4),
        ("happy song. G. Guitar.", 1),
        ("in C position", 0),
        ("Bb concert, alto sax", -2),
    ],
)
def test_it_reads_a_tonic_without_mode(sentence, tonic):
    check(sentence, tonic=tonic, key=None)


@pytest.mark.parametrize(
    "sentence",
    ["a walk in a flat landscape", "I am sad", "a major work", "for a b c", "play it in a", "as sharp as a knife", "B.B. King would smile",
     "A. Piazzolla", "C. Debussy", "three flats in Berlin", "so do minor changes", "A, B, A"],
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
        ("four beats in the bar", "4/4"),
        ("3 beats per measure", "3/4"),
        ("in five", "5/4"),
        ("in 7, please", "7/8"),
        ("one-two-three, one-two-three", "3/4"),
        ("in three parts", None),
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
        ("4/4, 120, C", 120),
        ("steady 96", 96),
        ("about sixty to the quarter", 60),
        ("132 eighth notes per minute", 66),
        ("the dotted half should be 54", 162),
        ("between sixty and seventy bpm", 65),
        ("tempo between 100 and 108", 104),
        ("at least 100 bpm and at most 110", 105),
        ("not faster than 100", 100),
        ("under 100 bpm", 90),
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
        ("two dozen bars", 24),
        ("phrases of four bars, 24 bars altogether", 24),
        ("an 8 bar phrase", 8),
        ("no longer than 16 bars", 16),
        ("less than 20 bars", 18),
        ("two eight-bar sections", None),
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
        ("2'30\"", 150),
        ("1 min 15 s", 75),
        ("less than a minute", 54),
        ("at most thirty seconds", 30),
        ("ten minutes a day", None),
        ("back in five minutes", None),
    ],
)
def test_it_reads_a_length_by_the_clock(sentence, seconds):
    check(sentence, seconds=seconds)


def test_seconds_become_measures_by_tempo_and_metre():
    plan = complete(read_plan("two minutes at 120 bpm in 4/4"), None, 1)
    assert plan.measure_count.value == 60 and plan.measure_count.source == "said"
    assert complete(read_plan("1 minute at 90 bpm in 3/4"), None, 1).measure_count.value == 30
