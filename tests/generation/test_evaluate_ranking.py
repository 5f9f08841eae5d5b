"""What the best of several candidates is worth, read in finished files."""

import json

import pytest

from compose.generation.plan import read_plan
from compose.generation.ranking import merit
from compose.generation.training import evaluate_ranking
from compose.generation.training.evaluate_ranking import Candidate, table
from compose.music import midi, musicxml
from tests.music.factories import make_piano


def a_report(met_share: float, clash_share: float) -> dict:
    return {"met_share": met_share, "clash_share": clash_share, "playability": {"faults": []}, "originality": {"measures": 0}}


def test_the_table_sets_the_chosen_one_beside_all():
    good, bad = (Candidate(merit(a_report(share, 0.0)), {"key heard": share, "silent": float("nan")}) for share in (1.0, 0.0))
    (row,) = table([[bad, good], [good, bad]], 2)
    assert (row["measure"], row["one"], row["best"], row["gain"]) == ("key heard", 0.5, 1.0, [0.5, 0.5])


@pytest.fixture
def folder(tmp_path):
    score = make_piano()
    for seed, report in (("1", a_report(1.0, 0.5)), ("2", a_report(1.0, 0.0))):
        path = tmp_path / f"a-{seed}"
        path.with_suffix(".musicxml").write_text(musicxml.write(score))
        path.with_suffix(".mid").write_bytes(midi.write(score))
        path.with_suffix(".json").write_text(json.dumps({"plan": read_plan("a slow waltz for piano").to_json(), "report": report}))
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": "a", "text": "x", "gold": {"time": score.time.name}}))
    return tmp_path


def test_finished_pieces_are_weighed_as_the_composer_weighs_them(folder, capsys):
    assert evaluate_ranking.main(["--gold", str(folder / "gold.jsonl"), "--files", str(folder), "--seeds", "1,2"]) == 0
    rows = {row["measure"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert rows["semitone clashes"]["one"] == 0.25 and rows["semitone clashes"]["best"] == 0.0
    assert rows["wishes met"]["best"] == 1.0 and "key heard" not in rows


def test_without_pieces_it_says_so(folder, capsys):
    assert evaluate_ranking.main(["--gold", str(folder / "gold.jsonl"), "--files", str(folder), "--seeds", "1,7"]) == 2
    assert "no sentence has a piece of every seed 1,7" in capsys.readouterr().err
