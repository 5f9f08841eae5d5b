import pytest

from compose.generation.conditions import (
    AXES,
    WORD_AXES,
    density_class,
    difficulty_class,
    ensemble_class,
    feeling_class,
    index,
    length_class,
    tempo_class,
)
from compose.generation.training.attributes import attributes, feelings
from compose.music.figures import onsets_per_quarter
from compose.music.instruments import ENSEMBLES
from tests.music.factories import make_piano, make_score


@pytest.mark.parametrize("axis", AXES)
def test_every_value_has_a_number_of_its_own_and_the_unknown_is_nought(axis):
    assert [index(axis, value) for value in AXES[axis]] == list(range(1, len(AXES[axis]) + 1))
    assert index(axis, "") == index(axis, "no such value") == 0


def test_a_sentence_speaks_of_axes_that_exist():
    assert set(WORD_AXES) <= set(AXES)


@pytest.mark.parametrize(("tempo", "name"), [(20, "<60"), (59.9, "<60"), (60, "60-71"), (100, "100-119"), (167, "140-167"), (168, ">=168")])
def test_a_tempo_class_begins_at_its_first_number(tempo, name):
    assert tempo_class(tempo) == name


@pytest.mark.parametrize(("count", "name"), [(1, "<=8"), (8, "<=8"), (9, "<=12"), (32, "<=32"), (64, "<=64"), (65, ">64")])
def test_a_length_class_ends_at_its_number(count, name):
    assert length_class(count) == name


@pytest.mark.parametrize(("density", "name"), [(0, "sparse"), (0.99, "sparse"), (1, "moderate"), (2, "busy"), (9, "busy")])
def test_density_classes(density, name):
    assert density_class(density) == name


@pytest.mark.parametrize(("value", "name"), [(-1, "low"), (-0.25, "low"), (0, "mid"), (0.25, "mid"), (0.3, "high"), (1, "high")])
def test_feeling_classes(value, name):
    assert feeling_class(value) == name


@pytest.mark.parametrize(("grade", "name"), [(1, "1-3"), (3, "1-3"), (4, "4-5"), (6, "6"), (7, "7-8"), (8, "7-8")])
def test_every_grade_has_a_band(grade, name):
    assert difficulty_class(grade) == name


@pytest.mark.parametrize(
    ("instruments", "name"),
    [
        (("Piano",), "piano"),
        (("Organ",), "organ"),
        (("Harpsichord",), "harpsichord"),
        (("Guitar",), "guitar"),
        (("Fiddle",), "melody"),
        (("Voice",), "melody"),
        (("Soprano", "Alto", "Tenor", "Bass"), "choir"),
        (("Soprano", "Alto", "Tenor", "Bass", "Organ"), "choir"),
        (("choir/voice",), "choir"),
        (("Voice", "Piano"), "voice+keyboard"),
        (("Violin", "Violin", "Viola", "Cello"), "strings"),
        (("Flute", "Oboe"), "winds"),
        (("Violin", "Piano"), "mixed"),
        ((), ""),
    ],
)
def test_the_players_name_the_ensemble_in_any_case(instruments, name):
    assert ensemble_class(instruments) == ensemble_class(each.lower() for each in instruments) == name


@pytest.mark.parametrize("ensemble", ENSEMBLES)
def test_every_ensemble_that_can_be_asked_for_has_a_class(ensemble):
    assert ensemble_class(ENSEMBLES[ensemble]) in AXES["ensemble"]


def test_a_piece_is_described_by_its_own_notes():
    known = attributes(make_piano(), {"tempo_bpm": 88, "style_bucket": "romantic piano", "period": "romantic"})
    assert set(known) == set(AXES)
    assert known["mode"] == "minor" and known["time"] == "4/4" and known["ensemble"] == "piano"
    assert known["tempo_class"] == "84-99" and known["length_class"] == "<=8" and known["valence"] == "low"
    assert known["difficulty"] == "4-5" and known["texture"] == "melody and accompaniment"
    assert all(not value or value in AXES[axis] for axis, value in known.items())


def test_without_a_known_tempo_neither_tempo_nor_feeling_is_claimed():
    known = attributes(make_piano(), {})
    assert known["tempo_class"] == known["valence"] == known["arousal"] == known["bucket"] == ""


def test_density_counts_the_chords_of_the_busiest_staff_once():
    score = make_score([("<c' e'>8 d'8 e'8 f'8 g'4 r4", "<c e g>1")])
    assert onsets_per_quarter(score) == 5 / 4


def test_minor_is_darker_and_speed_more_excited():
    assert feelings("minor", 100, 1.4)[0] < 0 < feelings("major", 100, 1.4)[0]
    assert feelings("major", 60, 1)[1] < 0 < feelings("major", 150, 2)[1]
