import re
from dataclasses import replace

from compose.music import pdf

from .factories import make_piano, make_quartet


def test_it_writes_a_tagged_pdf():
    data = pdf.write(make_piano())
    assert data.startswith(b"%PDF-") and b"/StructTreeRoot" in data and b"/Alt" in data


def test_a_long_score_takes_several_pages():
    score = make_quartet()
    data = pdf.write(replace(score, measures=score.measures * 20))
    assert len(re.findall(rb"/Type\s*/Page\b", data)) > 1


def test_any_title_can_be_printed():
    assert pdf.write(replace(make_piano(), title='"Rain" #night \\ 雨 <x>')).startswith(b"%PDF-")


def test_the_same_score_gives_the_same_pdf():
    assert pdf.write(make_piano()) == pdf.write(make_piano())
