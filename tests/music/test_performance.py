from fractions import Fraction

import pytest

from compose.music.performance import VELOCITIES, perform

from .factories import ALL, make_score


@pytest.mark.parametrize("name", ALL)
def test_it_plays_exactly_the_notes_of_the_score(name):
    score = ALL[name]()
    notated = sorted((note.onset, note.duration, note.pitch.midi, note.measure, note.staff) for note in score.notes)
    played = sorted(
        (Fraction(note.onset_ticks, 24), Fraction(note.duration_ticks, 24), note.pitch, note.measure, note.staff) for note in perform(score)
    )
    assert played == notated


@pytest.mark.parametrize("name", ALL)
def test_slices_play_what_the_whole_plays(name):
    score = ALL[name]()
    slices = [note for index in range(len(score.measures)) for note in perform(score, index, index + 1)]
    assert sorted(slices, key=lambda note: note.id) == sorted(perform(score), key=lambda note: note.id)


def test_seconds_follow_the_tempo():
    notes = perform(make_score([("c'4 d'4 e'2", "r1")], tempo_qpm=120))
    assert [(note.onset_seconds, note.duration_seconds) for note in notes] == [(0, 0.5), (0.5, 0.5), (1, 1)]


def test_a_dynamic_lasts_until_the_next_and_serves_both_hands():
    notes = perform(make_score([("c'1", "c1"), ("c'1", "c1")], dynamic="ff"))
    assert all(abs(note.velocity - VELOCITIES["ff"]) < 10 for note in notes)


def test_downbeats_and_accents_are_louder():
    first, second, third, _ = perform(make_score([("c'8 c'8 c'4> c'2", "r1")]))
    assert second.velocity < first.velocity < third.velocity


def test_staccato_is_short_and_ties_are_held():
    score = make_score([("c'4! c'4 c'2~", "r1"), ("c'1", "r1")], tempo_qpm=60)
    assert [note.duration_seconds for note in perform(score)] == [0.5, 1, 6]
