from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.music.notation import PLAIN, rest_lengths, show_beats, split, symbols
from compose.music.score import TimeSignature

from .factories import make_voice

METRES = [TimeSignature(*time) for time in ((4, 4), (3, 4), (6, 8), (2, 2), (5, 8), (7, 8), (9, 8), (12, 8), (3, 2), (4, 1))]


@pytest.mark.parametrize("onset_ticks", [0, 1, 2, 4, 8, 16])
def test_every_length_can_be_written(onset_ticks):
    assert all(sum(ticks for ticks, _ in split(onset_ticks, length)) == length for length in range(1, 400))


@pytest.mark.parametrize("length", [3, 6, 9, 12, 18, 24, 36, 42, 48, 72, 84, 96, 144, 192, 4, 8, 16, 32])
def test_notated_lengths_are_one_value(length):
    assert len(split(0, length)) == 1


def test_a_dotted_value_inside_a_triplet_is_one_value():
    assert [(value.type, value.dots, value.is_triplet) for _, value in split(16, 24)] == [("quarter", 1, True)]


@pytest.mark.parametrize("time", METRES, ids=lambda time: time.name)
def test_rests_fill_any_gap(time):
    for start in range(0, time.length_ticks, 3):
        for end in range(start + 3, time.length_ticks + 1, 3):
            rests = list(rest_lengths(start, end - start, time))
            assert sum(rests) == end - start and set(rests) <= set(PLAIN)


def beams(text, time):
    voice = make_voice(text)
    return [symbol.beams[0] if symbol.beams else "" for symbol in symbols(voice.chords, TimeSignature(*time), voice.length_ticks)]


def test_four_eighths_share_a_beam_but_not_over_the_middle():
    assert beams("c'8 c'8 c'8 c'8 c'8 c'8 c'8 c'8", (4, 4)) == ["begin", "continue", "continue", "end"] * 2


def test_six_eight_is_beamed_in_threes_and_three_four_in_one():
    assert beams("c'8 c'8 c'8 c'8 c'8 c'8", (6, 8)) == ["begin", "continue", "end"] * 2
    assert beams("c'8 c'8 c'8 c'8 c'8 c'8", (3, 4)) == ["begin", "continue", "continue", "continue", "continue", "end"]


def test_sixteenths_break_at_every_beat():
    assert beams("c'16 c'16 c'8 c'8 c'8 c'2", (4, 4)) == ["begin", "continue", "end", "begin", "end", ""]


def test_a_pickup_is_beamed_to_the_beat_it_ends():
    assert beams("c'16 c'16 c'8 c'8", (4, 4)) == ["begin", "end", "begin", "end"]


def test_a_short_note_after_a_dotted_one_has_a_backward_hook():
    voice = make_voice("c'8. c'16 c'16 c'8. c'2")
    second = [symbol.beams[1:] for symbol in symbols(voice.chords, TimeSignature(4, 4), 96)]
    assert second == [(), ("backward hook",), ("forward hook",), (), ()]


def test_rests_show_the_beat():
    voice = make_voice("c'8 r2.. ")
    assert [symbol.duration_ticks for symbol in symbols(voice.chords, TimeSignature(4, 4), 96)] == [12, 12, 24, 48]


def test_a_silent_measure_is_one_whole_rest():
    voice = make_voice("r4 r4 r4")
    (symbol,) = symbols(voice.chords, TimeSignature(3, 4), 72)
    assert symbol.is_whole_measure


def test_a_silent_pickup_is_a_rest_of_its_own_length():
    (symbol,) = symbols(make_voice("r4").chords, TimeSignature(3, 4), 24)
    assert symbol.value.type == "quarter" and not symbol.is_whole_measure


def test_an_odd_pickup_can_be_written():
    voice = make_voice("c'8t r8")
    assert sum(symbol.duration_ticks for symbol in symbols(voice.chords, TimeSignature(3, 4), 20)) == 20


@pytest.mark.parametrize(
    ("time", "onset", "length", "parts"),
    [
        ("6/8", 0, 48, [36, 12]),  # a half note would hide the second beat
        ("6/8", 0, 72, [72]),
        ("6/8", 24, 24, [12, 12]),
        ("6/8", 12, 24, [24]),
        ("9/8", 0, 72, [72]),
        ("9/8", 36, 48, [36, 12]),
        ("4/4", 24, 48, [48]),  # quarter, half, quarter is read at a glance
        ("4/4", 36, 24, [12, 12]),
        ("4/4", 24, 36, [24, 12]),
        ("4/4", 12, 24, [24]),
        ("4/4", 0, 84, [84]),
        ("4/4", 6, 24, [18, 6]),
        ("3/4", 12, 24, [24]),
        ("2/4", 12, 24, [24]),
        ("4/4", 16, 40, [40]),  # a triplet keeps its values
    ],
)
def test_a_note_does_not_hide_a_beat(time, onset, length, parts):
    beats, beat_type = map(int, time.split("/"))
    found = show_beats(onset, length, TimeSignature(beats, beat_type))
    assert [ticks for _, ticks in found] == parts
    assert found[0][0] == onset and sum(parts) == length


@given(
    st.sampled_from(["4/4", "3/4", "6/8", "2/4", "12/8", "5/4", "3/8", "2/2"]), st.integers(0, 143), st.integers(1, 144), st.integers(0, 95)
)
def test_parts_of_a_note_always_add_up(time, onset, length, shift):
    beats, beat_type = map(int, time.split("/"))
    found = show_beats(onset, length, TimeSignature(beats, beat_type), shift)
    assert all(ticks > 0 for _, ticks in found) and sum(ticks for _, ticks in found) == length
    assert all(start + ticks == after for (start, ticks), (after, _) in pairwise(found))
