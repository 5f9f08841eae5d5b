"""Compressed MusicXML (.mxl): what notation programs open with a double click.

Source: https://www.w3.org/2021/06/musicxml40/tutorial/compressed-mxl-files/
"""

import zipfile
from io import BytesIO

from . import musicxml
from .score import Score

MIMETYPE = "application/vnd.recordare.musicxml"
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<container><rootfiles>'
    '<rootfile full-path="score.musicxml" media-type="application/vnd.recordare.musicxml+xml"/></rootfiles></container>\n'
)
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same score gives the same bytes


def write(score: Score) -> bytes:
    """The score as one archive; its type comes first and uncompressed, so that programs know it from its first bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", LONG_AGO), MIMETYPE, zipfile.ZIP_STORED)
        archive.writestr(zipfile.ZipInfo("META-INF/container.xml", LONG_AGO), CONTAINER, zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo("score.musicxml", LONG_AGO), musicxml.write(score), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
