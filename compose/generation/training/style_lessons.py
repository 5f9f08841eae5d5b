"""What both loops of the style space share: pieces drawn by bucket, a caption of each, and how far both lie from what they should say."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from ..encoder import StyleHead
from .captions import Caption
from .style_captions import HAS_MATRIX_UNITS, SEED
from .style_losses import classes_of, contrast, music_loss, targets, text_loss
from .style_pieces import StylePiece, draw_chances

NOISE = 0.01  # added to sentence vectors
MUSIC_WEIGHT = 0.5
COMPLETE_SHARE = 0.5  # of the pieces are shown with all that is known of them
BANK_SHARE = 0.3  # of the sentences without a piece that are of the word bank
FIRST_SCALE, HIGHEST_SCALE = 14.0, 60.0  # inverse temperature


def without_some(facts: Tensor) -> Tensor:
    """Facts [B, len(FACTS)]: all of them half of the time, else any, so that a piece is known by its notes too."""
    return facts * (torch.rand(len(facts), 1).lt(COMPLETE_SHARE) | torch.rand(facts.shape).lt(0.5))


@dataclass(frozen=True)
class Words:
    """Captions with their sentence vectors [N, 384] and weights [N]; the first ones are `per_piece` for each piece, in order."""

    captions: Sequence[Caption]
    vectors: Tensor
    weights: Tensor
    per_piece: int


class Lessons(nn.Module):
    """pieces: those of the training split. words: their captions, then those of the word bank."""

    def __init__(self, pieces: Sequence[StylePiece], words: Words, head: StyleHead) -> None:
        super().__init__()
        self.rng = np.random.default_rng(SEED)
        self.words, self.head = words, head
        self.log_scale = nn.Parameter(torch.tensor(math.log(FIRST_SCALE)))
        self.wanted, self.classes = targets(words.captions), classes_of([piece.axes for piece in pieces])
        self.piece_count, self.chances = len(pieces), draw_chances(pieces)

    def draw(self, count: int) -> np.ndarray:
        """Numbers of pieces, none of them twice."""
        return self.rng.choice(self.piece_count, min(count, self.piece_count), replace=False, p=self.chances)

    def sentences(self, count: int) -> np.ndarray:
        """Numbers of captions, BANK_SHARE of them of the word bank."""
        of_pieces = self.piece_count * self.words.per_piece
        last = len(self.words.captions)
        is_bank = (self.rng.random(count) < BANK_SHARE) & (last > of_pieces)
        return np.where(is_bank, self.rng.integers(min(of_pieces, last - 1), last, count), self.rng.integers(of_pieces, size=count))

    def words_of(self, rows: np.ndarray) -> tuple[Tensor, Tensor]:
        """Style vectors of captions, and how far what they tell lies from what they say."""
        chosen = torch.from_numpy(rows)
        vectors = self.words.vectors[chosen]
        with torch.autocast("cpu", torch.bfloat16, enabled=HAS_MATRIX_UNITS):
            styles = self.head.style(vectors + NOISE * torch.randn_like(vectors))
        return styles, text_loss(self.head.logits(styles), self.wanted, chosen, self.words.weights)

    def losses(self, chosen: np.ndarray, music: Tensor, more: int) -> dict[str, Tensor]:
        """music: style vectors of the chosen pieces. more: further captions, which are only to be understood."""
        own = chosen * self.words.per_piece + self.rng.integers(self.words.per_piece, size=len(chosen))
        styles, words = self.words_of(np.concatenate((own, self.sentences(more))))
        scale = self.log_scale.exp().clamp(max=HIGHEST_SCALE)
        return {
            "contrast": contrast(styles[: len(chosen)], music, scale),
            "words": words,
            "music": MUSIC_WEIGHT * music_loss(self.head.logits(music), self.classes[torch.from_numpy(chosen)]),
        }
