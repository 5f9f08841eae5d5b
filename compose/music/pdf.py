"""A printable, tagged PDF: engraved pages under a title, with credits and the AI mark on every page."""

from pathlib import Path
from tempfile import TemporaryDirectory

from .engraving import Look, draw_pages
from .errors import ComposeError
from .marking import SOFTWARE, mark_fields, mark_sentence
from .score import Score

# A4 less its margins, in tenths of a millimetre; the first page gives some height to the title.
PAGE_WIDTH, PAGE_HEIGHT, TITLE_HEIGHT = 1800, 2540, 230
TEMPLATE = """\
#let data = json("data.json")
#set document(title: data.title, author: data.author, keywords: data.keywords, description: data.mark, date: none)
#set text(lang: "en", font: ("Libertinus Serif", "Noto Serif CJK SC", "Noto Sans CJK SC"), fallback: true)
#set page(paper: "a4", margin: (x: 15mm, top: 14mm, bottom: 18mm), footer: align(center, text(8pt)[
  #data.mark #h(1em) #context counter(page).display("1 / 1", both: true)
]))
#box(width: 100%, height: 20mm)[
  #align(center)[#heading(level: 1, outlined: true)[#text(20pt)[#data.title]]]
  #align(right)[#text(10pt)[#data.author]]
]
#for page in data.pages {
  if page.number > 1 { pagebreak() }
  image(page.file, width: 100%, alt: page.alt)
}
"""


class PdfError(ComposeError):
    """The pages could not be set."""

    code = "pdf.failed"


def write(score: Score) -> bytes:
    """The whole score on A4 as a tagged PDF. Raises PdfError if the pages cannot be set."""
    import json

    import typst

    look = Look(is_written=len(score.parts) == 1)  # a part alone is for its player
    pages = draw_pages(score, page_width=PAGE_WIDTH, page_height=PAGE_HEIGHT - TITLE_HEIGHT, look=look).pages
    title = score.title or "Untitled"
    with TemporaryDirectory() as name:
        folder = Path(name)
        listed = []
        for number, svg in enumerate(pages, start=1):
            # currentColor has no meaning outside a page: print is black.
            (folder / f"{number}.svg").write_text(svg.replace("currentColor", "#000"), encoding="utf-8")
            listed.append({"number": number, "file": f"{number}.svg", "alt": f"{title}, page {number} of {len(pages)} of the score"})
        data = {
            "title": title,
            "author": score.composer,
            "mark": mark_sentence(score),
            "keywords": [
                SOFTWARE,
                *(f"{name}={value}" for name, value in mark_fields(score).items() if name in ("ai-generated", "model", "seed")),
            ],
            "pages": listed,
        }
        (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
        (folder / "score.typ").write_text(TEMPLATE, encoding="utf-8")
        try:
            return typst.compile(str(folder / "score.typ"), root=str(folder), format="pdf", ignore_system_fonts=False)
        except Exception as error:
            raise PdfError("the pages could not be set") from error
