from dataclasses import replace

import pytest

from compose.music.analysis.texture_class import TEXTURES, texture_class

from .factories import make_satb, make_score

TUNE = "c''4 d''4 e''4 f''4"
PIECES = {
    "monophonic": [("c'8 d'8 e'8 f'8 g'4 e'4", "r1")],
    "chordal": [("<e' g'>4 <f' a'>4 <d' g'>4 <e' g'>4", "<c g>4 <f c'>4 <g b>4 <c c'>4")],
    "melody and accompaniment": [(TUNE, "c4 <e g>4 <e g>4 <e g>4")],
    "broken chords": [(TUNE, "c8 g8 e8 g8 c8 g8 e8 g8")],
    "polyphonic": [("c''8 d''8 e''8 c''8 d''4 g'4", "r4 c'4 b8 a8 g8 f8"), ("e''4 f''8 e''8 d''4 c''4", "e8 f8 g4 a8 b8 c'4")],
}


@pytest.mark.parametrize("texture", TEXTURES)
def test_the_notes_say_what_the_texture_is(texture):
    assert texture_class(make_score(PIECES[texture] * 4)) == texture


def test_a_hymn_for_four_singers_is_chordal_and_a_lonely_voice_of_it_a_single_line():
    assert texture_class(make_satb()) == "chordal"
    assert texture_class(make_score([("c'4 d'4 e'4 f'4",), ("g'2 c'2",)], parts=("Soprano",))) == "monophonic"


def test_a_pedal_that_holds_the_broken_chord_changes_nothing():
    held = "c8 g8 e8 g8 c8 g8 e8 g8|c1"
    assert texture_class(make_score([(TUNE, held)] * 4)) == "broken chords"


def test_a_tune_that_leaps_is_no_broken_chord():
    assert texture_class(make_score([("c''4 e''4 f''4 g''4", "<c e>2 <d g>2")] * 4)) == "melody and accompaniment"


def test_without_notes_nothing_is_claimed():
    assert texture_class(replace(make_score(), measures=())) == texture_class(make_score([("r1", "r1")])) == ""
