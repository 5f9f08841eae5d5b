"""What we write we read: every export of a piece comes back with the same notes, spelled the same where the format can say so."""

from collections import Counter
from functools import cache

import pytest

from compose.generation import procedural
from compose.music import abc, midi, musicxml, mxl
from compose.music.reading.kinds import read
from compose.music.score import Score

from .factories import ALL, make_satb, make_song

WRITERS = {
    "musicxml": lambda score: musicxml.write(score).encode(), "mxl": mxl.write, "abc": lambda score: abc.write(score).encode(),
}  # fmt: skip


def notes_of(score: Score) -> Counter:
    return Counter((note.onset, note.duration, note.pitch, note.staff, note.articulation) for note in score.notes)


def frame_of(score: Score) -> tuple:
    return ([part.instrument.name for part in score.parts], score.key, score.tempo_qpm,
            [(measure.time, measure.key, measure.length_ticks) for measure in score.measures])  # fmt: skip


@cache
def composed() -> list[Score]:
    """Two pieces in each style of the rules: all metres, ensembles and textures they know."""
    return [score for _row, score in procedural.many(2 * len(procedural.STYLES), 5)]


@pytest.mark.parametrize("kind", WRITERS)
def test_composed_pieces_come_back_note_for_note(kind):
    for score in composed():
        back = read(WRITERS[kind](score))
        assert back.kind == kind
        assert notes_of(back.score) == notes_of(score), score.title
        assert frame_of(back.score) == frame_of(score)
        assert not back.changes, "nothing of ours is out of place"


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", ALL)
def test_pickups_voices_triplets_and_staves_come_back(kind, name):
    score = ALL[name]()
    back = read(WRITERS[kind](score)).score
    assert (notes_of(back), frame_of(back), back.title) == (notes_of(score), frame_of(score), score.title)


@pytest.mark.parametrize("kind", WRITERS)
def test_chord_symbols_come_back(kind):
    score = make_song()
    back = read(WRITERS[kind](score)).score
    assert back.has_chord_symbols
    assert [measure.harmony for measure in back.measures] == [measure.harmony for measure in score.measures]


def test_midi_comes_back_with_the_notes_that_sound():
    """A staccato is a short note in MIDI, and two keys of one pitch are one: pitches and beginnings are what it keeps."""
    for score in composed():
        reading = read(midi.write(score))
        back = reading.score
        struck, heard = ({(note.onset, note.pitch.midi, note.part) for note in each.notes} for each in (score, back))
        assert struck <= heard, score.title
        assert len(heard - struck) <= reading.changes["ties"], "a tie between two voices that was lost is told"
        assert (back.tempo_qpm, len(back.measures)) == (score.tempo_qpm, len(score.measures))


@pytest.mark.parametrize("write", [*WRITERS.values(), midi.write])
def test_what_a_machine_made_still_says_so(write):
    back = read(write(make_satb()))
    assert (back.mark["ai-generated"], back.mark["model"], back.mark["seed"]) == ("true", "abc123", "7")
    assert back.score.title == "A small piece"
