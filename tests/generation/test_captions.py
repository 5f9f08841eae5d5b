from random import Random

import pytest

from compose.generation.conditions import AXES, WORD_AXES
from compose.generation.training.captions import FAMILIES, HELD_OUT, LIKELY, SAID, SILENT, attributes, caption, misspell, word_captions

ROW = {
    "id": "a/b",
    "title": "Walc",
    "composer": "Anonymous",
    "key": "D minor",
    "key_est": "D minor",
    "meter": "3/4",
    "tempo_bpm": 66.0,
    "notes": 300,
    "quarters": 96.0,
    "tracks": 2,
    "instruments": ["piano"],
    "style_bucket": "waltz",
    "period": "romantic",
    "form": ["waltz"],
}


def test_there_are_enough_families_and_some_are_held_out():
    assert len(FAMILIES) - len(HELD_OUT) >= 25 and len(HELD_OUT) >= 4 and len(set(FAMILIES)) == len(FAMILIES)


def test_attributes_of_a_manifest_line_are_values_of_the_axes():
    known = attributes(ROW)
    assert list(known) == list(WORD_AXES) and all(value in ("", *AXES[axis]) for axis, value in known.items())
    assert (known["mode"], known["time"], known["tempo_class"], known["ensemble"], known["valence"]) == (
        "minor",
        "3/4",
        "60-71",
        "piano",
        "low",
    )


@pytest.mark.parametrize(
    "change, ensemble",
    [
        ({"instruments": ["choir/voice"], "tracks": 4}, "choir"),
        ({"instruments": ["violin"], "tracks": 1}, "melody"),
        ({"instruments": ["violin"], "tracks": 2}, "strings"),
        ({"instruments": ["voice", "piano"], "tracks": 3}, "voice+keyboard"),
        ({"instruments": []}, ""),
    ],
)
def test_the_ensemble_is_told_from_instruments_and_tracks(change, ensemble):
    assert attributes(ROW | change)["ensemble"] == ensemble


def test_a_seed_always_gives_the_same_captions():
    assert caption(ROW, Random(3)) == caption(ROW, Random(3))
    assert word_captions(Random(1)) == word_captions(Random(1))


def test_every_family_gives_a_clean_sentence():
    for family in range(len(FAMILIES)):
        for seed in range(20):
            text = caption(ROW, Random(seed), (family,)).text
            assert text and "{" not in text and "  " not in text and not text.startswith((",", " ")), text


def test_a_caption_tells_only_what_is_known():
    for seed in range(200):
        made = caption(ROW, Random(seed))
        assert made.family not in HELD_OUT
        assert set(made.told.values()) <= {SAID, LIKELY, SILENT}
        assert all(made.attributes[axis] for axis, told in made.told.items() if told == SAID)


def test_a_slip_changes_one_word_only():
    before, after = ["a", "slow", "waltz", "for", "piano"], misspell("a slow waltz for piano", Random(4)).split()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_the_word_bank_speaks_of_every_axis():
    told = {axis for made in word_captions(Random(0)) for axis, share in made.told.items() if share == SAID}
    assert told >= set(WORD_AXES) - {"key"}
