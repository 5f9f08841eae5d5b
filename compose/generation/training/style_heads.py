"""The attribute heads, fitted once more on the finished sphere.

While the sphere moves the heads run after it. On vectors that stay each of them is a convex problem of its own, of captions, of the word
bank and of music with and without its facts, which is solved to its end and does not depend on chance.
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..conditions import AXES, WORD_AXES
from ..encoder import StyleHead
from .style_lessons import Words
from .style_losses import classes_of, targets, text_loss
from .style_pieces import StylePiece

ITERATIONS, RIDGE = 80, 1e-3
MUSIC_WEIGHT, SMOOTHING = 0.5, 0.05


def fitted_heads(head: StyleHead, words: Words, pieces: Sequence[StylePiece], music: Tensor) -> StyleHead:
    """A head that gives the same style vectors, its attribute heads fitted anew: one for each of WORD_AXES, whatever `head` knew.

    pieces, music: of the training split, in the same order as the captions of `words`; music [P, 2, 256] as `placed_pieces` gives it.
    """
    fitted = StyleHead({axis: len(AXES[axis]) for axis in WORD_AXES}, head.project[0].out_features).eval()
    fitted.load_state_dict({name: tensor for name, tensor in head.state_dict().items() if not name.startswith("heads.")}, strict=False)
    with torch.no_grad():
        told, heard = fitted.style(words.vectors) * fitted.scale, music * fitted.scale
    wanted, rows = targets(words.captions), torch.arange(len(told))
    for axis, classes in zip(WORD_AXES, classes_of([piece.axes for piece in pieces]).unbind(1), strict=True):
        weights = evened(classes)

        def loss(layer: nn.Linear, axis: str = axis, classes: Tensor = classes, weights: Tensor = weights) -> Tensor:
            of_words = text_loss({axis: layer(told)}, wanted, rows, words.weights)
            return of_words + MUSIC_WEIGHT * misheard(layer, heard, classes, weights) + RIDGE * layer.weight.square().sum()

        solve(fitted.heads[axis], loss)
    return fitted


def evened(classes: Tensor) -> Tensor:
    """Weights [P] of sum 1: a class weighs as the square root of how many pieces it has; 0 where the class is unknown (0)."""
    weights = torch.bincount(classes).clamp(min=1).rsqrt()[classes] * (classes > 0)
    return weights / weights.sum().clamp(min=1e-9)


def misheard(layer: nn.Linear, heard: Tensor, classes: Tensor, weights: Tensor) -> Tensor:
    """Weighted cross-entropy of the classes, the mean of the ways [P, ways, 256] in which each piece is heard; "not said" takes no part."""
    known = classes > 0
    logits = layer(heard[known])[..., 1:]  # [P, ways, V]
    answers = (classes[known] - 1)[:, None].expand(logits.shape[:2])
    errors = F.cross_entropy(logits.flatten(0, 1), answers.flatten(), reduction="none", label_smoothing=SMOOTHING)
    return (weights[known] * errors.view(answers.shape).mean(1)).sum()


def solve(layer: nn.Linear, loss: Callable[[nn.Linear], Tensor]) -> None:
    """Bring a convex loss of the layer to its least."""
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    optimiser = torch.optim.LBFGS(layer.parameters(), max_iter=ITERATIONS, history_size=10, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        total = loss(layer)
        total.backward()
        return total

    optimiser.step(closure)
