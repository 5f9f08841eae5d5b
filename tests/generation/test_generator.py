import numpy as np
import torch

import compose.generation.generator as generator_module
from compose.generation.cache import Cache
from compose.generation.conditions import AXES
from compose.generation.context import FEATURES, describe
from compose.generation.places import FIELD_COUNT, FORESIGHT_OFFSETS, PLACE_OFFSETS, PLACE_VALUES, PLACE_WIDTH, place_rows
from compose.generation.stream import NO_STEP
from compose.music.grammar import Cursor
from compose.music.tokenizer import encode
from compose.music.vocabulary import SLOT_SIZES
from tests.music.factories import make_piano

from .small import small_generator


def places(batch: int = 1):
    """A real score as the generator sees it: style, conditions, what is known of each place, the steps."""
    header, steps = encode(make_piano())
    rows = torch.from_numpy(place_rows(np.concatenate(([NO_STEP], steps[:-1])), describe(Cursor(header), steps)))[None]
    now = torch.from_numpy(steps.astype("int64"))[None]
    conditions = torch.zeros(1, len(AXES), dtype=torch.long)
    return [value.expand(batch, *value.shape[1:]).contiguous() for value in (torch.zeros(1, 256), conditions, rows, now)]


def test_a_place_is_a_row_a_fact_and_what_does_not_sound_is_the_empty_row():
    context = np.array([1, *[0] * (len(FEATURES) - 2), 0b101])
    rows = place_rows(np.array([5, 1, 2, 3, 4]), context)
    assert rows.shape == (PLACE_WIDTH,)
    assert rows[:5].tolist() == [5, *(start + value for start, value in zip(np.cumsum(SLOT_SIZES), (1, 2, 3, 4), strict=False))]
    first = int(PLACE_OFFSETS[-1])
    own = FIELD_COUNT + len(FEATURES) - 1
    assert rows[own : own + 12].tolist() == [first, PLACE_VALUES, first + 2, *[PLACE_VALUES] * 9]
    assert rows[own + 12 : -12].tolist() == FORESIGHT_OFFSETS[:-1].tolist() and set(rows[-12:].tolist()) == {PLACE_VALUES}
    assert not small_generator().places.weight[PLACE_VALUES].any()


@torch.inference_mode()
def test_shapes():
    style, conditions, rows, steps = places(batch=3)
    generator = small_generator()
    assert generator.prefix(style, conditions).shape == (3, generator.config.prefix_length, 16)
    hidden = generator(style, conditions, rows)
    assert hidden.shape == (3, steps.shape[1], 16)
    assert [generator.heads.logits(hidden, field).shape[-1] for field in range(5)] == list(SLOT_SIZES)
    assert generator.losses(hidden, steps, torch.ones(steps.shape[:2])).shape == (5,)


@torch.inference_mode()
def test_reading_step_by_step_equals_reading_at_once():
    style, conditions, rows, _ = places()
    generator = small_generator()
    at_once = generator(style, conditions, rows)
    cache = Cache(generator.config, 1, generator.device, torch.float32)
    prefix = generator.prefix(style, conditions)
    steering = generator.steering(prefix)
    generator.read_row(prefix, cache, 0)
    parts = [generator.read_row(generator.embed(rows[:, :5].contiguous(), steering), cache, 0, generator.config.prefix_length)]
    for place in range(5, rows.shape[1]):
        parts.append(generator.read_step(generator.embed(rows[:, place : place + 1], steering), cache))
    torch.testing.assert_close(torch.cat(parts, 1), at_once, atol=1e-5, rtol=1e-4)


@torch.inference_mode()
def test_only_training_leaves_something_out():
    style, conditions, rows, _ = places()
    generator = small_generator()
    whole = generator(style, conditions, rows)
    torch.testing.assert_close(generator.drop(0.5)(style, conditions, rows), whole)
    generator.train()
    assert not torch.allclose(generator(style, conditions, rows), whole)
    torch.testing.assert_close(generator.drop(0.0)(style, conditions, rows), whole)


@torch.inference_mode()
def test_a_place_never_sees_what_comes_later():
    style, conditions, rows, _ = places()
    generator = small_generator()
    changed = rows.clone()
    changed[:, 10:] = 0
    first, second = generator(style, conditions, rows), generator(style, conditions, changed)
    torch.testing.assert_close(first[:, :10], second[:, :10])
    assert not torch.allclose(first[:, 10:], second[:, 10:])


def test_attention_written_out_for_a_compiler_is_the_attention_of_torch(monkeypatch):
    torch.manual_seed(0)
    parts = [torch.randn(2, 2, 2 * generator_module.QUERIES_AT_ONCE + 3, 8, requires_grad=True) for _ in range(3)]
    usual = generator_module.attend_to_window(*parts)
    usual_gradient = torch.autograd.grad(usual.square().sum(), parts)
    monkeypatch.setattr(torch.compiler, "is_compiling", lambda: True)
    written = generator_module.attend_to_window(*parts)
    assert torch.allclose(usual, written, atol=1e-5)
    for one, other in zip(usual_gradient, torch.autograd.grad(written.square().sum(), parts), strict=True):
        assert torch.allclose(one, other, atol=1e-4)


@torch.inference_mode()
def test_style_and_every_axis_reach_the_output():
    style, conditions, rows, _ = places()
    generator = small_generator()
    plain = generator(style, conditions, rows)
    assert not torch.allclose(plain, generator(torch.ones_like(style), conditions, rows))
    for axis in range(len(AXES)):
        asked = conditions.clone()
        asked[:, axis] = 1
        assert not torch.allclose(plain, generator(style, asked, rows)), list(AXES)[axis]
