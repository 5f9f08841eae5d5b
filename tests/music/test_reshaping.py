import random

import pytest

from compose.music.comparing import compare
from compose.music.edit_errors import ReshapeError
from compose.music.reshaping import delete, insert, paste, set_dynamic, set_instrument, set_tempo, transpose
from compose.music.score import Chord, KeySignature
from compose.music.tokenizer import decode, encode

from .factories import ALL, make_measure, make_piano, make_quartet, make_satb, make_score, make_song


def names(score, staff=0):
    return [pitch.name for m in score.measures for v in m.staves[staff].voices for chord in v.chords for pitch in chord.pitches]


@pytest.mark.parametrize("name", sorted(ALL))
def test_measures_come_and_go_and_the_others_stay_the_same_objects(name):
    score = ALL[name]() if name != "satb" else delete(ALL[name](), 1, 1)  # it begins with a pickup
    grown = insert(score, after=2, count=2)
    assert len(grown.measures) == len(score.measures) + 2
    assert all(chord.is_rest for measure in grown.measures[2:4] for s in measure.staves for v in s.voices for chord in v.chords)
    back = delete(grown, first=3, last=4)
    assert all(one is other for one, other in zip(back.measures, score.measures, strict=True))
    doubled = paste(score, first=1, last=2, after=len(score.measures))
    assert doubled.measures[-2:] == score.measures[:2]
    assert decode(*encode(doubled)).measures == doubled.measures


def any_change(score, rng):
    first = rng.randint(1, len(score.measures))
    last = rng.randint(first, len(score.measures))
    after = rng.randint(0, len(score.measures))
    choices = [
        lambda: insert(score, after, 1), lambda: delete(score, first, last), lambda: paste(score, first, last, after),
        lambda: set_tempo(score, 99), lambda: set_dynamic(score, first, last, rng.choice((None, 0)), "pp"),
        lambda: transpose(score, KeySignature(rng.randint(-7, 7), score.key.mode)),
        lambda: set_instrument(score, 0, rng.choice(("Organ", "Viola", "Flute", "Oboe"))),
    ]  # fmt: skip
    return rng.choice(choices)()


@pytest.mark.parametrize("seed", range(40))
def test_any_row_of_changes_can_be_written_and_read_again(seed):
    rng = random.Random(seed)
    score = ALL[rng.choice(sorted(ALL))]()
    for _ in range(6):
        try:
            score = any_change(score, rng)
        except ReshapeError as error:
            assert str(error).endswith(".")
    assert decode(*encode(score)).measures == score.measures


def test_transposing_there_and_back_changes_no_note():
    score = make_piano()
    there = transpose(score, KeySignature(-6, "minor"))
    assert there.key.name == "Eb minor" and all(m.key == there.key for m in there.measures)
    assert transpose(there, score.key) == score


def test_every_note_keeps_its_place_in_the_scale():
    score = make_score([("c''4 e''4 fis''4 g''4", "<c e g>1")])
    assert names(transpose(score, KeySignature(3))) == ["A4", "C#5", "D#5", "E5"]
    assert names(transpose(score, KeySignature(-1))) == ["F5", "A5", "B5", "C6"]


def test_chord_symbols_move_along():
    song = transpose(make_song(), KeySignature(2))
    assert [chord.root for m in song.measures for chord in m.harmony] == [2, -1, 3, 2]


def test_a_part_that_would_leave_its_range_moves_by_octaves():
    score = make_score([("g'4 a'4 b'4 d'4",)], parts=("Violin",), fifths=1)
    low = transpose(make_score([("g4 a4 b4 d'4",)], parts=("Violin",), fifths=1), KeySignature(-2))
    assert min(pitch.midi for m in low.measures for v in m.staves[0].voices for c in v.chords for pitch in c.pitches) >= 55
    assert names(transpose(score, KeySignature(2)))[0] == "D4"


def test_another_instrument_plays_in_the_octave_that_suits_it():
    quartet = make_quartet()
    changed = set_instrument(quartet, 0, "Flute")
    assert [part.label for part in changed.parts] == ["Flute", "Violin", "Viola", "Cello"]
    assert changed.measures == quartet.measures
    assert names(set_instrument(make_satb(), 3, "Flute"), 3)[0] == "G5"
    with pytest.raises(ReshapeError, match="another number of staves"):
        set_instrument(make_piano(), 0, "Violin")
    with pytest.raises(ReshapeError, match="lie outside"):
        set_instrument(make_score([("c,4 c''''4 r2",)], parts=("Violin",)), 0, "Voice")


def test_one_dynamic_replaces_what_a_selection_had():
    score = set_dynamic(set_dynamic(make_satb(), 2, 2, None, "p"), 3, 3, 1, "ff")
    changed = set_dynamic(score, 2, 3, None, "mp")
    assert [staff.dynamic for staff in changed.measures[1].staves] == ["mp"] * 4
    assert [staff.dynamic for staff in changed.measures[2].staves] == [""] * 4
    assert changed.measures[0] is score.measures[0]


def test_the_hands_of_a_piano_keep_one_mark():
    assert [staff.dynamic for staff in set_dynamic(make_piano(), 2, 3, None, "f").measures[1].staves] == ["f", ""]


def test_a_pickup_stays_at_the_beginning():
    score = make_score()
    short = make_measure("c'4", "c4", key=score.key, time=score.time)
    score = type(score)(score.parts, score.key, score.time, 90, (short, *score.measures))
    with pytest.raises(ReshapeError, match="pickup"):
        insert(score, 0, 1)
    with pytest.raises(ReshapeError, match="pickup"):
        paste(score, 1, 2, 3)
    inserted = insert(score, 1, 1).measures[1]
    assert inserted.length_ticks == 96 and inserted.staves[0].voices[0].chords == (Chord(96),)
    assert len(delete(score, 1, 1).measures) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda s: insert(s, 9, 1), lambda s: insert(s, 0, 900), lambda s: delete(s, 1, 2), lambda s: delete(s, 2, 1),
        lambda s: paste(s, 1, 3, 0), lambda s: set_tempo(s, 5), lambda s: transpose(s, KeySignature(0, "minor")),
        lambda s: set_instrument(s, 3, "Flute"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_with_a_sentence(change):
    with pytest.raises(ReshapeError):
        change(make_score())


def test_a_comparison_sees_inserted_measures():
    score = make_piano()
    assert [row.kind for row in compare(score, insert(score, 1, 1))] == ["same", "inserted", "same", "same", "same"]
