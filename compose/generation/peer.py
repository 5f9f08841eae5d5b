"""What to compare our decoding with: an ordinary library model of the same size, and what the memory of this machine allows.

Only `manage.py bench` uses this file; `transformers` is installed by `make bench` alone.
"""

import time
from importlib.util import find_spec

import torch

from ..music.vocabulary import SLOT_SIZES
from .generator import Generator

PROMPT_TOKENS = 16
COPY_BYTES = 256 * 2**20
BYTES = 4  # of a float32
LOOKED_UP = ("places", "axes", "style")  # tables of which a step reads a row, and what is read once a piece


def has_library() -> bool:
    return find_spec("transformers") is not None


def library_tokens_per_second(generator: Generator, streams: int, tokens: int = 160) -> float:
    """Tokens a second over all streams of a plain GPT-2 as wide and deep as ours, with its own cache and sampling, no masks.

    Its vocabulary is that of flat tokens: every value of every field. Source: Radford et al., 2019, as in `transformers`.
    """
    from transformers import GPT2Config, GPT2LMHeadModel

    ours = generator.config
    config = GPT2Config(vocab_size=sum(SLOT_SIZES), n_positions=2048, n_embd=ours.width, n_layer=ours.layers, n_head=ours.heads)
    model = GPT2LMHeadModel(config).eval()
    prompt = torch.zeros((streams, PROMPT_TOKENS), dtype=torch.long)
    wishes = {"do_sample": True, "top_p": 0.95, "eos_token_id": None, "pad_token_id": 0, "attention_mask": torch.ones_like(prompt)}
    with torch.inference_mode():
        model.generate(prompt, max_new_tokens=8, **wishes)
        started = time.perf_counter()
        model.generate(prompt, max_new_tokens=tokens, min_new_tokens=tokens, **wishes)
    return streams * tokens / (time.perf_counter() - started)


def read_bytes_per_second() -> float:
    """How fast one thread of torch reads memory that no cache holds, the best of three."""
    values = torch.ones(COPY_BYTES // BYTES)
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        values.sum()
        seconds.append(time.perf_counter() - started)
    return COPY_BYTES / min(seconds)


def step_bytes(generator: Generator, streams: int, places: int) -> int:
    """Bytes one step of a batch has to read at least: weights once, and keys and values of every stream at this many places."""
    looked_up = sum(each.numel() for name, each in generator.named_parameters() if name.split(".")[0] in LOOKED_UP)
    weights = sum(parameter.numel() for parameter in generator.parameters()) - looked_up
    cache = 2 * generator.config.layers * generator.config.width * places
    return BYTES * (weights + streams * cache)
