import warnings
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree

import music21
import partitura
import pytest

from compose.music import musicxml
from compose.music.notation import metronome
from compose.music.score import Harmony, TimeSignature

from .factories import ALL, make_piano, make_satb, make_score, make_song, make_triplets, make_two_voices

ROOMS = {1: 4, 2: 4, 3: 4, 4: 4, 5: 5, 6: 5}


def read(score, *args, **kwargs):
    return ElementTree.fromstring(musicxml.write(score, *args, **kwargs))


@pytest.mark.parametrize("name", ALL)
def test_music21_reads_back_the_same_notes(name):
    score = ALL[name]()
    read_back = music21.converter.parse(musicxml.write(score), format="musicxml").stripTies()
    found = Counter(
        (note.getOffsetInHierarchy(read_back), note.quarterLength, pitch.midi)
        for note in read_back.flatten().notes
        if not isinstance(note, music21.harmony.ChordSymbol)
        for pitch in note.pitches
    )
    assert Counter({(float(o), d, p): n for (o, d, p), n in found.items()}) == Counter(
        (float(note.onset), note.duration, note.pitch.midi) for note in score.notes
    )


@pytest.mark.parametrize("name", ALL)
def test_partitura_reads_back_the_same_pitches(name, tmp_path):
    score = ALL[name]()
    path = tmp_path / "piece.musicxml"
    path.write_text(musicxml.write(score), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        notes = partitura.utils.ensure_notearray(partitura.load_musicxml(path))
    assert sorted(notes["pitch"]) == sorted(note.pitch.midi for note in score.notes)


@pytest.mark.parametrize("name", ALL)
def test_every_voice_fills_its_measure(name):
    score = ALL[name]()
    for part in read(score).iter("part"):
        for measure, written in zip(score.measures, part.iter("measure"), strict=True):
            lengths = Counter()
            for note in written.iter("note"):
                if note.find("chord") is None:
                    lengths[note.findtext("voice")] += int(note.findtext("duration"))
            assert set(lengths.values()) == {measure.length_ticks}


@pytest.mark.parametrize("name", ALL)
def test_every_notehead_has_its_own_id(name):
    ids = [note.get("id") for note in read(ALL[name]()).iter("note") if note.get("id")]
    assert len(ids) == len(set(ids))


def test_a_slice_repeats_key_and_clef_but_not_the_metre():
    attributes = read(make_piano(), 2, 3, streaming=True).find(".//attributes")
    assert attributes.find("key") is not None and attributes.find("clef") is not None and attributes.find("time") is None


def test_a_slice_leaves_no_tie_open():
    score = make_score([("c'1~", "r1"), ("c'1~", "r1"), ("c'1", "r1")])
    written = read(score, 1, 2, streaming=True)
    assert not list(written.iter("tied")) and not list(written.iter("tie"))


def test_only_a_finished_score_ends_with_a_final_bar_line():
    assert read(make_piano()).find(".//bar-style").text == "light-heavy"
    assert read(make_piano(), streaming=True).find(".//bar-style") is None


def test_a_pickup_is_measure_zero():
    assert [(measure.get("number"), measure.get("implicit")) for measure in read(make_satb()).find("part")] == [
        ("0", "yes"),
        ("1", None),
        ("2", None),
    ]


def test_triplets_stand_under_brackets_of_three():
    tuplets = [tuplet.get("type") for tuplet in read(make_triplets()).iter("tuplet")]
    assert tuplets.count("start") == tuplets.count("stop") == 6


def test_a_silent_second_voice_is_not_written():
    last = read(make_two_voices()).find("part")[-1]
    assert {note.findtext("voice") for note in last.iter("note")} == {"1", "5"}


def test_two_voices_have_stems_apart():
    first = read(make_two_voices()).find("part")[0]
    assert {(note.findtext("voice"), note.findtext("stem")) for note in first.iter("note") if note.find("pitch") is not None} == {
        ("1", "up"), ("2", "down"), ("5", None),
    }  # fmt: skip


def test_chord_symbols_are_written_only_where_asked():
    assert len(list(read(make_song()).iter("harmony"))) == 4
    assert not list(read(replace(make_song(), has_chord_symbols=False)).iter("harmony"))


def test_a_chord_symbol_between_notes_has_an_offset():
    score = make_score([("c'1",)], parts=("Voice",), has_chord_symbols=True)
    measure = replace(score.measures[0], harmony=(Harmony(48, 0), Harmony(48, None)))
    offsets = [harmony.findtext("offset") for harmony in read(replace(score, measures=(measure,))).iter("harmony")]
    assert offsets == [None, "48"]


def test_one_section_needs_no_rehearsal_mark():
    one = make_piano()
    one = replace(one, measures=(replace(one.measures[0], section="A"), *one.measures[1:]))
    two = replace(one, measures=(*one.measures[:2], replace(one.measures[2], section="B"), one.measures[3]))
    assert [mark.text for mark in read(one).iter("rehearsal")] == []
    assert [mark.text for mark in read(two).iter("rehearsal")] == ["A", "B"]


def test_an_accidental_holds_to_the_bar_line_and_is_then_recalled():
    score = make_score([("fis'4 fis'4 f'4 f'4", "r1"), ("fis'4 g'2.", "r1"), ("f'1", "r1")])
    signs = [
        (note.find("accidental").text, note.find("accidental").get("cautionary"))
        for note in read(score).iter("note")
        if note.find("accidental") is not None
    ]
    assert signs == [("sharp", None), ("natural", None), ("sharp", None), ("natural", "yes")]


def test_a_tied_note_keeps_its_accidental_over_the_bar_line():
    score = make_score([("fis'1~", "r1"), ("fis'2 fis'2", "r1")])
    assert [bool(note.find("accidental") is not None) for note in read(score).iter("note") if note.find("pitch") is not None] == [
        True,
        False,
        True,
    ]


def test_a_dynamic_in_force_is_not_repeated():
    score = make_score([("c'1", "r1")] * 3)
    score = replace(score, measures=score.measures[:1] * 3)
    assert len(list(read(score).iter("dynamics"))) == 1


def test_it_is_marked_as_machine_made():
    fields = {field.get("name"): field.text for field in read(make_piano()).iter("miscellaneous-field")}
    assert fields == {"ai-generated": "true", "model": "abc123", "seed": "7"}


def test_titles_are_escaped():
    assert read(make_piano().__class__(**{**vars_of(make_piano()), "title": "<Rain & 雨>"})).findtext(".//work-title") == "<Rain & 雨>"


def vars_of(score):
    return {name: getattr(score, name) for name in score.__dataclass_fields__}


@pytest.mark.parametrize(
    ("time", "tempo_qpm", "mark"),
    [
        ((4, 4), 90, ("quarter", False, 90)),
        ((6, 8), 60, ("quarter", True, 40)),
        ((6, 8), 61, ("eighth", False, 122)),
        ((2, 2), 120, ("half", False, 60)),
    ],
)
def test_the_metronome_counts_the_felt_beat(time, tempo_qpm, mark):
    assert metronome(TimeSignature(*time), tempo_qpm) == mark


def test_a_second_voice_shows_no_rests_before_it_enters():
    score = make_score([("c''1|r2 e'8 r8 e'8 r8", "r1")])
    rests = [
        note.get("print-object") for note in read(score).iter("note") if note.find("rest") is not None and note.findtext("voice") == "2"
    ]
    assert rests == ["no", None, "no"]


def test_named_parts_are_abbreviated_in_later_systems():
    score = make_score([("c'1", "c'1")], parts=("Violin", "Violin"))
    named = replace(score, parts=tuple(replace(part, name=f"Violin {number}") for number, part in enumerate(score.parts, start=1)))
    assert musicxml.part_names(score) == musicxml.part_names(named) == [("Violin 1", "Vln. 1"), ("Violin 2", "Vln. 2")]
