"""Harmony, cadences and sections heard in a score: what the plan of a piece like it would have said.

A Viterbi pass over the beats picks one chord a beat from ten qualities on twelve roots; changes cost more off the
strong beats. Source: template matching after Temperley, The Cognition of Basic Musical Structures, ch. 6.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from .score import HARMONY_QUALITIES, SECTIONS, Harmony, Measure, Score, TimeSignature

TEMPLATES = {
    "major": (0, 4, 7), "minor": (0, 3, 7), "diminished": (0, 3, 6), "augmented": (0, 4, 8), "dominant-seventh": (0, 4, 7, 10),
    "major-seventh": (0, 4, 7, 11), "minor-seventh": (0, 3, 7, 10), "half-diminished": (0, 3, 6, 10), "diminished-seventh": (0, 3, 6, 9),
    "suspended-fourth": (0, 5, 7),
}  # fmt: skip
RARENESS = np.array((0.0, 0.0, 0.1, 0.25, 0.06, 0.22, 0.16, 0.14, 0.12, 0.32))
# The place on the line of fifths, from the tonic, that a chord root of each pitch class is spelled at.
ROOT_DEGREES = (0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5)

OUTSIDER_COST, BASS_ROOT_BONUS, MISSING_COST = 0.7, 0.25, 0.12
STRONG_CHANGE_COST, WEAK_CHANGE_COST = 0.15, 0.36
MELODY_COST_FACTOR = 2.0  # one line alone says less about its chords


def chord_tones(quality: str) -> tuple[int, ...]:
    """Semitones above the root."""
    return TEMPLATES[quality]


def _states() -> np.ndarray:
    masks = np.zeros((len(HARMONY_QUALITIES), 12, 12))
    for number, quality in enumerate(HARMONY_QUALITIES):
        for root in range(12):
            masks[number, root, [(root + tone) % 12 for tone in TEMPLATES[quality]]] = 1
    return masks.reshape(-1, 12)


STATES = _states()  # [quality * root, pitch class]
STATE_ROOTS = np.tile(np.arange(12), len(HARMONY_QUALITIES))


def harmony_beat_ticks(time: TimeSignature) -> int:
    """How often the harmony may change: every beat, once a measure in 3/8, every half note in 2/2 and slower metres."""
    if time.length_ticks % 12 or time.length_ticks <= 36:
        return time.length_ticks
    beat = time.beat_ticks if time.beat_ticks >= 24 else 24
    return beat if time.length_ticks % beat == 0 else time.length_ticks


def annotate(score: Score) -> Score:
    """The score with harmony, cadences and section letters in its measures."""
    beats = [_measure_beats(measure) for measure in score.measures]
    weights = np.concatenate([weight for weight, _ in beats])
    basses = np.concatenate([bass for _, bass in beats])
    strong = np.concatenate([_strength(len(weight)) for weight, _ in beats])
    costs = np.where(strong, STRONG_CHANGE_COST, WEAK_CHANGE_COST) * (MELODY_COST_FACTOR if score.staff_count == 1 else 1.0)
    path = _viterbi(_emissions(weights, basses, score), costs)
    silent = weights.sum(1) == 0
    measures, start = [], 0
    for measure, (weight, _) in zip(score.measures, beats, strict=True):
        stop = start + len(weight)
        is_pickup = measure.length_ticks != measure.time.length_ticks
        harmony = () if is_pickup else _spans(measure, path[start:stop], silent[start:stop].all(), score)
        measures.append(replace(measure, harmony=harmony))
        start = stop
    measures = _with_cadences(measures, score)
    return replace(score, measures=tuple(_with_sections(measures)))


def _measure_beats(measure: Measure) -> tuple[np.ndarray, np.ndarray]:
    """Sounding time of each pitch class in each beat [beats, 12], and the pitch class of the lowest note (-1 for none)."""
    beat_ticks = harmony_beat_ticks(measure.time)
    count = max(1, -(-measure.length_ticks // beat_ticks))
    weights, lowest = np.zeros((count, 12)), np.full(count, 999)
    for staff in measure.staves:
        for voice in staff.voices:
            for onset, chord in voice.timed():
                end = onset + chord.duration_ticks
                for pitch in chord.pitches:
                    midi = pitch.midi
                    for beat in range(onset // beat_ticks, (end - 1) // beat_ticks + 1):
                        weights[beat, midi % 12] += min(end, (beat + 1) * beat_ticks) - max(onset, beat * beat_ticks)
                        lowest[beat] = min(lowest[beat], midi)
    return weights, np.where(lowest < 999, lowest % 12, -1)


def _strength(beat_count: int) -> np.ndarray:
    strong = np.zeros(beat_count, bool)
    strong[0] = True
    if beat_count % 2 == 0:
        strong[beat_count // 2] = True
    return strong


def _emissions(weights: np.ndarray, basses: np.ndarray, score: Score) -> np.ndarray:
    """How well each chord explains each beat, [beats, states]."""
    share = weights / np.maximum(weights.sum(1, keepdims=True), 1e-9)
    inside = share @ STATES.T
    missing = (share < 0.03).astype(float) @ STATES.T
    fit = inside - OUTSIDER_COST * (1 - inside) - MISSING_COST * missing - np.repeat(RARENESS, 12)
    fit += BASS_ROOT_BONUS * (basses[:, None] == STATE_ROOTS[None, :])
    outside_key = np.array([len({pitch for pitch in range(12) if state[pitch]} - score.key.scale) for state in STATES])
    fit -= 0.08 * outside_key
    fit[weights.sum(1) == 0] = 0
    return fit


def _viterbi(emissions: np.ndarray, change_costs: np.ndarray) -> np.ndarray:
    """The best chord a beat, where staying is free and changing costs the same to every chord."""
    count = len(emissions)
    score = emissions[0].copy()
    came_from = np.zeros(emissions.shape, np.int16)
    for beat in range(1, count):
        change = score.max() - change_costs[beat]
        stays = score >= change
        came_from[beat] = np.where(stays, np.arange(len(score)), score.argmax())
        score = np.where(stays, score, change) + emissions[beat]
    path = np.zeros(count, np.int64)
    path[-1] = int(score.argmax())
    for beat in range(count - 1, 0, -1):
        path[beat - 1] = came_from[beat, path[beat]]
    return path


def _spans(measure: Measure, path: np.ndarray, is_silent: bool, score: Score) -> tuple[Harmony, ...]:
    if is_silent:
        return (Harmony(measure.length_ticks, None),)
    beat_ticks = harmony_beat_ticks(measure.time)
    spans: list[Harmony] = []
    for state in path.tolist():
        degree = ROOT_DEGREES[(state % 12 - score.key.tonic * 7) % 12]
        root, quality = score.key.tonic + degree, HARMONY_QUALITIES[state // 12]
        if spans and (spans[-1].root, spans[-1].quality) == (root, quality):
            spans[-1] = replace(spans[-1], duration_ticks=spans[-1].duration_ticks + beat_ticks)
        else:
            spans.append(Harmony(beat_ticks, root, quality))
    return tuple(spans)


def _with_cadences(measures: list[Measure], score: Score) -> list[Measure]:
    """Mark phrase ends: the last measure, and every fourth one that ends with a long note or a rest."""
    result, before = [], None
    first = next((number for number, measure in enumerate(measures) if measure.harmony), 0)
    for number, measure in enumerate(measures):
        is_last = number == len(measures) - 1
        if measure.harmony and (is_last or ((number - first) % 4 == 3 and _comes_to_rest(measure))):
            chords = [*((before,) if before else ()), *(chord for chord in measure.harmony)]
            measure = replace(measure, cadence=_cadence(chords, score))
        before = measure.harmony[-1] if measure.harmony else before
        result.append(measure)
    return result


def _comes_to_rest(measure: Measure) -> bool:
    chords = measure.staves[0].voices[0].chords
    return chords[-1].is_rest or chords[-1].duration_ticks * 3 >= measure.length_ticks


def _cadence(chords: list[Harmony], score: Score) -> str:
    degrees = [chord.root - score.key.tonic if chord.root is not None else 99 for chord in chords]
    if degrees[-1] == 1:
        return "half"
    if len(degrees) < 2:
        return ""
    before, last = degrees[-2:]
    if last == 0 and before in (1, 5):
        return "authentic"
    if last == 0 and before == -1:
        return "plagal"
    return "deceptive" if before == 1 and last in (3, -4) else ""


def _with_sections(measures: list[Measure]) -> Iterator[Measure]:
    """Letter units of eight measures (four in short pieces) by how much of the top line they share."""
    first = next((number for number, measure in enumerate(measures) if measure.harmony), len(measures))
    size = 8 if len(measures) - first >= 24 else 4
    shapes = [_shape(measure) for measure in measures]
    known: list[list[frozenset]] = []
    for number, measure in enumerate(measures):
        if number < first or (number - first) % size or not measure.harmony:
            yield measure
            continue
        unit = shapes[number : number + size]
        letter = next((index for index, earlier in enumerate(known) if _is_alike(earlier, unit)), None)
        if letter is None:
            known.append(unit)
            letter = len(known) - 1
        yield replace(measure, section=SECTIONS[min(letter, len(SECTIONS) - 1)])


def _shape(measure: Measure) -> frozenset:
    return frozenset((onset, chord.pitches[-1].midi) for onset, chord in measure.staves[0].voices[0].timed() if chord.pitches)


def _is_alike(first: list[frozenset], second: list[frozenset]) -> bool:
    pairs = list(zip(first, second, strict=False))
    shares = [len(one & other) / max(1, len(one | other)) for one, other in pairs]
    return sum(share >= 0.5 for share in shares) * 2 > len(pairs)
