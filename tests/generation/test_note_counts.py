import numpy as np
import pytest

from compose.generation.note_counts import COUNTS, count_notes
from compose.generation.rolls import PlainNotes, plain_notes

TRIADS = np.array([(beat, 1, pitch) for beat in range(8) for pitch in (48, 64, 67)], float)
REGISTERS = slice(48, 56)  # where the counts of `_pitch` end, and those of the plain figures begin


def test_a_single_note_can_be_counted():
    counts = count_notes(PlainNotes(np.array(((0, 12, 60),), np.int32), 0))
    assert counts.shape == (COUNTS,) and counts.dtype == np.float32 and np.isfinite(counts).all()


def test_shares_are_what_a_hand_count_gives():
    counts = count_notes(plain_notes(TRIADS, 0)) ** 2
    degrees, bass = counts[:12], counts[12:24]
    assert degrees[[0, 4, 7]] == pytest.approx(1 / 3) and degrees.sum() == pytest.approx(1)
    assert bass[0] == pytest.approx(1)
    assert (counts[24:36].argmax(), counts[36:48].argmax()) == (0, 0)  # first and last bass note


@pytest.mark.parametrize("up", (-5, -2, 3, 5))
def test_another_key_is_counted_alike(up):
    fifths = (7 * up + 5) % 12 - 5
    assert count_notes(plain_notes(TRIADS + np.array((0, 0, up)), fifths)) == pytest.approx(count_notes(plain_notes(TRIADS, 0)))


def test_the_same_music_twice_gives_the_same_shares():
    twice = np.concatenate((TRIADS, TRIADS + np.array((8, 0, 0))))
    assert count_notes(plain_notes(twice, 0))[:REGISTERS.stop] == pytest.approx(count_notes(plain_notes(TRIADS, 0))[:REGISTERS.stop])


def test_a_waltz_comes_back_after_three_quarters_and_a_march_after_two():
    waltz = plain_notes(np.array([(3 * bar, 1, 60) for bar in range(12)], float), 0)
    march = plain_notes(np.array([(2 * bar, 1, 60) for bar in range(12)], float), 0)
    returns = slice(183, 191)  # after 6, 12, 18, 24, 36, 48, 72 and 96 columns
    assert count_notes(waltz)[returns].argmax() == 4 and count_notes(march)[returns].argmax() == 3
