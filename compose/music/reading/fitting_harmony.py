"""Chord symbols of a file as the harmony of a score: one after the other, each measure filled."""

from collections import Counter
from collections.abc import Sequence

from ..score import TICKS_PER_QUARTER, Harmony, KeySignature
from ..vocabulary import DEGREES, SPANS_TICKS
from .draft import DraftHarmony

SPAN_TICKS = SPANS_TICKS[0]  # a chord lasts whole eighth notes
ENHARMONIC = 12


def harmony_of(
    symbols: Sequence[tuple[int, DraftHarmony]], length_ticks: int, key: KeySignature, before: Harmony | None, changes: Counter[str]
) -> tuple[Harmony, ...]:
    """symbols: with their onsets in ticks. before: the last chord of the measure before, which goes on until the first symbol."""
    if (not symbols and before is None) or length_ticks % SPAN_TICKS:
        return ()
    starts: dict[int, tuple[int | None, str]] = {0: (before.root, before.quality) if before else (None, "major")}
    for onset, symbol in symbols:
        place = min(onset // SPAN_TICKS * SPAN_TICKS, length_ticks - SPAN_TICKS)
        starts[place] = (_root(symbol.root, key, changes), symbol.quality)
    ends = [*sorted(starts)[1:], length_ticks]
    return tuple(Harmony(end - start, *starts[start]) for start, end in zip(sorted(starts), ends, strict=True))


def _root(root: int | None, key: KeySignature, changes: Counter[str]) -> int | None:
    """The root at a place that the vocabulary has in this key."""
    if root is None or root - key.tonic in DEGREES:
        return root
    changes["chords_simplified"] += 1
    return root + (ENHARMONIC if root < key.tonic else -ENHARMONIC)


def ticks_of(symbol: DraftHarmony) -> int:
    return int(symbol.onset * TICKS_PER_QUARTER)
