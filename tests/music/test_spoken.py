import pytest

from compose.music.spoken import describe

from .factories import ALL, make_piano, make_quartet, make_satb, make_song


def test_a_bar_says_key_time_dynamics_and_notes_of_each_hand():
    first, second, *_ = describe(make_piano())
    assert first.startswith("Bar 1. Key C minor. 4/4. Right hand, piano: C 5 eighth, D 5, E flat 5, F 5, G 5 quarter, F sharp 5 eighth,")
    assert "Left hand: C 3 G 3 quarter, E flat 3 G 3 C 4," in first
    assert second.startswith("Bar 2. Right hand: A flat 5 dotted quarter accent, G 5 eighth,") and "Key" not in second


def test_chords_ties_silence_and_pickups_are_said():
    assert "Chord C major, E flat minor seventh." in describe(make_song())[0] and "Voice, mezzo forte:" in describe(make_song())[0]
    assert describe(make_satb())[0].startswith("Pickup.") and describe(make_satb())[1].startswith("Bar 1.")
    second = describe(make_quartet())[1]
    assert "E 5 half tied, E 5 quarter tied" in second and "Cello: A 2 quarter, rest half." in second


@pytest.mark.parametrize("name", ALL)
def test_every_bar_of_every_kind_of_score_has_words(name):
    score = ALL[name]()
    assert len(describe(score)) == len(score.measures) and all(len(words) > 20 for words in describe(score))


def test_the_words_are_translated():
    german = {"right hand": "rechte Hand", "quarter": "Viertel", "Bar %(bar)s.": "Takt %(bar)s."}
    assert describe(make_piano(), lambda word: german.get(word, word))[0].startswith("Takt 1.")
