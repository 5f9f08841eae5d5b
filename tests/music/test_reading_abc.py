"""ABC as people write it down: tunes from books and from chat windows."""

import pytest

from compose.music.reading.draft import UnreadableMusic
from compose.music.reading.kinds import read

HEAD = "X:1\nT:A tune\nM:4/4\nL:1/4\nK:{key}\n"


def tune(body: str, key: str = "C", head: str = HEAD) -> bytes:
    return (head.replace("{key}", key) + body + "\n").encode()


def names(reading) -> list[str]:
    return [note.pitch.name for note in sorted(reading.score.notes, key=lambda note: (note.onset, note.pitch.midi))]


def lengths(reading) -> list[float]:
    return [float(note.duration) for note in sorted(reading.score.notes, key=lambda note: note.onset)]


def test_octaves_accidentals_and_the_signature():
    assert names(read(tune("C c c' C, |^F F =F F | F4 |", key="D"))) == \
        ["C#4", "C#5", "C#6", "C#3", "F#4", "F#4", "F4", "F4", "F#4"]  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), [
    ("C2 D/ E/ F |", [2, 0.5, 0.5, 1]), ("C3/2 D/ E2 |", [1.5, 0.5, 2]), ("C>D E<F |", [1.5, 0.5, 0.5, 1.5]), ("C4- | C4 |", [8]),
    ("(3CDE F2 |", [2 / 3, 2 / 3, 2 / 3, 2]), ("C// D// E/ z F2 |", [0.25, 0.25, 0.5, 2]),
])  # fmt: skip
def test_lengths(written, expected):
    assert lengths(read(tune(written))) == pytest.approx(expected)


def test_chords_take_the_length_behind_them():
    reading = read(tune("[CEG]2 [C2E2G2] |"))
    assert lengths(reading) == [2] * 6 and names(reading)[:3] == ["C4", "E4", "G4"]


@pytest.mark.parametrize(("key", "signature"), [
    ("Gm", "G minor"), ("Bb", "Bb major"), ("F# minor", "F# minor"), ("Ador", "G major"), ("D mix", "G major"), ("Eaeo", "E minor"),
])  # fmt: skip
def test_keys_and_modes(key, signature):
    score = read(tune("G A B c | G4 |", key=key)).score
    assert score.key.name == signature or (key in ("Ador", "D mix") and score.key.fifths == 1)


def test_repeats_and_endings_are_written_out():
    reading = read(tune("|: CCCC |1 DDDD :|2 EEEE || FFFF |]"))
    assert "".join(name[0] for name in names(reading)[::4]) == "CDCEF" and reading.changes["repeats_written_out"]


def test_a_pickup_and_the_measure_that_completes_it():
    score = read(tune("G | CDEF |1 GGG :| ", head="X:1\nL:1/4\nM:4/4\nK:{key}\n")).score
    assert score.measures[0].length_ticks == 24


def test_two_staves_of_one_player_and_two_voices_of_one_staff():
    piano = "X:1\nM:4/4\nL:1/4\n%%score {1 | 2}\nV:1 name=\"Piano\"\nV:2 clef=bass\nK:{key}\nV:1\nCDEF & c4 |\nV:2\nC,4 |"
    score = read(tune("", head=piano + "\n")).score
    assert ([part.instrument.name for part in score.parts], score.staff_count) == (["Piano"], 2)
    assert len(score.measures[0].staves[0].voices) == 2
    choir = "X:1\nM:4/4\nL:1/4\n%%score (1 2)\nV:1 name=\"Soprano\"\nV:2\nK:{key}\n[V:1] c4 |\n[V:2] E2 F2 |"
    assert len(read(tune("", head=choir + "\n")).score.measures[0].staves[0].voices) == 2


@pytest.mark.parametrize(("body", "player"), [
    ("CDEF | g4 |", "Violin"), ("C,D,E,F, |", "Viola"), ("C,,D,,E,,F,, |", "Cello"), ("[CE]2 [DF]2 |", "Piano"),
    ("C,,4 | g'4 |", "Piano"),
])  # fmt: skip
def test_a_tune_that_names_nobody_stands_on_one_staff_where_one_player_can_reach_it(body, player):
    reading = read(tune(body))
    assert [part.instrument.name for part in reading.score.parts] == [player]
    assert not reading.changes["instruments_replaced"]


def test_chord_symbols_and_remarks():
    reading = read(tune('"Am7"A2 "D7/F#"d2 | "^softly"G4 | "N.C."G4 |'))
    harmony = [(each.root, each.quality) for measure in reading.score.measures for each in measure.harmony]
    assert harmony == [(3, "minor-seventh"), (2, "dominant-seventh"), (2, "dominant-seventh"), (None, "major")]
    assert reading.changes["chords_simplified"] == 1
    assert read(tune('"C5"C4 |')).score.measures[0].harmony[0].quality == "major"


def test_tempo_title_author_and_what_is_left_out():
    head = "X:7\nT:The first\nT:another name\nC:Anna\nM:6/8\nQ:3/8=60\nK:{key}\n"
    reading = read(tune("{g}A2B c2d | ~A3 !mf!B3 |\nw: la la", head=head) + b"\nX:8\nT:The second\nK:C\nCDE|\n")
    score = reading.score
    assert (score.title, score.composer, score.tempo_qpm, score.time.name) == ("The first", "Anna", 90, "6/8")
    assert {name: reading.changes[name] for name in ("grace_notes", "lyrics", "ornaments", "tunes_left_out")} == \
        {"grace_notes": 1, "lyrics": 1, "ornaments": 1, "tunes_left_out": 1}  # fmt: skip


def test_a_tied_sharp_stays_sharp_over_the_bar_line():
    assert lengths(read(tune("C2 ^F2- | F2 G2 |"))) == [2, 4, 2]


def test_signs_that_stand_behind_nothing_do_no_harm():
    assert lengths(read(tune("C2 C2 | > D2 D2 | - E4 | & < F4 |")))[:2] == [2, 2]


def test_an_ending_that_no_pass_comes_to_is_not_lost():
    reading = read(tune("CDEF |2 GABc | defg |"))
    assert len(reading.score.measures) == 3 and reading.changes["repeats_left_out"]


def test_fields_change_key_metre_and_unit_on_the_way():
    score = read(tune("CDEF | [K:D][M:3/4] FGA |\nL:1/8\nFFGGAA |")).score
    assert [(measure.key.fifths, measure.time.name) for measure in score.measures] == [(0, "4/4"), (2, "3/4"), (2, "3/4")]
    assert len(score.notes) == 13


@pytest.mark.parametrize("text", ["X:1\n", "X:1\nK:C\n", "X:1\nK:C\nz4 |\n"])
def test_a_tune_without_a_note_is_refused(text):
    with pytest.raises(UnreadableMusic):
        read(text.encode())


def test_letters_of_any_encoding():
    assert read("X:1\nT:Fløyte\nK:C\nCDEF|\n".encode("latin-1")).score.title == "Fløyte"
