"""The sizes of a generator, and of the prefix that it reads before the music."""

from dataclasses import asdict, dataclass

from .conditions import AXES

STYLE_TOKENS = 2
FIRST_AXES = 11  # of AXES, known to checkpoints that do not say how many they know


@dataclass(frozen=True)
class GeneratorConfig:
    """Sizes. width: D, of the residual stream. style_width: S. head_width: of the slot heads. max_steps: longest sequence.

    axes: how many of conditions.AXES it was trained with, the first ones; it reads nothing of those that came later.
    """

    width: int = 256
    layers: int = 6
    heads: int = 4
    head_width: int = 192
    style_width: int = 256
    max_steps: int = 2048
    axes: int = len(AXES)

    @property
    def prefix_length(self) -> int:
        """Places before the music."""
        return STYLE_TOKENS + self.axes

    def to_json(self) -> dict[str, int]:
        return asdict(self)
