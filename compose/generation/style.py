"""Music -> style: a convolutional network over piano rolls, into the space where descriptions live.

The feature extractor has two channels (onsets, sounding notes). Its pitch strides multiply to an octave, so that every row of its
last map is the same degree of the scale; time is averaged away, pitch is not, because the roll is aligned to the signature.
Words and music share one unit sphere and the attribute heads of StyleHead: what a head says of a sentence it says of a score as well.
Source: contrastive pairs, Radford et al., arXiv:2103.00020; for sheet music and text, Wu et al., arXiv:2304.11029.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..music.score import Score
from .conditions import AXES
from .encoder import STYLE_WIDTH, WEIGHTS, EncoderError, StyleHead, load_style
from .rolls import FACTS, ROW_COUNT, PlainNotes, fill_rolls, notes_of_score, window_starts

WIDTHS = (64, 96, 192)
FACT_WIDTH = 24
MAX_WINDOWS = 8
LAST_ROWS = -(-(ROW_COUNT // 4) // 3)  # 8 octaves
WINDOWS_AT_ONCE = 64


def _convolution(before: int, after: int, kernel: tuple[int, int], stride: tuple[int, int]) -> nn.Sequential:
    padding = kernel[0] // 2, kernel[1] // 2
    return nn.Sequential(nn.Conv2d(before, after, kernel, stride, padding, bias=False), nn.BatchNorm2d(after))


class Block(nn.Module):
    """Two 3 by 3 convolutions beside a shortcut. Source: He et al., arXiv:1512.03385."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = _convolution(width, width, (3, 3), (1, 1))
        self.second = _convolution(width, width, (3, 3), (1, 1))

    def forward(self, maps: Tensor) -> Tensor:
        """[B, C, pitch, time], the same shape out."""
        return F.relu(maps + self.second(F.relu(self.first(maps))))


class RollEncoder(nn.Module):
    """Rolls and facts -> style vectors of pieces."""

    def __init__(self) -> None:
        super().__init__()
        low, mid, high = WIDTHS
        self.stem = _convolution(2, low, (13, 12), (4, 6))  # an octave by a quarter note -> 22 by 33
        self.low = Block(low)
        self.to_mid = _convolution(low, mid, (3, 3), (1, 2))  # 22 by 17
        self.mid = Block(mid)
        self.to_high = _convolution(mid, high, (3, 3), (3, 2))  # 8 by 9
        self.high = Block(high)
        self.facts = nn.ModuleList(nn.Embedding(len(AXES[axis]) + 1, FACT_WIDTH, padding_idx=0) for axis in FACTS)
        pooled = high * LAST_ROWS + high + FACT_WIDTH * len(FACTS)
        self.project = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(pooled, STYLE_WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(STYLE_WIDTH, STYLE_WIDTH)
        )

    def windows(self, rolls: Tensor) -> Tensor:
        """[N, 2, 88, 192] -> features of each window [N, F]: every octave averaged over time, and the strongest response anywhere."""
        maps = self.low(F.relu(self.stem(rolls.contiguous(memory_format=torch.channels_last))))
        maps = self.high(F.relu(self.to_high(self.mid(F.relu(self.to_mid(maps))))))
        return torch.cat((maps.mean(3).flatten(1), maps.amax((2, 3))), 1)

    def pieces(self, rolls: Tensor, owners: Tensor, count: int) -> Tensor:
        """Mean features [B, F] of the windows of each of `count` pieces. rolls: [N, 2, 88, 192]. owners: [N], the piece of each."""
        features = self.windows(rolls).float()
        sizes = torch.bincount(owners, minlength=count).clamp(min=1)[:, None]
        return features.new_zeros(count, features.shape[1]).index_add(0, owners, features) / sizes

    def place(self, features: Tensor, facts: Tensor) -> Tensor:
        """Unit vectors [B, 256]. features: of `pieces`. facts: [B, 3], numbers on the axes of FACTS."""
        with torch.autocast("cpu", enabled=False):  # a unit vector is one only in full precision
            known = [table(facts[:, number]) for number, table in enumerate(self.facts)]
            return F.normalize(self.project(torch.cat((features, *known), 1)), dim=-1)


def encode_pieces(encoder: RollEncoder, pieces: Sequence[PlainNotes]) -> tuple[Tensor, Tensor]:
    """Style vectors [B, 256] of whole pieces, MAX_WINDOWS windows of each at most, and of the same without their facts.

    encoder: in eval mode.
    """
    features, waiting, size = [], [], 0
    for piece in pieces:
        starts = window_starts(piece.column_count, MAX_WINDOWS)
        if waiting and size + len(starts) > WINDOWS_AT_ONCE:
            features.append(_features(encoder, waiting))
            waiting, size = [], 0
        waiting.append((piece, starts))
        size += len(starts)
    if not waiting:
        return torch.zeros(0, STYLE_WIDTH), torch.zeros(0, STYLE_WIDTH)
    everything = torch.cat((*features, _features(encoder, waiting)))
    facts = torch.tensor([piece.facts for piece in pieces])
    return encoder.place(everything, facts), encoder.place(everything, torch.zeros_like(facts))


def _features(encoder: RollEncoder, pieces: Sequence[tuple[PlainNotes, list[int]]]) -> Tensor:
    flat = [(piece, start, row) for row, (piece, starts) in enumerate(pieces) for start in starts]
    rolls = torch.from_numpy(fill_rolls([piece for piece, _, _ in flat], [start for _, start, _ in flat]))
    return encoder.pieces(rolls, torch.tensor([row for _, _, row in flat]), len(pieces))


class MusicEncoder:
    """Scores -> style vectors beside those of descriptions, and what they sound like.

    weights: folder with style.safetensors and style.json. Raises EncoderError where they are missing or do not fit.
    """

    def __init__(self, weights: Path | None = None) -> None:
        self.axes, tensors = load_style(weights or WEIGHTS)
        self.head, self.rolls = StyleHead({axis: len(values) for axis, values in self.axes.items()}), RollEncoder()
        music = {name.removeprefix("music."): tensor for name, tensor in tensors.items() if name.startswith("music.")}
        try:
            self.head.load_state_dict({name: tensor for name, tensor in tensors.items() if not name.startswith("music.")})
            self.rolls.load_state_dict(music)
        except RuntimeError as error:
            raise EncoderError("style.safetensors holds no music side of this shape; restore it or run train_style again.") from error
        self.head.eval()
        self.rolls.eval()

    @torch.inference_mode()
    def music(self, pieces: Sequence[Score | PlainNotes]) -> Tensor:
        """[B, 256] unit vectors. Raises EncoderError for a piece without notes."""
        plain = [notes_of_score(piece) if isinstance(piece, Score) else piece for piece in pieces]
        if any(not len(piece.notes) for piece in plain):
            raise EncoderError("a piece without notes has no style")
        return encode_pieces(self.rolls, plain)[0]

    @torch.inference_mode()
    def recognise(self, piece: Score | PlainNotes) -> dict[str, tuple[str, float]]:
        """Axis -> (value, probability) of what the notes sound like."""
        answer = {}
        for axis, logits in self.head.logits(self.music([piece])).items():
            chances = logits[0, 1:].softmax(-1)  # music is never silent about an axis, as a sentence can be
            best = int(chances.argmax())
            answer[axis] = self.axes[axis][best], round(float(chances[best]), 3)
        return answer


@lru_cache(maxsize=1)
def music_encoder() -> MusicEncoder:
    """The committed encoder, loaded once a process."""
    return MusicEncoder()
