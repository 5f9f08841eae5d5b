import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.music.edit_errors import EditError
from compose.music.editing import edit
from compose.music.edits import Edit, edits_from_json, places
from compose.music.errors import ScoreError
from compose.music.header import Header
from compose.music.score import Chord, Harmony, KeySignature, TimeSignature
from compose.music.tokenizer import decode, encode

from .factories import ALL, make_score
from .random_edits import random_edit
from .walks import random_steps


def change(score, **data):
    return edit(score, [Edit.from_json(data)])


def line(score, measure=0, staff=0, voice=0):
    """One voice in words: "C4/24 r/24"."""
    chords = score.measures[measure].staves[staff].voices[voice].chords
    return " ".join(f"{'+'.join(p.name for p in chord.pitches) or 'r'}/{chord.duration_ticks}{'~' * any(chord.ties)}" for chord in chords)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(ALL)), st.integers(0, 2**32))
def test_random_edits_keep_measures_full_and_leave_the_others_alone(name, seed):
    rng, score = random.Random(seed), ALL[name]()
    for _ in range(8):
        made = random_edit(score, rng)
        try:
            edited = edit(score, [made])
        except EditError:
            continue
        header, steps = encode(edited)
        assert decode(header, steps, edited.title, edited.composer).measures == edited.measures
        others = [index for index in range(len(score.measures)) if index != made.place.measure]
        assert all(edited.measures[index] is score.measures[index] for index in others)
        staves = zip(edited.measures[made.place.measure].staves, score.measures[made.place.measure].staves, strict=True)
        assert all(new is old for number, (new, old) in enumerate(staves) if number != made.place.staff)
        score = edited


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_music_nobody_would_write_can_be_edited_too(seed):
    header = Header(("Piano",), KeySignature(2, "minor"), TimeSignature(6, 8), 90, 3)
    try:
        score = decode(header, random_steps(header, seed))
    except ScoreError:  # a key signature beyond seven accidentals
        return
    rng = random.Random(seed)
    for _ in range(6):
        try:
            score = edit(score, [random_edit(score, rng)])
        except EditError as error:
            assert str(error).endswith(".") and "{" not in str(error)
    assert decode(*encode(score)).measures == score.measures


def test_most_edits_can_be_made():
    rng, made = random.Random(1), 0
    for _ in range(200):
        try:
            score = ALL[rng.choice(sorted(ALL))]()
            edit(score, [random_edit(score, rng)])
            made += 1
        except EditError:
            pass
    assert made > 120


@pytest.mark.parametrize(
    ("by", "count", "after"),
    [("step", 1, "D5/96"), ("step", -1, "B4/96"), ("octave", -1, "C4/96"), ("semitone", 1, "C#5/96"), ("semitone", -2, "Bb4/96")],
)
def test_a_note_moves(by, count, after):
    assert line(change(make_score([("c''1", "c1")]), do="move", at="n0-0-0-0-0", by=by, count=count)) == after


def test_a_step_follows_the_key_signature():
    assert line(change(make_score([("e'1", "c1")], fifths=1), do="move", at="n0-0-0-0-0", by="step", count=1)) == "F#4/96"


def test_a_semitone_is_spelled_by_the_key():
    flat = make_score([("es''4 d''4 es''4 f''4", "es1")], fifths=-3)
    assert line(change(flat, do="move", at="n0-0-0-1-0", by="semitone", count=-1)).split()[1] == "Db5/24"


def test_tied_notes_of_a_measure_move_as_the_one_note_they_are():
    score = make_score([("c'2~ c'8 r4.", "c1")])
    assert line(change(score, do="move", at="n0-0-0-1-0", by="step", count=2)) == "E4/48~ E4/12 r/36"


def test_accidentals_and_other_spellings():
    score = make_score([("f'2 g'2", "c1")])
    sharp = change(score, do="accidental", at="n0-0-0-0-0", sign="sharp")
    assert line(sharp) == "F#4/48 G4/48"
    assert line(change(sharp, do="respell", at="n0-0-0-0-0")) == "Gb4/48 G4/48"


@pytest.mark.parametrize(
    ("before", "at", "data", "after"),
    [
        ("c'4 d'4 e'4 f'4", 0, {"ticks": 12}, "C4/12 r/12 D4/24 E4/24 F4/24"),
        ("c'4 d'4 e'4 f'4", 0, {"ticks": 48}, "C4/48 E4/24 F4/24"),
        ("c'4 d'4 e'4 f'4", 0, {"ticks": 36}, "C4/36 r/12 E4/24 F4/24"),
        ("c'4 r4 e'4 f'4", 0, {"to": "longer"}, "C4/48 E4/24 F4/24"),
        ("c'2 e'4 f'4", 0, {"to": "shorter"}, "C4/24 r/24 E4/24 F4/24"),
        ("c'4 d'4 e'4 f'4", 2, {"to": "dotted"}, "C4/24 D4/24 E4/36 r/12"),
        ("c'4. d'8 e'2", 0, {"to": "dotted"}, "C4/24 r/12 D4/12 E4/48"),
        ("c'4 d'4 e'2", 0, {"to": "triplet"}, "C4/8 r/16 D4/24 E4/48"),
        ("c'8t d'8t e'8t f'2.", 0, {"to": "triplet"}, "C4/24 F4/72"),
    ],
)
def test_lengths_take_from_what_follows_and_give_to_rests(before, at, data, after):
    name = "length" if "ticks" in data else "stretch"
    assert line(change(make_score([(before, "c1")]), do=name, at=f"n0-0-0-{at}-0", **data)) == after


def test_there_is_no_room_beyond_the_bar_line():
    with pytest.raises(EditError, match="only room for a quarter note here"):
        change(make_score([("c'2. d'4", "c1")]), do="length", at="n0-0-0-1-0", ticks=48)


def test_a_note_is_written_into_a_rest_and_over_notes():
    score = make_score([("c'4 r2.", "c1")])
    assert line(change(score, do="write", at="r0-0-0-24", pitch="G", ticks=24)) == "C4/24 G3/24 r/48"
    assert line(change(score, do="write", at="n0-0-0-0-0", pitch="F#5", ticks=48)) == "F#5/48 r/48"
    assert line(change(score, do="add", measure=0, staff=0, voice=0, onset=12, pitch="E4", ticks=12)) == "C4/12 E4/12 r/72"


def test_a_chord_grows_and_shrinks_to_a_rest():
    score = change(make_score([("c'1", "c1")]), do="third", at="n0-0-0-0-0", count=2)
    score = change(score, do="stack", at="n0-0-0-0-0", pitch="G")
    assert line(score) == "G3+C4+E4/96"
    with pytest.raises(EditError, match="in this chord already"):
        change(score, do="stack", at="n0-0-0-0-0", pitch="E4")
    for _ in range(3):
        score = change(score, do="delete", at="n0-0-0-0-0")
    assert line(score) == "r/96"


def test_ties_are_made_only_to_the_same_note_and_end_with_it():
    score = make_score([("c'2 c'2", "c1"), ("c'2 d'2", "c1")])
    tied = change(score, do="tie", at="n0-0-0-1-0", on=None)
    assert line(tied) == "C4/48 C4/48~"
    assert line(change(tied, do="move", at="n0-0-0-1-0", by="step", count=1)) == "C4/48 D4/48"
    with pytest.raises(EditError, match="does not follow"):
        change(score, do="tie", at="n1-0-0-0-0", on=True)


def test_marks_voices_and_chord_symbols():
    score = make_score([("c'1", "c1")])
    score = change(score, do="articulation", at="n0-0-0-0-0", sign="fermata")
    score = change(score, do="dynamic", measure=0, staff=1, sign="pp")
    score = change(score, do="second_voice", measure=0, staff=0, on=True)
    score = change(score, do="harmony", measure=0, chords=[[48, "Bb", "major-seventh"], [48, None, None]])
    measure = score.measures[0]
    assert measure.staves[0].voices[0].chords[0].articulation == "fermata" and measure.staves[1].dynamic == "pp"
    assert measure.staves[0].voices[1].chords == (Chord(96),)
    assert measure.harmony == (Harmony(48, -2, "major-seventh"), Harmony(48, None))
    assert len(change(score, do="second_voice", measure=0, staff=0, on=None).measures[0].staves[0].voices) == 1
    with pytest.raises(EditError, match="have to fill it"):
        change(score, do="harmony", measure=0, chords=[[48, "C", "major"]])


def test_chord_symbols_are_read_as_they_are_typed():
    score = change(make_score([("c'1", "c1")]), do="chord_symbols", measure=0, symbols="Bb7 am F#m7b5")
    assert [(chord.duration_ticks, chord.root, chord.quality) for chord in score.measures[0].harmony] == [
        (24, -2, "dominant-seventh"), (36, 3, "minor"), (36, 6, "half-diminished")]  # fmt: skip
    assert score.has_chord_symbols and change(score, do="chord_symbols", measure=0, symbols="").measures[0].harmony == ()
    with pytest.raises(EditError, match="cannot be used as symbols"):
        change(score, do="chord_symbols", measure=0, symbols="H9")


def test_a_note_without_a_pitch_repeats_the_one_before():
    assert line(change(make_score([("c'4 r2.", "c1")]), do="write", at="r0-0-0-24", pitch=None, ticks=12)) == "C4/24 C4/12 r/48 r/12"


def test_a_name_too_far_from_the_key_gives_way_to_its_neighbour():
    score = make_score([("g'1", "e1")], fifths=1, mode="minor")
    assert line(change(score, do="accidental", at="n0-0-0-0-0", sign="flat")) == "F#4/96"


def test_edits_are_made_one_after_another_or_not_at_all():
    score = make_score([("c'4 d'4 e'2", "c1")])
    moves = [{"do": "length", "at": "n0-0-0-0-0", "ticks": 12}, {"do": "write", "at": "r0-0-0-12", "pitch": "G", "ticks": 12}]
    assert line(edit(score, edits_from_json(moves))) == "C4/12 G3/12 D4/24 E4/48"
    assert places(edits_from_json(moves)) == {(0, 0)}
    with pytest.raises(EditError):
        edit(score, edits_from_json([*moves, {"do": "delete", "at": "n9-0-0-0-0"}]))


@pytest.mark.parametrize(
    "data",
    [
        None, [], {}, [{}], [{"do": "explode"}], [{"do": "move", "at": "n0-0-0-0-0", "by": "step", "count": 99}],
        [{"do": "move", "at": "x", "by": "step", "count": 1}], [{"do": "length", "at": "n0-0-0-0-0", "ticks": 5}],
        [{"do": "length", "at": "n0-0-0-0-0", "ticks": True}], [{"do": "write", "at": "r0-0-0-0", "pitch": "H", "ticks": 24}],
        [{"do": "add", "measure": -1, "pitch": "C", "ticks": 24}], [{"do": ["move"]}], [{"do": "harmony", "measure": 0, "chords": [[1]]}],
        [{"do": "tie", "at": {"n": 1}, "on": 1}], "move", [["do", "move"]], [{"do": "articulation", "at": "n0-0-0-0-0", "sign": ["x"]}],
    ],
)  # fmt: skip
def test_what_is_no_edit_is_refused_with_a_sentence(data):
    with pytest.raises(EditError) as refusal:
        edits_from_json(data)
    assert str(refusal.value).endswith(".") and refusal.value.code.startswith("edit.")


@pytest.mark.parametrize("at", ["n0-0-0-9-0", "n0-0-0-0-7", "n0-0-1-0-0", "n0-9-0-0-0", "n7-0-0-0-0"])
def test_a_note_that_is_not_there_is_refused(at):
    with pytest.raises(EditError):
        change(make_score([("c'1", "c1")]), do="delete", at=at)


def test_a_note_too_far_from_the_key_is_refused():
    with pytest.raises(EditError, match="cannot be written in C major"):
        change(make_score([("c'1", "c1")]), do="move", at="n0-0-0-0-0", by="octave", count=9)
