"""A piece as a file: one table of formats. Everything a user made can leave the site, in every one of them."""

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify

from .licences import Licence
from .models import EventKind, GenerationEvent, Piece, Version, VersionKind
from .music.header import Header
from .music.score import Score
from .music.tokenizer import decode
from .music.transposing import only_parts

_one_sound_at_a_time = threading.Lock()  # a minute of sound is ten megabytes while it is made

FORMATS_VERSION = 3  # part of every ETag: raise it when the same piece would give another file


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
    from .music import picture

    return picture.write_svg(score)


def _png(score: Score) -> bytes:
    from .music import picture

    return picture.write_png(score)


def _mxl(score: Score) -> bytes:
    from .music import mxl

    return mxl.write(score)


def _json(score: Score) -> bytes:
    from .music import card

    return card.write(score)


@lru_cache(maxsize=2)
def _stems(score: Score) -> bytes:
    from .music import stems

    soundfont = settings.SOUNDFONT if settings.SOUNDFONT.is_file() else None
    with _one_sound_at_a_time:
        return stems.write(score, soundfont)


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
        Format("mxl", "MXL", "application/vnd.recordare.musicxml", _mxl),
        Format("mid", "MIDI", "audio/midi", _midi),
        Format("pdf", "PDF", "application/pdf", _pdf),
        Format("mp3", "MP3", "audio/mpeg", _mp3),
        Format("wav", "WAV", "audio/wav", _wav),
        Format("zip", "Stems", "application/zip", _stems),
        Format("png", "PNG", "image/png", _png),
        Format("svg", "SVG", "image/svg+xml", _svg),
        Format("abc", "ABC", "text/vnd.abc; charset=utf-8", _abc),
        Format("json", "Card", "application/json", _json),
    )
}


SOUNDS = ("mp3", "wav", "zip")
HEARD = ("mp3",)  # what the page itself plays, where nothing else plays it
BIG = ("pdf", "png", *SOUNDS)  # seconds to make, or megabytes to send
BY_HAND = (VersionKind.GIVEN, VersionKind.EDITED, VersionKind.REMIXED, VersionKind.UPLOADED)


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
    music = _finished_music(_Finished(version.pk, version.created_at, version)) if version.steps is not None else _music(version, measures)
    composer = piece.composer.get_full_name() if piece.composer else ""
    return replace(music, title=piece.title, composer=composer, metadata=making_of(piece, version))


@dataclass(frozen=True)
class _Finished:
    """A version that never changes any more, by what it is known by."""

    pk: int
    created_at: datetime
    version: Version = field(compare=False)


@lru_cache(maxsize=32)
def _finished_music(of: _Finished) -> Score:
    """Kept for a while: a page asks more than once, and a class opens the same piece."""
    return _music(of.version, of.version.steps)


def _music(version: Version, measures: list[list[list[int]]]) -> Score:
    return decode(Header.from_json(version.header), [step for steps in measures for step in steps])


def making_of(piece: Piece, version: Version) -> tuple[tuple[str, str], ...]:
    licence = Licence(piece.licence)
    return (
        *_who_wrote(version),
        ("description", piece.description),
        ("words", version.words),
        ("plan", json.dumps(version.plan) if version.plan else ""),
        ("report", json.dumps(version.report) if version.report else ""),
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


def part_of(score: Score, part: int) -> Score:
    """One part alone, for its player: its name under the title."""
    alone, _ = only_parts(score, (part,))
    return replace(alone, title=f"{score.title} – {score.parts[part].label}")


def file_name_of(piece: Piece, extension: str) -> str:
    return f"{slugify(piece.title, allow_unicode=True)[:60] or piece.public_id}.{extension}"


def write(score: Score, extension: str) -> bytes:
    return FORMATS[extension].write(score)
