import pytest
import torch

from compose.generation.blending import blend
from compose.generation.encoder import text_encoder
from compose.generation.plan import Plan, read_plan
from compose.generation.steering import wished_style
from compose.generation.style_map import style_map

WALTZ, TANGO = "slow sad waltz in D minor for piano", "fast tango in A minor at 140 bpm, 24 bars"


@pytest.fixture(scope="module")
def encoder():
    return text_encoder()


def test_what_only_one_says_holds_and_the_larger_share_decides():
    near, far = (blend(read_plan(WALTZ), read_plan(TANGO), share) for share in (0.3, 0.7))
    assert near.key.value.name == "D minor" and far.key.value.name == "A minor"
    assert near.measure_count.value == far.measure_count.value == 24
    assert near.genre.value == "waltz" and far.genre.value == "tango"
    assert Plan.from_json(near.to_json()) == near


def test_tempi_meet_in_between():
    slow, fast = read_plan("song at 60 bpm"), read_plan("song at 120 bpm")
    assert [blend(slow, fast, share).tempo_qpm.value for share in (0.1, 0.5, 1.0)] == [64, 85, 120]


def test_leading_away_takes_no_wish_over():
    away = blend(read_plan("piano piece"), read_plan(TANGO), -0.4)
    assert away.key is None and away.genre is None and away.blended_with == TANGO


def test_the_style_moves_from_one_description_to_the_other_and_away(encoder):
    second = encoder.style([TANGO])[0]

    def likeness(share):
        return float(wished_style(encoder, blend(read_plan(WALTZ), read_plan(TANGO), share)) @ second)

    shares = [likeness(share) for share in (-0.5, 0.0, 0.3, 0.6, 1.0)]
    assert shares == sorted(shares) and shares[0] < shares[1] - 0.1 and shares[-1] > 0.99
    assert torch.equal(wished_style(encoder, read_plan(WALTZ)), encoder.style([WALTZ])[0])


def test_the_map_puts_a_style_near_its_own_name(encoder):
    for words, name in (("a gentle waltz for piano", "waltz"), ("ragtime for piano", "ragtime"), ("slow blues", "blues")):
        drawn = style_map(encoder, encoder.style([words])[0])
        assert drawn["near"][0][0] == name
        assert -1 <= drawn["x"] <= 1 and -1 <= drawn["y"] <= 1
        places = {each: (x, y) for each, x, y in drawn["styles"]}
        assert max(abs(drawn["x"] - places[name][0]), abs(drawn["y"] - places[name][1])) < 0.5
