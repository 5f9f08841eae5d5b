"""Music -> style: a convolutional network over piano rolls, and what can be counted, into the space where descriptions live.

The feature extractor has two channels (onsets, sounding notes). Its pitch strides multiply to an octave, so that every row of its
last map is the same degree of the scale; time is averaged away, pitch is not, because the roll is aligned to the signature. Beside its
features stand the counts of `note_counts`, of the whole piece; a file from before there were any is read without them.
Words and music share one unit sphere and the attribute heads of StyleHead: what a head says of a sentence it says of a score as well.
Source: contrastive pairs, Radford et al., arXiv:2103.00020; for sheet music and text, Wu et al., arXiv:2304.11029.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..music.score import Score
from .encoder import STYLE_WIDTH, WEIGHTS, EncoderError, load_style, style_head
from .note_counts import COUNTS, count_notes
from .rolls import FACTS, ROW_COUNT, PlainNotes, fill_rolls, notes_of_score, window_starts

WIDTHS = (64, 96, 192)
FACT_WIDTH = 24
FEATURE_DROPOUT, HIDDEN_DROPOUT = 0.3, 0.2
MAX_WINDOWS = 8
LAST_ROWS = -(-(ROW_COUNT // 4) // 3)  # 8 octaves
WINDOWS_AT_ONCE = 64
FEATURES = WIDTHS[-1] * (LAST_ROWS + 1)
HIDDEN = 512
MOST = 5.0  # standard deviations


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
    """Rolls, counts and facts -> style vectors of pieces.

    hidden: width of the layer before the style. is_counted: whether it reads the counts of notes. fact_count: how many of FACTS.
    """

    def __init__(self, hidden: int = HIDDEN, *, is_counted: bool = True, fact_count: int = len(FACTS)) -> None:
        super().__init__()
        low, mid, high = WIDTHS
        self.stem = _convolution(2, low, (13, 12), (4, 6))  # an octave by a quarter note -> 22 by 33
        self.low = Block(low)
        self.to_mid = _convolution(low, mid, (3, 3), (1, 2))  # 22 by 17
        self.mid = Block(mid)
        self.to_high = _convolution(mid, high, (3, 3), (3, 2))  # 8 by 9
        self.high = Block(high)
        self.facts = nn.ModuleList(nn.Embedding(size + 1, FACT_WIDTH, padding_idx=0) for size in list(FACTS.values())[:fact_count])
        self.is_counted, heard = is_counted, FEATURES + COUNTS * is_counted
        self.standard = nn.BatchNorm1d(heard, affine=False) if is_counted else nn.Identity()
        self.project = nn.Sequential(
            nn.Dropout(FEATURE_DROPOUT), nn.Linear(heard + FACT_WIDTH * fact_count, hidden), nn.GELU(), nn.Dropout(HIDDEN_DROPOUT),
            nn.Linear(hidden, STYLE_WIDTH),
        )  # fmt: skip

    def listen_like(self, other: "RollEncoder") -> None:
        """Take over the network of another one, but for the layers after its features."""
        own = {name: tensor for name, tensor in other.state_dict().items() if not name.startswith(("project.", "standard.", "facts."))}
        self.load_state_dict(self.state_dict() | own)

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

    def place(self, features: Tensor, counts: Tensor, facts: Tensor) -> Tensor:
        """Unit vectors [B, 256]. features: of `pieces`. counts: [B, COUNTS]. facts: [B, len(FACTS)]."""
        heard = self.standard(torch.cat((features, counts), 1)).clamp(-MOST, MOST) if self.is_counted else features
        known = [table(facts[:, number]) for number, table in enumerate(self.facts)]
        place = self.project(torch.cat((heard, *known), 1))
        return F.normalize(place.float(), dim=-1)  # a unit vector is one only in full precision


def hear(encoder: RollEncoder, pieces: Sequence[PlainNotes]) -> tuple[Tensor, Tensor]:
    """Features [B, FEATURES] of whole pieces, MAX_WINDOWS windows of each at most, and their counts [B, COUNTS]. encoder: in eval mode."""
    features, waiting, size = [torch.zeros(0, FEATURES)], [], 0
    for piece in pieces:
        starts = window_starts(piece.column_count, MAX_WINDOWS)
        if waiting and size + len(starts) > WINDOWS_AT_ONCE:
            features.append(_features(encoder, waiting))
            waiting, size = [], 0
        waiting.append((piece, starts))
        size += len(starts)
    if waiting:
        features.append(_features(encoder, waiting))
    counts = np.array([count_notes(piece) for piece in pieces], np.float32).reshape(-1, COUNTS)
    return torch.cat(features), torch.from_numpy(counts)


def encode_pieces(encoder: RollEncoder, pieces: Sequence[PlainNotes]) -> tuple[Tensor, Tensor]:
    """Style vectors [B, 256] of whole pieces, and of the same without their facts. encoder: in eval mode."""
    heard = hear(encoder, pieces)
    facts = torch.tensor([piece.facts for piece in pieces], dtype=torch.long).reshape(-1, len(FACTS))
    return encoder.place(*heard, facts), encoder.place(*heard, torch.zeros_like(facts))


def _features(encoder: RollEncoder, pieces: Sequence[tuple[PlainNotes, list[int]]]) -> Tensor:
    flat = [(piece, start, row) for row, (piece, starts) in enumerate(pieces) for start in starts]
    rolls = torch.from_numpy(fill_rolls([piece for piece, _, _ in flat], [start for _, start, _ in flat]))
    return encoder.pieces(rolls, torch.tensor([row for _, _, row in flat]), len(pieces))


def roll_encoder(tensors: dict[str, Tensor]) -> RollEncoder:
    """The encoder these tensors are of, in eval mode. Raises EncoderError where they are of no shape we know."""
    try:
        fact_count = sum(name.startswith("facts.") for name in tensors)
        is_counted = "standard.running_mean" in tensors
        encoder = RollEncoder(len(tensors["project.1.weight"]), is_counted=is_counted, fact_count=fact_count)
        encoder.load_state_dict(tensors)
    except (KeyError, RuntimeError) as error:
        raise EncoderError("style.safetensors holds no music side of this shape; restore it or run train_style again.") from error
    return encoder.eval()


class MusicEncoder:
    """Scores -> style vectors beside those of descriptions, and what they sound like.

    weights: folder with style.safetensors and style.json. Raises EncoderError where they are missing or do not fit.
    """

    def __init__(self, weights: Path | None = None) -> None:
        self.axes, tensors = load_style(weights or WEIGHTS)
        self.head = style_head(self.axes, tensors)
        self.rolls = roll_encoder({name.removeprefix("music."): each for name, each in tensors.items() if name.startswith("music.")})

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
