"""What the generator has read so far: keys and values of every layer, and the ways a forward pass reads and extends them."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from .sizes import GeneratorConfig


class Cache:
    """Keys and values of everything read so far, [layers, B, heads, most, width of a head], and how much of each row is filled."""

    def __init__(self, config: GeneratorConfig, rows: int, device: torch.device, dtype: torch.dtype) -> None:
        shape = (config.layers, rows, config.heads, config.prefix_length + config.window, config.width // config.heads)
        self.keys, self.values = _empty(shape, device, dtype), _empty(shape, device, dtype)
        self.lengths = [0] * rows

    def copy_row(self, source: int, target: int) -> None:
        """Move one row over another."""
        length = self.lengths[source]
        self.keys[:, target, :, :length] = self.keys[:, source, :, :length]
        self.values[:, target, :, :length] = self.values[:, source, :, :length]
        self.lengths[target] = length


def _empty(shape: tuple[int, ...], device: torch.device, dtype: torch.dtype) -> Tensor:
    """Zeros; on a CPU only those that are ever used take memory, which is why numpy makes them there."""
    if device.type == "cpu" and dtype == torch.float32:
        return torch.from_numpy(np.zeros(shape, np.float32))
    return torch.zeros(shape, device=device, dtype=dtype)


class Past:
    """The part of a cache that one forward pass reads and extends: one row by many places, or the first rows by one place each."""

    def __init__(self, cache: Cache, rows: slice, starts: Sequence[int], steps: int) -> None:
        self.keys, self.values = cache.keys[:, rows], cache.values[:, rows]
        self.starts, self.steps, self.end = starts, steps, max(starts) + steps
        self.are_even = len(set(starts)) == 1
        device = cache.keys.device
        self.rows = torch.arange(len(starts), device=device)
        self.places = torch.tensor(starts, device=device)
        self.mask: Tensor | None = None
        if not self.are_even:
            self.mask = (torch.arange(self.end, device=device) <= self.places[:, None])[:, None, None]
        elif steps > 1:
            self.mask = torch.ones(steps, self.end, dtype=torch.bool, device=device).tril(starts[0])

    def extend(self, layer: int, key: Tensor, value: Tensor) -> tuple[Tensor, Tensor]:
        """Store new keys and values [B, heads, T, width]; returns all of them up to the longest row."""
        if self.are_even:
            start = self.starts[0]
            self.keys[layer, :, :, start : self.end] = key
            self.values[layer, :, :, start : self.end] = value
        else:
            self.keys[layer][self.rows, :, self.places] = key[:, :, 0]
            self.values[layer][self.rows, :, self.places] = value[:, :, 0]
        return self.keys[layer, :, :, : self.end], self.values[layer, :, :, : self.end]

    def rotary(self, table: Tensor) -> Tensor:
        """The rotary table of the new places."""
        if self.are_even:
            return table[:, self.starts[0] : self.end]
        return table[:, self.places][:, :, None, None]


class StaticPast:
    """The same for one place of each of the first rows, in fixed shapes. places: [R], where each writes; window: how many are read."""

    def __init__(self, cache: Cache, places: Tensor, window: int) -> None:
        rows = len(places)
        self.keys, self.values = cache.keys[:, :rows, :, :window], cache.values[:, :rows, :, :window]
        self.places, self.rows = places, torch.arange(rows, device=places.device)
        self.mask = (torch.arange(window, device=places.device) <= places[:, None])[:, None, None]

    def extend(self, layer: int, key: Tensor, value: Tensor) -> tuple[Tensor, Tensor]:
        """As in Past."""
        self.keys[layer][self.rows, :, self.places] = key[:, :, 0]
        self.values[layer][self.rows, :, self.places] = value[:, :, 0]
        return self.keys[layer], self.values[layer]

    def rotary(self, table: Tensor) -> Tensor:
        """As in Past."""
        return table[:, self.places][:, :, None, None]
