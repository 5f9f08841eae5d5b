"""The best of several candidates: what counts, in which order, and that one candidate is the piece as ever."""

import pytest

from compose.generation.ranking import best, candidate_seed, merit

GOOD = {"met_share": 1.0, "clash_share": 0.0, "playability": {"faults": []}, "originality": {"measures": 2, "usual_measures": 3}}


def worth(likeness: float = 0.0, **changes) -> float:
    return merit(GOOD | changes, likeness).worth


def test_a_wish_that_is_not_met_outweighs_any_likeness():
    assert worth(0.2) > worth(0.2 + 0.3, met_share=5 / 6)


def test_likeness_decides_among_pieces_that_meet_every_wish():
    assert worth(0.6) > worth(0.5)


@pytest.mark.parametrize(
    "flaw",
    [
        {"clash_share": 0.05},
        {"playability": {"faults": [{"what": "span"}] * 3}},
        {"originality": {"measures": 6, "usual_measures": 3}},
    ],
)
def test_each_flaw_costs(flaw):
    assert worth(0.5) > worth(0.5, **flaw)


def test_sharing_what_is_usual_costs_nothing():
    assert worth() == worth(originality={"measures": 3, "usual_measures": 3}) == worth(originality={})


def test_the_first_of_equals_wins_and_none_is_an_error():
    assert best([merit(GOOD), merit(GOOD)]) == 0
    with pytest.raises(ValueError):
        best([])


def test_seeds_of_candidates_begin_with_the_piece_itself_and_differ():
    seeds = [candidate_seed(2**31 - 1, number) for number in range(50)]
    assert seeds[0] == 2**31 - 1 and len(set(seeds)) == 50 and all(0 <= seed < 2**31 for seed in seeds)
