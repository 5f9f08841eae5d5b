"""What a training window knows of its wish."""

import numpy as np

from compose.generation.conditions import AXES
from compose.generation.training.windows import ALL_DROPOUT, STYLE_ALONE, Corpus

PIECES = 4000


def wishes(styles: np.ndarray | None, *, is_training: bool) -> tuple[np.ndarray, np.ndarray]:
    """Style vectors and conditions of windows of pieces of which everything is known."""
    corpus = object.__new__(Corpus)
    corpus.conditions, corpus.styles, corpus.style_width = np.ones((PIECES, len(AXES)), np.uint8), styles, 4
    return corpus._wishes(np.arange(PIECES), np.random.default_rng(0), is_training=is_training)


def test_some_windows_know_their_wish_by_the_style_vector_only_and_some_not_at_all():
    style, conditions = wishes(np.ones((PIECES, 2, 4), np.float16), is_training=True)
    has_style, has_axes = style.any(1), conditions.any(1)
    assert abs((has_style & ~has_axes).mean() - STYLE_ALONE * (1 - ALL_DROPOUT)) < 0.03
    assert abs((~has_style & ~has_axes).mean() - ALL_DROPOUT) < 0.03


def test_without_style_vectors_no_axis_is_dropped_for_them():
    style, conditions = wishes(None, is_training=True)
    assert not style.any() and abs((~conditions.any(1)).mean() - ALL_DROPOUT) < 0.03


def test_judging_tells_the_whole_wish():
    style, conditions = wishes(np.ones((PIECES, 2, 4), np.float16), is_training=False)
    assert style.all() and conditions.all()
