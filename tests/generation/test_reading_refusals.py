import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.generation.conditions import AXES
from compose.generation.plan import DescriptionError, Plan, complete, conditions, read_plan
from compose.music.instruments import INSTRUMENTS
from compose.music.score import KeySignature, TimeSignature


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
