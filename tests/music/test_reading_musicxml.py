"""MusicXML as other programs write it: what a score can hold is kept, what it cannot hold is told."""

import zipfile
from io import BytesIO

import pytest

from compose.music.reading.draft import UnreadableMusic
from compose.music.reading.kinds import read
from compose.music.score import Pitch, TimeSignature

KEY = "<key><fifths>{fifths}</fifths>{mode}</key>"


def note(pitch: str = "C4", quarters: float = 1, *, inside: str = "", before: str = "") -> str:
    """pitch: letter, "#" or "b", octave; "r" is a rest. The divisions are 4."""
    if pitch == "r":
        what = "<rest/>"
    else:
        alter = {"#": 1, "b": -1}.get(pitch[1:-1], 0)
        what = f"<pitch><step>{pitch[0]}</step><alter>{alter}</alter><octave>{pitch[-1]}</octave></pitch>"
    return f"<note>{before}{what}<duration>{int(quarters * 4)}</duration>{inside}</note>"


def measure(*content: str, attributes: str = "", after: str = "") -> str:
    return f"<measure>{attributes}{''.join(content)}{after}</measure>"


def attributes(time: str = "4/4", fifths: int = 0, mode: str = "major", more: str = "") -> str:
    beats, beat_type = time.split("/")
    said = f"<mode>{mode}</mode>" if mode else ""
    return (f"<attributes><divisions>4</divisions>{KEY.format(fifths=fifths, mode=said)}"
            f"<time><beats>{beats}</beats><beat-type>{beat_type}</beat-type></time>{more}</attributes>")  # fmt: skip


def document(*parts: list[str] | str, names: tuple[str, ...] = ("Violin",), head: str = "") -> bytes:
    """parts: the measures of each."""
    listed = "".join(f'<score-part id="P{n}"><part-name>{name}</part-name></score-part>' for n, name in enumerate(names))
    written = "".join(f'<part id="P{n}">{"".join(part)}</part>' for n, part in enumerate(parts))
    return f'<?xml version="1.0"?><score-partwise version="4.0">{head}<part-list>{listed}</part-list>{written}</score-partwise>'.encode()


def four(letters: str = "CDEF") -> str:
    return "".join(note(f"{letter}4") for letter in letters)


def names(reading) -> list[str]:
    return [each.pitch.name for each in sorted(reading.score.notes, key=lambda each: each.onset)]


def test_spelling_is_kept_as_written():
    assert names(read(document([measure(note("F#4"), note("Gb4"), note("A#4"), note("Bb4"), attributes=attributes())]))) == \
        ["F#4", "Gb4", "A#4", "Bb4"]  # fmt: skip


def test_a_transposing_instrument_is_read_as_it_sounds():
    horn = "<transpose><diatonic>-4</diatonic><chromatic>-7</chromatic></transpose>"
    reading = read(document([measure(four(), attributes=attributes(fifths=1, more=horn))], names=("Horn in F",)))
    assert names(reading) == ["F3", "G3", "A3", "Bb3"]
    assert (reading.score.key.name, reading.score.parts[0].instrument.name) == ("C major", "Horn")


def test_the_mode_is_heard_where_the_file_does_not_say_it():
    minor = document([measure(four("AECA"), attributes=attributes(mode="")), measure(note("G#4", 2), note("A4", 2))])
    assert read(minor).score.key.name == "A minor"


def test_voices_staves_and_backup():
    two = measure(
        note("C5", 4, inside="<voice>1</voice><staff>1</staff>"), "<backup><duration>16</duration></backup>",
        note("E4", 2, inside="<voice>2</voice><staff>1</staff>"), note("F4", 2, inside="<voice>2</voice><staff>1</staff>"),
        "<backup><duration>16</duration></backup>", note("C3", 4, inside="<voice>5</voice><staff>2</staff>"),
        attributes=attributes(more="<staves>2</staves>"),
    )  # fmt: skip
    score = read(document([two], names=("Piano",))).score
    assert [len(staff.voices) for staff in score.measures[0].staves] == [2, 1]
    assert {(note.pitch.name, note.staff, note.voice) for note in score.notes} == \
        {("C5", 0, 0), ("E4", 0, 1), ("F4", 0, 1), ("C3", 1, 0)}  # fmt: skip


def test_ties_over_the_bar_line_make_one_note():
    tied = [measure(note("C4", 2), note("D4", 2, inside='<tie type="start"/>'), attributes=attributes()),
            measure(note("D4", 3, inside='<tie type="stop"/>'), note("E4"))]  # fmt: skip
    assert [(each.pitch.name, float(each.duration)) for each in read(document(tied)).score.notes] == [("C4", 2), ("D4", 5), ("E4", 1)]


def test_a_pickup_is_a_short_first_measure_and_the_last_one_is_filled():
    score = read(document([measure(note("G4"), attributes=attributes()), measure(four()), measure(note("C4", 3))])).score
    assert [each.length_ticks for each in score.measures] == [24, 96, 96]


def repeat(direction: str) -> str:
    return f'<barline><repeat direction="{direction}"/></barline>'


def ending(number: str, kind: str, more: str = "") -> str:
    return f'<barline><ending number="{number}" type="{kind}"/>{more}</barline>'


def test_repeats_with_endings_are_written_out():
    music = [
        measure(four("CCCC"), attributes=attributes()),
        measure(repeat("forward"), four("DDDD")),
        measure(ending("1", "start"), four("EEEE"), ending("1", "stop", '<repeat direction="backward"/>')),
        measure(ending("2", "start"), four("FFFF"), ending("2", "stop")),
        measure(four("GGGG")),
    ]
    reading = read(document(music))
    assert [name[0] for name in names(reading)[::4]] == list("CDEDFG")
    assert reading.changes["repeats_written_out"] == 1


def test_two_halves_of_a_measure_at_a_repeat_sign_are_joined():
    music = [measure(note("G4"), attributes=attributes()), measure(four()), measure(note("C4", 3), after=repeat("backward"))]
    score = read(document(music)).score
    assert [each.length_ticks for each in score.measures] == [24, 96, 96, 96, 96], "the pickup fills the measure it comes back to"
    assert len(score.notes) == 2 * 6


def test_chord_symbols_dynamics_articulations_tempo_and_names():
    harmony = "<harmony><root><root-step>B</root-step><root-alter>-1</root-alter></root><kind>minor-seventh</kind></harmony>"
    staccato = "<notations><articulations><staccato/></articulations></notations>"
    loud = "<direction><direction-type><dynamics><ff/></dynamics></direction-type><sound tempo=\"72\"/></direction>"
    head = "<work><work-title>An  Air</work-title></work><identification><creator type='composer'>Anna</creator></identification>"
    reading = read(document([measure(harmony, loud, note("B4", 4, inside=staccato), attributes=attributes())], head=head))
    score = reading.score
    assert (score.title, score.composer, score.tempo_qpm) == ("An Air", "Anna", 72)
    assert [(each.root, each.quality) for each in score.measures[0].harmony] == [(-2, "minor-seventh")] and score.has_chord_symbols
    assert (score.measures[0].staves[0].dynamic, score.notes[0].articulation) == ("ff", "staccato")


def test_what_cannot_be_held_is_counted():
    grace = "<note><grace/><pitch><step>D</step><octave>5</octave></pitch></note>"
    fifth = "".join(f"<note><pitch><step>{letter}</step><octave>5</octave></pitch><duration>{length}</duration>"
                    "<lyric/></note>" for letter, length in zip("CDEFG", (3, 3, 3, 3, 4), strict=True))  # fmt: skip
    trill = "<notations><ornaments><trill-mark/></ornaments><slur type='start'/></notations>"
    first = measure(grace, fifth.replace("<lyric/>", "", 4), attributes=attributes())
    reading = read(document([first, measure(note("C4", 4, inside=trill))]))
    assert {name: reading.changes[name] for name in ("grace_notes", "lyrics", "ornaments", "slurs")} == \
        {"grace_notes": 1, "lyrics": 1, "ornaments": 1, "slurs": 1}  # fmt: skip


def test_music_full_of_slurs_keeps_slurs():
    start, stop = (f"<notations><slur type='{kind}'/></notations>" for kind in ("start", "stop"))
    joined = note("C4", 2, inside=start) + note("D4", 2, inside=stop)
    reading = read(document([measure(joined, attributes=attributes()), measure(joined)]))
    assert reading.score.is_legato and reading.changes["slurs_drawn_anew"] == 2 and not reading.changes["slurs"]


def test_five_in_the_time_of_four_lands_on_the_grid_and_is_told():
    measures = f"<measure>{attributes().replace('<divisions>4', '<divisions>20')}" + "".join(
        f"<note><pitch><step>{letter}</step><octave>5</octave></pitch><duration>16</duration></note>" for letter in "CDEFG") + "</measure>"
    reading = read(document([measures]))
    assert names(reading) == ["C5", "D5", "E5", "F5", "G5"] and reading.changes["moved"]


def test_music_without_bars_gets_a_metre_that_holds_it():
    score = read(document([measure(four() + four(), attributes=attributes())])).score
    assert score.measures[0].time == TimeSignature(8, 4)


def test_written_measure_by_measure_it_is_the_same_music():
    partwise = document([measure(four(), attributes=attributes())])
    timewise = partwise.replace(b"score-partwise", b"score-timewise").replace(b'<part id="P0"><measure>', b'<measure><part id="P0">')
    assert names(read(timewise.replace(b"</measure></part>", b"</part></measure>"))) == names(read(partwise))


def test_three_voices_are_laid_out_in_two_and_no_note_is_lost():
    voices = [(1, "C5", 4), (2, "G4", 2), (3, "E4", 1)]
    back = "<backup><duration>{}</duration></backup>"
    written = "".join(note(pitch, length, inside=f"<voice>{voice}</voice>") + back.format(4 * length) for voice, pitch, length in voices)
    reading = read(document([measure(written, attributes=attributes())]))
    assert sorted(names(reading)) == ["C5", "E4", "G4"] and reading.changes["voices_merged"] == 1


@pytest.mark.parametrize(("name", "instrument"), [
    ("Violino I", "Violin"), ("Vc.", "Cello"), ("Klarinette in B", "Clarinet"), ("Flauto dolce", "Recorder"), ("Singstimme", "Voice"),
    ("Contrabass", "Double bass"), ("Cor anglais", "English horn"), ("Alto Saxophone", "Saxophone"), ("Clavecin", "Harpsichord"),
])  # fmt: skip
def test_players_are_known_by_the_names_people_use(name, instrument):
    assert read(document([measure(four(), attributes=attributes())], names=(name,))).score.parts[0].instrument.name == instrument


def test_a_sharp_far_from_the_key_keeps_its_sound():
    reading = read(document([measure(note("B#4", 4), attributes=attributes(fifths=-6))]))
    assert reading.score.notes[0].pitch.midi == Pitch(12, 4).midi


@pytest.mark.parametrize(("data", "sentence"), [
    (document([measure(note("r", 4), attributes=attributes())]), "no note"),
    (document([measure(four(), attributes=attributes("17/16"))]), "17/16"),
    (document(*[[measure(four(), attributes=attributes())]] * 9, names=("Violin",) * 9), "9 parts"),
    (document([measure(four(), attributes=attributes())] * 257), "257 measures"),
    (b"<?xml version='1.0'?><html/>", "not MusicXML"),
    (document([measure(four(), attributes=attributes())])[:-40], "breaks off"),
])  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(UnreadableMusic, match=sentence):
        read(data)


def archive(**members: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return buffer.getvalue()


def test_an_archive_without_a_container_is_still_read():
    assert names(read(archive(**{"tune.xml": document([measure(four(), attributes=attributes())])}))) == ["C4", "D4", "E4", "F4"]


@pytest.mark.parametrize(("members", "sentence"), [
    ({"../../etc/passwd": b"x"}, "leads out"), ({"C:/x.xml": b"x"}, "leads out"), ({"score.mscx": b"<museScore/>"}, "MuseScore"),
    ({"readme.txt": b"x"}, "no MusicXML"), ({f"{n}.xml": b"" for n in range(200)}, "200 files"), ({"big.xml": bytes(17_000_000)}, "larger"),
])  # fmt: skip
def test_an_archive_of_something_else_is_refused_with_a_sentence(members, sentence):
    with pytest.raises(UnreadableMusic, match=sentence):
        read(archive(**members))
