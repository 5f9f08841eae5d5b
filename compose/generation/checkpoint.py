"""Checkpoints: `generator.safetensors` with its configuration and fingerprints inside. Never pickle."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from ..music.errors import ComposeError
from ..music.vocabulary import fingerprint as vocabulary_fingerprint
from .conditions import AXES
from .context import FEATURES, LATER_FEATURES
from .foresight import FORESIGHT
from .generator import Generator
from .places import PLACE_VALUES, rows_by_name
from .sizes import GeneratorConfig

WEIGHTS = Path(__file__).parent / "weights"
FILE_NAME = "generator.safetensors"
FIRST_FEATURES = {name: size for name, size in FEATURES.items() if name not in LATER_FEATURES}
FORMER_PLACES = ((FIRST_FEATURES, FORESIGHT), (FIRST_FEATURES, {}))  # what earlier checkpoints know of a place


class CheckpointError(ComposeError):
    """A checkpoint that is missing, damaged or made for another vocabulary."""

    code = "generation.checkpoint"


def tables_fingerprint(axes: int = len(AXES), features: Mapping[str, int] = FEATURES, foresight: Mapping[str, int] = FORESIGHT) -> str:
    """Changes whenever a weight would mean something else: vocabulary, the first axes, context features or foresight."""
    known = dict(list(AXES.items())[:axes])
    tables = json.dumps([vocabulary_fingerprint(), known, features, *([foresight] if foresight else ())], sort_keys=True)
    return hashlib.sha256(tables.encode()).hexdigest()[:12]


def widen(tensors: dict[str, torch.Tensor], features: Mapping[str, int], foresight: Mapping[str, int]) -> dict[str, torch.Tensor]:
    """The weights of a generator trained with fewer features of a place, rows of zeros for the others: it writes what it wrote before."""
    known = tensors["places.weight"]
    wide = known.new_zeros(PLACE_VALUES + 1, known.shape[1])
    rows = rows_by_name(FEATURES, FORESIGHT)
    for name, former in rows_by_name(features, foresight).items():
        wide[rows[name]] = known[former]
    return tensors | {"places.weight": wide}


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
    if metadata.get("tables") != tables_fingerprint(config.axes):
        former = next((each for each in FORMER_PLACES if metadata.get("tables") == tables_fingerprint(config.axes, *each)), None)
        if former is None:
            raise CheckpointError(f"The checkpoint {path.name} was trained for another vocabulary; check out the one of this version.")
        tensors = widen(tensors, *former)
    generator = Generator(config)
    try:
        generator.load_state_dict(tensors)
    except RuntimeError as error:
        raise CheckpointError(f"The checkpoint {path.name} is damaged (its weights do not fit); check out the file again.") from error
    return generator.eval(), hashlib.sha256(path.read_bytes()).hexdigest()[:16]
