"""All that a class handed in, as one printable PDF: a page or more a pupil, under their name."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from compose.music.engraving import draw_pages
from compose.music.pdf import PAGE_HEIGHT, PAGE_WIDTH, TITLE_HEIGHT, PdfError
from compose.music.score import Score

TEMPLATE = """\
#let data = json("data.json")
#set document(title: data.title, date: none)
#set text(lang: "en", font: ("Libertinus Serif", "Noto Serif CJK SC", "Noto Sans CJK SC"), fallback: true)
#set page(paper: "a4", margin: (x: 15mm, top: 14mm, bottom: 18mm), footer: align(center, text(8pt)[
  #data.title #h(1em) #context counter(page).display("1 / 1", both: true)
]))
#for (place, sheet) in data.sheets.enumerate() {
  if place > 0 { pagebreak() }
  box(width: 100%, height: 20mm)[
    #align(center)[#heading(level: 1)[#text(18pt)[#sheet.name]]]
    #align(center)[#text(10pt)[#sheet.line]]
  ]
  for (number, page) in sheet.pages.enumerate() {
    if number > 0 { pagebreak() }
    image(page.file, width: 100%, alt: page.alt)
  }
}
"""


@dataclass(frozen=True)
class Sheet:
    """name: of the pupil, as the class knows them. line: what stands under it."""

    name: str
    line: str
    score: Score


def write(title: str, sheets: Sequence[Sheet]) -> bytes:
    """Raises PdfError if the pages cannot be set."""
    import typst

    with TemporaryDirectory() as name:
        folder = Path(name)
        listed = [{"name": sheet.name, "line": sheet.line, "pages": _pages(folder, place, sheet)} for place, sheet in enumerate(sheets)]
        (folder / "data.json").write_text(json.dumps({"title": title, "sheets": listed}), encoding="utf-8")
        (folder / "set.typ").write_text(TEMPLATE, encoding="utf-8")
        try:
            return typst.compile(str(folder / "set.typ"), root=str(folder), format="pdf", ignore_system_fonts=False)
        except Exception as error:
            raise PdfError("the pages could not be set") from error


def _pages(folder: Path, place: int, sheet: Sheet) -> list[dict]:
    drawn = draw_pages(sheet.score, page_width=PAGE_WIDTH, page_height=PAGE_HEIGHT - TITLE_HEIGHT).pages
    listed = []
    for number, svg in enumerate(drawn, start=1):
        file = f"{place}-{number}.svg"
        (folder / file).write_text(svg.replace("currentColor", "#000"), encoding="utf-8")
        listed.append({"file": file, "alt": f"{sheet.name}, page {number} of {len(drawn)}"})
    return listed
