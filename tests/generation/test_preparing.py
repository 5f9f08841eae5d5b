"""A folder of music becomes a packed file with its ledger, and the survey says beforehand what will become of it."""

import json

import numpy as np
import pytest

from compose.generation.training import prepare, survey
from compose.music.header import Header
from compose.music.tokenizer import decode
from compose.music.transcription import read_midi
from compose.music.vocabulary import fingerprint

from .small_corpus import corpus, json_lines, left_out_rows, packed, used_rows

__all__ = ["corpus", "packed"]

BAD_MANIFESTS = [
    (None, "there is no manifest"),
    ("{not json}\n", "is not JSON"),
    ('{"file": "a.mid"}\n', "has no id"),
    ("[]\n", "has no id"),
]


def test_pieces_that_can_be_used_are_packed_as_they_are(corpus, packed, tmp_path):
    data = np.load(packed)
    assert data["ids"].tolist() == [row["id"] for row in used_rows(tmp_path)]
    assert str(data["fingerprint"]) == fingerprint()
    for number, name in enumerate(data["ids"]):
        steps = data["steps"][data["starts"][number] : data["starts"][number + 1]]
        score = decode(Header.from_json(json.loads(str(data["headers"][number]))), steps.tolist())
        assert score.notes == read_midi(corpus / f"{name}.mid")[0].notes


def test_the_ledger_has_a_line_a_piece_with_its_licence_or_the_reason(packed, tmp_path):
    lines = {line["id"]: line for line in map(json.loads, packed.with_name("ledger.jsonl").read_text().splitlines())}
    reasons = {row["id"]: reason for row, reason in left_out_rows(tmp_path)}
    assert len(lines) == 5 + len(reasons)
    for name, line in lines.items():
        if name in reasons:
            assert reasons[name] in line["left_out"]
        else:
            assert "left_out" not in line and line["licence"] == "CC0-1.0"


def test_a_work_stays_on_one_side_of_the_split(packed):
    movements = [{"composer": "X", "title": title} for title in ("Sonata, 1. Allegro", "Sonata: 2. Adagio", "sonata (finale)")]
    assert len({prepare.work_of(row) for row in movements}) == 1
    assert np.load(packed)["splits"].tolist()[0] == prepare.SPLITS.index("validation")


@pytest.mark.parametrize("command", [prepare, survey])
@pytest.mark.parametrize(("manifest", "sentence"), BAD_MANIFESTS)
def test_a_manifest_that_cannot_be_read_is_said_in_one_sentence(tmp_path, capsys, command, manifest, sentence):
    if manifest:
        (tmp_path / "manifest.jsonl").write_text(manifest)
    out = ["--out", str(tmp_path / "out")] if command is prepare else []
    assert command.main(["--corpus", str(tmp_path), *out]) == 2
    said = capsys.readouterr()
    assert sentence in said.err and said.err.count("\n") == 1 and not said.out


def test_a_corpus_without_a_single_piece_to_use_is_refused(tmp_path, capsys):
    (tmp_path / "manifest.jsonl").write_text('{"id": "a", "file": "a.mid"}\n')
    assert prepare.main(["--corpus", str(tmp_path), "--out", str(tmp_path / "out"), "--processes", "1"]) == 2
    assert "no piece" in capsys.readouterr().err


def test_the_survey_counts_what_can_be_written_without_another_process(corpus, capsys, monkeypatch):
    monkeypatch.setattr(prepare, "ProcessPoolExecutor", None)
    assert survey.main(["--corpus", str(corpus), "--processes", "1"]) == 0
    *buckets, summary = json_lines(capsys)
    assert buckets[0]["bucket"] == "all" and buckets[0]["identical"] == buckets[0]["pieces"] == 10
    assert (summary["pieces_read"], summary["not_representable"]) == (14, 4)
