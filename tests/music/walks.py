"""Random walks through the grammar: scores nobody would write, but every one of them legal."""

import numpy as np

from compose.music.grammar import Cursor
from compose.music.header import Header
from compose.music.tokenizer import Step


def random_steps(header: Header, seed: int, most: int = 4000) -> list[Step]:
    """Steps drawn evenly from what the grammar allows, to the end. Long measures are cut short by preferring long notes."""
    rng = np.random.default_rng(seed)
    cursor = Cursor(header)
    steps: list[Step] = []
    while not cursor.is_ended:
        kinds = cursor.allowed_kinds()
        step = [int(kinds[rng.integers(len(kinds))]) if len(steps) < most else int(kinds[0])]
        for slot in range(1, 5):
            values = np.flatnonzero(cursor.allowed(slot, (*step, 0, 0, 0, 0)))
            step.append(int(rng.choice(values)))
        taken = tuple(step)
        cursor.check(taken)
        cursor.advance(taken)
        steps.append(taken)
    return steps
