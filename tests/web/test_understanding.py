import json

import pytest

from compose import understanding
from compose.generation.plan import complete, read_plan


def told(sentence):
    return {field["name"]: field for field in understanding.fields(complete(read_plan(sentence), None, 1))}


@pytest.mark.parametrize(
    "sentence, name, label, value",
    [
        ("range C4 to A5", "pitch_range", "Range", "C4 to A5"),
        ("small hands", "hand_span", "Hand span", "9 semitones"),
        ("stepwise", "largest_leap", "Largest leap", "2 semitones"),
        ("within an octave", "compass", "Compass", "12 semitones"),
        ("only quarter and half notes", "durations", "Note values", "half, quarter"),
        ("16 bars", "measure_count", "Length", "16 measures"),
        ("D minor", "key", "Key", "D minor"),
        ("at 96 bpm", "tempo_qpm", "Tempo", "♩ = 96"),
    ],
)
def test_every_wish_is_shown_with_its_words(sentence, name, label, value):
    field = told(f"a piece, {sentence}")[name]
    assert (field["label"], field["value"], field["source"]) == (label, value, "said") and field["words"] in f"a piece, {sentence}"


def test_what_was_understood_is_plain_json():
    assert json.loads(json.dumps(list(told("a sad waltz, small hands, range C4 to C5").values())))


def test_limits_that_nobody_set_are_not_shown():
    assert not {"pitch_range", "hand_span", "largest_leap", "compass", "durations"} & set(told("a waltz"))
