"""A corpus of five made pieces and of some that must be left out, with its manifest."""

import itertools
import json
from pathlib import Path

import pytest

from compose.generation.training import prepare
from compose.generation.training.prepare import split_of, work_of
from tests.music.midi_files import SCALE, write_midi

LICENCE = {"licence": "CC0-1.0", "source": "made for a test"}
BASS = [(0, 4, 48), (4, 4, 43), (8, 4, 43), (12, 4, 48)]
WALTZ = [(number, 1, pitch) for number, pitch in enumerate((69, 72, 76, 74, 71, 68, 72, 76, 72, 68, 71, 76, 76, 74, 71, 69, 72, 69))]
JIG = [(number / 2, 0.5, 62 + pitch) for number, pitch in enumerate((0, 4, 7, 4, 0, 4, 2, 5, 9, 5, 2, 5) * 4)]
CHORALE = [("Soprano", 52, [(number, 1, pitch + 12) for number, _, pitch in SCALE]), ("Bass", 52, BASS)]


def held_out_title() -> str:
    """A title whose work falls among the validation pieces."""
    return next(f"Study {number}" for number in itertools.count() if split_of(work_of({"title": f"Study {number}"})) == "validation")


def used_rows(folder: Path) -> list[dict]:
    """Five pieces that can be used; the first one is held out."""
    write_midi(folder / "scale.mid", [("Flute", 73, SCALE)])
    write_midi(folder / "piano.mid", [("Piano RH", 0, SCALE), ("Piano LH", 0, BASS)])
    write_midi(folder / "waltz.mid", [("Violin", 40, WALTZ)], time=(3, 4), key="Am", tempo_qpm=140)
    write_midi(folder / "jig.mid", [("Fiddle", 110, JIG)], time=(6, 8), key="D")
    write_midi(folder / "chorale.mid", CHORALE)
    return [
        {"id": "scale", "file": "scale.mid", "title": held_out_title(), **LICENCE},
        {"id": "piano", "file": "piano.mid", "title": "Piece", "style_bucket": "romantic piano", "tempo_bpm": 90, **LICENCE},
        {"id": "waltz", "file": "waltz.mid", "title": "Waltz", "style_bucket": "waltz", "period": "romantic", **LICENCE},
        {"id": "jig", "file": "jig.mid", "title": "Jig", "style_bucket": "celtic/fiddle dance tune (melody)", **LICENCE},
        {"id": "chorale", "file": "chorale.mid", "title": "Chorale", "style_bucket": "hymn/chorale", **LICENCE},
    ]


def left_out_rows(folder: Path) -> list[tuple[dict, str]]:
    """Rows that cannot be used, each with a word of the reason."""
    (folder / "broken.mid").write_bytes(b"MThd and no more")
    write_midi(folder / "silent.mid", [("Piano", 0, [])])
    write_midi(folder / "short.mid", [("Flute", 73, SCALE[:8])])
    return [
        ({"id": "broken", "file": "broken.mid", **LICENCE}, "not a readable MIDI file"),
        ({"id": "silent", "file": "silent.mid", **LICENCE}, "no notes"),
        ({"id": "unlicensed", "file": "scale.mid", "source": "somewhere"}, "no licence"),
        ({"id": "absent", "file": "absent.mid", **LICENCE}, "not a readable MIDI file"),
        ({"id": "nameless", **LICENCE}, "names no file"),
        ({"id": "short", "file": "short.mid", **LICENCE}, "2 measures"),
        ({"id": "edition", "file": "scale.mid", "primary": False, **LICENCE}, "another edition"),
        ({"id": "fragment", "file": "scale.mid", "tags": ["single part"], **LICENCE}, "a fragment"),
        ({"id": "twin", "file": "scale.mid", **LICENCE}, "the same notes"),
    ]


def make_corpus(folder: Path) -> Path:
    """Write the pieces and manifest.jsonl into a folder."""
    rows = [*used_rows(folder), *(row for row, _ in left_out_rows(folder))]
    (folder / "manifest.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return make_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def packed(corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("packed")
    assert prepare.main(["--corpus", str(corpus), "--out", str(folder), "--processes", "1"]) == 0
    return folder / "packed.npz"


def json_lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]
