"""What changed between two versions of a score, bar by bar.

Measures are aligned so that as many equal ones as possible face each other; what lies between them is paired by likeness, and
what finds no partner was inserted or deleted. Source: global alignment, Needleman & Wunsch, J. Mol. Biol. 48(3), 1970.
"""

from dataclasses import dataclass

from .score import Measure, Score, Staff

EQUAL = 1.0
LIKENESS = 0.4  # a measure that is almost the same counts for half an equal one
ANY_PAIR = 0.1  # and one that is quite different is still rather a changed one than a deleted and an inserted one


@dataclass(frozen=True, slots=True)
class BarDifference:
    """One row of a comparison.

    kind: "same", "changed", "inserted" or "deleted". old, new: index from 0 of the measure in either score, None where it has none.
    staves: indices from 0 of the staves whose notes or dynamic differ; all that hold notes in an inserted or deleted measure.
    note_count: how many notes are others than before, came or went.
    """

    kind: str
    old: int | None
    new: int | None
    staves: tuple[int, ...] = ()
    note_count: int = 0


def compare(old: Score, new: Score) -> tuple[BarDifference, ...]:
    """Every measure of both scores, in order, each facing its partner."""
    before, after = old.measures, new.measures
    return tuple(_difference(before, after, first, second) for first, second in _aligned(before, after))


def changed_measures(old: Score, new: Score) -> tuple[int, ...]:
    """Indices from 0 in `new` of the measures that are not as they were."""
    return tuple(row.new for row in compare(old, new) if row.kind in ("changed", "inserted"))


Pair = tuple[int | None, int | None]


def _aligned(before: tuple[Measure, ...], after: tuple[Measure, ...]) -> list[Pair]:
    """Pairs of indices in order. Equal beginnings and ends need no search, which leaves little of an ordinary change."""
    shorter = min(len(before), len(after))
    head = next((index for index in range(shorter) if before[index] != after[index]), shorter)
    tail = next((index for index in range(shorter - head) if before[-1 - index] != after[-1 - index]), shorter - head)
    middle = _best_pairs(before[head : len(before) - tail], after[head : len(after) - tail])
    return [
        *((index, index) for index in range(head)),
        *((_shifted(first, head), _shifted(second, head)) for first, second in middle),
        *((len(before) - tail + index, len(after) - tail + index) for index in range(tail)),
    ]


def _shifted(index: int | None, by: int) -> int | None:
    return None if index is None else index + by


def _best_pairs(before: tuple[Measure, ...], after: tuple[Measure, ...]) -> list[Pair]:
    """The pairing of greatest worth, walked back through the table of the worth of every two ends."""
    notes_before = [_all_notes(measure) for measure in before]
    notes_after = [_all_notes(measure) for measure in after]
    worth = [[_worth(a, b, x, y) for b, y in zip(after, notes_after, strict=True)] for a, x in zip(before, notes_before, strict=True)]
    rows, columns = len(before), len(after)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]  # of what is left from (row, column) on
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            best[row][column] = max(worth[row][column] + best[row + 1][column + 1], best[row + 1][column], best[row][column + 1])
    pairs: list[Pair] = []
    row = column = 0
    while row < rows or column < columns:
        if row < rows and column < columns and best[row][column] == worth[row][column] + best[row + 1][column + 1]:
            pairs.append((row, column))
            row, column = row + 1, column + 1
        elif row < rows and (column == columns or best[row][column] == best[row + 1][column]):
            pairs.append((row, None))
            row += 1
        else:
            pairs.append((None, column))
            column += 1
    return pairs


def _worth(a: Measure, b: Measure, notes_a: frozenset, notes_b: frozenset) -> float:
    if a == b:
        return EQUAL
    return ANY_PAIR + LIKENESS * len(notes_a & notes_b) / max(1, len(notes_a | notes_b))


def _all_notes(measure: Measure) -> frozenset:
    return frozenset((index, note) for index, staff in enumerate(measure.staves) for note in _notes(staff))


def _notes(staff: Staff) -> frozenset:
    """Everything that can be heard or read of a staff's notes, voice by voice."""
    return frozenset(
        (voice_index, onset_ticks, chord.duration_ticks, pitch, is_tied, chord.articulation)
        for voice_index, voice in enumerate(staff.voices)
        for onset_ticks, chord in voice.timed()
        for pitch, is_tied in zip(chord.pitches, chord.ties, strict=True)
    )


def _difference(before: tuple[Measure, ...], after: tuple[Measure, ...], old: int | None, new: int | None) -> BarDifference:
    if old is None or new is None:
        staves = after[new].staves if old is None else before[old].staves
        counts = [len(_notes(staff)) for staff in staves]
        return BarDifference("inserted" if old is None else "deleted", old, new, tuple(s for s, n in enumerate(counts) if n), sum(counts))
    if before[old] == after[new]:
        return BarDifference("same", old, new)
    empty = Staff(())
    size = max(len(before[old].staves), len(after[new].staves))
    sides = [(*measure.staves, *(empty,) * (size - len(measure.staves))) for measure in (before[old], after[new])]
    staves = tuple(index for index, (one, other) in enumerate(zip(*sides, strict=True)) if one != other)
    count = sum(max(len(_notes(other) - _notes(one)), len(_notes(one) - _notes(other))) for one, other in zip(*sides, strict=True))
    return BarDifference("changed", old, new, staves, count)
