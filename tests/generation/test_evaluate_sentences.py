"""The judge of finished files: it sees what is in them, and a file that is wrong, broken or missing counts against us."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from compose.generation.training import evaluate_sentences
from compose.generation.training.evaluate_sentences import interval, judge
from compose.generation.training.wish_checks import is_same_key
from compose.music import midi, musicxml
from compose.music.score import Score
from tests.music.factories import make_piano

RIGHT = {"key": "C major", "time": "4/4", "players": "Piano"}


def save(score: Score, path: Path) -> Path:
    path.with_name(path.name + ".musicxml").write_text(musicxml.write(score))
    path.with_name(path.name + ".mid").write_bytes(midi.write(score))
    return path


def verdicts(path: Path, **gold: str) -> dict[str, bool]:
    return dict(judge({"gold": gold}, path))


@pytest.fixture
def score() -> Score:
    return make_piano()


def test_a_piece_is_judged_by_what_three_programs_read(score, tmp_path):
    right = {"key": score.key.name, "time": score.time.name, "bars": str(len(score.measures)), "tempo": str(score.tempo_qpm)}
    found = verdicts(save(score, tmp_path / "a-1"), players="Piano", **right)
    found.pop("key heard")
    assert set(found.values()) == {True} and {"readable", "parsers agree", "measures full"} < set(found)


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("key", "F# major"), ("time", "7/8"), ("tempo", "190-200"), ("bars", "99"), ("players", "Violin"), ("without", "Piano"),
        ("seconds", "900"), ("range", "C7-C8"), ("durations", "whole"), ("dynamics", "ppp"), ("compass", "1"), ("articulation", "staccato"),
    ],
)  # fmt: skip
def test_a_wish_that_is_not_met_is_seen(score, tmp_path, field, wanted):
    assert verdicts(save(score, tmp_path / "a-1"), **{field: wanted})[field] is False


@pytest.mark.parametrize(
    ("heard", "key", "is_same"),
    [("C# major", "Db major", True), ("G# minor", "Ab minor", True), ("A minor", "C major", False), ("C minor", "C major", False)],
)
def test_a_key_is_heard_without_its_spelling(heard, key, is_same):
    assert is_same_key(heard, key) is is_same


def test_another_midi_than_the_score_is_no_agreement(score, tmp_path):
    path = save(score, tmp_path / "a-1")
    (tmp_path / "a-1.mid").write_bytes(midi.write(replace(score, measures=score.measures[:-1])))
    assert verdicts(path)["parsers agree"] is False


def test_a_measure_that_is_too_long_is_seen(score, tmp_path):
    path = save(score, tmp_path / "a-1")
    file = tmp_path / "a-1.musicxml"
    text = file.read_text()
    beats = f"<beats>{score.time.beats}</beats>"
    assert beats in text
    file.write_text(text.replace(beats, f"<beats>{score.time.beats + 1}</beats>"))
    assert verdicts(path)["measures full"] is False


@pytest.mark.parametrize("harm", ["missing", "cut", "empty"])
def test_a_file_that_cannot_be_read_is_wrong_in_every_field(score, tmp_path, harm):
    path = save(score, tmp_path / "a-1")
    file = tmp_path / "a-1.musicxml"
    if harm == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[: len(file.read_bytes()) // 2 if harm == "cut" else 0])
    found = verdicts(path, **RIGHT)
    assert set(found) == {"readable", "parsers agree", "measures full", "key heard", *RIGHT} and not any(found.values())


def test_the_table_counts_what_is_missing(score, tmp_path, capsys):
    gold = tmp_path / "gold.jsonl"
    rows = [{"id": name, "text": "x", "gold": {"time": score.time.name}} for name in ("a", "b")]
    gold.write_text("\n".join(map(json.dumps, rows)))
    save(score, tmp_path / "a-1")
    assert evaluate_sentences.main(["--gold", str(gold), "--files", str(tmp_path)]) == 0
    lines = {row["field"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert (lines["all wishes"]["met"], lines["all wishes"]["of"]) == (1, 2)


def test_an_interval_holds_its_share_and_narrows():
    wide, narrow = interval([True, False] * 5), interval([True, False] * 500)
    assert wide[0] < narrow[0] < 0.5 < narrow[1] < wide[1] and interval([True] * 10)[1] == 1.0
