"""Stems: the sound of each part alone, all beginning and ending together, so that they add up to the whole."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from . import audio
from .marking import mark_sentence
from .midi import track_names
from .mxl import LONG_AGO
from .score import Score


def write(score: Score, soundfont: Path | None = None) -> bytes:
    """A ZIP of one MP3 a part, and a text that says what they are."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, sound in stems(score, soundfont):
            archive.writestr(zipfile.ZipInfo(f"{name}.mp3", LONG_AGO), sound, zipfile.ZIP_STORED)
        about = f"{score.title}\n{mark_sentence(score)}\n{score.tempo_qpm} quarter notes a minute; all files begin together.\n"
        archive.writestr(zipfile.ZipInfo("about.txt", LONG_AGO), about, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def stems(score: Score, soundfont: Path | None = None) -> Iterator[tuple[str, bytes]]:
    """File name and MP3 of each part."""
    for number, name in enumerate(track_names(score), start=1):
        yield f"{number:02} {name}".replace("/", "-"), audio.render_mp3(score, soundfont, part=number - 1)
