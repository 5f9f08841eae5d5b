"""One place of every row through the blocks, in shapes that seldom change, so that a GPU can replay what it has recorded.

Rows are padded to a power of two and the past to whole windows; each pair of sizes is recorded once as a CUDA graph. Elsewhere
the same arithmetic simply runs, which is how it is tested. Source: CUDA graphs as in Ng et al., gpt-fast, 2023.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .cache import Cache, StaticPast
from .generator import Generator
from .places import PLACE_VALUES, PLACE_WIDTH

WINDOW = 256  # places


@dataclass
class Sized:
    """Inputs and output of one pair of sizes, always in the same memory. places: of each row, [R]."""

    facts: Tensor
    steering: Tensor
    places: Tensor
    window: int
    hidden: Tensor | None = None
    graph: "torch.cuda.CUDAGraph | None" = None


class StaticSteps:
    """For one generator and its cache."""

    def __init__(self, generator: Generator, cache: Cache) -> None:
        self.generator, self.cache = generator, cache
        self.sizes: dict[tuple[int, int], Sized] = {}

    @torch.inference_mode()
    def read(self, facts: np.ndarray, steering: Tensor) -> Tensor:
        """Read one place of each of the first R rows. facts: int64 [R, PLACE_WIDTH]; steering: [R, 1, D] → hidden states [R, D]."""
        count = len(facts)
        starts = self.cache.lengths[:count]
        sized = self._sized(count, max(starts) + 1)
        sized.facts[:count] = torch.from_numpy(facts)
        sized.steering[:count] = steering
        sized.places[:count] = torch.tensor(starts)
        if sized.graph is not None:
            sized.graph.replay()
        else:
            sized.hidden = self._run(sized)
        self.cache.lengths[:count] = [length + 1 for length in starts]
        return sized.hidden[:count].clone()

    def _sized(self, count: int, end: int) -> Sized:
        most = self.cache.keys.shape[3]
        rows = min(self.cache.keys.shape[1], 1 << (count - 1).bit_length())
        window = min(most, -(-end // WINDOW) * WINDOW)
        if (rows, window) not in self.sizes:
            self.sizes[rows, window] = self._record(rows, window)
        return self.sizes[rows, window]

    def _record(self, rows: int, window: int) -> Sized:
        device, weight = self.generator.device, self.generator.norm.weight
        facts = torch.full((rows, PLACE_WIDTH), PLACE_VALUES, dtype=torch.long, device=device)
        steering = torch.zeros((rows, 1, weight.shape[0]), dtype=weight.dtype, device=device)
        # Rows without a piece write where nothing is read before it is written anew: the last place of the window.
        places = torch.full((rows,), window - 1, dtype=torch.long, device=device)
        sized = Sized(facts, steering, places, window)
        if device.type == "cuda":
            self._run(sized)  # lets the libraries choose and set up their kernels before anything is recorded
            torch.cuda.synchronize()
            sized.graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(sized.graph):
                sized.hidden = self._run(sized)
        return sized

    def _run(self, sized: Sized) -> Tensor:
        past = StaticPast(self.cache, sized.places, sized.window)
        x = self.generator.embed(sized.facts[:, None], sized.steering)
        return self.generator.read(x, past)[:, -1]
