"""Compressed MusicXML (.mxl) → the document inside. Sizes and names are looked at before anything is unpacked.

Source: https://www.w3.org/2021/06/musicxml40/tutorial/compressed-mxl-files/
"""

import zipfile
import zlib
from io import BytesIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ..saying import gettext_noop as _
from .draft import UnreadableMusic

MOST_MEMBERS = 100
MOST_BYTES = 16 * 1024 * 1024  # of the document; what is written beside it is never unpacked
CONTAINER = "META-INF/container.xml"
CONTAINER_BYTES = 64 * 1024
DOCUMENTS = (".musicxml", ".xml")
OTHERS = {".mscx": "MuseScore", ".gpif": "Guitar Pro", ".json": "Flat"}


def unpack(data: bytes) -> bytes:
    """Raises UnreadableMusic."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise UnreadableMusic(_("This archive holds %(count)s files; compressed MusicXML holds a few."), count=len(members))
            for member in members:
                _check_name(member)
            return _take(archive, _document(archive, members), MOST_BYTES)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise UnreadableMusic(_("This archive is damaged. Save the music anew as compressed MusicXML.")) from error


def _check_name(member: zipfile.ZipInfo) -> None:
    """No path of an archive is ever written to, but one that leads out of it was not made by a notation program."""
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0]:
        raise UnreadableMusic(_("A file in this archive has a path that leads out of it. Save the music anew in your notation program."))


def _document(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """What the container names, else the first document there is."""
    by_name = {member.filename: member for member in members}
    if CONTAINER in by_name:
        named = _root_file(_take(archive, by_name[CONTAINER], CONTAINER_BYTES))
        if named in by_name:
            return by_name[named]
    outside = [member for member in members if not member.filename.startswith("META-INF/")]
    documents = [member for member in outside if member.filename.lower().endswith(DOCUMENTS)]
    if documents:
        return documents[0]
    program = next((name for member in members for ending, name in OTHERS.items() if member.filename.endswith(ending)), "")
    if program:
        raise UnreadableMusic(_("This is a file of %(program)s. Export it as MusicXML or MIDI there and upload that."), program=program)
    raise UnreadableMusic(_("There is no MusicXML in this archive."))


def _root_file(container: bytes) -> str:
    try:
        root = fromstring(container, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return ""
    found = root.find(".//{*}rootfile")
    return found.get("full-path", "") if found is not None else ""


def _take(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most_bytes: int) -> bytes:
    """The member, never more than `most_bytes` of it: what the archive says of its size is a claim."""
    if member.file_size <= most_bytes:
        with archive.open(member) as file:
            data = file.read(most_bytes + 1)
        if len(data) <= most_bytes:
            return data
    raise UnreadableMusic(_("Unpacked, this archive is larger than any score: more than %(most)s MB."), most=MOST_BYTES // 1024**2)
