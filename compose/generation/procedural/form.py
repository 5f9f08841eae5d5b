"""Form: sections and their phrases, laid over any number of measures."""

from dataclasses import dataclass
from itertools import pairwise

from ...music.header import Header
from ..brief import Brief


@dataclass(frozen=True, slots=True)
class Phrase:
    """start: index of its first measure. number: which phrase of its section. is_last_of_section: whether it closes one."""

    start: int
    measure_count: int
    letter: str
    occurrence: int
    number: int
    is_last_of_section: bool
    is_last: bool

    @property
    def end(self) -> int:
        return self.start + self.measure_count


@dataclass(frozen=True, slots=True)
class Section:
    """letter, and which time it is heard (0 the first). share: how far into the piece it begins, 0 to 1."""

    letter: str
    occurrence: int
    start: int
    measure_count: int
    share: float


def sections(header: Header, form: str) -> list[Section]:
    """The sections of a form over the measures, the same the generator would be told."""
    starts = Brief(header, form=form).section_starts()
    return _numbered(list(starts.items()), header.measure_count)


def choruses(header: Header, length: int) -> list[Section]:
    """Sections of one fixed length, all of one letter.

    Where four or eight measures are left over they make an introduction; other remainders make the last section longer.
    """
    count = header.measure_count
    rest = count % length
    if count < length:
        return _numbered([(0, "A")], count)
    if rest in (4, 8):
        return _numbered([(0, "B"), *((start, "A") for start in range(rest, count, length))], count)
    return _numbered([(length * number, "A") for number in range(count // length)], count)


def _numbered(starts: list[tuple[int, str]], count: int) -> list[Section]:
    seen: dict[str, int] = {}
    result = []
    for (start, letter), (end, _) in pairwise([*starts, (count, "")]):
        result.append(Section(letter, seen.get(letter, 0), start, end - start, start / count))
        seen[letter] = seen.get(letter, 0) + 1
    return result


def phrases(section: Section, total: int, unit: int = 4) -> list[Phrase]:
    """The section in phrases of `unit` measures; what is left over makes the last one longer, or is one of its own from three on."""
    count = max(1, section.measure_count // unit)
    lengths = [unit] * count
    rest = section.measure_count - unit * count
    if rest >= 3 and section.measure_count > unit:
        lengths.append(rest)
    else:
        lengths[-1] += rest
    result, start = [], section.start
    for number, length in enumerate(lengths):
        is_closing = number == len(lengths) - 1
        result.append(Phrase(start, length, section.letter, section.occurrence, number, is_closing, start + length == total))
        start += length
    return result
