"""The sizes of a generator, and of the prefix that it reads before the music."""

from dataclasses import asdict, dataclass

from .conditions import AXES

STYLE_TOKENS = 2
# What checkpoints of before were trained with, which do not say so.
FIRST_AXES = 11  # the first ones of AXES
FIRST_WINDOW = 512
FORMER_SIZES = ("max_steps",)  # how far checkpoints of before looked back, four times as far as they had learned to


@dataclass(frozen=True)
class GeneratorConfig:
    """Sizes. width: D, of the residual stream. style_width: S. head_width: of the slot heads. window: how many steps it
    was trained on at once and looks back: over places it never saw, rotary positions mislead it.

    axes: how many of conditions.AXES it was trained with, the first ones; it reads nothing of those that came later.
    """

    width: int = 256
    layers: int = 6
    heads: int = 4
    head_width: int = 192
    style_width: int = 256
    window: int = FIRST_WINDOW
    axes: int = len(AXES)

    @property
    def prefix_length(self) -> int:
        """Places before the music."""
        return STYLE_TOKENS + self.axes

    def to_json(self) -> dict[str, int]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, int]) -> "GeneratorConfig":
        """Also that of a checkpoint of before. Raises TypeError for a size that nobody knows."""
        return cls(**{"axes": FIRST_AXES} | {name: value for name, value in values.items() if name not in FORMER_SIZES})
