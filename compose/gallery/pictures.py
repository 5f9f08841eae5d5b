"""The picture that other sites show beside a link to a piece: its title and its first system on a sheet of paper, as PNG."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from compose.models import Piece, Version

from .models import Thumbnail
from .thumbnails import svg_of

WIDTH, HEIGHT = 1200, 630  # what the Open Graph protocol's readers expect
TEMPLATE = """\
#let data = json("data.json")
#set page(width: 1200pt, height: 630pt, margin: (x: 80pt, y: 70pt), fill: rgb("#fffdf8"))
#set text(font: ("Libertinus Serif", "Noto Serif CJK SC", "Noto Sans CJK SC"), fallback: true, fill: rgb("#231d17"))
#grid(rows: (auto, 1fr, auto),
  text(54pt)[#data.title],
  align(horizon)[#image("system.svg", width: 100%, height: 300pt, fit: "contain")],
  grid(columns: (1fr, auto), text(28pt, fill: rgb("#4d443a"))[#data.by], text(28pt, fill: rgb("#8c2f1f"))[Sentence & Score]),
)
"""


def png_of(piece: Piece, version: Version) -> bytes | None:
    """Drawn when somebody first asks, then kept with the thumbnail. None before the first measure."""
    svg = svg_of(version)
    if svg is None:
        return None
    kept = Thumbnail.objects.filter(pk=version.pk).values_list("png", flat=True).first()
    if kept is not None:
        return bytes(kept)
    png = _drawn(svg.decode(), piece.title, piece.composer.get_full_name() if piece.composer else "")
    Thumbnail.objects.filter(pk=version.pk).update(png=png)
    return png


def _drawn(svg: str, title: str, by: str) -> bytes:
    import typst

    shown = title if len(title) <= 70 else f"{title[:69]}…"
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "system.svg").write_text(svg.replace("currentColor", "#231d17"), encoding="utf-8")
        (folder / "data.json").write_text(json.dumps({"title": shown, "by": by}), encoding="utf-8")
        (folder / "picture.typ").write_text(TEMPLATE, encoding="utf-8")
        return typst.compile(str(folder / "picture.typ"), root=str(folder), format="png", ppi=72)
