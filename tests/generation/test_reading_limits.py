import pytest

from compose.generation.plan import read_plan
from tests.generation.plans import check


@pytest.mark.parametrize(
    "sentence, durations",
    [
        ("only quarter notes", ("quarter",)),
        ("crotchets and minims only", ("half", "quarter")),
        ("with half notes and whole notes", ("whole", "half")),
        ("no semiquavers, 8 bars", ("whole", "half", "quarter", "eighth")),
        ("don't use any eighth notes", ("whole", "half", "quarter")),
        ("nothing shorter than a quaver", ("whole", "half", "quarter", "eighth")),
        ("just dotted half notes and quarters", ("dotted half", "quarter")),
        ("in halves, quarters and eighths", ("half", "quarter", "eighth")),
        ("without whole notes", ("half", "quarter", "eighth", "sixteenth")),
    ],
)
def test_it_reads_the_note_values_allowed(sentence, durations):
    check(sentence, durations=durations)


@pytest.mark.parametrize(
    "sentence",
    ["quarter = 96", "half cadence at the end", "half a minute", "sixteenth-century motet", "with a whole lot of joy", "an eighth of May"],
)
def test_other_quarters_and_halves_are_no_note_values(sentence):
    check(sentence, durations=None)


@pytest.mark.parametrize(
    "sentence, pitch_range",
    [
        ("range C4 to C5", (60, 72)),
        ("notes between middle C and G", (60, 67)),
        ("from F#3 to D5", (54, 74)),
        ("range Bb3-F5, clarinet", (58, 77)),
        ("lowest note D4, highest note A5", (62, 81)),
        ("it must not go above E5", (21, 76)),
        ("nothing below G3", (55, 108)),
    ],
)
def test_it_reads_a_range(sentence, pitch_range):
    check(sentence, pitch_range=pitch_range)


@pytest.mark.parametrize("sentence", ["from A to B form", "between us and the sea", "from a minor to a major", "from G5 to C4", "range"])
def test_what_is_no_range_is_left_alone(sentence):
    check(sentence, pitch_range=None)


@pytest.mark.parametrize(
    "sentence, name, wanted",
    [
        ("stepwise melody", "largest_leap", 2),
        ("it moves only by step", "largest_leap", 2),
        ("no leaps", "largest_leap", 2),
        ("no leaps bigger than a third", "largest_leap", 4),
        ("without jumps of more than a fifth", "largest_leap", 7),
        ("my pupil has small hands", "hand_span", 9),
        ("hand span of an octave", "hand_span", 12),
        ("no octaves please", "hand_span", 11),
        ("she can only stretch a seventh", "hand_span", 11),
        ("five-finger position", "compass", 7),
        ("in C position", "compass", 7),
        ("everything within an octave", "compass", 12),
        ("a compass of a sixth", "compass", 9),
    ],
)
def test_it_reads_how_far_hand_and_line_may_go(sentence, name, wanted):
    check(sentence, **{name: wanted})


@pytest.mark.parametrize("sentence", ["step by step into the dark forest of sound", "a stretch of road", "chords", "in third position"])
def test_ordinary_steps_and_stretches_are_no_hand(sentence):
    check(sentence, hand_span=None, compass=None)


def test_a_limit_keeps_the_words_it_came_from():
    plan = read_plan("For Anna: small hands, and only crotchets")
    assert (plan.hand_span.words, plan.hand_span.source) == ("small hands", "said")
    assert plan.durations.words == "only crotchets"


def test_small_hands_and_no_octaves_keep_the_narrower():
    check("no octaves, she has small hands", hand_span=9)
