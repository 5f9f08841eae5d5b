"""The sizes of a generator, and of the prefix that it reads before the music."""

from dataclasses import asdict, dataclass

from .conditions import AXES

STYLE_TOKENS = 2
PREFIX_LENGTH = STYLE_TOKENS + len(AXES)


@dataclass(frozen=True)
class GeneratorConfig:
    """Sizes. width: D, of the residual stream. style_width: S. head_width: of the slot heads. max_steps: longest sequence."""

    width: int = 256
    layers: int = 6
    heads: int = 4
    head_width: int = 192
    style_width: int = 256
    max_steps: int = 2048

    def to_json(self) -> dict[str, int]:
        return asdict(self)
