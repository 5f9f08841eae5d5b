import re
from random import Random

import numpy as np
import pytest

from compose.generation.conditions import AXES, WORD_AXES
from compose.generation.training import caption_banks as banks
from compose.generation.training.caption_slots import MARKINGS, MOODS, NEUTRAL, SLOTS
from compose.generation.training.captions import FAMILIES, HELD_OUT, LIKELY, SAID, SILENT, attributes, caption, misspell, word_captions
from compose.generation.training.measured import with_measured

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
    "bars": 32,
    "instruments": ["piano"],
    "style_bucket": "waltz",
    "period": "romantic",
    "form": ["waltz"],
}
BARE_ROW = {"id": "c/d", "instruments": [], "style_bucket": None, "period": None, "form": None}
CELLS = {(valence, arousal) for valence in AXES["valence"] for arousal in AXES["arousal"]}


def test_there_are_enough_families_and_some_are_held_out():
    assert len(FAMILIES) >= 60 and len(HELD_OUT) >= 10 and len(set(FAMILIES)) == len(FAMILIES)
    assert all(0 <= number < len(FAMILIES) for number in HELD_OUT)


def test_every_slot_of_a_family_is_known_and_every_slot_is_used():
    used = {name for family in FAMILIES for name in re.findall(r"\{([a-z]+)\d?\}", family)}
    assert used == set(SLOTS) and set(NEUTRAL) < set(SLOTS)


def test_the_banks_cover_their_axes():
    for axis, bank in (
        ("bucket", banks.BUCKET_WORDS),
        ("bucket", banks.BUCKET_MUSIC),
        ("period", banks.PERIOD_WORDS),
        ("period", banks.ERA_WORDS),
        ("ensemble", banks.PLAYER_WORDS),
        ("ensemble", banks.WHO_WORDS),
        ("tempo_class", banks.TEMPO_ADJECTIVES),
        ("tempo_class", MARKINGS),
        ("time", banks.TIME_WORDS),
        ("density", banks.DENSITY_WORDS),
        ("difficulty", banks.LEVELS),
        ("difficulty", banks.PUPILS),
        ("texture", banks.TEXTURE_WORDS),
        ("texture", banks.TEXTURE_ADJECTIVES),
    ):
        assert set(bank) == set(AXES[axis]), (axis, set(AXES[axis]) ^ set(bank))
    assert set(banks.SCENES) == set(banks.USES) == set(MOODS) == CELLS


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


def test_labels_known_for_certain_win_over_estimates():
    labelled = ROW | {"conditions": {"valence": "high", "density": "sparse", "tempo_class": "", "form": "AABA", "bucket": "blues"}}
    known = attributes(labelled)
    assert (known["valence"], known["density"], known["tempo_class"], known["bucket"]) == ("high", "sparse", "60-71", "blues")
    family = next(number for number, text in enumerate(FAMILIES) if "{form}" in text)
    assert " in song form" in caption(labelled, Random(2), (family,)).text.lower()


def test_difficulty_and_texture_are_told_where_they_were_measured(tmp_path, capsys):
    ids, conditions = np.array(["a/b"]), np.zeros((1, len(AXES)), np.uint8)
    conditions[0, -2:] = AXES["difficulty"].index("7-8") + 1, AXES["texture"].index("polyphonic") + 1
    np.savez(tmp_path / "packed.npz", ids=ids, conditions=conditions)
    measured, other = with_measured([ROW, BARE_ROW], tmp_path / "packed.npz")
    assert other == BARE_ROW and attributes(ROW)["texture"] == ""
    family = (FAMILIES.index("{level} {music}[ {players}][, {texture}]"),)
    made = [caption(measured, Random(seed), family) for seed in range(40)]
    assert {each.told["difficulty"] for each in made} == {SAID} and {each.told["texture"] for each in made} >= {SAID}
    assert all(each.attributes["difficulty"] == "7-8" and each.attributes["texture"] == "polyphonic" for each in made)
    np.savez(tmp_path / "packed.npz", ids=ids, conditions=conditions[:, :11])
    assert with_measured([ROW], tmp_path / "packed.npz") == with_measured([ROW], tmp_path / "none.npz") == [ROW]
    assert capsys.readouterr().err.count("difficulty and texture") == 2


def test_a_seed_always_gives_the_same_captions():
    assert caption(ROW, Random(3)) == caption(ROW, Random(3))
    assert word_captions(Random(1)) == word_captions(Random(1))


@pytest.mark.parametrize("row", [ROW, BARE_ROW])
def test_every_family_gives_a_clean_sentence(row):
    for family in range(len(FAMILIES)):
        for seed in range(20):
            made = caption(row, Random(seed), (family,))
            assert made.family == family and made.text and not re.search(r"[{}\[\]<>|]|  |^[ ,]| ,", made.text), made.text


@pytest.mark.parametrize("row", [ROW, BARE_ROW])
def test_a_caption_tells_only_what_is_known(row):
    for seed in range(300):
        made = caption(row, Random(seed))
        assert made.family not in HELD_OUT
        assert set(made.told.values()) <= {SAID, LIKELY, SILENT}
        assert all(made.attributes[axis] for axis, told in made.told.items() if told == SAID)


@pytest.mark.parametrize("bucket", AXES["bucket"])
def test_every_bucket_is_named_in_its_captions(bucket):
    row = ROW | {"style_bucket": bucket, "form": []}
    made = [caption(row, Random(seed)) for seed in range(60)]
    said = [each for each in made if each.told["bucket"] == SAID]
    assert len(said) >= 10 and len({each.text for each in said}) >= 10


def test_captions_of_one_piece_differ():
    assert len({caption(ROW, Random(seed)).text for seed in range(300)}) >= 270


def test_what_it_must_not_be_tells_no_feeling_for_certain():
    family = next(number for number, text in enumerate(FAMILIES) if "not {opposite}[" in text)
    made = [caption(ROW, Random(seed), (family,)) for seed in range(20)]
    assert {each.told["valence"] for each in made} == {LIKELY} and {each.told["arousal"] for each in made} <= {SILENT, LIKELY}


def test_a_dance_is_the_usual_word_for_its_bucket_and_a_fugue_for_viola_is_not():
    usual, unusual = ROW | {"form": ["waltz"]}, ROW | {"form": ["fugue"]}
    for row, word, shares in ((usual, "waltz", {SAID}), (unusual, "fugue", {LIKELY})):
        made = [caption(row, Random(seed), (FAMILIES.index("{mood} {genre}"),)) for seed in range(200)]
        assert {each.told["bucket"] for each in made if each.text.lower().rstrip(".!").endswith(f" {word}")} == shares


def test_a_slip_changes_one_word_only():
    before, after = ["a", "slow", "waltz", "for", "piano"], misspell("a slow waltz for piano", Random(4)).split()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_some_captions_have_slips_and_most_have_none():
    family = (FAMILIES.index("{bars} <bars|measures>[ in {time}][, {key}][, {mood}][, {players}]"),)
    texts = [caption(ROW, Random(seed), family).text.lower() for seed in range(300)]
    slips = sum("bars" not in text and "measures" not in text for text in texts)
    assert 0 < slips < 60


def test_the_word_bank_speaks_of_every_axis_and_bucket():
    made = word_captions(Random(0))
    told = {axis for each in made for axis, share in each.told.items() if share == SAID}
    assert told >= set(WORD_AXES)
    assert {each.attributes["bucket"] for each in made if each.told["bucket"] == SAID} >= set(AXES["bucket"])
