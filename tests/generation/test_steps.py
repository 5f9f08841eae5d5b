"""The path of a GPU, on a CPU: fixed shapes give what free shapes give, and half-width weights write music too."""

import pytest
import torch

from compose.generation.batching import Batch, write_many, write_measures
from compose.generation.steps import WINDOW, StaticSteps
from compose.generation.stream import Stream

from .small import make_brief, small_generator


def write(generator, streams, *, is_static):
    batch = Batch(generator, len(streams))
    if is_static:
        batch.static = StaticSteps(generator, batch.cache)
    for stream in streams:
        batch.add(stream)
    written = {stream.seed: [] for stream in streams}
    while batch.streams:
        for stream, measure in batch.advance():
            written[stream.seed].append(measure)
    return written, batch


@pytest.mark.parametrize("count", [1, 3, 4])
def test_fixed_shapes_write_the_same_pieces(count):
    generator = small_generator(window=512)
    briefs = [make_brief(measure_count=6 + 6 * number) for number in range(count)]
    free, _ = write(generator, [Stream(brief, number) for number, brief in enumerate(briefs)], is_static=False)
    fixed, batch = write(generator, [Stream(brief, number) for number, brief in enumerate(briefs)], is_static=True)
    assert fixed == free
    assert {window for _, window in batch.static.sizes} >= {WINDOW}


def test_few_sizes_serve_all_lengths_and_numbers_of_pieces():
    generator = small_generator(window=512)
    _, batch = write(generator, [Stream(make_brief(measure_count=4 + number), number) for number in range(6)], is_static=True)
    assert {rows for rows, _ in batch.static.sizes} <= {1, 2, 4, 8}
    assert len(batch.static.sizes) <= 8


def test_the_memory_of_a_size_is_used_again():
    generator = small_generator()
    batch = Batch(generator, 2)
    batch.static = StaticSteps(generator, batch.cache)
    batch.add(Stream(make_brief(), 1))
    batch.advance()
    sized = next(iter(batch.static.sizes.values()))
    address = sized.facts.data_ptr()
    for _ in range(5):
        batch.advance()
    assert sized.facts.data_ptr() == address


def test_half_width_weights_keep_every_hard_wish():
    generator = small_generator().use(torch.device("cpu"), torch.bfloat16)
    assert generator.rotary.dtype == torch.float32 and generator.norm.weight.dtype == torch.bfloat16
    brief = make_brief(("Violin", "Piano"), measure_count=5, mode="minor", fifths=-2)
    measures = list(write_measures(generator, Stream(brief, 3)))
    assert len(measures) == 5
    assert measures == write_many(generator, [Stream(brief, 3)])[0]
