"""Our harmony is near to what analysts wrote; the whole table is in docs/teaching.md."""

from .analysts import agreement, analyses


def test_roots_and_inversions_are_those_of_an_analyst():
    known = dict(analyses())
    for number in ("269", "347", "65.2"):
        keys, roots, inversions = agreement(number, known[number]).shares()
        assert roots >= 0.9 and inversions >= 0.75 and keys >= 0.75, number
