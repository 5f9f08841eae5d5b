"""What good writing avoids, where a rule is no law: a melody that stays on its note."""

import numpy as np
import pytest

from compose.generation.costs import REPEAT_COST
from compose.generation.stream import Stream
from compose.music.vocabulary import INDEX, OFFSETS, RANGES, Kind

from .small import make_brief

QUARTER = INDEX["duration"][24]
TONIC, FIFTH = INDEX["degree"][0], INDEX["degree"][1]


def degrees_after(note: tuple[int, int], staff: int) -> np.ndarray:
    """What each degree of the second note of a staff costs, without what the chord and the other staff cost."""
    stream = Stream(make_brief(), seed=1)
    dynamic, octave = OFFSETS["dynamic"], OFFSETS["octave"] + 5
    head = (Kind.MEASURE, INDEX["time"][stream.brief.header.time], INDEX["key"][0], INDEX["section"][""], INDEX["cadence"][""])
    stream.take(head)
    for number in range(staff + 1):
        stream.take((Kind.VOICE, INDEX["staff"][number], dynamic, 0, 0))
        stream.take((Kind.NOTE, QUARTER, note[0], octave - number, OFFSETS["mark"]))
        if number < staff:
            stream.take((Kind.REST, INDEX["duration"][72], 0, 0, 0))
    return stream.costs.slot(stream.cursor, 2, [Kind.NOTE, QUARTER])[RANGES["degree"]]


@pytest.mark.parametrize("note", [(TONIC, 0), (FIFTH, 0)])
def test_a_melody_pays_for_staying_on_its_note_and_an_accompaniment_does_not(note):
    place = note[0] - RANGES["degree"].start
    melody, accompaniment = degrees_after(note, 0), degrees_after(note, 1)
    assert melody[place] - accompaniment[place] == pytest.approx(REPEAT_COST)
    assert np.delete(melody, place)[:5] == pytest.approx(np.delete(accompaniment, place)[:5])
