"""Bytes of a file → score. What a file is, its first bytes say; its name counts for nothing."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ..saying import gettext_noop as _
from ..score import Score
from . import abc, archive, midi, musicxml
from .draft import Draft, UnreadableMusic
from .fitting import fit

LOOKED_AT_BYTES = 4096
# What people take for music that can be read: a picture or a recording of it.
OTHERS = (
    (rb"%PDF", _("This is a PDF, a picture of notes, which I cannot read. Export MusicXML or MIDI from the program that made it.")),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP", _("This is a picture. I read MusicXML, MIDI and ABC, not pictures of notes.")),
    (rb"ID3|\xff\xfb|\xff\xf3|RIFF....WAVE|OggS|fLaC|....ftyp", _("This is a recording. I read notes (MusicXML, MIDI, ABC), not sound.")),
)
UNKNOWN = _("I do not know this kind of file. I read MusicXML (.musicxml, .xml, .mxl), MIDI (.mid) and ABC (.abc).")


@dataclass(frozen=True)
class Reading:
    """score: with title and composer. kind: of the file. changes: what reading altered, by the codes of `draft.CHANGES`.

    mark: what one of our own exports says of who made it.
    """

    score: Score
    kind: str
    changes: Counter[str] = field(default_factory=Counter)
    mark: dict[str, str] = field(default_factory=dict)


def read(data: bytes) -> Reading:
    """Raises UnreadableMusic, with a sentence for the person."""
    kind = kind_of(data)
    if kind == "midi":
        score, changes, mark = midi.read(data)
        return Reading(score, kind, changes, mark)
    draft = DRAFTS[kind](data)
    score = fit(draft)
    return Reading(replace(score, title=draft.title, composer=draft.composer), kind, +draft.changes, draft.mark)


def kind_of(data: bytes) -> str:
    """"midi", "mxl", "musicxml" or "abc". Raises UnreadableMusic for anything else."""
    if not data.strip():
        raise UnreadableMusic(_("This file is empty."))
    if data.startswith(b"MThd"):
        return "midi"
    if data.startswith(b"PK\x03\x04"):
        return "mxl"
    for pattern, sentence in OTHERS:
        if re.match(pattern, data, re.DOTALL):
            raise UnreadableMusic(sentence)
    head = data[:LOOKED_AT_BYTES]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or head.startswith((b"\xff\xfe<\0", b"\xfe\xff\0<")):
        return "musicxml"
    if b"\0" not in data and re.search(rb"^(X:\s*\d|K:)", data, re.MULTILINE):
        return "abc"
    raise UnreadableMusic(UNKNOWN)


DRAFTS: dict[str, Callable[[bytes], Draft]] = {
    "musicxml": musicxml.read,
    "mxl": lambda data: musicxml.read(archive.unpack(data)),
    "abc": abc.read,
}
