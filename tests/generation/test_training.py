"""Packed music becomes a checkpoint, a stopped training goes on, and what a checkpoint has learned is measured."""

import json

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

import compose.generation.training.__main__ as trainer
from compose.generation.batching import write_many
from compose.generation.checkpoint import FILE_NAME, FORMER_PLACES, load, save, tables_fingerprint
from compose.generation.conditions import AXES
from compose.generation.context import FEATURES
from compose.generation.foresight import FORESIGHT
from compose.generation.places import PLACE_VALUES, rows_by_name
from compose.generation.sizes import FIRST_AXES
from compose.generation.stream import Stream
from compose.generation.training import (
    ablate,
    evaluate,
    evaluate_tasks,
    style_captions,
    style_vectors,
    train_style,
)
from compose.generation.training.captions import word_captions
from compose.generation.training.given_windows import TASKS
from compose.generation.training.windows import PLACE_DROPOUT, Corpus
from compose.music.tokenizer import decode, encode
from compose.music.vocabulary import INDEX

from .small import make_brief, small_generator
from .small_corpus import corpus, json_lines, packed

__all__ = ["corpus", "packed"]

SIZES = ["--width", "16", "--layers", "1", "--heads", "2", "--length", "64", "--batch", "2"]


@pytest.fixture(scope="module", autouse=True)
def brief_validation():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trainer, "VALIDATION_BATCHES", 1)
        yield


def train(packed, out, *more, minutes=0.02):
    return trainer.main(["--packed", str(packed), "--out", str(out), "--minutes", str(minutes), *SIZES, *more])


@pytest.fixture(scope="module")
def trained(packed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("trained")
    assert train(packed, folder) == 0
    return folder


def change(packed, path, **changes):
    """A copy of the packed file with other values."""
    with np.load(packed) as data:
        np.savez(path, **{**data, **changes})
    return path


# Train


def test_training_makes_a_checkpoint_that_composes(trained):
    generator, _ = load(trained)
    assert (generator.config.width, generator.config.layers, generator.config.window) == (16, 1, 64)
    brief = make_brief(measure_count=4)
    (measures,) = write_many(generator, [Stream(brief, 1)])
    score = decode(brief.header, [step for measure in measures for step in measure])
    assert len(score.measures) == 4
    encode(score)


def test_what_is_learned_lowers_the_loss(packed, trained, tmp_path):
    corpus = Corpus(packed)
    batch = corpus.batch(np.arange(5), 64, np.random.default_rng(0), is_training=False)
    torch.manual_seed(0)
    losses = [float(trainer.batch_losses(generator, batch).sum().detach())
              for generator in (load(trained)[0], trainer.Generator(load(trained)[0].config))]
    assert losses[0] < losses[1]


def test_training_hides_a_little_of_what_is_known_of_places(packed):
    corpus = Corpus(packed)
    seen, hidden = (corpus.batch(np.arange(5), 64, np.random.default_rng(0), is_training=flag, task="").places for flag in (False, True))
    known = seen != PLACE_VALUES
    share = float((hidden[known] == PLACE_VALUES).float().mean())
    assert 0.6 * PLACE_DROPOUT < share < 1.5 * PLACE_DROPOUT
    assert (hidden[~known] == PLACE_VALUES).all()


def test_compiling_without_a_compiler_is_refused_in_a_sentence(packed, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(trainer.shutil, "which", lambda name: None)
    monkeypatch.setattr(trainer.torch.cuda, "is_available", lambda: False)
    assert trainer.main(["--packed", str(packed), "--out", str(tmp_path / "run"), "--compile"]) == 2
    assert "needs a C++ compiler" in capsys.readouterr().err


def test_a_stopped_training_goes_on_where_it_was(packed, tmp_path, capsys, monkeypatch):
    step = trainer.Training._step

    def stop_in_the_fourth(self, *arguments):
        if self.batches == 3:
            raise KeyboardInterrupt
        step(self, *arguments)

    monkeypatch.setattr(trainer.Training, "_step", stop_in_the_fourth)
    with pytest.raises(KeyboardInterrupt):
        train(packed, tmp_path, "--keep-seconds", "0", minutes=60)
    monkeypatch.undo()
    stopped = torch.load(tmp_path / "state.pt", weights_only=True)
    assert stopped["batches"] == 3
    capsys.readouterr()
    assert train(packed, tmp_path, minutes=stopped["used_seconds"] / 60 + 0.005) == 0
    finished = torch.load(tmp_path / "state.pt", weights_only=True)
    assert finished["batches"] > 3 and finished["steps_seen"] > stopped["steps_seen"]
    assert "going on after 3 batches" in capsys.readouterr().out


def test_a_finished_training_is_not_trained_on(packed, trained, capsys):
    before = torch.load(trained / "state.pt", weights_only=True)["batches"]
    assert train(packed, trained) == 0
    assert torch.load(trained / "state.pt", weights_only=True)["batches"] == before


def test_a_packed_file_of_another_vocabulary_is_refused(packed, tmp_path, capsys):
    other = change(packed, tmp_path / "other.npz", fingerprint=np.array("000000000000"))
    assert train(other, tmp_path / "out") == 2
    assert "another vocabulary; run prepare again" in capsys.readouterr().err
    assert not (tmp_path / "out" / FILE_NAME).exists()


def test_a_packed_file_of_other_conditions_is_refused(packed, tmp_path, capsys):
    with np.load(packed) as data:
        other = change(packed, tmp_path / "other.npz", conditions=data["conditions"][:, :-1])
    assert train(other, tmp_path / "out") == 2
    assert "other conditions; run prepare again" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, b"", b"not a packed file", b"PK\x03\x04 cut"])
def test_a_packed_file_that_is_missing_or_damaged_is_refused(tmp_path, capsys, content):
    if content is not None:
        (tmp_path / "packed.npz").write_bytes(content)
    assert train(tmp_path / "packed.npz", tmp_path / "out") == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_state_of_another_size_is_refused(packed, trained, capsys):
    assert train(packed, trained, "--width", "32") == 2
    assert "another size" in capsys.readouterr().err


def test_style_vectors_that_are_named_but_missing_are_refused(packed, tmp_path, capsys):
    assert train(packed, tmp_path, "--styles", str(tmp_path / "styles.npz")) == 2
    assert "train_style" in capsys.readouterr().err


# Style


def test_the_style_vectors_reach_the_packed_pieces(corpus, packed, tmp_path, monkeypatch):
    monkeypatch.setattr(style_captions, "embed", lambda texts, cache: np.random.default_rng(0).normal(size=(len(texts), 384)))
    monkeypatch.setattr(train_style, "word_captions", lambda random: word_captions(random)[:200])
    folders = ["--corpus", str(corpus), "--work", str(tmp_path), "--out", str(tmp_path / "out")]
    assert train_style.main([*folders, "--steps", "1", "--placing-steps", "40", "--procedural", "0"]) == 0
    styles = Corpus(packed, tmp_path / "style_vectors.npz").styles
    assert styles.shape == (5, len(style_vectors.KINDS), 256) and np.abs(styles).sum(-1).all()


# Evaluate


def test_the_evaluation_prints_a_row_an_ensemble_and_its_controls(packed, trained, capsys):
    assert evaluate.main(["--weights", str(trained), "--pieces", "5", "--measures", "2", "--untrained", "--packed", str(packed)]) == 0
    rows = json_lines(capsys)
    assert rows[0]["row"] == "generated" and rows[0]["pieces"] == 5
    assert [row["row"] for row in rows][-3:] == ["untrained, same masks", "real hold-out", "real hold-out, pitches shuffled"]
    for row in rows:
        for figure in evaluate.FIGURES:
            mean, low, high = row[figure]
            assert low <= mean <= high
    assert rows[-2]["in_scale"][0] == 1


def test_the_evaluation_says_when_nothing_is_held_out(packed, trained, tmp_path, capsys):
    bare = change(packed, tmp_path / "bare.npz", splits=np.zeros(5, np.uint8))
    assert evaluate.main(["--weights", str(trained), "--pieces", "1", "--measures", "2", "--packed", str(bare)]) == 0
    said = capsys.readouterr()
    assert "no piece held out" in said.err and "real" not in said.out


@pytest.mark.parametrize("more", [[], ["--openings"]])
def test_the_ablation_prints_a_row_an_axis_and_some_for_the_style(packed, trained, capsys, more):
    assert ablate.main(["--weights", str(trained), "--packed", str(packed), "--batches", "1", "--length", "32", *more]) == 0
    rows = json_lines(capsys)
    assert [row["axis"] for row in rows] == ["all", *AXES, "all axes", "style", "style, no axes"]
    assert all(row["none"] > 0 and row["wrong"] > 0 for row in rows[1:])


def test_openings_begin_with_their_piece(packed):
    corpus = Corpus(packed)
    batch = corpus.batch(np.arange(5), 16, np.random.default_rng(0), is_training=False, is_opening=True)
    assert (batch.steps[:, 0].numpy() == corpus.steps[corpus.starts[:5]]).all()


def test_the_ablation_refuses_a_missing_file(tmp_path, trained, capsys):
    with pytest.raises(SystemExit, match="2"):
        ablate.main(["--weights", str(trained), "--packed", str(tmp_path / "none.npz")])
    assert "is missing" in capsys.readouterr().err


def test_the_evaluation_refuses_a_folder_without_a_checkpoint(tmp_path, capsys):
    with pytest.raises(SystemExit, match="2"):
        evaluate.main(["--weights", str(tmp_path)])
    assert "is missing" in capsys.readouterr().err


def test_windows_of_a_long_piece_begin_at_its_borders(packed):
    corpus = Corpus(packed)
    piece = int(np.diff(corpus.starts).argmax())
    start, stop = corpus.starts[piece], corpus.starts[piece + 1]
    measures = corpus.measures[(corpus.measures >= start) & (corpus.measures < stop)]
    corpus.steps[measures, 3], corpus.steps[measures, 4] = INDEX["section"][""], INDEX["cadence"][""]
    length, rng = int(stop - start) // 4, np.random.default_rng(0)
    anywhere = {corpus.window(piece, length, rng)[0] for _ in range(300)}
    assert len(anywhere) > 4
    corpus.steps[measures[[0, 2]], 3] = INDEX["section"]["A"]
    corpus.steps[measures[3], 4] = INDEX["cadence"]["half"]
    last = measures[measures >= stop - length][0]
    borders = {corpus.window(piece, length, rng)[0] for _ in range(300)}
    assert borders == {start, measures[2], measures[4], last}


# Tasks


def test_what_is_given_further_on_can_be_hidden_feature_by_feature(packed, trained, capsys):
    arguments = ["--packed", str(packed), "--weights", str(trained), "--batches", "1", "--length", "64", "--pieces", "1"]
    assert evaluate_tasks.main(arguments) == 0
    lines = json_lines(capsys)
    assert [line["task"] for line in lines[:3]] == list(TASKS)
    for line in lines[:3]:
        assert set(line["without"]) == set(FORESIGHT) and line["all"] > 0
    assert {"infill", "vary"} <= {line["task"] for line in lines[3:]}


@pytest.mark.parametrize("former", FORMER_PLACES, ids=("without echoes", "without echoes and foresight"))
def test_training_can_begin_with_a_checkpoint_that_knows_less_of_a_place(packed, trained, tmp_path, former):
    generator, _ = load(trained)
    rows, known = rows_by_name(FEATURES, FORESIGHT), rows_by_name(*former)
    table = generator.places.weight.detach()
    narrow = torch.cat([*(table[rows[name]] for name in known), table.new_zeros(1, 16)])
    metadata = {"config": json.dumps(generator.config.to_json()), "tables": tables_fingerprint(len(AXES), *former)}
    tensors = {name: tensor.contiguous() for name, tensor in generator.state_dict().items()} | {"places.weight": narrow}
    save_file(tensors, tmp_path / FILE_NAME, metadata)
    widened, _ = load(tmp_path)
    for name, place in rows.items():
        assert torch.equal(widened.places.weight[place], table[place]) if name in known else not widened.places.weight[place].any()
    brief = make_brief(measure_count=6)
    with torch.no_grad():
        for name in rows.keys() - known.keys():
            generator.places.weight[rows[name]] = 0
    assert write_many(widened, [Stream(brief, 1)]) == write_many(generator, [Stream(brief, 1)])
    assert train(packed, tmp_path / "on", "--from", str(tmp_path)) == 0
    assert load(tmp_path / "on")[0].config == generator.config


def test_training_can_begin_with_a_checkpoint_that_knows_fewer_axes(packed, tmp_path, capsys):
    save(small_generator(axes=FIRST_AXES), tmp_path / FILE_NAME)
    assert train(packed, tmp_path / "on", "--from", str(tmp_path)) == 0
    assert "knows nothing of difficulty, texture: widened" in capsys.readouterr().out
    learned = load(tmp_path / "on")[0]
    assert (learned.config.axes, learned.config.window) == (len(AXES), 64)
    assert all(table.weight.any() for table in learned.axes[FIRST_AXES:]), "the new axes are learned"
