import pytest

from compose.music.figures import end_is_on_tonic, measure_repetition, rhythm_repetition, semitone_clash_share, share_in_scale

from .factories import ALL, make_score


def melody(*measures, **changes):
    return make_score([(text,) for text in measures], parts=("Flute",), **changes)


def test_a_scale_is_all_in_its_key_and_the_chromatic_scale_seven_twelfths():
    assert share_in_scale(melody("c'4 d'4 e'4 f'4", "g'4 a'4 b'4 c''4")) == 1
    chromatic = melody("c'4 cis'4 d'4 dis'4", "e'4 f'4 fis'4 g'4", "gis'4 a'4 ais'4 b'4")
    assert share_in_scale(chromatic) == pytest.approx(7 / 12)


def test_minor_has_both_sixths_and_sevenths():
    assert share_in_scale(melody("a'4 fis'4 f'4 g'4", "gis'4 a'2 a'4", mode="minor")) == 1
    assert share_in_scale(melody("a'4 bes'4 cis''4 dis''4", mode="minor")) == 0.25


def test_a_tied_note_counts_once():
    assert share_in_scale(melody("cis'2~ cis'2~", "cis'2 d'2")) == 0.5


@pytest.mark.parametrize(
    ("bass", "fifths", "mode", "is_tonic"),
    [("c1", 0, "major", True), ("g1", 0, "major", False), ("a1", 0, "minor", True), ("c1", 0, "minor", False), ("bes1", -2, "major", True)],
)
def test_the_end_is_the_lowest_note_that_sounds_last(bass, fifths, mode, is_tonic):
    assert end_is_on_tonic(make_score([("d''1", "d1"), ("e''1", bass)], fifths=fifths, mode=mode)) is is_tonic


def test_a_note_that_stopped_before_the_end_does_not_close_the_piece():
    assert not end_is_on_tonic(make_score([("g''1", "c2 r2")]))


def test_clashes_are_counted_by_onset():
    seconds_sevenths_and_ninths = make_score([("c''4 c''4 c''4 c''4", "b'4 cis'4 b4 c'4")])
    assert semitone_clash_share(seconds_sevenths_and_ninths) == 0.75
    assert semitone_clash_share(make_score([("c''4 e''4 g''4 c''4", "<c e g>1")])) == 0


def test_a_held_note_clashes_with_what_is_struck_against_it():
    assert semitone_clash_share(make_score([("f''2 e''2", "e'1")])) == 0.5


def test_two_octaves_take_the_edge_off():
    assert semitone_clash_share(make_score([("c''1", "cis1")])) == 0


def test_whole_tones_and_sevenths_of_a_dominant_are_no_clash():
    assert semitone_clash_share(make_score([("f''1", "<g b d'>1")])) == 0


def test_repetition_of_rhythm_and_of_notes():
    score = melody("c'4 d'4 e'2", "e'4 f'4 g'2", "c'4 d'4 e'2", "c'1")
    assert rhythm_repetition(score) == pytest.approx(2 / 3)
    assert measure_repetition(score) == 0.25


@pytest.mark.parametrize("figure", [share_in_scale, semitone_clash_share, rhythm_repetition, measure_repetition])
@pytest.mark.parametrize("name", ALL)
def test_every_share_lies_between_nothing_and_all(figure, name):
    assert 0 <= figure(ALL[name]()) <= 1


@pytest.mark.parametrize("figure", [share_in_scale, end_is_on_tonic, semitone_clash_share])
def test_silence_has_no_figures(figure):
    assert figure(make_score([("r1", "r1")])) == 0
