"""The labelled corpus of pieces by rule, and the command that writes one."""

import json
from itertools import islice
from random import Random

import pytest

from compose.generation.conditions import AXES, ensemble_class, tempo_class
from compose.generation.procedural import STYLES, compose, labels, many, random_wish
from compose.generation.procedural.__main__ import main
from compose.generation.training.prepare import split_of, work_of
from compose.music.header import Header
from compose.music.score import KeySignature, TimeSignature
from compose.music.tokenizer import encode
from compose.music.transcription import read_midi

MANIFEST_FIELDS = {
    "id", "source", "licence", "licence_evidence", "title", "composer", "period", "genre", "form", "instruments", "parts", "key", "meter",
    "tempo_bpm", "tags", "bars", "notes", "quarters", "tracks", "dup_group", "primary", "style_bucket",
}  # fmt: skip


def test_many_pieces_come_with_their_labels():
    rows = list(many(33, seed=4))
    assert [row["style_bucket"] for row, _ in rows] == list(STYLES) * 3
    assert len({row["id"] for row, _ in rows}) == 33
    assert len({encode(score)[1].tobytes() for _, score in rows}) == 33
    for row, score in rows:
        assert row.keys() >= MANIFEST_FIELDS and json.loads(json.dumps(row)) == row
        assert row["licence"] == "CC0-1.0" and row["primary"] is True
        assert (row["bars"], row["key"], row["meter"]) == (len(score.measures), score.key.name, score.time.name)
        assert row["notes"] == len(score.notes) and row["tempo_bpm"] == score.tempo_qpm
        assert row["conditions"] == labels(row["style_bucket"], score)


def test_the_same_seed_gives_the_same_corpus_and_a_longer_one_begins_with_it():
    short = [(row["id"], encode(score)[1].tobytes()) for row, score in many(11, seed=2)]
    longer = [(row["id"], encode(score)[1].tobytes()) for row, score in islice(many(22, seed=2), 11)]
    other = [encode(score)[1].tobytes() for _, score in many(11, seed=3)]
    assert short == longer
    assert not {body for _, body in short} & set(other)


def test_pieces_spread_over_the_splits_although_titles_repeat():
    rng = Random(1)
    names = [f"Tango {rng.randint(1, 9)}-{number}" for number in range(400)]
    splits = {split_of(work_of({"id": name, "title": name, "composer": ""})) for name in names}
    assert splits == {"train", "validation", "test"}


@pytest.mark.parametrize("style", STYLES)
def test_labels_use_the_values_of_the_axes(style: str):
    rng = Random(style)
    for seed in range(4):
        wish = random_wish(style, rng)
        score = compose(style, wish.header, seed, form=wish.form, cadence=wish.cadence, density=wish.density, dynamic=wish.dynamic)
        values = labels(style, score)
        assert set(values) == set(AXES)
        assert all(value == "" or value in AXES[axis] for axis, value in values.items())
        assert values["bucket"] == style and values["mode"] == wish.header.key.mode
        assert values["tempo_class"] == tempo_class(wish.header.tempo_qpm)
        assert values["ensemble"] == ensemble_class(wish.header.instruments)
        if wish.form and values["form"]:
            assert values["form"] == wish.form[: len(values["form"])]


@pytest.mark.parametrize("style", STYLES)
def test_wishes_cover_keys_modes_and_players(style: str):
    wishes = [random_wish(style, Random(f"{style} {number}")) for number in range(200)]
    assert len({(wish.header.key.fifths, wish.header.key.mode) for wish in wishes}) >= 14
    assert {wish.header.key.mode for wish in wishes} == {"major", "minor"}
    assert {wish.header.instruments for wish in wishes} == set(STYLES[style].players)
    assert len({wish.header.measure_count for wish in wishes}) >= 6


def test_fast_major_music_feels_higher_than_slow_minor_music():
    def piece(mode: str, tempo: int) -> dict[str, str]:
        header = Header(("Piano",), KeySignature(0, mode), TimeSignature(4, 4), tempo, 16)
        return labels("pop ballad", compose("pop ballad", header, 1, density="busy" if tempo > 100 else "sparse"))

    fast, slow = piece("major", 150), piece("minor", 50)
    assert (fast["valence"], fast["arousal"]) == ("high", "high")
    assert (slow["valence"], slow["arousal"]) == ("low", "low")


def test_the_command_writes_music_that_reads_back(tmp_path, capsys):
    arguments = ["tango", "--seed", "3", "--measures", "32", "--key", "E minor", "--players", "Violin,Piano", "--out", str(tmp_path)]
    assert main(arguments) == 0
    assert capsys.readouterr().out.strip().endswith("tango-3.musicxml")
    score, _ = read_midi(tmp_path / "tango-3.mid")
    assert len(score.measures) == 32 and [part.instrument.name for part in score.parts] == ["Violin", "Piano"]
    assert score.key == KeySignature(1, "minor")
    first = (tmp_path / "tango-3.mid").read_bytes()
    assert main(arguments) == 0
    assert (tmp_path / "tango-3.mid").read_bytes() == first


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["polka"], "I know no style"),
        (["blues", "--measures", "1000"], "2 to 128 measures"),
        (["blues", "--time", "7/8"], "cannot write blues in 7/8"),
        (["blues", "--time", "four"], "A metre is written"),
        (["blues", "--key", "H dur"], "A key is written"),
        (["blues", "--tempo", "9000"], "A tempo lies between"),
        (["blues", "--players", "Kazoo"], "unknown instrument"),
        (["blues", "--players", "Flute"], "for a piano"),
    ],
)
def test_the_command_refuses_bad_wishes_in_one_sentence(tmp_path, capsys, arguments: list[str], sentence: str):
    assert main([*arguments, "--out", str(tmp_path)]) == 2
    said = capsys.readouterr().err.strip()
    assert sentence in said and "\n" not in said
    assert list(tmp_path.iterdir()) == []
