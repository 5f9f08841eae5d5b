"""What good writing avoids, where a rule is no law: a melody that stays on its note, a touch that nobody asked for."""

import numpy as np
import pytest

from compose.generation.batching import write_measures
from compose.generation.costs import REPEAT_COST
from compose.generation.stream import Stream
from compose.generation.touch import SUITS, touch_costs
from compose.music.tokenizer import decode
from compose.music.vocabulary import INDEX, OFFSETS, RANGES, Kind

from .small import make_brief, small_generator

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


@pytest.mark.parametrize(
    ("articulation", "suited", "unsuited"),
    [("staccato", (0, 24), (0, 48)), ("accent", (0, 24), (24, 24)), ("tenuto", (24, 12), (24, 6))],
)
def test_a_touch_that_was_asked_for_lies_on_the_notes_it_suits(articulation, suited, unsuited):
    mark, plain = INDEX["mark"][articulation, False], INDEX["mark"]["", False]
    gained, charged = touch_costs(articulation, *suited), touch_costs(articulation, *unsuited)
    assert gained[mark] < -4 and charged[mark] > 4 and gained[plain] == charged[plain] == 0


def test_no_wish_leaves_the_marks_to_the_model_and_legato_keeps_staccato_away():
    assert touch_costs("", 0, 24) is None and touch_costs("legato", 0, 24)[INDEX["mark"]["staccato", False]] > 4


@pytest.mark.parametrize("articulation", ["staccato", "tenuto"])
def test_a_piece_asked_for_a_touch_has_it(articulation):
    brief = make_brief(("Flute",), articulation=articulation)
    measures = write_measures(small_generator(), Stream(brief, 1))
    score = decode(brief.header, [step for measure in measures for step in measure])
    chords = [chord for measure in score.measures[:-1] for chord in measure.staves[0].voices[0].chords if not chord.is_rest]
    suited = [chord for chord in chords if SUITS[articulation](24, chord.duration_ticks) and not any(chord.ties)]
    assert suited and sum(chord.articulation == articulation for chord in suited) > 0.8 * len(suited)
