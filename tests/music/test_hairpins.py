"""Hairpins: where a part grows louder or softer, that every way out of the product shows it, and that it is heard."""

from dataclasses import replace

import music21
import partitura
import pytest

from compose.music import abc, musicxml
from compose.music.engraving import draw, draw_system
from compose.music.feel import feel
from compose.music.hairpins import Hairpin, hairpins
from compose.music.header import Header
from compose.music.performance import levels, perform
from compose.music.reading.kinds import read
from compose.music.score import Measure, Score, Staff
from compose.music.spoken import describe
from compose.music.tokenizer import decode, encode
from tests.music.factories import make_score

RUN = "c'4 d'4 e'4 f'4"
HELD, REST, LATE = "c'1", "r1", "c'2. r4"


def score(*texts: str, marks: dict[int, str], player: str = "Flute", sections: str = "", cadences: dict[int, str] | None = None) -> Score:
    """A measure a text. marks: the dynamics by measure. sections: a letter a measure, "." for none."""
    made = make_score([(text,) for text in texts], parts=(player,), has_hairpins=True)
    measures = [_marked(measure, marks.get(number, "")) for number, measure in enumerate(made.measures)]
    for number, letter in enumerate(sections.replace(".", " ")):
        measures[number] = replace(measures[number], section=letter.strip())
    for number, cadence in (cadences or {}).items():
        measures[number] = replace(measures[number], cadence=cadence)
    return replace(made, measures=tuple(measures))


def _marked(measure: Measure, dynamic: str) -> Measure:
    return replace(measure, staves=(_with(measure.staves[0], dynamic), *measure.staves[1:]))


def _with(staff: Staff, dynamic: str) -> Staff:
    return replace(staff, dynamic=dynamic)


def where(music: Score) -> list[tuple[int, int, str]]:
    return [(each.first, each.last, each.kind) for each in hairpins(music, 0)]


@pytest.mark.parametrize(
    ("texts", "marks", "others", "expected"),
    [
        ([RUN] * 6, {0: "mf", 5: "f"}, {}, [(3, 4, "crescendo")]),
        ([RUN] * 6, {0: "f", 5: "mf"}, {}, [(3, 4, "diminuendo")]),
        ([RUN] * 6, {0: "p", 5: "ff"}, {}, [(1, 4, "crescendo")]),  # four measures, however far it goes
        ([RUN] * 6, {0: "p", 3: "f", 5: "p"}, {}, [(0, 2, "crescendo"), (3, 4, "diminuendo")]),
        ([RUN] * 6, {0: "mf", 3: "mf"}, {}, []),  # said again, nothing changes
        ([RUN] * 6, {}, {}, []),
        ([RUN] * 6, {0: "p", 5: "f"}, {"sections": "A..B.."}, [(3, 4, "crescendo")]),  # not from another section
        ([RUN] * 6, {0: "p", 5: "f"}, {"sections": "A....B"}, [(1, 4, "crescendo")]),  # into one
        ([RUN] * 6, {0: "p", 5: "f"}, {"cadences": {3: "half"}}, [(4, 4, "crescendo")]),
        ([RUN, RUN, RUN, REST, RUN, RUN], {0: "p", 5: "f"}, {}, [(4, 4, "crescendo")]),
        ([RUN, RUN, RUN, RUN, REST, RUN], {0: "p", 5: "f"}, {}, []),
        ([RUN, RUN, RUN, RUN, RUN, REST], {0: "p", 5: "f"}, {}, []),  # who would arrive?
        ([RUN, RUN, RUN, RUN, LATE, RUN], {0: "p", 5: "f"}, {}, []),
        ([RUN, RUN, RUN, RUN, LATE, RUN], {0: "f", 5: "p"}, {}, [(1, 4, "diminuendo")]),
        ([RUN, RUN, RUN, RUN, HELD, RUN], {0: "p", 5: "f"}, {}, [(1, 4, "crescendo")]),
        ([RUN, RUN, RUN, RUN, HELD, RUN], {0: "p", 5: "f"}, {"player": "Guitar"}, []),  # a string that was plucked does not swell
        ([RUN, RUN, RUN, RUN, "c'2~ c'2", RUN], {0: "p", 5: "f"}, {"player": "Guitar"}, []),
        ([RUN, RUN, RUN, RUN, "c'2 c'2", RUN], {0: "p", 5: "f"}, {"player": "Guitar"}, [(1, 4, "crescendo")]),
    ],
)
def test_a_hairpin_leads_to_a_mark_within_its_phrase(texts, marks, others, expected):
    assert where(score(*texts, marks=marks, **others)) == expected


def test_players_who_change_together_set_out_together():
    made = make_score([(RUN, RUN)] * 6, parts=("Flute", "Violin"), has_hairpins=True)
    last = made.measures[5]
    loud = replace(last, staves=tuple(replace(staff, dynamic=mark) for staff, mark in zip(last.staves, ("f", "fff"), strict=True)))
    both = replace(made, measures=(*made.measures[:5], loud))
    assert [hairpins(both, part)[0].first for part in (0, 1)] == [1, 1]


def test_two_hands_with_dynamics_of_their_own_have_none(piano):
    apart = replace(piano.measures[3], staves=(piano.measures[3].staves[0], replace(piano.measures[3].staves[1], dynamic="pp")))
    assert len(hairpins(piano, 0)) == 1
    assert hairpins(replace(piano, measures=(*piano.measures[:3], apart)), 0) == ()


@pytest.fixture
def piano() -> Score:
    """Four measures, the last two of them under a crescendo to the fifth."""
    made = make_score([(RUN, "c1")] * 5, has_hairpins=True)
    return replace(made, measures=(*made.measures[:4], _marked(made.measures[4], "f")))


def test_nothing_behind_its_mark_changes_it():
    texts = [RUN, HELD, REST, LATE, RUN, RUN] * 4
    marks = {0: "p", 3: "f", 8: "mp", 11: "ff", 12: "ff", 17: "ppp", 23: "f"}
    flute = score(*texts, marks=marks, sections="A.......B.....A...", cadences={9: "half"})
    piano = make_score([(RUN, "c1")] * 16, has_hairpins=True)
    hands = {2: ("f", ""), 5: ("p", ""), 8: ("", "mp"), 9: ("mp", ""), 13: ("pp", "pp"), 15: ("", "ff")}  # as one, apart, as one, apart
    measures = [
        replace(each, staves=tuple(map(_with, each.staves, hands.get(number, ("", ""))))) for number, each in enumerate(piano.measures)
    ]
    for music in (flute, replace(piano, measures=tuple(measures))):
        whole = hairpins(music, 0)
        assert len(whole) >= 3
        for count in range(len(music.measures) + 1):
            assert hairpins(replace(music, measures=music.measures[:count]), 0) == tuple(each for each in whole if each.last + 1 < count)


def test_it_is_written_once_for_both_hands_and_ends_before_the_mark(piano):
    text = musicxml.write(piano)
    assert text.count("<wedge") == 2
    third, fourth = text.split("<measure ")[3:5]
    assert (
        third.index('<wedge type="crescendo"') < third.index("<note")
        and "<staff>1</staff>" in third.split("<wedge")[1].split("</direction>")[0]
    )
    assert fourth.rindex('<wedge type="stop"') > fourth.rindex("<note")
    assert "<wedge" not in musicxml.write(replace(piano, has_hairpins=False))


def test_other_programs_read_them(piano, tmp_path):
    text = musicxml.write(piano)
    wedges = music21.converter.parse(text, format="musicxml").recurse().getElementsByClass("Crescendo")
    assert len(wedges) == 1
    (tmp_path / "piece.musicxml").write_text(text)
    part = partitura.load_musicxml(tmp_path / "piece.musicxml").parts[0]
    wedge = next(part.iter_all(partitura.score.IncreasingLoudnessDirection, include_subclasses=True))
    assert part.quarter_map([wedge.start.t, wedge.end.t]).tolist() == [8, 16]


def test_every_drawing_shows_them(piano):
    assert draw(piano).svg.count('class="hairpin') == 1
    assert draw_system(piano, 0, 3).svg.count('class="hairpin') == 1  # open where the slice ends
    assert draw_system(piano, 3, 5).svg.count('class="hairpin') == 1
    assert draw_system(piano, 0, 2).svg.count('class="hairpin') == draw_system(piano, 4, 5).svg.count('class="hairpin') == 0


def test_abc_writes_them_and_both_formats_read_them_back(piano):
    text = abc.write(piano)
    assert text.count("!crescendo(!") == 1 and "!crescendo)!!f!" in text
    for written in (text, musicxml.write(piano)):
        reading = read(written.encode())
        assert hairpins(reading.score, 0) == (Hairpin(2, 3, "mf", "f"),)
        assert reading.changes["hairpins_drawn_anew"] == 1 and not reading.changes["dynamics_left_out"] + reading.changes["ornaments"]


def test_music_without_hairpins_gets_none_and_those_that_lead_nowhere_are_left_out(piano):
    assert not read(musicxml.write(replace(piano, has_hairpins=False)).encode()).score.has_hairpins
    nowhere = musicxml.write(piano).replace("<f/>", "<mf/>")
    reading = read(nowhere.encode())
    assert not reading.score.has_hairpins and reading.changes["dynamics_left_out"] == 1


def test_the_playing_swells_evenly_and_nothing_else_changes(piano):
    plain = replace(piano, has_hairpins=False)
    assert levels(plain, 0) == [(74, 74)] * 4 + [(88, 88)]
    assert levels(piano, 0) == levels(piano, 1) == [(74, 74), (74, 74), (74, 81), (81, 88), (88, 88)]
    rises = [after.velocity - before.velocity for before, after in zip(perform(plain), perform(piano), strict=True) if before.staff == 0]
    assert rises == [0] * 8 + [0, 2, 4, 5, 7, 9, 11, 12] + [0] * 4
    assert perform(piano, 3, 4) == tuple(note for note in perform(piano) if note.measure == 3)


def test_the_feel_of_a_performance_does_not_swell_a_second_time(piano):
    """Without a hairpin a player leans towards a new dynamic a little; with one they are there already."""
    last = [note for note in perform(piano) if note.measure == 3 and note.staff == 0][-1]
    plain = replace(piano, has_hairpins=False)
    assert feel(plain, perform(plain))[last.id].touch - feel(piano, perform(piano))[last.id].touch in (4, 5)


def test_a_screen_reader_says_where_they_begin(piano):
    told = describe(piano)
    assert "Right hand, growing louder: C 4 quarter" in told[2] and "Left hand: C 3 whole" in told[2]
    assert not any("growing" in words for words in told[:2] + told[3:])


def test_a_header_keeps_them_and_one_from_before_has_none(piano):
    header, steps = encode(piano)
    assert decode(Header.from_json(header.to_json()), steps.tolist()).has_hairpins
    old = header.to_json()
    del old["has_hairpins"]
    assert not Header.from_json(old).has_hairpins
