"""The analysis of a score: keys, chords, cadences, form, texture, and what a teacher would mark."""

import json

import pytest

from compose.music.analysis.analyse import analyse
from compose.music.saying import Saying

from .chorales import chorale
from .factories import make_piano, make_satb, make_score, make_song

CHOIR = ("Soprano", "Alto", "Tenor", "Bass")


def choir(*measures, **changes):
    return make_score(list(measures), parts=CHOIR, **changes)


# I V6 I | IV V7 I in C, clean four-part writing.
CLEAN = (("e''4 d''4 c''2", "g'4 g'4 g'2", "c'4 b4 c'2", "c4 g4 e2"), ("a'4 g'4 g'2", "f'4 d'4 e'2", "c'4 b4 c'2", "f4 g4 c2"))


def codes(score, severity=None):
    return [finding.code for finding in analyse(score).findings if severity in (None, finding.severity)]


def numerals(score):
    return [chord.numeral for chord in analyse(score).chords]


def test_a_famous_chorale_is_read_as_an_analyst_reads_it():
    """Aus meines Herzens Grunde (BWV 269), after Andrew Jones's analysis in music21's corpus."""
    analysis = analyse(chorale("bach/bwv269"))
    assert analysis.home.name == "G major"
    first = [chord.numeral for chord in analysis.chords][:11]
    assert first == ["I", "IV6", "V6", "I", "V", "vi", "IV", "I", "V", "I", "V6"]
    assert [(cadence.kind, cadence.place.bar) for cadence in analysis.cadences][:2] == [("half", 4), ("authentic", 7)]
    assert analysis.cadences[-1].name == "perfect authentic cadence"
    assert str(analysis.cadences[-1].saying) == "perfect authentic cadence in G major at bar 23 beat 1 (V7–I)"


def test_modulations_are_heard_where_the_phrases_turn():
    analysis = analyse(chorale("bach/bwv347"))
    assert [region.key.name for region in analysis.keys][:2] == ["A major", "E major"]
    assert [region.kind for region in analysis.keys][:2] == ["home", "modulation"]
    assert ("authentic", "B minor") in [(cadence.kind, cadence.key.name) for cadence in analysis.cadences]


def test_numerals_carry_their_inversions_and_sevenths():
    score = choir(("e''4 d''4 c''4 c''4", "g'4 g'4 g'4 a'4", "c'4 f'4 e'4 f'4", "c4 b,4 c4 f4"),
                  ("d''2 c''2", "g'2 g'2", "f'2 e'2", "g2 c2"))  # fmt: skip
    assert numerals(score) == ["I", "V65", "I", "IV", "V7", "I"]


def test_an_applied_dominant_names_what_it_leads_to():
    score = choir(
        ("e''2 e''2", "c''2 c''2", "g'2 a'2", "c2 a2"),
        ("d''2 d''2", "c''2 b'2", "fis'2 g'2", "d2 g2"),
        ("d''2 c''2", "b'2 c''2", "f'2 e'2", "g2 c2"),
    )
    assert "V7/V" in numerals(score)
    assert analyse(score).home.name == "C major"


@pytest.mark.parametrize(
    ("chords", "kind", "detail"),
    [
        ((("g'2 g'2", "d'2 e'2", "b2 c'2", "g2 c2"), "authentic", "imperfect")),
        ((("d''2 c''2", "g'2 g'2", "b2 c'2", "g2 c2"), "authentic", "perfect")),
        ((("c''2 c''2", "a'2 g'2", "f'2 e'2", "f2 c2"), "plagal", "")),
        ((("e''2 d''2", "c''2 b'2", "g'2 g'2", "c2 g2"), "half", "")),
        ((("d''2 c''2", "g'2 e'2", "b2 c'2", "g2 a2"), "deceptive", "")),
    ],
)
def test_each_kind_of_cadence(chords, kind, detail):
    opening = ("c''2 e''2", "g'2 g'2", "e'2 c'2", "c2 c2"), ("d''2 e''2", "g'2 g'2", "b2 c'2", "g2 c2")
    found = analyse(choir(*opening, ("e''1", "g'1", "c'1", "c1"), chords)).cadences[-1]
    assert (found.kind, found.detail, found.measure) == (kind, detail, 4)


def test_clean_writing_has_nothing_marked():
    assert codes(choir(*CLEAN)) == []


def broken(measure, voice, text):
    """The clean piece with one voice of one measure rewritten."""
    rows = [list(row) for row in CLEAN]
    rows[measure - 1][CHOIR.index(voice)] = text
    return choir(*(tuple(row) for row in rows))


@pytest.mark.parametrize(
    ("score", "code", "bar"),
    [
        (choir(("c''4 g'4 g'2", "e'4 d'4 c'2", "g4 b4 c'2", "c4 g4 c2")), "parallel-octaves", None),
        (broken(2, "Tenor", "c'4 d'4 c'2"), "parallel-fifths", 2),
        (broken(2, "Alto", "f'4 g'4 e'2"), "parallel-octaves", 2),
        (broken(1, "Tenor", "c'4 b4 a'2"), "voice-crossing", 1),
        (broken(1, "Tenor", "c'4 d4 c'2"), "spacing", 1),
        (broken(2, "Soprano", "a'4 b'4 g'2"), "leading-note", 2),
        (broken(2, "Soprano", "a'4 b'4 c''2"), "doubled-leading-note", 2),
        (broken(1, "Bass", "c4 g4 c,2"), "range", 1),
        (broken(2, "Alto", "f'4 gis'4 e'2"), "augmented-step", 2),
    ],
)
def test_each_fault_is_found_in_its_bar(score, code, bar):
    found = [finding for finding in analyse(score).findings if finding.code == code]
    if bar is None:  # contrary or unequal motion is no fault
        assert found == []
    else:
        assert [finding.first.bar for finding in found][:1] == [bar]


def test_an_unresolved_seventh_and_a_lone_leap():
    seventh = choir(("c''2 b'2", "g'2 f'2", "e'2 d'2", "c2 g2"), ("c''1", "g'1", "e'1", "c1"))
    assert "seventh" in codes(seventh)
    leap = make_score([("c'4 a'4 b'4 c''4",), ("c''4 e'4 f'4 g'4",)], parts=("Voice",))
    found = [finding for finding in analyse(leap).findings if finding.code == "leap"]
    assert [(finding.first.measure, finding.severity) for finding in found] == [(1, "hint")]


def test_hidden_octaves_between_the_outer_voices():
    score = choir(("e''4 g''4 e''2", "g'4 d''4 c''2", "c'4 b4 g4 g4", "c4 g4 c2"))
    found = [finding for finding in analyse(score).findings if finding.code == "hidden-octaves"]
    assert [(str(finding.sentence)) for finding in found] == ["Soprano and Bass move the same way onto an octave at bar 1 beat 2"]


def test_the_sentence_says_who_where_and_why():
    found = next(finding for finding in analyse(broken(2, "Alto", "f'4 g'4 e'2")).findings if finding.code == "parallel-octaves")
    assert str(found.sentence) == "Alto and Bass move in parallel octaves from bar 2 beat 1 to bar 2 beat 2"
    assert "same tune" in str(found.explanation) and found.staves == (2, 4)
    assert found.notes == ("n1-1-0-0-0", "n1-1-0-1-0", "n1-3-0-0-0", "n1-3-0-1-0")
    assert found.sentence.translated(lambda text: text.replace("parallel octaves", "Oktavparallelen").replace("Alto", "Alt")).startswith(
        "Alt and Bass move in Oktavparallelen"
    )
    assert Saying.from_json(json.loads(json.dumps(found.sentence.to_json()))) == found.sentence


def test_a_pickup_is_bar_nought_and_counts_as_a_measure():
    cadence = analyse(make_satb()).cadences[-1]
    assert (cadence.place.bar, cadence.measure) == (2, 3)


@pytest.mark.parametrize("score", [make_piano(), make_song(), make_score([("<c' e' g'>4 <d' f' a'>4 <e' g' b'>2", "c2 e2")])])
def test_no_voice_leading_is_asked_of_pianos_and_songs(score):
    analysis = analyse(score)
    assert not analysis.texture.has_independent_voices
    assert {finding.code for finding in analysis.findings} <= {"range"}
    assert "do not apply" in str(analysis.texture.saying)


def test_a_tune_in_octaves_is_no_string_of_faults():
    score = make_score([("c''4 d''4 e''4 f''4", "c'4 d'4 e'4 f'4"), ("g''4 f''4 e''2", "g'4 f'4 e'2")], parts=("Violin", "Violin"))
    assert codes(score) == []


def test_form_letters_are_heard_where_none_are_marked():
    a, b = ("c''4 d''4 e''4 c''4", "e''4 f''4 g''2"), ("g'8 a'8 b'8 g'8 a'4 d'4", "d''4. c''8 b'2")
    score = make_score([(text,) for text in (*a, *a, *b, *b, *a, *a)], parts=("Flute",))
    assert analyse(score).form == "ABA"


def test_non_chord_tones_have_their_names():
    score = choir(("c''8 d''8 e''4 e''2", "g'4 g'4 g'2", "e'4 c'4 c'2", "c4 c4 c2"),
                  ("d''4 c''4 b'2", "f'4 e'4 d'2", "a4 g4 g2", "d4 e4 g2"))  # fmt: skip
    assert ("passing", "Soprano") in [(ornament.kind, ornament.voice) for ornament in analyse(score).ornaments]


def test_an_empty_score_and_one_of_rests_have_nothing_to_say():
    silent = make_score([("r1", "r1")])
    for score in (silent, make_score([])):
        analysis = analyse(score)
        assert analysis.chords == analysis.findings == analysis.cadences == ()
        json.dumps(analysis.to_json())


def test_the_same_score_gives_the_same_analysis():
    score = chorale("bach/bwv66.6")
    assert json.dumps(analyse(score).to_json()) == json.dumps(analyse(score).to_json())
    assert analyse(score).home.name == "F# minor"
