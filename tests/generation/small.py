"""A generator small enough to build in every test: one layer, sixteen wide, random weights under a seed."""

import numpy as np
import torch

from compose.generation.brief import Brief
from compose.generation.generator import Generator
from compose.generation.sizes import GeneratorConfig
from compose.music.header import Header
from compose.music.score import KeySignature, TimeSignature

SMALL = GeneratorConfig(width=16, layers=1, heads=2, head_width=16, window=256)


def small_generator(seed: int = 1, **changes: int) -> Generator:
    torch.manual_seed(seed)
    return Generator(GeneratorConfig(**{**SMALL.to_json(), **changes})).eval()


def make_brief(instruments: tuple[str, ...] = ("Piano",), *, fifths: int = 0, mode: str = "major", time: tuple[int, int] = (4, 4),
               measure_count: int = 4, **changes: object) -> Brief:
    header = Header(instruments, KeySignature(fifths, mode), TimeSignature(*time), 90, measure_count)
    return Brief(header, {"mode": mode}, np.zeros(256, np.float32), **changes)
