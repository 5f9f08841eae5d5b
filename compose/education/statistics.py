"""Small charts, as numbers that a template draws: bars with their place and length."""

from dataclasses import dataclass

from .overview import Grid

WIDTH, BAR, GAP = 320, 18, 8


@dataclass(frozen=True)
class Bar:
    """y, length: in the drawing's units. share: per cent of all."""

    label: str
    count: int
    share: int
    y: int
    length: int

    @property
    def text_y(self) -> int:
        return self.y + BAR - 5


@dataclass(frozen=True)
class Chart:
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        return len(self.bars) * (BAR + GAP)


def chart(counts: list[tuple[str, int]], most: int) -> Chart:
    """most: the number that fills the width."""
    return Chart(
        tuple(
            Bar(label, count, round(100 * count / most) if most else 0, index * (BAR + GAP), round(WIDTH * count / most) if most else 0)
            for index, (label, count) in enumerate(counts)
        )
    )


def charts(grid: Grid) -> dict[str, Chart] | None:
    """How the points are spread, and how many meet each criterion, of those that are decided. None before that."""
    sheets = [line.sheet for line in grid.handed_in if not line.sheet.is_pending]
    if not sheets:
        return None
    fifths = [min(4, sheet.percent // 20) for sheet in sheets]
    spread = [(f"{20 * fifth}–{20 * fifth + 20} %", fifths.count(fifth)) for fifth in range(5)]
    met = [
        (words, sum(number < len(sheet.marks) and sheet.marks[number].met for sheet in sheets)) for number, words in enumerate(grid.columns)
    ]
    return {"points": chart(spread, max(1, *(count for _label, count in spread))), "criteria": chart(met, len(sheets))}
