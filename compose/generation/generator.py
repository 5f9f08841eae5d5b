"""The generator: a decoder-only transformer that writes one step (a note, a rest, a chord of the plan …) at a time.

Prefix: the style embedding as soft tokens, then one token a condition axis, 0 where nothing is asked; their mean also steers every place.
Input at place t: the step before it plus the context of the place itself (context.py). Output: the step's kind and its
four slots through small heads in a chain, each of which sees the fields already drawn.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..music.vocabulary import SLOT_SIZES
from .cache import Cache, Past, StaticPast
from .conditions import AXES
from .places import FIELD_COUNT, PLACE_VALUES
from .sizes import STYLE_TOKENS, GeneratorConfig

QUERIES_AT_ONCE = 192  # of a window: what lies after the last of them is not even multiplied


class Norm(nn.LayerNorm):
    """Without a bias: as good as a root-mean-square norm here, and torch has one fused kernel for it on a CPU."""

    def __init__(self, width: int) -> None:
        super().__init__(width, bias=False)


def rotary_table(length: int, width: int) -> Tensor:
    """Cosines and sines of rotary positions, [2, length, width / 2]. Source: Su et al., arXiv:2104.09864."""
    rates = 10000.0 ** (-torch.arange(0, width, 2) / width)
    angles = torch.arange(length)[:, None] * rates[None, :]
    return torch.stack((angles.cos(), angles.sin()))


def rotate(x: Tensor, table: Tensor) -> Tensor:
    """x: [B, heads, T, width]; table: [2, T, width / 2], or [2, B, 1, T, width / 2] where each row has its own places."""
    cos, sin = table[0], table[1]
    left, right = x.chunk(2, -1)
    return torch.cat((left * cos - right * sin, left * sin + right * cos), -1)


def attend_to_window(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """Causal attention within a window, [B, heads, T, width of a head].

    On a CPU it is written out: torch's own kernel spends a third of a training step on its way back, and a compiler can join these lines.
    """
    if not torch.compiler.is_compiling() or query.device.type != "cpu":
        return F.scaled_dot_product_attention(query, key, value, is_causal=True)
    batch, heads, steps, width = query.shape
    query, key, value = (each.flatten(0, 1).to(value.dtype) for each in (query, key, value))
    parts = []
    for first in range(0, steps, QUERIES_AT_ONCE):
        last = min(steps, first + QUERIES_AT_ONCE)
        is_later = torch.ones(last - first, last, dtype=torch.bool, device=query.device).triu(first + 1)
        mask = torch.zeros(last - first, last, dtype=query.dtype, device=query.device).masked_fill(is_later, -math.inf)
        scores = query[:, first:last] @ key[:, :last].transpose(1, 2) * width**-0.5 + mask
        parts.append(scores.softmax(-1).to(value.dtype) @ value[:, :last])
    return torch.cat(parts, 1).view(batch, heads, steps, width)


class Block(nn.Module):
    """Pre-norm attention and SwiGLU feed-forward. Source of the latter: Shazeer, arXiv:2002.05202."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.heads = config.heads
        hidden = config.width * 8 // 3 // 32 * 32
        self.attention_norm, self.feed_norm = Norm(config.width), Norm(config.width)
        self.query_key_value = nn.Linear(config.width, 3 * config.width, bias=False)
        self.mix = nn.Linear(config.width, config.width, bias=False)
        self.feed_in = nn.Linear(config.width, 2 * hidden, bias=False)
        self.feed_out = nn.Linear(hidden, config.width, bias=False)
        self.dropout = 0.0

    def forward(self, x: Tensor, table: Tensor, past: Past | StaticPast | None, layer: int) -> Tensor:
        """x: [B, T, D]; table: rotary places of its T steps; past: what came before, extended by x."""
        batch, steps, width = x.shape
        joint = self.query_key_value(self.attention_norm(x)).view(batch, steps, 3, self.heads, width // self.heads)
        query, key, value = joint.permute(2, 0, 3, 1, 4)  # each [B, heads, T, width of a head]
        query, key = rotate(query, table), rotate(key, table)
        if past is None:
            mixed = attend_to_window(query, key, value)
        else:
            keys, values = past.extend(layer, key, value)
            mixed = F.scaled_dot_product_attention(query, keys, values, attn_mask=past.mask)
        x = x + self._drop(self.mix(mixed.transpose(1, 2).reshape(batch, steps, width)))
        gate, up = self.feed_in(self.feed_norm(x)).chunk(2, -1)
        return x + self._drop(self.feed_out(F.silu(gate) * up))

    def _drop(self, x: Tensor) -> Tensor:
        """In training, leave out some channels of a whole window: as good as any others, and hardly a random number to draw.

        Source: Gal & Ghahramani, arXiv:1512.05287.
        """
        return x * F.dropout(torch.ones_like(x[:, :1]), self.dropout) if self.training and self.dropout else x


class SlotHeads(nn.Module):
    """Kind, then slots A to D, each head seeing the fields drawn before it."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.norms = nn.ModuleList(Norm(config.width) for _ in SLOT_SIZES)
        self.inner = nn.ModuleList(nn.Linear(config.width, config.head_width) for _ in SLOT_SIZES)
        self.outer = nn.ModuleList(nn.Linear(config.head_width, size) for size in SLOT_SIZES)
        self.drawn = nn.ModuleList(nn.Embedding(size, config.width) for size in SLOT_SIZES[:-1])

    def logits(self, hidden: Tensor, field: int) -> Tensor:
        """[..., D] → [..., V of the field]."""
        return self.outer[field](F.gelu(self.inner[field](self.norms[field](hidden))))

    def take(self, hidden: Tensor, field: int, value: Tensor) -> Tensor:
        """Tell the later heads what was drawn."""
        return hidden + self.drawn[field](value) if field < len(self.drawn) else hidden


class Generator(nn.Module):
    """See the module's docstring."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.config = config
        self.style = nn.Linear(config.style_width, STYLE_TOKENS * config.width)
        self.axes = nn.ModuleList(nn.Embedding(len(values) + 1, config.width) for values in list(AXES.values())[: config.axes])
        self.steer = nn.Linear(config.width, config.width, bias=False)
        self.places = nn.EmbeddingBag(PLACE_VALUES + 1, config.width, mode="sum", padding_idx=PLACE_VALUES)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.norm = Norm(config.width)
        self.heads = SlotHeads(config)
        rotary = rotary_table(config.prefix_length + config.window, config.width // config.heads)
        self.register_buffer("rotary", rotary, persistent=False)
        self.apply(self._initialise)

    @staticmethod
    def _initialise(module: nn.Module) -> None:
        if isinstance(module, nn.Linear | nn.Embedding | nn.EmbeddingBag):
            nn.init.normal_(module.weight, std=0.02)
        if isinstance(module, nn.EmbeddingBag):
            nn.init.zeros_(module.weight[module.padding_idx])

    def drop(self, share: float) -> "Generator":
        """In training, leave out this share of what each block adds: it learns what is common, not the pieces. Returns itself."""
        for block in self.blocks:
            block.dropout = share
        return self

    def use(self, device: torch.device, dtype: torch.dtype) -> "Generator":
        """Move to a device with weights of another width; rotary angles stay exact. Returns itself."""
        rotary = self.rotary
        self.to(device, dtype)
        self.rotary = rotary.to(device)
        return self

    @property
    def device(self) -> torch.device:
        return self.norm.weight.device

    def prefix(self, style: Tensor, conditions: Tensor) -> Tensor:
        """Soft tokens of the wish → [B, prefix_length, D].

        style: [B, S], zeros for none. conditions: [B, axes], 0 for not asked; axes beyond those of the configuration are not read.
        """
        tokens = self.style(style.to(self.style.weight.dtype)).view(len(style), STYLE_TOKENS, self.config.width)
        axes = [table(conditions[:, number]) for number, table in enumerate(self.axes)]
        return torch.cat((tokens, torch.stack(axes, 1)), 1)

    def steering(self, prefix: Tensor) -> Tensor:
        """The whole wish as one vector [B, 1, D] that is added to every place, so that it is as near at the end as at the start."""
        return self.steer(prefix.mean(1, keepdim=True))

    def embed(self, places: Tensor, steering: Tensor) -> Tensor:
        """places: [B, T, PLACE_WIDTH], the step before each place and its context as rows of one table (`place_rows`) → [B, T, D]."""
        batch, steps, width = places.shape
        return self.places(places.view(-1, width)).view(batch, steps, -1) + steering

    def read(self, x: Tensor, past: Past | StaticPast | None = None) -> Tensor:
        """Run the blocks over embedded places [B, T, D], after the past if there is one. Returns hidden states [B, T, D]."""
        table = (past.rotary(self.rotary) if past else self.rotary[:, : x.shape[1]]).to(x.dtype)
        for layer, block in enumerate(self.blocks):
            x = block(x, table, past, layer)
        return self.norm(x)

    def read_row(self, x: Tensor, cache: Cache, row: int, start: int = 0) -> Tensor:
        """Read many places [1, T, D] into one row of the cache, from `start` on."""
        hidden = self.read(x, Past(cache, slice(row, row + 1), [start], x.shape[1]))
        cache.lengths[row] = start + x.shape[1]
        return hidden

    def read_step(self, x: Tensor, cache: Cache) -> Tensor:
        """Read one place of each of the first B rows, [B, 1, D]."""
        rows = len(x)
        hidden = self.read(x, Past(cache, slice(0, rows), cache.lengths[:rows], 1))
        cache.lengths[:rows] = [length + 1 for length in cache.lengths[:rows]]
        return hidden

    def forward(self, style: Tensor, conditions: Tensor, places: Tensor) -> Tensor:
        """Hidden states of every place, [B, T, D]."""
        prefix = self.prefix(style, conditions)
        x = torch.cat((prefix, self.embed(places, self.steering(prefix))), 1)
        return self.read(x)[:, self.config.prefix_length :]

    def losses(self, hidden: Tensor, steps: Tensor, weights: Tensor) -> Tensor:
        """Mean cross-entropy in nats of each field, [5]; steps: [B, T, 5], weights: [B, T], 0 for padding.

        A slot the kind does not use holds 0 always and costs nothing once that is learned, so no mask is needed.
        """
        losses = []
        for field in range(FIELD_COUNT):
            logits = self.heads.logits(hidden, field)
            loss = F.cross_entropy(logits.flatten(0, 1), steps[..., field].flatten(), reduction="none")
            losses.append((loss * weights.flatten()).sum() / weights.sum())
            hidden = self.heads.take(hidden, field, steps[..., field])
        return torch.stack(losses)
