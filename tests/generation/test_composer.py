import pytest
import torch

from compose.generation.composer import DeviceError, choose_device


def test_a_gpu_is_used_where_there_is_one_and_never_needed():
    assert choose_device("cpu") == torch.device("cpu")
    assert choose_device("auto").type == ("cuda" if torch.cuda.is_available() else "cpu")


@pytest.mark.parametrize(("name", "sentence"), [("gpu", "auto, cpu, cuda"), ("", "auto, cpu, cuda")])
def test_an_unknown_device_is_refused_with_the_names_we_know(name, sentence):
    with pytest.raises(DeviceError, match=sentence):
        choose_device(name)


def test_a_gpu_that_is_not_here_is_one_sentence(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(DeviceError, match="COMPOSE_DEVICE"):
        choose_device("cuda")
