"""The whole score as a picture, with its title over it and the AI mark under it: SVG for the screen, PNG for messages and slides."""

import re
import struct
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

from .engraving import draw
from .errors import ComposeError
from .marking import SOFTWARE, mark_fields, mark_sentence
from .score import Score

WIDTH = 1100
HEAD, FOOT = 90, 50  # pixels over and under the music
PIXELS_PER_INCH = 144
_BOX = re.compile(r'viewBox="0 0 (\S+) (\S+)"')
PAGE = '#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: white)\n#image("score.svg", width: 100%, alt: "score")\n'


class PictureError(ComposeError):
    """The picture could not be drawn."""

    code = "picture.failed"


def write_svg(score: Score) -> bytes:
    """A picture that any program can show: it needs no font but a serif one, and says what it is in words and as metadata."""
    return _framed(score).encode()


def write_png(score: Score) -> bytes:
    """The same in black on white, 144 pixels to the inch. Raises PictureError where it cannot be drawn."""
    import typst

    svg = _framed(score).replace("currentColor", "#000")
    width, height = (float(number) for number in _BOX.search(svg).groups())
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "score.svg").write_text(svg, encoding="utf-8")
        (folder / "page.typ").write_text(PAGE.format(width=width / 2, height=height / 2), encoding="utf-8")
        try:
            drawn = typst.compile(str(folder / "page.typ"), root=str(folder), format="png", ppi=PIXELS_PER_INCH)
        except Exception as error:
            raise PictureError("the picture could not be drawn") from error
    return _with_text(drawn, score)


def _framed(score: Score) -> str:
    svg = draw(score, width_px=WIDTH).svg
    head, rest = svg.split(">", 1)
    height = float(_BOX.search(head)[2])
    mark = escape(mark_sentence(score))
    facts = "; ".join(f"{name}={value}" for name, value in mark_fields(score).items())
    title = f'<text x="{WIDTH / 2:g}" y="48" text-anchor="middle" font-size="30">{escape(score.title)}</text>'
    composer = f'<text x="{WIDTH - 25}" y="78" text-anchor="end" font-size="16">{escape(score.composer)}</text>'
    foot = f'<text x="{WIDTH / 2:g}" y="{HEAD + height + 30:g}" text-anchor="middle" font-size="14">{mark}</text>'
    texts = f'<g font-family="Times, serif" fill="currentColor">{title}{composer}{foot}</g>'
    inner = rest[: rest.rindex("</svg>")].replace("<svg ", f'<svg y="{HEAD}" width="{WIDTH}" height="{height:g}" ', 1)
    outer = _BOX.sub(f'viewBox="0 0 {WIDTH} {HEAD + height + FOOT:g}"', head)
    return f"{outer}><title>{escape(score.title)}</title><desc>{mark}</desc><metadata>{escape(facts)}</metadata>{inner}{texts}</svg>"


def _with_text(png: bytes, score: Score) -> bytes:
    """The mark as international text chunks before the end. Source: PNG specification, 11.3.4.5 iTXt."""
    fields = {"Title": score.title, "Software": SOFTWARE, "Comment": mark_sentence(score)} | mark_fields(score)
    chunks = b"".join(_chunk(name, value) for name, value in fields.items() if value)
    end = png.rindex(b"IEND") - 4
    return png[:end] + chunks + png[end:]


def _chunk(name: str, text: str) -> bytes:
    data = b"iTXt" + name.encode("latin-1")[:79] + b"\0\0\0\0\0" + text.encode()
    return struct.pack(">I", len(data) - 4) + data + struct.pack(">I", crc32(data))
