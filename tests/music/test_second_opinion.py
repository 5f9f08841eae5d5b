"""Our parallels, hidden intervals, crossings and consonances are music21's on chorales of its corpus (all of them: docs/teaching.md)."""

import pytest

from .second_opinion import compare, differences

CHORALES = ("bwv269", "bwv347", "bwv66.6", "bwv267", "bwv166.6", "bwv177.4")


@pytest.mark.parametrize("name", CHORALES)
def test_both_find_the_same(name):
    assert differences(name) == []
    counts = compare(name)
    assert counts["consonant"][0] > 50
