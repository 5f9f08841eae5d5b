"""A picture of where a piece lies among named styles: a map whose places are those of the style head's own directions.

The two axes are the first principal components of the directions, so that neighbours on the sphere are neighbours on the map; each
is drawn by rank. A piece lies between the styles it is heard as, each pulling as strongly as it is likely.
Source: Pearson, Phil. Mag. 2(11), 1901.
"""

import torch
from torch import Tensor

from .encoder import TextEncoder

AXIS = "bucket"
NEAREST = 4


@torch.inference_mode()
def style_map(encoder: TextEncoder, style: Tensor) -> dict:
    """Plain values for a report.

    style: unit vector [256] of words or of music. x, y: where it lies, -1 to 1. near: the likeliest styles and how likely, in order.
    styles: name and place of each, the same for every piece of a checkpoint.
    """
    names, places = encoder.axes[AXIS], _places(encoder)
    chances = encoder.head.logits(style[None])[AXIS][0, 1:].softmax(-1)  # without "not said"
    x, y = (chances @ places).tolist()
    order = chances.argsort(descending=True)[:NEAREST].tolist()
    return {
        "x": round(x, 3),
        "y": round(y, 3),
        "near": [[names[number], round(float(chances[number]), 3)] for number in order],
        "styles": [[name, round(east, 3), round(north, 3)] for name, (east, north) in zip(names, places.tolist(), strict=True)],
    }


def _places(encoder: TextEncoder) -> Tensor:
    """[styles, 2], each coordinate between -1 and 1."""
    directions = encoder.head.heads[AXIS].weight[1:].detach()
    directions = directions - directions.mean(0)
    _, _, components = torch.linalg.svd(directions, full_matrices=False)
    axes = components[:2]
    axes = axes * axes.gather(1, axes.abs().argmax(1, keepdim=True)).sign()  # a component may come out either way round
    ranks = (directions @ axes.T).argsort(0).argsort(0).float()  # evenly spread, or most styles would lie on one heap
    return 2 * ranks / (len(ranks) - 1) - 1
