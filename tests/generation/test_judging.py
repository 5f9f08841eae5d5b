import numpy as np
import pytest

from compose.generation.training.evaluate import shuffled
from compose.generation.training.evaluate_styles import finished
from compose.generation.training.judging import Standard, energy_distance, feature_count, features
from compose.music.score import Score
from tests.music.factories import ALL, make_piano


@pytest.mark.parametrize("name", ALL)
def test_features_are_numbers_of_one_length_and_shares_add_up_to_one(name):
    values = features(ALL[name]())
    assert values.shape == (feature_count(),) and np.isfinite(values).all()
    assert values[:12].sum() == pytest.approx(1)


def test_an_empty_score_has_features_too():
    score = make_piano()
    assert not features(Score(score.parts, score.key, score.time, 90)).any()


def test_the_key_does_not_matter_and_the_notes_do():
    rng = np.random.default_rng(0)
    score = make_piano()
    assert not np.allclose(features(score), features(shuffled(score, rng)))


def test_the_distance_is_nothing_to_itself_and_grows_with_the_difference():
    rng = np.random.default_rng(1)
    first, second, far = (rng.normal(shift, 1, (200, 5)) for shift in (0, 0, 2))
    assert energy_distance(first, first) == pytest.approx(0, abs=1e-9)
    assert energy_distance(first, second) < 0.1 < 1 < energy_distance(first, far)
    standard = Standard(100 * first)
    units = [standard.units(100 * pieces) for pieces in (first, far)]
    assert standard.distance(100 * first, 100 * far) == pytest.approx(energy_distance(*units))


def test_what_is_judged_comes_back_from_the_finished_file():
    score = make_piano()
    read = finished(score)
    assert [note.pitch.midi for note in read.notes] == [note.pitch.midi for note in score.notes]
    assert len(read.measures) == len(score.measures) and read.tempo_qpm == score.tempo_qpm
