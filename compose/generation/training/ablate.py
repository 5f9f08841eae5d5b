"""Is each wish used? `python -m compose.generation.training.ablate --packed packed.npz --styles style_vectors.npz`.

Prints the hold-out loss with every condition right, and for each axis without it and with a wrong one; then of the style vector beside
the axes and alone. A condition that changes no loss is a knob that does nothing. Notes tell most of what a wish tells once a few measures
stand, so `--openings` asks where it counts: at the beginnings of pieces.
"""

import json
import math
import os
import sys
from collections.abc import Callable
from functools import partial

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch

from ...music.vocabulary import Kind
from ..checkpoint import load
from ..conditions import AXES
from ..generator import Generator
from .checkpoint_options import add_corpus, checkpoint_parser, reading_files
from .windows import Batch, Corpus

VALIDATION = 1


@torch.inference_mode()
def bits(generator: Generator, batches: list[Batch]) -> float:
    """Bits a note over all batches."""
    nats, notes = 0.0, 0
    for batch in batches:
        hidden = generator(batch.style, batch.conditions, batch.places)
        nats += float(generator.losses(hidden, batch.steps, batch.weights).sum() * batch.weights.sum())
        notes += int(((batch.steps[..., 0] == Kind.NOTE) | (batch.steps[..., 0] == Kind.CHORD)).sum())
    return nats / math.log(2) / max(1, notes)


def with_axis(batches: list[Batch], axis: int, *, is_wrong: bool) -> list[Batch]:
    """The same windows with one axis left out, or set to another value of its table."""
    changed = []
    size = len(list(AXES.values())[axis])
    for batch in batches:
        conditions = batch.conditions.clone()
        conditions[:, axis] = (conditions[:, axis] - 1 + size // 2) % size + 1 if is_wrong else 0
        changed.append(Batch(**{**vars(batch), "conditions": conditions}))
    return changed


def with_axes(batches: list[Batch], *, is_wrong: bool) -> list[Batch]:
    """The same windows without any axis, or with those of another piece of the batch."""
    return [Batch(**{**vars(batch), "conditions": batch.conditions.roll(1, 0) if is_wrong else torch.zeros_like(batch.conditions)})
            for batch in batches]  # fmt: skip


def with_style(batches: list[Batch], *, is_wrong: bool) -> list[Batch]:
    """The same windows without a style vector, or with that of another piece of the batch."""
    return [Batch(**{**vars(batch), "style": batch.style.roll(1, 0) if is_wrong else torch.zeros_like(batch.style)}) for batch in batches]


def main(arguments: list[str] | None = None) -> int:
    parser = checkpoint_parser(__doc__)
    add_corpus(parser)
    parser.add_argument("--batches", type=int, default=4)
    parser.add_argument("--length", type=int, default=384, help="steps of a window")
    parser.add_argument("--openings", action="store_true", help="windows that begin with the piece; 64 steps are about three measures")
    options = parser.parse_args(arguments)
    with reading_files(parser):
        generator, _ = load(options.weights)
        corpus = Corpus(options.packed, options.styles)
    rng = np.random.default_rng(0)
    chances = corpus.weights(VALIDATION)
    draws = [rng.choice(len(chances), 8, p=chances) for _ in range(options.batches)]
    batches = [corpus.batch(pieces, options.length, rng, is_training=False, is_opening=options.openings) for pieces in draws]
    print(json.dumps({"axis": "all", "right": round(bits(generator, batches), 4)}), flush=True)
    known = list(AXES)[: generator.config.axes]
    changes = {axis: partial(with_axis, axis=number) for number, axis in enumerate(known)}
    for axis, change in (changes | {"all axes": with_axes, "style": with_style}).items():
        print_row(axis, generator, batches, change)
    bare = with_axes(batches, is_wrong=False)
    print_row("style, no axes", generator, bare, with_style, right=round(bits(generator, bare), 4))
    return 0


def print_row(name: str, generator: Generator, batches: list[Batch], change: Callable[..., list[Batch]], **more: float) -> None:
    none, wrong = (round(bits(generator, change(batches, is_wrong=is_wrong)), 4) for is_wrong in (False, True))
    print(json.dumps({"axis": name, **more, "none": none, "wrong": wrong}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
