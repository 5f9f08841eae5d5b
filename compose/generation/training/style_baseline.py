"""What plain features of the notes tell of style: the logistic regressions that the style space has to beat."""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..note_counts import DURATION_EDGES
from ..rolls import COLUMNS_PER_QUARTER, FACTS, PlainNotes
from .style_pieces import StylePiece

RIDGE = 1e-3


def features(notes: PlainNotes) -> np.ndarray:
    """float32 [50]: pitch classes from the signature, lengths, gaps between onsets, steps of the top line, density, range, chords."""
    onsets, ends, pitches = notes.notes.T.astype(np.float64)
    lengths = ends - onsets
    degrees = np.bincount((notes.notes[:, 2] + notes.shift) % 12, lengths, 12) / lengths.sum()
    struck, first = np.unique(notes.notes[:, 0], return_index=True)
    gaps = np.diff(struck) if len(struck) > 1 else np.array([COLUMNS_PER_QUARTER])
    tops = np.maximum.reduceat(pitches, first)
    leaps = np.clip(np.abs(np.diff(tops)), 0, 8) if len(tops) > 1 else np.zeros(1)
    quarters = notes.column_count / COLUMNS_PER_QUARTER
    plain = (
        len(notes.notes) / quarters, len(struck) / quarters, len(notes.notes) / len(struck), lengths.sum() / notes.column_count,
        pitches.mean(), pitches.std(), pitches.min(), pitches.max(), np.log(quarters),
    )  # fmt: skip
    shapes = (
        degrees,
        np.bincount(np.searchsorted(DURATION_EDGES, lengths), minlength=10) / len(lengths),
        np.bincount(np.searchsorted(DURATION_EDGES, gaps), minlength=10) / len(gaps),
        np.bincount(leaps.astype(int), minlength=9) / len(leaps),
    )
    return np.concatenate((*shapes, plain)).astype(np.float32)


def table(pieces: Sequence[StylePiece], read: Callable[[PlainNotes], np.ndarray] = features, *, with_facts: bool) -> Tensor:
    """What `read` finds in the notes of every piece, [P, F]; with_facts: its tempo class, players, metre and staves too."""
    rows = []
    for piece in pieces:
        row = [read(piece.notes)]
        if with_facts:
            row += [np.eye(size + 1, dtype=np.float32)[number] for size, number in zip(FACTS.values(), piece.notes.facts, strict=True)]
        rows.append(np.concatenate(row))
    return torch.from_numpy(np.stack(rows))


def regression(inputs: Tensor, classes: Tensor, weights: Tensor, class_count: int) -> nn.Module:
    """Multinomial logistic regression on standardised inputs. classes: [N], from 0. weights: [N]."""
    mean, deviation = inputs.mean(0), inputs.std(0).clamp(min=1e-4)
    layer = nn.Linear(inputs.shape[1], class_count)
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    standard = (inputs - mean) / deviation
    optimiser = torch.optim.LBFGS(layer.parameters(), max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        loss = (F.cross_entropy(layer(standard), classes, reduction="none") * weights).mean() + RIDGE * layer.weight.square().sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    with torch.no_grad():  # so that the layer takes raw inputs
        layer.weight /= deviation
        layer.bias -= layer.weight @ mean
    return layer
