"""How well a piece can be found by its caption at all: an oracle knows what a caption says, and draws among the pieces it is true of.

"a slow hymn in minor" is true of dozens of pieces; whoever knows for certain which ones finds the right one among ten of them by luck.
"""

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from .caption_facts import FACTS, facts
from .captions import Caption
from .style_losses import agreement, classes_of, said_of
from .style_pieces import StylePiece

KNOWS = {"the axes": (), "the axes and the key": ("key",), "everything named": tuple(FACTS)}


def ceilings(name: str, captions: Sequence[Caption], pieces: Sequence[StylePiece]) -> Iterator[dict]:
    """A row for each of KNOWS: expected R@1 and R@10. captions: one of each piece, in order."""
    is_true = agreement(said_of(captions), classes_of([piece.axes for piece in pieces]))
    offered = [facts(piece.row) for piece in pieces]
    for knows, some in KNOWS.items():
        counts = (is_true & _names_hold(captions, offered, some)).sum(1)
        yield {
            "row": "ceiling", "captions": name, "knows": knows, "pieces": len(pieces),
            "r1": _expected(counts, 1), "r10": _expected(counts, 10), "median_true": int(counts.median()),
        }  # fmt: skip


def _names_hold(captions: Sequence[Caption], offered: Sequence[frozenset[tuple[str, str]]], some: Sequence[str]) -> Tensor:
    """Whether every fact among `some` that a caption names holds of a piece, bool [captions, pieces]."""
    named = [{fact for fact in each.named if fact[0] in some} for each in captions]
    return torch.tensor([[facts_named <= its for its in offered] for facts_named in named])


def _expected(counts: Tensor, places: int) -> float:
    """Share of captions whose piece is among the first `places`, where those the caption is true of come first, in any order."""
    return round(float((places / counts).clamp(max=1).mean()), 4)
