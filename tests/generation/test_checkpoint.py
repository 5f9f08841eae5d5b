import pytest
import torch
from safetensors.torch import load_file, save_file

from compose.generation.checkpoint import FILE_NAME, WEIGHTS, CheckpointError, load, save

from .small import small_generator


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
    from safetensors import safe_open

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
