"""What the style space is trained for: words and music of one piece near each other, and both telling its attributes."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F

from ..conditions import WORD_AXES, index
from .captions import SAID, Caption

Wanted = dict[str, tuple[Tensor, Tensor]]


def targets(captions: Sequence[Caption]) -> Wanted:
    """Axis -> (class [N], share of it [N]); the rest of the share goes to "not said". Share -1 where the axis must not be trained."""
    answer = {}
    for axis in WORD_AXES:
        classes = torch.tensor([index(axis, each.attributes[axis]) for each in captions])
        shares = torch.tensor([each.told[axis] for each in captions])
        answer[axis] = classes, torch.where((classes == 0) & (shares > 0), torch.tensor(-1.0), shares)
    return answer


def classes_of(axes: Sequence[dict[str, str]]) -> Tensor:
    """Number of each piece's value on each of WORD_AXES, [P, axes]; 0 where unknown."""
    return torch.tensor([[index(axis, each[axis]) for axis in WORD_AXES] for each in axes])


def said_of(captions: Sequence[Caption]) -> Tensor:
    """Which of WORD_AXES each caption says outright, bool [N, axes]."""
    return torch.tensor([[each.told[axis] >= SAID for axis in WORD_AXES] for each in captions])


def text_loss(logits: dict[str, Tensor], wanted: Wanted, rows: Tensor, weights: Tensor) -> Tensor:
    """Weighted cross-entropy against the mixture of the told value and "not said"."""
    total = torch.zeros(())
    for axis, scores in logits.items():
        classes, shares = wanted[axis][0][rows], wanted[axis][1][rows]
        chances = F.log_softmax(scores, -1)  # [B, V + 1]
        value = chances.gather(1, classes[:, None])[:, 0]
        each = -(shares.clamp(min=0) * value + (1 - shares.clamp(min=0)) * chances[:, 0])
        total = total + (each * weights[rows] * (shares >= 0)).mean()
    return total


def music_loss(logits: dict[str, Tensor], classes: Tensor) -> Tensor:
    """Cross-entropy of the known values; "not said" takes no part. classes: [B, axes] as `classes_of` gives them."""
    total = torch.zeros(())
    for number, axis in enumerate(WORD_AXES):
        known = classes[:, number] > 0
        if known.any():
            total = total + F.cross_entropy(logits[axis][known, 1:], classes[known, number] - 1, label_smoothing=0.05)
    return total


def agreement(said: Tensor, classes: Tensor) -> Tensor:
    """Whether caption i is true of piece j, bool [B, B]: every axis it says outright has the value of piece i in piece j.

    said: [B, axes], of the captions. classes: [B, axes], of the pieces, in the same order.
    """
    same = classes[:, None, :] == classes[None, :, :]  # [B, B, axes]
    return (same | ~said[:, None, :]).all(-1)


def contrast(words: Tensor, music: Tensor, scale: Tensor) -> Tensor:
    """InfoNCE in both directions.

    words, music: unit vectors [B, S] in the same order. scale: inverse temperature. Sharing the target with the other pieces that a
    caption is true of was tried and found no more pieces (R@10 12.0 % both ways after 150 steps), so the plain loss stands.
    Source: Radford et al., arXiv:2103.00020.
    """
    logits = scale * words @ music.T
    own = torch.arange(len(words))
    return (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2
