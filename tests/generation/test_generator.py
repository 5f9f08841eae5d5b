import torch

from compose.generation.conditions import AXES
from compose.generation.context import FEATURES, describe
from compose.generation.generator import PREFIX_LENGTH, Cache
from compose.generation.stream import NO_STEP
from compose.music.grammar import Cursor
from compose.music.tokenizer import encode
from compose.music.vocabulary import SLOT_SIZES
from tests.music.factories import make_piano

from .small import small_generator


def places(batch: int = 1):
    """A real score as the generator sees it: style, conditions, the step before each place, the places, the steps."""
    header, steps = encode(make_piano())
    contexts = torch.from_numpy(describe(Cursor(header), steps).astype("int64"))[None]
    now = torch.from_numpy(steps.astype("int64"))[None]
    before = torch.cat((torch.tensor([[NO_STEP]]), now[:, :-1]), 1)
    conditions = torch.zeros(1, len(AXES), dtype=torch.long)
    return [value.expand(batch, *value.shape[1:]) for value in (torch.zeros(1, 256), conditions, before, contexts, now)]


@torch.inference_mode()
def test_shapes():
    style, conditions, before, contexts, steps = places(batch=3)
    generator = small_generator()
    assert contexts.shape[-1] == len(FEATURES)
    assert generator.prefix(style, conditions).shape == (3, PREFIX_LENGTH, 16)
    hidden = generator(style, conditions, before, contexts)
    assert hidden.shape == (3, steps.shape[1], 16)
    assert [generator.heads.logits(hidden, field).shape[-1] for field in range(5)] == list(SLOT_SIZES)
    assert generator.losses(hidden, steps, torch.ones(steps.shape[:2])).shape == (5,)


@torch.inference_mode()
def test_reading_step_by_step_equals_reading_at_once():
    style, conditions, before, contexts, _ = places()
    generator = small_generator()
    at_once = generator(style, conditions, before, contexts)
    cache = Cache(generator.config, 1, generator.device, torch.float32)
    generator.read_row(generator.prefix(style, conditions), cache, 0)
    parts = [generator.read_row(generator.embed(before[:, :5], contexts[:, :5]), cache, 0, PREFIX_LENGTH)]
    for place in range(5, before.shape[1]):
        parts.append(generator.read_step(generator.embed(before[:, place : place + 1], contexts[:, place : place + 1]), cache))
    torch.testing.assert_close(torch.cat(parts, 1), at_once, atol=1e-5, rtol=1e-4)


@torch.inference_mode()
def test_a_place_never_sees_what_comes_later():
    style, conditions, before, contexts, _ = places()
    generator = small_generator()
    changed = before.clone()
    changed[:, 10:] = 0
    first, second = generator(style, conditions, before, contexts), generator(style, conditions, changed, contexts)
    torch.testing.assert_close(first[:, :10], second[:, :10])
    assert not torch.allclose(first[:, 10:], second[:, 10:])


@torch.inference_mode()
def test_style_and_every_axis_reach_the_output():
    style, conditions, before, contexts, _ = places()
    generator = small_generator()
    plain = generator(style, conditions, before, contexts)
    assert not torch.allclose(plain, generator(torch.ones_like(style), conditions, before, contexts))
    for axis in range(len(AXES)):
        asked = conditions.clone()
        asked[:, axis] = 1
        assert not torch.allclose(plain, generator(style, asked, before, contexts)), list(AXES)[axis]
