import torch

from compose.generation.conditions import AXES
from compose.generation.likeness import likeness, metre_feel
from compose.generation.training.fit_likeness import area, fit
from compose.generation.words import STYLES
from compose.music.score import TimeSignature

NAMES = list(STYLES)
EVEN = torch.full((len(AXES["bucket"]),), 1 / len(AXES["bucket"]))


def of(name: str, cosine: float = 0.2, chances: torch.Tensor = EVEN, time: tuple[int, int] = (3, 4)) -> int:
    return int(likeness(torch.full((len(NAMES),), cosine), chances, TimeSignature(*time))[NAMES.index(name)])


def test_nearer_music_is_more_alike_and_never_beyond_a_hundred():
    assert 0 <= of("waltz", -1.0) < of("waltz", 0.1) < of("waltz", 0.3) <= of("waltz", 1.0) <= 100


def test_a_metre_that_contradicts_the_name_counts_against_it():
    assert of("waltz", time=(4, 4)) < of("waltz", time=(3, 4)) == of("waltz", time=(3, 8))
    assert of("nocturne", time=(4, 4)) == of("nocturne", time=(3, 4)), "a nocturne may be in any metre"


def test_a_probable_kind_of_music_counts_for_its_names():
    sure = torch.zeros_like(EVEN)
    sure[AXES["bucket"].index("waltz")] = 1.0
    assert of("waltz", chances=sure) > of("waltz") > of("nocturne", chances=sure)


def test_metres_are_told_apart_by_what_is_felt():
    felt = [metre_feel(TimeSignature(*time)) for time in ((3, 8), (3, 4), (6, 8), (12, 8), (2, 2), (4, 4), (5, 4))]
    assert felt == ["triple", "triple", "compound", "compound", "duple", "duple", "odd"]


def test_the_fit_finds_the_weights_that_made_the_answers():
    torch.manual_seed(0)
    inputs = torch.randn(4000, 3, dtype=torch.double)
    truth = torch.tensor([2.0, -1.0, 0.5], dtype=torch.double)
    wanted = (torch.rand(4000) < torch.sigmoid(inputs @ truth)).double()
    found = fit(inputs, wanted, torch.ones(4000, dtype=torch.double))
    assert torch.allclose(found[:3], truth, atol=0.2)
    assert 0.8 < area((inputs @ truth).numpy(), wanted.numpy(), torch.ones(4000).numpy()) < 1
