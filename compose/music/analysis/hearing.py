"""Key and chord of every beat, heard together: the likeliest path through the chords of all 24 keys.

States are (key, function) pairs; staying is free, a new chord costs more off the strong beats, a new key more the further away it is.
Notes that pass, turn or hang over count less. Sources: Temperley, The Cognition of Basic Musical Structures, ch. 6 and 7 (template
matching, compatible keys); Raphael & Stoddard, Computer Music Journal 28(3), 2004 (one hidden Markov model for key and chord).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..harmony import harmony_beat_ticks
from ..score import KeySignature, Score
from .functions import SHAPES, Function, functions_of
from .lines import Line

MODES = ("major", "minor")
OUTSIDER_COST, MISSING_COST = 0.75, 0.1
MISSING_THIRD_COST = 0.16
BASS_BONUS = (0.22, 0.12, 0.0, 0.06)  # by chord tone in the bass
STRONG_CHANGE_COST, WEAK_CHANGE_COST, OFF_BEAT_COST = 0.1, 0.16, 0.3
# One line alone says less about its chords, and figures take longer to say one.
ALONE_FACTOR, FIGURED_CHANGE_FACTOR = 3.0, 1.7
KEY_COST, KEY_DISTANCE_COST = 0.35, 0.08
FIGURED_FACTOR = 3.5  # of the costs of a new key where voices are not independent and chords change slowly
FOREIGN_START_COST = 0.7  # a key that is not the signature's, at the beginning and at the end
FIFTH_BONUS, TONIC_BONUS, TARGET_BONUS, STRAY_COST = 0.06, 0.1, 0.15, 0.25
ORNAMENT_WEIGHT = 0.35
SIGNATURE_WEIGHT = 0.2  # how much the printed signature says of every beat there
REST_BONUS = (0.45, 0.2)  # of a tonic and of a dominant where music comes to rest: under fermatas and at the end


@dataclass(frozen=True, slots=True)
class Beat:
    """One slice of harmony. start, end: ticks from the start of the score. strength: 2 downbeat, 1 other strong beat, 0 weak."""

    start: int
    end: int
    measure: int
    strength: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What holds in a beat. bass: pitch class of the lowest note, -1 in silence."""

    beat: Beat
    key: KeySignature
    function: Function | None
    bass: int


def beats_of(score: Score) -> list[Beat]:
    """The slices, in order. In a pickup they are counted back from the bar line."""
    found = []
    for index, measure in enumerate(score.measures):
        start, length = score.measure_onsets_ticks[index], measure.length_ticks
        step = harmony_beat_ticks(measure.time)
        is_late = index == 0 and length < measure.time.length_ticks
        edges = [0, *range(length % step if is_late else step, length, step)]
        edges = [*sorted(set(edges)), length]
        count = len(edges) - 1
        for number in range(count):
            strength = 0 if is_late else 2 if number == 0 else 1 if count % 2 == 0 and number == count // 2 else 0
            found.append(Beat(start + edges[number], start + edges[number + 1], index, strength))
    return found


def hear(score: Score, lines: tuple[Line, ...], *, is_polyphonic: bool = True) -> list[Heard]:
    """Key and chord of every beat; silent beats keep what was heard before, and have no function before the first note.

    is_polyphonic: independent voices, which change key more readily than chords and figures do.
    """
    beats = beats_of(score)
    weights, basses = _evidence(beats, lines)
    if not weights.any():
        return [Heard(beat, score.key, None, -1) for beat in beats]
    emissions = _emissions(weights, basses) + _rests(beats, lines)
    factor = 1.0 if is_polyphonic else FIGURED_FACTOR
    change_factor = ALONE_FACTOR if len(lines) == 1 else 1.0 if is_polyphonic else FIGURED_CHANGE_FACTOR
    if not is_polyphonic:
        emissions -= SIGNATURE_WEIGHT * np.stack([_foreign(score.measures[beat.measure].key) for beat in beats])[:, :, None]
    path = _viterbi(emissions, _change_costs(beats, change_factor), _edges(score, factor), _distances() * factor)
    heard, is_begun = [], False
    for beat, (key, function), weight, bass in zip(beats, path, weights, basses, strict=True):
        is_begun = is_begun or bool(weight.any())
        signature = _signature(key, score.key)
        chosen = functions_of(MODES[key // 12])[function] if is_begun else None
        heard.append(Heard(beat, signature, chosen, int(bass)))
    return heard


def _evidence(beats: list[Beat], lines: tuple[Line, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Weighted sounding time of each pitch class in each beat [beats, 12], and the pitch class of the lowest note (-1 for none)."""
    starts = np.array([beat.start for beat in beats])
    weights, lowest = np.zeros((len(beats), 12)), np.full(len(beats), 999)
    for line in lines:
        for number, note in enumerate(line.notes):
            factor = ORNAMENT_WEIGHT if line.is_ornament(number) else 1.0
            first = int(np.searchsorted(starts, note.start, side="right")) - 1
            for index in range(first, len(beats)):
                beat = beats[index]
                if beat.start >= note.end:
                    break
                ticks = min(note.end, beat.end) - max(note.start, beat.start)
                weights[index, note.midi % 12] += ticks * factor
                for pitch in note.below:
                    weights[index, pitch.midi % 12] += ticks
                low = min(pitch.midi for pitch in (note.pitch, *note.below))
                if factor == 1.0 or note.start <= beat.start:
                    lowest[index] = min(lowest[index], low)
    return weights, np.where(lowest < 999, lowest % 12, -1)


@lru_cache(maxsize=1)
def _states() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """For each key and function: tones [24, F, 12], third [24, F, 12], bonus of a bass [24, F, 13] (last: silence), cost [24, F]."""
    size = max(len(functions_of(mode)) for mode in MODES)
    tones, thirds = np.zeros((24, size, 12)), np.zeros((24, size, 12))
    bonus, cost = np.zeros((24, size, 13)), np.full((24, size), 99.0)
    for key in range(24):
        for number, function in enumerate(functions_of(MODES[key // 12])):
            cost[key, number] = function.cost
            for place, tone in enumerate(function.tones):
                pitch_class = (tone + key % 12) % 12
                tones[key, number, pitch_class] = 1
                thirds[key, number, pitch_class] = place == 1
                bonus[key, number, pitch_class] = BASS_BONUS[place]
    return tones, thirds, bonus, cost


def _emissions(weights: np.ndarray, basses: np.ndarray) -> np.ndarray:
    """How well each chord of each key explains each beat, [beats, 24, F]."""
    tones, thirds, bonus, cost = _states()
    share = weights / np.maximum(weights.sum(1, keepdims=True), 1e-9)
    absent = (share < 0.03).astype(float)
    inside = np.einsum("bp,kfp->bkf", share, tones)
    fit = inside - OUTSIDER_COST * (1 - inside)
    fit -= MISSING_COST * np.einsum("bp,kfp->bkf", absent, tones) + MISSING_THIRD_COST * np.einsum("bp,kfp->bkf", absent, thirds)
    fit += np.moveaxis(bonus[:, :, basses], 2, 0) - cost[None]
    fit[weights.sum(1) == 0] = 0
    return fit


def _rests(beats: list[Beat], lines: tuple[Line, ...]) -> np.ndarray:
    """Bonus where music comes to rest, [beats, 24, F]."""
    bonus = np.zeros((24, _states()[3].shape[1]))
    for key in range(24):
        for number, function in enumerate(functions_of(MODES[key // 12])):
            bonus[key, number] = REST_BONUS[function.root] if not function.target and function.root in (0, 1) else 0.0
    starts = np.array([beat.start for beat in beats])
    held = {note.start for line in lines for note in line.notes if note.has_fermata}
    held.add(max(note.start for line in lines for note in line.notes))
    is_rest = np.zeros(len(beats))
    is_rest[[int(np.searchsorted(starts, tick, side="right")) - 1 for tick in held]] = 1
    return is_rest[:, None, None] * bonus


def _change_costs(beats: list[Beat], factor: float) -> np.ndarray:
    costs = {2: STRONG_CHANGE_COST, 1: WEAK_CHANGE_COST, 0: WEAK_CHANGE_COST}
    return np.array([costs[beat.strength] for beat in beats]) * factor


def _edges(score: Score, factor: float) -> tuple[np.ndarray, np.ndarray]:
    """Cost of beginning and of ending in each key, [24] each."""
    first, last = score.measures[0].key, score.measures[-1].key
    return factor * _foreign(first), factor * _foreign(last)


def _foreign(signature: KeySignature) -> np.ndarray:
    cost = np.full(24, FOREIGN_START_COST)
    major = signature.fifths * 7 % 12
    minor = (major + 9) % 12
    for key, mode in ((major, "major"), (12 + minor, "minor")):
        cost[key] = 0.0 if mode == signature.mode else 0.1
    return cost


@lru_cache(maxsize=1)
def _links() -> np.ndarray:
    """Bonus of one function after another in the same key, [24, F, F] (from, to)."""
    size = _states()[3].shape[1]
    links = np.zeros((24, size, size))
    for mode_index, mode in enumerate(MODES):
        table = np.zeros((size, size))
        every = functions_of(mode)
        for first, one in enumerate(every):
            for second, two in enumerate(every):
                table[first, second] = _link(one, two)
        links[12 * mode_index : 12 * mode_index + 12] = table
    return links


def _link(one: Function, two: Function) -> float:
    bonus = FIFTH_BONUS if (two.root - one.root) == -1 else 0.0
    if one.target:
        is_reached = two.root == one.target_root or (two.target == one.target and two.is_dominant)
        bonus += TARGET_BONUS if is_reached else -STRAY_COST
    elif one.is_dominant and two.root == 0:
        bonus += TONIC_BONUS
    return bonus


@lru_cache(maxsize=1)
def _distances() -> np.ndarray:
    """Cost of going from one key to another, [24, 24]; to itself it is forbidden here."""
    signature = [(key % 12) * 7 % 12 if key < 12 else ((key % 12) + 3) * 7 % 12 for key in range(24)]
    cost = np.zeros((24, 24))
    for one in range(24):
        for two in range(24):
            around = abs(signature[one] - signature[two]) % 12
            cost[one, two] = KEY_COST + KEY_DISTANCE_COST * min(around, 12 - around)
    cost[np.arange(24), np.arange(24)] = 99
    return cost


def _viterbi(emissions: np.ndarray, change_costs: np.ndarray, edges: tuple[np.ndarray, np.ndarray],
             distances: np.ndarray) -> list[tuple[int, int]]:  # fmt: skip
    """The best (key, function) a beat."""
    links = _links()
    count, keys, size = emissions.shape
    score = emissions[0] - edges[0][:, None]
    came = np.zeros((count, keys, size), np.int32)
    own = np.arange(keys * size).reshape(keys, size)
    for beat in range(1, count):
        within = score[:, :, None] + links  # [key, from, to]
        from_function = within.argmax(1)
        change = within.max(1) - change_costs[beat]
        best_function = score.argmax(1)
        other = score.max(1)[:, None] - distances  # [from key, to key]
        from_key = other.argmax(0)
        modulate = (other.max(0) - change_costs[beat])[:, None]
        source = np.where(change >= modulate, np.arange(keys)[:, None] * size + from_function,
                          (from_key * size + best_function[from_key])[:, None])  # fmt: skip
        best = np.maximum(change, modulate)
        came[beat] = np.where(score >= best, own, source)
        score = np.maximum(score, best) + emissions[beat]
    last = int((score - edges[1][:, None]).argmax())
    path = [last]
    for beat in range(count - 1, 0, -1):
        path.append(int(came[beat].reshape(-1)[path[-1]]))
    return [(state // size, state % size) for state in reversed(path)]


def _signature(key: int, home: KeySignature) -> KeySignature:
    """The key spelled as near to the home key as can be."""
    mode = MODES[key // 12]
    shift = 3 if mode == "minor" else 0
    choices = [fifths for fifths in range(-7, 8) if (fifths + shift) * 7 % 12 == key % 12]
    return KeySignature(min(choices, key=lambda fifths: abs(fifths - home.fifths)), mode)


assert len(SHAPES["dominant-seventh"]) == len(BASS_BONUS)
