import json
from dataclasses import replace

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from compose.generation.batching import write_many
from compose.generation.checkpoint import FILE_NAME, WEIGHTS, CheckpointError, load, save, with_all_axes
from compose.generation.conditions import AXES
from compose.generation.sizes import FIRST_AXES, FIRST_WINDOW, STYLE_TOKENS
from compose.generation.stream import Stream

from .small import make_brief, small_generator
from .test_generator import places

LATER = {axis: values[-1] for axis, values in list(AXES.items())[FIRST_AXES:]}


def test_what_is_saved_is_loaded(tmp_path):
    generator = small_generator()
    save(generator, tmp_path / FILE_NAME, steps_seen="12")
    loaded, fingerprint = load(tmp_path)
    assert loaded.config == generator.config and len(fingerprint) == 16
    for name, tensor in generator.state_dict().items():
        torch.testing.assert_close(loaded.state_dict()[name], tensor, atol=1e-3, rtol=1e-2)


def test_the_committed_checkpoint_loads_and_is_small():
    generator, _ = load()
    assert (WEIGHTS / FILE_NAME).stat().st_size < 60e6
    assert not generator.training


def as_first_written(path):
    """Make a checkpoint's configuration say what the first ones said: no axes, no window, and how far it was to look back."""
    with safe_open(path, "pt") as file:
        metadata = file.metadata()
    config = json.loads(metadata["config"])
    del config["axes"], config["window"]
    save_file(load_file(path), path, metadata | {"config": json.dumps(config | {"max_steps": 2048})})


def test_a_checkpoint_that_does_not_say_what_it_was_trained_with_knows_the_first_axes_and_windows(tmp_path):
    generator = small_generator(axes=FIRST_AXES, window=FIRST_WINDOW)
    save(generator, tmp_path / FILE_NAME)
    as_first_written(tmp_path / FILE_NAME)
    loaded, _ = load(tmp_path)
    assert loaded.config == generator.config and loaded.config.prefix_length == STYLE_TOKENS + FIRST_AXES


def test_axes_that_a_checkpoint_does_not_know_change_nothing():
    generator = small_generator(axes=FIRST_AXES)
    brief = make_brief(measure_count=3)
    asked = replace(brief, conditions=brief.conditions | LATER)
    assert len(LATER) == len(AXES) - FIRST_AXES > 0
    assert write_many(generator, [Stream(asked, 1)]) == write_many(generator, [Stream(brief, 1)])
    wide = small_generator()
    wide.axes[-1].weight.data *= 3000
    assert write_many(wide, [Stream(asked, 1)]) != write_many(wide, [Stream(brief, 1)])


@torch.inference_mode()
def test_a_widened_generator_steers_as_before_and_hears_of_every_axis():
    known = small_generator(axes=FIRST_AXES)
    wide = with_all_axes(known, 64)
    style, conditions, _, _ = places(batch=2)
    later = conditions.clone()
    later[:, FIRST_AXES:] = 1
    torch.testing.assert_close(wide.steering(wide.prefix(style, later)), known.steering(known.prefix(style, conditions)))
    assert (wide.config.axes, wide.config.window) == (len(AXES), 64) and not wide.axes[-1].weight.any()


def test_a_missing_checkpoint_is_said_in_one_sentence(tmp_path):
    with pytest.raises(CheckpointError, match="is missing"):
        load(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\x00" * 100, b"not safetensors"])
def test_a_damaged_checkpoint_is_said_in_one_sentence(tmp_path, content):
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(CheckpointError, match="damaged"):
        load(tmp_path)


def test_a_cut_checkpoint_is_damaged(tmp_path):
    save(small_generator(), tmp_path / FILE_NAME)
    (tmp_path / FILE_NAME).write_bytes((tmp_path / FILE_NAME).read_bytes()[:-500])
    with pytest.raises(CheckpointError, match="damaged"):
        load(tmp_path)


def test_weights_that_do_not_fit_are_refused(tmp_path):
    save(small_generator(), tmp_path / FILE_NAME)
    with safe_open(tmp_path / FILE_NAME, "pt") as file:
        metadata = file.metadata()
    tensors = load_file(tmp_path / FILE_NAME)
    tensors.pop("norm.weight")
    save_file(tensors, tmp_path / FILE_NAME, metadata)
    with pytest.raises(CheckpointError, match="do not fit"):
        load(tmp_path)


def test_a_checkpoint_of_another_vocabulary_is_refused(tmp_path):
    save(small_generator(), tmp_path / FILE_NAME, tables="000000000000")
    with pytest.raises(CheckpointError, match="another vocabulary"):
        load(tmp_path)
