"""MusicXML 4.0, partwise. Written as text: 64 measures take a few hundredths of a second.

Source: https://www.w3.org/2021/06/musicxml40/
"""

from collections.abc import Iterator
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from .marking import SOFTWARE, mark_fields, mark_sentence
from .musicxml_measure import MeasureWriter
from .score import Part, Score
from .transposing import UNISON, written_for, written_name

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN"'
    ' "http://www.musicxml.org/dtds/partwise.dtd">\n'
)
BRACKETED = ("strings", "woodwind", "brass", "voice")


def write(
    score: Score, first: int = 0, last: int | None = None, streaming: bool = False, is_one_system: bool = False, written: bool = False
) -> str:
    """Measures `first` to `last` (indices from 0, `last` not included) as a MusicXML document.

    streaming: the score still grows, so no final bar line is drawn; later systems get abbreviated names.
    is_one_system: ask the engraver not to break the line inside the slice.
    written: transposing instruments at the pitch their players read, not at the pitch that sounds.
    Ties over the edges of the slice are left out. Noteheads carry the ids of `performance.note_id`.
    """
    last = len(score.measures) if last is None else min(last, len(score.measures))
    if written:
        score = replace(score, parts=tuple(replace(part, name=written_name(part)) for part in score.parts))
    lines = [HEAD, '<score-partwise version="4.0">\n', *_head(score), "<part-list>\n", *_part_list(score, first), "</part-list>\n"]
    is_final = last == len(score.measures) and not streaming
    for index in range(len(score.parts)):
        read, interval = written_for(score, index) if written else (score, UNISON)
        writer = MeasureWriter(read, index, first, last, is_final=is_final, is_one_system=is_one_system, interval=interval)
        lines.append(f'<part id="P{index + 1}">\n')
        lines += writer.measures()
        lines.append("</part>\n")
    lines.append("</score-partwise>\n")
    return "".join(lines)


def _head(score: Score) -> Iterator[str]:
    if score.title:
        yield f"<work><work-title>{escape(score.title)}</work-title></work>\n"
    yield "<identification>\n"
    if score.composer:
        yield f'<creator type="composer">{escape(score.composer)}</creator>\n'
    mark = escape(mark_sentence(score))
    yield f"<rights>{mark}</rights>\n"
    yield f"<encoding><software>{SOFTWARE}</software><encoding-description>{mark}</encoding-description>"
    yield '<supports element="accidental" type="yes"/><supports element="beam" type="yes"/></encoding>\n'
    yield "<miscellaneous>"
    for name, value in mark_fields(score).items():
        yield f"<miscellaneous-field name={quoteattr(name)}>{escape(value)}</miscellaneous-field>"
    yield "</miscellaneous>\n</identification>\n"


def part_names(score: Score) -> list[tuple[str, str]]:
    """Name and abbreviation of each part; twins are numbered: "Violin 1", "Vln. 1"."""
    labels = [part.label for part in score.parts]
    names = []
    for index, part in enumerate(score.parts):
        number = f" {labels[: index + 1].count(part.label)}" if labels.count(part.label) > 1 else ""
        # "Violin 1" becomes "Vln. 1"; a name of another kind stays as it is.
        names.append((part.label + number, part.label.replace(part.instrument.name, part.instrument.abbreviation) + number))
    return names


def _part_list(score: Score, first: int) -> Iterator[str]:
    groups = list(_groups(score.parts))
    is_solo = len(score.parts) == 1
    for index, (part, (name, abbreviation)) in enumerate(zip(score.parts, part_names(score), strict=True)):
        for number, (start, _) in enumerate(groups, start=1):
            if start == index:
                family = part.instrument.family
                yield f'<part-group number="{number}" type="start"><group-symbol>bracket</group-symbol>'
                yield f"<group-barline>{'no' if family == 'voice' else 'yes'}</group-barline></part-group>\n"
        shown = ("" if is_solo else abbreviation) if first else name
        yield f'<score-part id="P{index + 1}"><part-name>{escape(shown)}</part-name>'
        yield f"<part-abbreviation>{escape('' if is_solo else abbreviation)}</part-abbreviation>"
        yield f'<score-instrument id="P{index + 1}-I1"><instrument-name>{escape(part.instrument.name)}</instrument-name></score-instrument>'
        channel = index + 1 if index < 9 else index + 2  # 10 is for drums
        yield f'<midi-instrument id="P{index + 1}-I1"><midi-channel>{channel}</midi-channel>'
        yield f"<midi-program>{part.instrument.program + 1}</midi-program></midi-instrument></score-part>\n"
        for number, (_, end) in enumerate(groups, start=1):
            if end == index:
                yield f'<part-group number="{number}" type="stop"/>\n'


def _groups(parts: tuple[Part, ...]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of neighbours of one family, which share a bracket."""
    start = 0
    for index in range(1, len(parts) + 1):
        if index == len(parts) or parts[index].instrument.family != parts[start].instrument.family:
            if index - start > 1 and parts[start].instrument.family in BRACKETED:
                yield start, index - 1
            start = index
