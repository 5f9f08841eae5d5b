import io
import json

import music21
import pretty_midi
import pytest
from django.core.management import CommandError, call_command


@pytest.fixture(autouse=True)
def tiny(settings, weights):
    settings.WEIGHTS_DIR = weights


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("compose_piece", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refusal(*arguments: str) -> CommandError:
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    return caught.value


def test_one_description_becomes_three_files(tmp_path):
    run("waltz in D minor for piano, 8 bars", "--seed", "3", "--out", str(tmp_path / "new" / "folder"))
    folder = tmp_path / "new" / "folder"
    card = json.loads((folder / "piece.json").read_text())
    score = music21.converter.parse(folder / "piece.musicxml")
    assert len(score.parts[0].getElementsByClass("Measure")) == 8 == card["measures"]
    assert pretty_midi.PrettyMIDI(str(folder / "piece.mid")).instruments
    assert card["plan"]["key"] == {"value": [-1, "minor"], "source": "said", "confidence": None, "words": "D minor"}
    assert card["seed"] == 3 and card["checkpoint"] and card["tokens"] > card["notes"] > 0
    assert 0 < card["seconds_to_first_measure"] <= card["seconds_total"]
    assert card["report"]


def test_the_same_seed_gives_the_same_score(tmp_path):
    for name in "ab":
        run("lullaby, 4 bars", "--seed", "9", "--out", str(tmp_path / name))
    assert (tmp_path / "a" / "piece.mid").read_bytes() == (tmp_path / "b" / "piece.mid").read_bytes()
    assert (tmp_path / "a" / "piece.musicxml").read_bytes() == (tmp_path / "b" / "piece.musicxml").read_bytes()


@pytest.mark.parametrize("text", ["", "  ", "a", "slow " * 2000, "\u202e"])
def test_a_bad_description_is_one_sentence_and_exit_code_2(tmp_path, text):
    error = refusal(text, "--out", str(tmp_path))
    assert error.returncode == 2 and "\n" not in str(error) and len(str(error)) > 20


@pytest.mark.parametrize("arguments", [(), ("waltz", "--prompts", "x"), *(("waltz", "--seed", seed) for seed in ("-1", "x", str(2**31)))])
def test_bad_arguments_are_one_sentence_and_exit_code_2(tmp_path, arguments):
    error = refusal(*arguments, "--out", str(tmp_path))
    assert error.returncode == 2 and "\n" not in str(error)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    error = refusal("waltz", "--out", str(tmp_path / "file" / "folder"))
    assert error.returncode == 2 and "cannot be written" in str(error)


def test_a_file_of_prompts_is_composed_with_every_seed_and_bad_lines_stop_nothing(tmp_path):
    lines = [
        '{"id": "good", "text": "waltz, 4 bars"}',
        "not json",
        '{"id": "empty", "text": ""}',
        '{"id": "../up", "text": "march"}',
        '{"id": "textless"}',
        "[1, 2]",
        "",
        '{"id": 7, "text": "march in G major, 4 bars"}',
    ]
    (tmp_path / "prompts.jsonl").write_text("\n".join(lines))
    run("--prompts", str(tmp_path / "prompts.jsonl"), "--seeds", "1,2", "--out", str(tmp_path / "out"))
    written = {path.name for path in (tmp_path / "out").iterdir()}
    good = {f"{name}-{seed}.{suffix}" for name in ("good", "7") for seed in (1, 2) for suffix in ("musicxml", "mid", "json")}
    bad = {f"{name}-{seed}.error.json" for name in ("line2", "empty", "line4", "textless", "line6") for seed in (1, 2)}
    assert written == good | bad
    error = json.loads((tmp_path / "out" / "empty-1.error.json").read_text())
    assert error["id"] == "empty" and error["error"]["code"] == "plan.empty" and error["error"]["message"]


def test_pieces_written_side_by_side_are_the_same_and_bad_lines_stop_nothing(tmp_path):
    texts = ("waltz, 4 bars", "", "march in G major, 6 bars", "jig for fiddle, 8 bars", "slow blues for piano, 12 bars")
    (tmp_path / "prompts.jsonl").write_text("\n".join(json.dumps({"id": f"p{number}", "text": text}) for number, text in enumerate(texts)))
    for at_once in ("1", "4"):
        run("--prompts", str(tmp_path / "prompts.jsonl"), "--at-once", at_once, "--out", str(tmp_path / at_once))
    files = {path.name for path in (tmp_path / "1").iterdir()}
    assert files == {path.name for path in (tmp_path / "4").iterdir()} and "p1-1.error.json" in files
    for name in files:
        if name.endswith((".mid", ".musicxml")):
            assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "4" / name).read_bytes()


@pytest.mark.parametrize("count", ["0", "-1", "x", "999", "1.5"])
def test_an_impossible_number_at_once_is_said(tmp_path, count):
    error = refusal("--prompts", "x", f"--at-once={count}", "--out", str(tmp_path))
    assert error.returncode == 2 and "at once" in str(error)


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00"])
def test_a_prompts_file_that_cannot_be_used_is_one_sentence(tmp_path, content):
    path = tmp_path / "prompts.jsonl"
    if content is not None:
        path.write_bytes(content)
    error = refusal("--prompts", str(path), "--out", str(tmp_path / "out"))
    assert error.returncode == 2 and str(path) in str(error)


def test_a_missing_checkpoint_is_one_sentence(tmp_path, settings):
    settings.WEIGHTS_DIR = tmp_path
    error = refusal("waltz", "--out", str(tmp_path / "out"))
    assert error.returncode == 1 and "\n" not in str(error)


@pytest.mark.parametrize("count", ["17", "-1", "x", "1.5"])
def test_an_impossible_number_of_candidates_is_said(tmp_path, count):
    with pytest.raises(CommandError, match="candidates") as refused:
        call_command("compose_piece", "waltz", out=str(tmp_path), candidates=count)
    assert refused.value.returncode == 2
