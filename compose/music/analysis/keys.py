"""Keys over time: the home key, and where the music leaves it, for a while or in passing."""

from dataclasses import dataclass
from itertools import groupby, pairwise

from ..score import KeySignature, Score
from .chords import ChordSpan
from .places import Place, place_at

HOME, MODULATION, TONICISATION = "home", "modulation", "tonicisation"
MODULATION_MEASURES = 2


@dataclass(frozen=True, slots=True)
class KeyRegion:
    """A stretch in one key. kind: HOME, MODULATION, or TONICISATION where it is short or the new key is never confirmed."""

    first: Place
    last: Place
    key: KeySignature
    kind: str

    def to_json(self) -> dict:
        """Plain values for a JSON column."""
        return {**self.first.to_json(), "last_measure": self.last.measure, "key": self.key.name, "kind": self.kind}


def regions_of(score: Score, spans: tuple[ChordSpan, ...], home: KeySignature) -> tuple[KeyRegion, ...]:
    """The keys in order."""
    found = []
    for key, group in groupby(spans, key=lambda span: span.key):
        stretch = list(group)
        first, last = stretch[0].place, place_at(score, stretch[-1].end - 1)
        found.append(KeyRegion(first, last, key, _kind(stretch, score, home)))
    return tuple(found)


def home_key(score: Score, spans: tuple[ChordSpan, ...]) -> KeySignature:
    """The key of most of the music, where beginning and end count more; the score's own key if nothing sounds."""
    if not spans:
        return score.key
    weights: dict[KeySignature, float] = {}
    for span in spans:
        weights[span.key] = weights.get(span.key, 0) + (span.end - span.start)
    total = sum(weights.values())
    weights[spans[0].key] += 0.2 * total
    weights[spans[-1].key] += 0.4 * total
    return max(weights, key=lambda key: weights[key])


def _kind(stretch: list[ChordSpan], score: Score, home: KeySignature) -> str:
    key = stretch[0].key
    if key == home:
        return HOME
    is_long = stretch[-1].end - stretch[0].start >= MODULATION_MEASURES * score.time.length_ticks
    numerals = [span.function for span in stretch]
    is_confirmed = any(one.is_dominant and not one.target and two.root == 0 for one, two in pairwise(numerals))
    return MODULATION if is_long and is_confirmed else TONICISATION
