"""Voicings: which notes of a chord, in which octave, so that each hand can hold them and every voice moves little."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, product

from .chords import ChordSpan

MUDDY_BELOW = 48  # below C3 close intervals growl
# What to play of each quality, in semitones above the root, richest choice last: triad, shell of a seventh, rootless ninth.
SHELLS = {
    "major": (4, 7), "minor": (3, 7), "diminished": (3, 6), "augmented": (4, 8), "dominant-seventh": (4, 10), "major-seventh": (4, 11),
    "minor-seventh": (3, 10), "half-diminished": (3, 6, 10), "diminished-seventh": (3, 6, 9), "suspended-fourth": (5, 7),
}  # fmt: skip
ROOTLESS = {
    "major": (4, 7, 9, 2), "minor": (3, 7, 9, 2), "diminished": (3, 6, 0), "augmented": (4, 8, 0), "dominant-seventh": (4, 10, 2, 9),
    "major-seventh": (4, 7, 11, 2), "minor-seventh": (3, 7, 10, 2), "half-diminished": (3, 6, 10, 0), "diminished-seventh": (3, 6, 9, 0),
    "suspended-fourth": (5, 7, 2),
}  # fmt: skip
OPEN = {"major": (0, 7, 4, 2), "minor": (0, 7, 3, 2), "major-seventh": (0, 7, 11, 4), "minor-seventh": (0, 7, 10, 3)}


FLAT_NINTHS = {"major": (3, 4, 5), "minor": (1, 0, 2, 5)}  # roots of dominants that lead to a minor chord


def tones_to_play(chord: ChordSpan, kind: str, mode: str = "major") -> tuple[int, ...]:
    """Semitones above the root. kind: "triad", "seventh", "shell", "rootless" or "open"."""
    own = chord.tones_above_bass
    if kind == "triad":
        return own[:3] if chord.quality not in ("diminished-seventh",) else own
    if kind == "shell":
        return SHELLS[chord.quality]
    if kind == "rootless":
        if chord.is_dominant and chord.root in FLAT_NINTHS[mode]:
            return (4, 10, 1, 7)
        return ROOTLESS[chord.quality]
    if kind == "open":
        return OPEN.get(chord.quality, own)
    return own if len(own) < 4 else tuple(tone for tone in own if tone not in (7,) or chord.quality in ("major-seventh",))


def pitch_classes(chord: ChordSpan, tonic: int, kind: str, mode: str = "major") -> tuple[int, ...]:
    """The pitch classes 0-11 to play. tonic: the key's place on the line of fifths."""
    root = (tonic + chord.root) * 7 % 12
    return tuple((root + tone) % 12 for tone in tones_to_play(chord, kind, mode))


def voice(classes: Sequence[int], low: int, high: int, previous: Sequence[int] = (), span: int = 12) -> tuple[int, ...]:
    """The pitches, one a class, inside low..high and a hand's span, nearest to the chord before; with none, in the middle.

    Where the range is too small for all, later classes are left out; an empty range gives no pitches.
    """
    for count in range(len(classes), 0, -1):
        found = _best(tuple(classes[:count]), low, high, tuple(previous), span)
        if found:
            return found
    return ()


@lru_cache(maxsize=65536)
def _best(classes: tuple[int, ...], low: int, high: int, previous: tuple[int, ...], span: int) -> tuple[int, ...]:
    choices = [[pitch for pitch in range(low, high + 1) if pitch % 12 == one] for one in classes]
    best, least = (), float("inf")
    for combination in product(*choices):
        pitches = tuple(sorted(set(combination)))
        if len(pitches) < len(classes) or pitches[-1] - pitches[0] > span:
            continue
        cost = _roughness(pitches) + _movement(pitches, previous, (low + high) / 2)
        if cost < least:
            best, least = pitches, cost
    return best


def _roughness(pitches: tuple[int, ...]) -> float:
    cost = 0.0
    for lower, upper in pairwise(pitches):
        gap = upper - lower
        if lower < MUDDY_BELOW:
            cost += max(0, 7 - gap) * 1.2
        if gap == 1:
            cost += 4.0
        if gap > 9:
            cost += 1.0
    return cost


def _movement(pitches: tuple[int, ...], previous: tuple[int, ...], middle: float) -> float:
    if not previous:
        return abs(sum(pitches) / len(pitches) - middle)
    moves = sum(min(abs(pitch - old) for old in previous) for pitch in pitches)
    top = abs(pitches[-1] - previous[-1])
    drift = abs(sum(pitches) / len(pitches) - middle)
    return moves + 0.5 * top + 0.15 * drift


def near(pitch_class: int, target: float, low: int, high: int) -> int:
    """The pitch of a class nearest to a target inside a range; the nearest above the range's bottom if it is narrower than an octave."""
    choices = [pitch for pitch in range(low, high + 1) if pitch % 12 == pitch_class]
    if not choices:
        return low + (pitch_class - low) % 12
    return min(choices, key=lambda pitch: (abs(pitch - target), pitch))
