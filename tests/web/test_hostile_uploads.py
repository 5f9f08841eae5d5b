"""Files that are meant to hurt. Each gets a clear sentence within seconds, from a child process that can hurt nobody but itself."""

import resource
import struct
import threading
import time
import zipfile
from io import BytesIO

import pytest

from compose import uploading
from compose.limits import SiteIsFull
from compose.music import midi, musicxml
from compose.uploading import MOST_BYTES, UploadRefused, read
from tests.music.factories import make_piano

PATIENCE_SECONDS = 25  # of this machine under test; a person waits a few seconds


def midi_of(track: bytes, *, division: int = 480, count: int = 1, length: int | None = None) -> bytes:
    chunk = b"MTrk" + struct.pack(">I", len(track) if length is None else length) + track
    return b"MThd" + struct.pack(">IHHH", 6, 1, count, division) + chunk * min(count, 3)


def million_notes() -> bytes:
    """As many as fit: six bytes a note."""
    return midi_of(b"\0\x90\x3c\x40" + b"\x01\x3c\0\0\x3c\x40" * 349_000 + b"\x01\x3c\0\0\xff\x2f\0")


def archive(name: str, data: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(name, data)
    return buffer.getvalue()


def lying_archive() -> bytes:
    """400 MB that say they are 1000 bytes."""
    packed = bytearray(archive("score.xml", bytes(400_000_000)))
    for place in (packed.index(b"PK\x03\x04") + 22, packed.index(b"PK\x01\x02") + 24):
        packed[place : place + 4] = struct.pack("<I", 1000)
    return bytes(packed)


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><score-partwise>&l9;</score-partwise>'.encode()


def million_xml_notes() -> bytes:
    note = b"<note><rest/><duration>1</duration></note>"
    return one_measure(note * 45_000)


def one_measure(content: bytes) -> bytes:
    head = b'<score-partwise><part-list><score-part id="P"/></part-list><part id="P">'
    return head + b"<measure>" + content + b"</measure></part></score-partwise>"


HOSTILE = {
    "nothing": lambda: b"",
    "white space": lambda: b" \n" * 1000,
    "rubbish": lambda: bytes(range(256)) * 400,
    "letters": lambda: b"all work and no play makes jack a dull boy\n" * 2000,
    "zip bomb": lambda: archive("score.xml", bytes(400_000_000)),
    "zip bomb that lies": lying_archive,
    "nested zips": lambda: archive("score.xml", archive("score.xml", bytes(20_000_000))),
    "path traversal": lambda: archive("../../../etc/cron.d/x.xml", b"<score-partwise/>"),
    "cut archive": lambda: archive("score.xml", b"<score-partwise/>" * 100)[:60],
    "billion laughs": laughs,
    "external entity": lambda: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><score-partwise>&f;</score-partwise>',
    "deep nesting": lambda: b"<a>" * 280_000 + b"</a>" * 280_000,
    "deep measure": lambda: b"<score-partwise><part>" + b"<measure>" * 100_000,
    "one long line of xml rests": million_xml_notes,
    "endless rest": lambda: one_measure(b"<forward><duration>999999999</duration></forward><note><pitch><step>C</step>"
                                        b"<octave>4</octave></pitch><duration>1</duration></note>"),
    "numbers beyond reason": lambda: musicxml.write(make_piano()).encode().replace(b"<duration>12<", b"<duration>1e999999<"),
    "a million notes of midi": million_notes,
    "one tick of eternity": lambda: midi_of(b"\0\x90\x3c\x40\xff\xff\xff\x7f\x3c\0\0\xff\x2f\0", division=1),
    "midi that breaks off": lambda: midi.write(make_piano())[:200],
    "midi with a lie about its length": lambda: midi_of(b"\0\x90\x3c\x40", length=2**31),
    "midi of sixty thousand tracks": lambda: midi_of(b"\0\xff\x2f\0", count=60_000),
    "midi without time": lambda: midi_of(b"\0\x90\x3c\x40\x10\x3c\0", division=0),
    "midi without notes": lambda: midi_of(b"\0\xff\x2f\0"),
    "abc of a million bars": lambda: b"X:1\nK:C\n" + b"C|" * 1_000_000,
    "abc of many voices": lambda: b"X:1\nK:C\n" + b"".join(b"V:%d\nC|\n" % n for n in range(100_000)),
    "abc of one endless bar": lambda: b"X:1\nK:C\n" + b"C" * 1_900_000,
    "abc of endless digits": lambda: b"X:1\nK:C\nC" + b"9" * 1_900_000,
    "abc of open brackets": lambda: b"X:1\nK:C\n" + b"[" * 1_900_000,
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "a recording": lambda: b"ID3\x04" + bytes(100_000),
    "too large": lambda: b"X:1\nK:C\n" + b"C" * MOST_BYTES,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_sentence_in_time(name):
    data = HOSTILE[name]()
    began_at = time.monotonic()
    with pytest.raises(UploadRefused) as refusal:
        read(data)
    assert time.monotonic() - began_at < PATIENCE_SECONDS
    sentence = str(refusal.value)
    assert sentence[0].isupper() and sentence[-1] in ".?" and "Traceback" not in sentence


def test_the_memory_of_this_process_does_not_notice():
    data = HOSTILE["zip bomb"]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UploadRefused):
        read(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # KB


def test_a_name_says_nothing_about_what_a_file_is():
    assert read(midi.write(make_piano())).kind == "midi"  # whatever it is called: the reader never learns its name


def test_a_reader_that_never_ends_is_ended(monkeypatch):
    monkeypatch.setattr(uploading, "READING_SECONDS", 0.05)
    with pytest.raises(UploadRefused, match="more time"):
        read(midi.write(make_piano()))


def test_only_a_few_are_read_at_once(monkeypatch):
    monkeypatch.setattr(uploading, "_free_readers", threading.BoundedSemaphore(1))
    monkeypatch.setattr(uploading, "PATIENCE_SECONDS", 0.1)
    uploading._free_readers.acquire()
    with pytest.raises(SiteIsFull):
        read(midi.write(make_piano()))


def test_the_reader_knows_no_secret_and_loads_neither_the_site_nor_the_model():
    import subprocess
    import sys

    script = "import sys, os; import compose.music.reading.answer; print(*sorted(os.environ)); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=uploading.ROOT, env=uploading.ENVIRONMENT, capture_output=True, text=True)
    known, loaded = done.stdout.splitlines()
    assert set(known.split()) <= {*uploading.ENVIRONMENT, "LC_CTYPE"}
    assert not {"django", "torch", "music21"} & set(loaded.split())


def test_what_the_reader_quotes_of_a_file_stays_out_of_the_log():
    where = '  File "/site/reading/abc.py", line 3, in read'
    trace = f"Traceback (most recent call last):\n{where}\n    note(text)\nValueError: bad: SECRET LINE\n"
    told = uploading._places(trace)
    assert told == f"ValueError {where.strip()}"
    assert uploading._places("") == ""
