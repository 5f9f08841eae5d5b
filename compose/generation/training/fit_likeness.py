"""Fit the weights of likeness.py: `python -m compose.generation.training.fit_likeness --corpus DIR --work DIR`.

Prints one JSON line. The pieces are the held-out ones whose titles name a style that has a word in `words.STYLES`; nothing of them has
trained the style space. Every name counts the same, and pieces of a name as much as all the others, so that 50 is an even chance.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ...music.errors import ComposeError
from ...music.score import TimeSignature
from ..encoder import TextEncoder
from ..likeness import features, style_names
from ..style import MusicEncoder, encode_pieces
from ..words import STYLES
from .prepare import read_manifest, split_of, work_of
from .style_pieces import StylePiece, read_pieces

HALVES = 6
BANDS = (0, 20, 40, 60, 80)


def names_of(piece: StylePiece) -> list[str]:
    return [form.lower() for form in piece.row.get("form") or () if form.lower() in STYLES]


def table(pieces: list[StylePiece], text: TextEncoder, music: MusicEncoder) -> Tensor:
    """[P, styles, 3]: the features of each piece and name."""
    names = style_names(text, list(STYLES))
    vectors = encode_pieces(music.rolls, [piece.notes for piece in pieces])[0]
    chances = text.head.logits(vectors)["bucket"][:, 1:].softmax(-1)
    rows = []
    for piece, vector, chance in zip(pieces, vectors, chances, strict=True):
        beats, _slash, beat_type = (piece.axes["time"] or "4/4").partition("/")
        rows.append(torch.stack(features(names @ vector, chance, TimeSignature(int(beats), int(beat_type))), -1))
    return torch.stack(rows).double()


def fit(inputs: Tensor, wanted: Tensor, weights: Tensor) -> Tensor:
    """Weights of the features and a constant, [4], by logistic regression. inputs: [N, 3]. wanted: [N] of 0 and 1. weights: [N]."""
    balanced = torch.where(wanted > 0, weights / weights[wanted > 0].sum(), weights / weights[wanted == 0].sum())
    found = torch.zeros(4, dtype=torch.double, requires_grad=True)
    optimiser = torch.optim.LBFGS([found], max_iter=500, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        error = F.binary_cross_entropy_with_logits(inputs @ found[:3] + found[3], wanted, reduction="none")
        total = (balanced * error).sum()
        total.backward()
        return total

    optimiser.step(loss)
    return found.detach()


def area(scores: np.ndarray, wanted: np.ndarray, weights: np.ndarray) -> float:
    """Area under the curve of hits against false alarms: how often a right name lies above a wrong one."""
    order = np.argsort(scores)
    wanted, weights = wanted[order], weights[order]
    below = np.cumsum(weights * (1 - wanted))
    return float((below * weights * wanted).sum() / ((weights * wanted).sum() * (weights * (1 - wanted)).sum()))


def report(inputs: Tensor, wanted: Tensor, weights: Tensor) -> dict:
    """The weights of all pieces, and how those of one half do on the other one."""
    rng = np.random.default_rng(1)
    areas, bands = [], {band: [] for band in BANDS}
    for _half in range(HALVES):
        chosen = torch.from_numpy(rng.random(len(inputs)) < 0.5)
        found = fit(inputs[chosen].flatten(0, 1), wanted[chosen].flatten(), weights[chosen].flatten())
        scores = (inputs[~chosen] @ found[:3] + found[3]).flatten().numpy()
        right, weight = wanted[~chosen].flatten().numpy(), weights[~chosen].flatten().numpy()
        areas.append(area(scores, right, weight))
        for band, inside in ((band, _in_band(scores, band)) for band in BANDS):
            hits = (weight * right)[inside].sum() / (weight * right).sum()
            misses = (weight * (1 - right))[inside].sum() / (weight * (1 - right)).sum()
            bands[band].append(hits / (hits + misses))
    found = fit(inputs.flatten(0, 1), wanted.flatten(), weights.flatten())
    order = (inputs @ found[:3]).argsort(1, descending=True)
    first = wanted.gather(1, order)
    return {
        "weights": [round(float(each), 3) for each in found], "area": round(float(np.mean(areas)), 3),
        "right_in_band": {band: round(float(np.mean(each)), 2) for band, each in bands.items()},
        "own_name_first": round(float(first[:, 0].mean()), 3), "own_name_among_five": round(float(first[:, :5].amax(1).mean()), 3),
    }  # fmt: skip


def _in_band(scores: np.ndarray, band: int) -> np.ndarray:
    percent = 100 / (1 + np.exp(-scores))
    return (percent >= band) & (percent < band + 20)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the unpacked pieces")
    parser.add_argument("--manifest", type=Path, help="if it lies elsewhere")
    parser.add_argument("--work", type=Path, required=True, help="folder for the notes that are read")
    parser.add_argument("--weights", type=Path, help="folder with style.safetensors and style.json")
    given = parser.parse_args(arguments)
    try:
        rows = [row for row in read_manifest(given.corpus, given.manifest) if split_of(work_of(row)) != "train"]
        pieces = [piece for piece in read_pieces(given.corpus, rows, given.work) if names_of(piece)]
        text, music = TextEncoder(given.weights), MusicEncoder(given.weights)
    except ComposeError as error:
        print(error, file=sys.stderr)
        return 2
    counts = Counter(name for piece in pieces for name in names_of(piece))
    with torch.inference_mode():
        inputs = table(pieces, text, music)
    inputs = inputs.clone()
    wanted = torch.tensor([[float(name in names_of(piece)) for name in STYLES] for piece in pieces], dtype=torch.double)
    each = torch.tensor([np.mean([1 / counts[name] for name in names_of(piece)]) for piece in pieces], dtype=torch.double)
    figures = report(inputs, wanted, each[:, None].expand_as(wanted))
    print(json.dumps({"pieces": len(pieces), "names": len(counts), **figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
