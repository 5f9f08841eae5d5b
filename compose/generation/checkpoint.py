"""Checkpoints: `generator.safetensors` with its configuration and fingerprints inside. Never pickle."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from ..music.errors import ComposeError
from ..music.vocabulary import fingerprint as vocabulary_fingerprint
from .conditions import AXES
from .context import FEATURES
from .foresight import FORESIGHT
from .generator import Generator
from .places import FORESIGHT_OFFSETS, PLACE_VALUES
from .sizes import GeneratorConfig

WEIGHTS = Path(__file__).parent / "weights"
FILE_NAME = "generator.safetensors"


class CheckpointError(ComposeError):
    """A checkpoint that is missing, damaged or made for another vocabulary."""

    code = "generation.checkpoint"


def tables_fingerprint(axes: int = len(AXES), *, has_foresight: bool = True) -> str:
    """Changes whenever a weight would mean something else: vocabulary, the first axes, context features or foresight."""
    known = dict(list(AXES.items())[:axes])
    tables = json.dumps([vocabulary_fingerprint(), known, FEATURES, *([FORESIGHT] if has_foresight else ())], sort_keys=True)
    return hashlib.sha256(tables.encode()).hexdigest()[:12]


def widen(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The weights of a generator trained without foresight, with rows of zeros for it: it writes what it wrote before."""
    known = tensors["places.weight"][: int(FORESIGHT_OFFSETS[0])]
    return tensors | {"places.weight": torch.cat((known, known.new_zeros(PLACE_VALUES + 1 - len(known), known.shape[1])))}


@torch.no_grad()
def with_all_axes(generator: Generator, window: int) -> Generator:
    """A generator that reads every axis, from one that knows the first ones: until it learns more, it writes nearly what it wrote.

    The tokens of the new axes are nought, and what steers, a mean over the prefix, weighs as much as before.
    window: steps of the windows that it is to be trained on.
    """
    known, wide = generator.config, Generator(replace(generator.config, axes=len(AXES), window=window))
    for table in wide.axes[known.axes :]:
        table.weight.zero_()
    wide.load_state_dict(wide.state_dict() | generator.state_dict())
    wide.steer.weight.mul_(wide.config.prefix_length / known.prefix_length)
    return wide


def save(generator: Generator, path: Path, **notes: str) -> None:
    """Write weights as float16 with the configuration; notes: short facts (steps seen, hold-out figure) kept beside them."""
    tensors = {name: tensor.detach().to("cpu", torch.float16).contiguous() for name, tensor in generator.state_dict().items()}
    metadata = {"config": json.dumps(generator.config.to_json()), "tables": tables_fingerprint(generator.config.axes), **notes}
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    save_file(tensors, partial, metadata)
    partial.chmod(0o644)  # whoever runs the worker has to read it
    partial.replace(path)


def load(folder: Path | None = None) -> tuple[Generator, str]:
    """The generator of a folder, ready to write, and the fingerprint of its file (16 hex digits).

    Raises CheckpointError with one sentence that says what to do.
    """
    path = (folder or WEIGHTS) / FILE_NAME
    if not path.is_file():
        advice = "check out the file again or train one (docs/training.md)"
        raise CheckpointError(f"The checkpoint {path.name} is missing from {path.parent}; {advice}.")
    try:
        with safe_open(path, "pt") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118 (not a dict)
        config = GeneratorConfig.from_json(json.loads(metadata["config"]))
    except (SafetensorError, OSError, KeyError, ValueError, TypeError) as error:
        raise CheckpointError(f"The checkpoint {path.name} is damaged ({error}); check out the file again.") from error
    if metadata.get("tables") == tables_fingerprint(config.axes, has_foresight=False):
        tensors = widen(tensors)
    elif metadata.get("tables") != tables_fingerprint(config.axes):
        raise CheckpointError(f"The checkpoint {path.name} was trained for another vocabulary; check out the one of this version.")
    generator = Generator(config)
    try:
        generator.load_state_dict(tensors)
    except RuntimeError as error:
        raise CheckpointError(f"The checkpoint {path.name} is damaged (its weights do not fit); check out the file again.") from error
    return generator.eval(), hashlib.sha256(path.read_bytes()).hexdigest()[:16]
