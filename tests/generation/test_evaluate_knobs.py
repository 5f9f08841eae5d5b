"""Whether a wish moves the notes: the measure of that, and a run of it."""

from dataclasses import replace

import pytest

from compose.generation.conditions import AXES
from compose.generation.generator import Generator
from compose.generation.training.evaluate_knobs import rank_correlation, rows, scale_figures
from tests.music.factories import make_piano

from .small import small_generator


@pytest.mark.parametrize(
    ("first", "second", "rho"),
    [((1, 2, 3), (10, 20, 30), 1), ((1, 2, 3), (3, 2, 1), -1), ((1, 1, 2, 2), (1, 2, 1, 2), 0), ((1, 2), (5, 5), 0)],
)
def test_rank_correlation(first, second, rho):
    assert rank_correlation(first, second) == pytest.approx(rho)


def test_shared_ranks_are_means():
    assert rank_correlation((1, 1, 2), (1, 2, 3)) == pytest.approx(0.8660, abs=1e-4)


def test_a_scale_that_obeys_is_told_from_one_that_does_not():
    short, long = make_piano(), replace(make_piano(), measures=make_piano().measures[:2])
    obeyed = scale_figures({"low": [long, long], "high": [short, short]}, lambda score: len(score.measures))
    assert obeyed["rank_correlation"] == 1 and obeyed["means"]["low"] == 2
    assert scale_figures({"low": [long, short], "high": [short, long]}, lambda score: len(score.measures))["rank_correlation"] == 0


def test_conditions_a_checkpoint_never_learned_are_named_and_the_others_measured():
    generator = Generator(replace(small_generator().config, axes=len(AXES) - 2)).eval()
    found = {row["axis"]: row for row in rows(generator, 2, 4)}
    assert found["difficulty"]["note"] == found["texture"]["note"] == "not learned by this checkpoint"
    assert found["density"]["pieces"] == 6 and set(found["density"]["means"]) == set(AXES["density"])
