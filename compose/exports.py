"""A piece as a file: one table of formats. Everything a user made can leave the site, in every one of them."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.text import slugify

from .licences import Licence
from .models import EventKind, GenerationEvent, Piece, Version, VersionKind
from .music.header import Header
from .music.marking import mark_sentence
from .music.score import Score
from .music.tokenizer import decode

_one_sound_at_a_time = threading.Lock()  # a minute of sound is ten megabytes while it is made

FORMATS_VERSION = 1  # part of every ETag: raise it when the same piece would give another file


@dataclass(frozen=True)
class Format:
    """write: imported when first used, because each pulls in its own library."""

    extension: str
    label: str
    content_type: str
    write: Callable[[Score], bytes]


def _musicxml(score: Score) -> bytes:
    from .music import musicxml

    return musicxml.write(score).encode()


def _midi(score: Score) -> bytes:
    from .music import midi

    return midi.write(score)


def _svg(score: Score) -> bytes:
    from . import drawing

    head, rest = drawing.whole_svg(score).split(">", 1)
    return f"{head}><desc>{escape(mark_sentence(score))}</desc>{rest}".encode()


def _pdf(score: Score) -> bytes:
    from .music import pdf

    return pdf.write(score)


@lru_cache(maxsize=4)
def _mp3(score: Score) -> bytes:
    """Kept for a while: a browser that plays it asks for it piece by piece."""
    return _sound(score, "mp3")


def _wav(score: Score) -> bytes:
    return _sound(score, "wav")


def _sound(score: Score, extension: str) -> bytes:
    from .music import audio

    soundfont = settings.SOUNDFONT if settings.SOUNDFONT.is_file() else None
    with _one_sound_at_a_time:
        return audio.render(score, extension, soundfont)


def _abc(score: Score) -> bytes:
    from .music import abc

    return abc.write(score).encode()


FORMATS = {
    each.extension: each
    for each in (
        Format("musicxml", "MusicXML", "application/vnd.recordare.musicxml+xml", _musicxml),
        Format("mid", "MIDI", "audio/midi", _midi),
        Format("pdf", "PDF", "application/pdf", _pdf),
        Format("mp3", "MP3", "audio/mpeg", _mp3),
        Format("wav", "WAV", "audio/wav", _wav),
        Format("abc", "ABC", "text/vnd.abc; charset=utf-8", _abc),
        Format("svg", "SVG", "image/svg+xml", _svg),
    )
}


SOUNDS = ("mp3", "wav")
BIG = ("pdf", *SOUNDS)  # seconds to make, or megabytes to send
BY_HAND = (VersionKind.GIVEN, VersionKind.EDITED, VersionKind.REMIXED)


def downloads(piece: Piece) -> list[dict[str, str]]:
    return [
        {"label": each.label, "extension": each.extension, "url": reverse("compose:score", args=[piece.public_id, each.extension])}
        for each in FORMATS.values()
    ]


def steps_of(version: Version) -> list[list[list[int]]]:
    """The steps of each measure there is: of the finished version, or of what was composed so far."""
    if version.steps is not None:
        return version.steps
    events = GenerationEvent.objects.filter(generation__version=version, kind=EventKind.MEASURE).order_by("seq")
    return [payload["steps"] for payload in events.values_list("payload", flat=True)]


def score_of(piece: Piece, version: Version | None = None) -> Score | None:
    """The score so far, with the facts of its making that every export carries. None before the first measure.

    version: one of the piece's; what it shows where none is named.
    """
    version = version or piece.current
    measures = steps_of(version)
    if not measures or version.header is None:
        return None
    score = decode(Header.from_json(version.header), [step for steps in measures for step in steps], title=piece.title)
    return replace(score, composer=piece.composer.get_full_name() if piece.composer else "", metadata=making_of(piece, version))


def making_of(piece: Piece, version: Version) -> tuple[tuple[str, str], ...]:
    licence = Licence(piece.licence)
    return (
        *_who_wrote(version),
        ("description", piece.description),
        ("based-on", "; ".join(credit.line for credit in reversed(list(piece.credits.all())))),  # the nearest first
        ("licence", f"{licence.short} {licence.address}" if licence.is_free else ""),
    )


def _who_wrote(version: Version) -> tuple[tuple[str, str], ...]:
    """A version keeps the checkpoint of what it was made from: without one, no machine ever took part."""
    if version.kind in BY_HAND and not version.checkpoint:
        return (("ai-generated", "false"),)
    return (("checkpoint", version.checkpoint), ("seed", str(version.seed)))


def etag_of(piece: Piece, version: Version, extension: str, measure_count: int) -> str:
    facts = (FORMATS_VERSION, piece.public_id, version.number, piece.title, extension, measure_count, version.steps is None,
             making_of(piece, version), piece.composer and piece.composer.get_full_name())  # fmt: skip
    return f'"{hashlib.sha256(repr((*facts, piece.updated_at.isoformat())).encode()).hexdigest()[:24]}"'


def file_name_of(piece: Piece, extension: str) -> str:
    return f"{slugify(piece.title, allow_unicode=True)[:60] or piece.public_id}.{extension}"


def write(score: Score, extension: str) -> bytes:
    return FORMATS[extension].write(score)
