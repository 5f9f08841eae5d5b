"""Drawing one value from logits: masks first, then temperature, min-p and top-p. One pure function."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Sampling:
    """temperature: below 1 is safer. top_p: smallest set of values holding this much mass. min_p: least share of the likeliest.

    Both cut off only what is most likely a slip: where they cut deeper, what is common becomes too common (the fifth degree was a
    third of all notes instead of a fifth).
    guidance: 1 follows the wish as trained, above 1 exaggerates it, 0 ignores it; anything but 1 reads the piece twice.
    Raises ValueError if guidance is negative.
    """

    temperature: float = 1.0
    top_p: float = 0.995
    min_p: float = 0.005
    guidance: float = 1.0

    def __post_init__(self) -> None:
        if self.guidance < 0:
            raise ValueError("guidance is 0 or more")


def guide(styled: np.ndarray, plain: np.ndarray, guidance: float) -> np.ndarray:
    """Push logits toward what was wished.

    styled, plain: [V] logits of one place, with and without the wish.
    guidance: 1 leaves `styled` as it is, 0 gives `plain`, above 1 exaggerates the wish.
    Source: classifier-free guidance, Ho & Salimans, arXiv:2207.12598.
    """
    return plain + guidance * (styled - plain)


def draw(logits: np.ndarray, mask: np.ndarray, settings: Sampling, uniform: float, costs: np.ndarray | None = None) -> int:
    """One index of `mask`, never another one.

    logits: float [V]; mask: bool [V], at least one True; uniform: in [0, 1); costs: float [V] subtracted after the temperature.
    Raises ValueError if nothing is allowed.
    Source: nucleus sampling, Holtzman et al., arXiv:1904.09751; min-p, Nguyen et al., arXiv:2407.01082.
    """
    values = np.flatnonzero(mask)
    if not len(values):
        raise ValueError("nothing is allowed here")
    if len(values) == 1:
        return int(values[0])
    scores = logits[values].astype(np.float64) / settings.temperature
    if costs is not None:
        scores = scores - costs[values]
    chances = np.exp(scores - scores.max())
    chances[chances < settings.min_p] = 0
    chances /= chances.sum()
    order = np.argsort(-chances, kind="stable")
    reached = np.cumsum(chances[order])
    kept = int(np.searchsorted(reached, settings.top_p)) + 1
    total = reached[min(kept, len(reached)) - 1]
    choice = int(np.searchsorted(reached[:kept], uniform * total, side="right"))
    return int(values[order[min(choice, kept - 1)]])


def measure_stream(seed: int, measure: int, *, is_change: bool = False) -> np.random.Generator:
    """Random numbers of one measure of one piece: the same whether the piece ran through or was resumed, alone or beside others.

    is_change: other ones, so that a piece changed under the seed it was written with does not come out as it was.
    Source: counter-based generators, Salmon et al., SC 2011 (Philox).
    """
    return np.random.Generator(np.random.Philox(key=seed & (2**64 - 1), counter=[0, 0, int(is_change), measure]))
