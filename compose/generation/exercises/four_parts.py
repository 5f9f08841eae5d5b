"""Four-part writing: the cheapest way to voice a row of chords, where the costs are the rules of voice leading.

Dynamic programming over every voicing of every chord that may stand at each place; a soprano or a bass can be given.
Source: the rules of Aldwell & Schachter, Harmony and Voice Leading, ch. 5 to 8.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from random import Random

import numpy as np

from ...music.analysis.numerals import Numeral
from ...music.errors import ComposeError
from ..procedural.chords import TONES

# Lowest and highest MIDI pitch of soprano, alto, tenor, bass.
RANGES = ((60, 79), (55, 74), (48, 67), (40, 62))
PAIRS = tuple(combinations(range(4), 2))
FORBIDDEN = 1e6
OCTAVE = 12
BASS_GAP = 19
LEADING = 5  # the leading note's place on the line of fifths above the tonic
MOVE_WEIGHTS = np.array((0.5, 0.7, 0.7, 0.25))
FREE_MOVES = np.array((4, 4, 4, 7))  # semitones beyond which a move costs more
WIDEST_MOVES = np.array((9, 7, 7, 12))
STRETCHED = 6  # places on the line of fifths: augmented intervals and their kin


class NoVoicing(ComposeError):
    """Chords that cannot be voiced one after another without a fault."""

    code = "exercises.no_voicing"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the row. chords: those that may stand here. soprano, bass: a MIDI pitch that must sound, or None.

    soprano_class: a pitch class the soprano must have, or None. costs: of each chord beside the voice leading.
    """

    chords: tuple[Numeral, ...]
    soprano: int | None = None
    bass: int | None = None
    soprano_class: int | None = None
    costs: tuple[float, ...] = ()


@dataclass(frozen=True)
class Voiced:
    """A chord with its four pitches, soprano first: MIDI, and places on the line of fifths above the tonic."""

    chord: Numeral
    pitches: tuple[int, int, int, int]
    places: tuple[int, int, int, int]


@dataclass(frozen=True)
class _Column:
    """Every voicing of a place. pitches, places: [N, 4]. cost: [N]. leads: whether a voice has a leading note that pulls, [N, 4].

    sevenths: whether a voice has the seventh, [N, 4]. chord: index into the place's chords, [N]. roots: [N].
    """

    pitches: np.ndarray
    places: np.ndarray
    cost: np.ndarray
    leads: np.ndarray
    sevenths: np.ndarray
    chord: np.ndarray
    roots: np.ndarray


def voice_all(places: Sequence[Place], tonic: int, rng: Random, liking: "Liking | None" = None) -> list[Voiced]:
    """The best voicing of all places. tonic: place on the line of fifths. liking: cost of one chord after another.

    The same arguments and random state give the same voices. Raises NoVoicing where no faultless way exists.
    """
    noise = np.random.default_rng(rng.getrandbits(60))
    columns = [_column(place, tonic) for place in places]
    total = columns[0].cost + noise.gumbel(0, 0.4, len(columns[0].cost))
    came: list[np.ndarray] = []
    for number in range(1, len(columns)):
        before, after = columns[number - 1], columns[number]
        step = _step_costs(before, after)
        if liking is not None:
            step = step + liking.between(places[number - 1], places[number])[before.chord][:, after.chord]
        candidates = total[:, None] + step
        came.append(candidates.argmin(0))
        total = candidates.min(0) + after.cost + noise.gumbel(0, 0.4, len(after.cost))
    if not len(total) or total.min() >= FORBIDDEN:
        raise NoVoicing("These chords cannot follow each other without a fault.")
    path = [int(total.argmin())]
    for table in reversed(came):
        path.append(int(table[path[-1]]))
    return [_voiced(place, column, index) for place, column, index in zip(places, columns, reversed(path), strict=True)]


class Liking:
    """How well one chord follows another. table: {(numeral, numeral): cost}; others cost `otherwise`."""

    def __init__(self, table: dict[tuple[str, str], float], otherwise: float) -> None:
        self.table, self.otherwise = table, otherwise

    def between(self, before: Place, after: Place) -> np.ndarray:
        """[chords before, chords after]."""
        return np.array([[self.table.get((one.text, two.text), self.otherwise) for two in after.chords] for one in before.chords])


def _voiced(place: Place, column: _Column, index: int) -> Voiced:
    pitches, places = column.pitches[index].tolist(), column.places[index].tolist()
    return Voiced(place.chords[int(column.chord[index])], tuple(pitches), tuple(places))


def _column(place: Place, tonic: int) -> _Column:
    parts = []
    for number, chord in enumerate(place.chords):
        pitches, places, cost, leads, sevenths = _voicings(chord, tonic)
        keep = np.ones(len(pitches), bool)
        if place.soprano is not None:
            keep &= pitches[:, 0] == place.soprano
        if place.soprano_class is not None:
            keep &= pitches[:, 0] % 12 == place.soprano_class
        if place.bass is not None:
            keep &= pitches[:, 3] == place.bass
        extra = place.costs[number] if place.costs else 0.0
        size = int(keep.sum())
        roots = np.full(size, chord.root)
        parts.append((pitches[keep], places[keep], cost[keep] + extra, leads[keep], sevenths[keep], np.full(size, number), roots))
    if not any(len(part[0]) for part in parts):
        raise NoVoicing("A given note belongs to none of the chords.")
    return _Column(*(np.concatenate([part[field] for part in parts]) for field in range(7)))


@lru_cache(maxsize=512)
def _voicings(chord: Numeral, tonic: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Every good voicing of a chord: pitches [N, 4], places [N, 4], cost [N], leads [N, 4], sevenths [N, 4]."""
    tones = [chord.root + tone for tone in TONES[chord.quality]]
    classes = [(tonic + place) * 7 % 12 for place in tones]
    inversion = chord.inversion or 0
    rows, costs = [], []
    options = [[(pitch, classes.index(pitch % 12)) for pitch in range(low, high + 1) if pitch % 12 in classes] for low, high in RANGES]
    basses = [(pitch, index) for pitch, index in options[3] if index == inversion]
    for soprano in options[0]:
        for alto in options[1]:
            if not 0 <= soprano[0] - alto[0] <= OCTAVE:
                continue
            for tenor in options[2]:
                if not 0 <= alto[0] - tenor[0] <= OCTAVE:
                    continue
                for bass in basses:
                    cost = _voicing_cost((soprano, alto, tenor, bass), chord, tones)
                    if 0 <= tenor[0] - bass[0] <= BASS_GAP and cost < FORBIDDEN:
                        rows.append((soprano, alto, tenor, bass))
                        costs.append(cost)
    if not rows:
        empty = np.zeros((0, 4), int)
        return empty, empty, np.zeros(0), empty.astype(bool), empty.astype(bool)
    grid = np.array(rows)
    places = np.array(tones)[grid[:, :, 1]]
    is_dominant = chord.root in (1, LEADING) and chord.quality in ("major", "dominant-seventh", "diminished", "diminished-seventh")
    leads = (places == LEADING) & is_dominant
    sevenths = (grid[:, :, 1] == 3) if len(tones) == 4 else np.zeros_like(leads)
    return grid[:, :, 0], places, np.array(costs), leads, sevenths


def _voicing_cost(voices: Sequence[tuple[int, int]], chord: Numeral, tones: Sequence[int]) -> float:
    """How good a doubling and a spacing are; FORBIDDEN for what no textbook allows."""
    counts = [sum(index == tone for _, index in voices) for tone in range(len(tones))]
    doubled = counts.index(max(counts))
    is_seventh = len(tones) == 4
    if is_seventh and (counts[3] != 1 or not counts[1] or not counts[0] or (not counts[2] and (chord.inversion or counts[0] != 2))):
        return FORBIDDEN
    if not is_seventh and (not all(counts[:2]) or not counts[2] or max(counts) > 2):
        return FORBIDDEN
    if any(counts[index] > 1 and place == LEADING for index, place in enumerate(tones)):
        return FORBIDDEN
    if (chord.inversion or 0) == 2 and not is_seventh and counts[2] != 2:
        return FORBIDDEN  # a six-four chord doubles its bass
    cost = 0.0
    if not is_seventh:
        wanted = 1 if chord.quality == "diminished" else 0
        cost += 0.0 if doubled == wanted else 1.2 if doubled == 2 else 1.6
    cost += 0.6 * (is_seventh and not counts[2])
    pitches = [pitch for pitch, _ in voices]
    cost += 0.8 * sum(one == two for one, two in pairwise(pitches))
    return cost + 0.08 * abs(pitches[0] - 70) * 0.5 + 0.04 * abs(pitches[3] - 51)


def _step_costs(before: _Column, after: _Column) -> np.ndarray:
    """[voicings before, voicings after]: moves, and FORBIDDEN for every fault."""
    moves = after.pitches[None, :, :] - before.pitches[:, None, :]
    size = np.abs(moves)
    cost = (size * MOVE_WEIGHTS * 0.3 + np.maximum(size - FREE_MOVES, 0) * 1.2).sum(2)
    bad = (size > WIDEST_MOVES).any(2)
    stretch = np.abs(after.places[None, :, :] - before.places[:, None, :])
    bad |= ((stretch >= STRETCHED) & (size > 0)).any(2)
    for upper, lower in PAIRS:
        bad |= _perfects(before, after, moves, upper, lower)
    bad |= _overlaps(before, after)
    bad |= _hidden(before, after, moves)
    changes_root = before.roots[:, None] != after.roots[None, :]
    is_home = np.isin(after.roots, (0, 3, -4))[None, :]
    for voice in range(4):
        falls = (moves[:, :, voice] == -1) | (moves[:, :, voice] == -2)
        held = moves[:, :, voice] == 0
        bad |= before.sevenths[:, None, voice] & changes_root & ~falls & ~held
        bad |= before.sevenths[:, None, voice] & changes_root & held & ~after.sevenths[None, :, voice]
        bad |= before.leads[:, None, voice] & is_home & changes_root & (moves[:, :, voice] != 1)
    cost += 0.5 * ((moves > 0).all(2) | (moves < 0).all(2)) + 1.5 * (moves == 0).all(2)
    return np.where(bad, FORBIDDEN, cost)


def _perfects(before: _Column, after: _Column, moves: np.ndarray, upper: int, lower: int) -> np.ndarray:
    """Fifths, octaves and unisons that move, in parallel or from one side to the other."""
    first = (before.pitches[:, upper] - before.pitches[:, lower])[:, None] % 12
    second = (after.pitches[:, upper] - after.pitches[:, lower])[None, :] % 12
    both = (moves[:, :, upper] != 0) & (moves[:, :, lower] != 0)
    return both & (first == second) & ((first == 0) | (first == 7))


def _overlaps(before: _Column, after: _Column) -> np.ndarray:
    bad = np.zeros((len(before.cost), len(after.cost)), bool)
    for upper in range(3):
        bad |= after.pitches[None, :, upper + 1] > before.pitches[:, None, upper]
        bad |= after.pitches[None, :, upper] < before.pitches[:, None, upper + 1]
    return bad


def _hidden(before: _Column, after: _Column, moves: np.ndarray) -> np.ndarray:
    arrival = ((after.pitches[:, 0] - after.pitches[:, 3]) % 12)[None, :]
    same_way = moves[:, :, 0] * moves[:, :, 3] > 0
    return same_way & (np.abs(moves[:, :, 0]) > 2) & ((arrival == 0) | (arrival == 7))
