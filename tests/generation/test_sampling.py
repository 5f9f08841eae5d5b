import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.generation.sampling import Sampling, draw, measure_stream

LOGITS = np.array([2.0, 1.0, 0.0, -1.0, 5.0])


@given(st.lists(st.floats(-20, 20), min_size=4, max_size=12), st.data(), st.floats(0, 0.999999))
def test_it_never_draws_what_is_masked(logits, data, uniform):
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=len(logits), max_size=len(logits))))
    if mask.any():
        assert mask[draw(np.array(logits), mask, Sampling(), uniform)]


def test_it_refuses_an_empty_mask():
    with pytest.raises(ValueError, match="nothing"):
        draw(LOGITS, np.zeros(5, bool), Sampling(), 0.5)


def test_chances_follow_the_logits():
    mask = np.array([True, True, True, False, False])
    settings = Sampling(temperature=1.0, top_p=1.0, min_p=0.0)
    drawn = np.bincount([draw(LOGITS, mask, settings, uniform) for uniform in np.linspace(0, 0.9999, 2000)], minlength=3) / 2000
    expected = np.exp(LOGITS[:3]) / np.exp(LOGITS[:3]).sum()
    assert np.abs(drawn[:3] - expected).max() < 0.01


def test_top_p_and_min_p_drop_the_unlikely():
    mask = np.ones(5, bool)
    everything = {draw(LOGITS, mask, Sampling(1.0, 1.0, 0.0), uniform) for uniform in np.linspace(0, 0.9999, 5000)}
    assert everything == {0, 1, 2, 3, 4}
    assert {draw(LOGITS, mask, Sampling(1.0, 0.5, 0.0), uniform) for uniform in np.linspace(0, 0.9999, 500)} == {4}
    assert {draw(LOGITS, mask, Sampling(1.0, 1.0, 0.04), uniform) for uniform in np.linspace(0, 0.9999, 500)} == {0, 4}


def test_costs_turn_a_choice_away():
    costs = np.array([0.0, 0.0, 0.0, 0.0, 50.0])
    assert {draw(LOGITS, np.ones(5, bool), Sampling(), uniform, costs) for uniform in np.linspace(0, 0.9999, 300)} <= {0, 1, 2, 3}


def test_random_numbers_belong_to_a_seed_and_a_measure():
    first = measure_stream(7, 3).random(4).tolist()
    assert measure_stream(7, 3).random(4).tolist() == first
    assert measure_stream(7, 4).random(4).tolist() != first
    assert measure_stream(8, 3).random(4).tolist() != first
