"""Chorales with one fault of four-part writing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from random import Random

from compose.music.analysis.analyse import analyse
from compose.music.criteria.catalogue import Criterion
from compose.music.score import Pitch, Score

from .cases import Case, chorale
from .touching import at, put, spelled


def moves(score: Score, rng: Random) -> list[tuple[int, int, int, int]]:
    """Neighbouring beats inside a phrase of a chorale: measure and index before and after, in random order."""
    places = [(measure, index) for measure, one in enumerate(score.measures) for index in range(len(one.staves[0].voices[0].chords))]
    pairs = [(*a, *b) for a, b in pairwise(places) if at(score, 0, *a).articulation != "fermata" and a != places[0]]
    rng.shuffle(pairs)
    return pairs


def parallel(score: Score, rng: Random, semitones: int, letters: int) -> tuple[Score, int] | None:
    """The tenor led in fifths or octaves above the bass for one move."""
    for m1, i1, m2, i2 in moves(score, rng):
        one, two = at(score, 3, m1, i1).pitches[0], at(score, 3, m2, i2).pitches[0]
        if one == two:
            continue
        fifths = 0 if letters == 7 else 1
        pair = [Pitch.from_midi(pitch.midi + semitones, pitch.fifths + fifths) for pitch in (one, two)]
        return put(put(score, 2, m1, i1, pair[0]), 2, m2, i2, pair[1]), m2 + 1
    return None


def crossed(score: Score, rng: Random) -> tuple[Score, int] | None:
    for m1, i1, _, _ in moves(score, rng):
        alto, tenor = at(score, 1, m1, i1).pitches[0], at(score, 2, m1, i1).pitches[0]
        if alto.midi > tenor.midi:
            return put(put(score, 1, m1, i1, tenor), 2, m1, i1, alto), m1 + 1
    return None


def gapped(score: Score, rng: Random) -> tuple[Score, int] | None:
    for m1, i1, _, _ in moves(score, rng):
        alto, tenor = at(score, 1, m1, i1).pitches[0], at(score, 2, m1, i1).pitches[0]
        if alto.midi - tenor.midi > 0 and tenor.midi - 12 >= at(score, 3, m1, i1).pitches[0].midi - 12:
            return put(score, 2, m1, i1, replace(tenor, octave=tenor.octave - 1)), m1 + 1
    return None


def overlapped(score: Score, rng: Random) -> tuple[Score, int] | None:
    """The alto lifted above the soprano's last note while the soprano rises further."""
    for m1, i1, m2, i2 in moves(score, rng):
        before, after = at(score, 0, m1, i1).pitches[0], at(score, 0, m2, i2).pitches[0]
        if after.midi - before.midi >= 2:
            return put(score, 1, m2, i2, after), m2 + 1
    return None


def hidden(score: Score, rng: Random) -> tuple[Score, int] | None:
    """The soprano leaps the way the bass goes, onto an octave above it."""
    for m1, i1, m2, i2 in moves(score, rng):
        before, (low, bass) = at(score, 0, m1, i1).pitches[0], (at(score, 3, m, i).pitches[0] for m, i in ((m1, i1), (m2, i2)))
        for octaves in (1, 2, 3):
            goal = replace(bass, octave=bass.octave + octaves)
            leap = goal.midi - before.midi
            starts_elsewhere = (before.midi - low.midi) % 12 not in (0, 7)
            if 3 <= abs(leap) <= 9 and leap * (bass.midi - low.midi) > 0 and starts_elsewhere:
                return put(score, 0, m2, i2, goal), m2 + 1
    return None


def dominants(score: Score, rng: Random) -> list[tuple[int, int, int, int]]:
    """Moves at which a plain dominant goes to the home chord."""
    spans = analyse(score).chords
    goes = {
        (one.place.measure - 1, two.place.measure - 1, one.end)
        for one, two in pairwise(spans)
        if one.function.numeral == "V" and not one.function.target and two.root == score.key.tonic and one.quality != "minor"
    }
    ends = {end for _, _, end in goes}
    return [pair for pair in moves(score, rng) if onset_of(score, *pair[2:]) in ends]


def onset_of(score: Score, measure: int, index: int) -> int:
    """Ticks from the start of the score of a chord of the top staff."""
    before = score.measures[measure].staves[0].voices[0].chords[:index]
    return score.measure_onsets_ticks[measure] + sum(chord.duration_ticks for chord in before)


def unled(score: Score, rng: Random) -> tuple[Score, int] | None:
    """The leading note of an outer voice goes down a fourth or a fifth instead of home."""
    leading = (score.key.tonic + 5) * 7 % 12
    for m1, i1, m2, i2 in dominants(score, rng):
        for staff in (0, 3):
            note = at(score, staff, m1, i1).pitches[0]
            if note.midi % 12 == leading:
                fifth_and_tonic = [(score.key.tonic * 7 + tone) % 12 for tone in (0, 7)]
                goal = next(midi for midi in range(note.midi - 3, note.midi - 13, -1) if midi % 12 in fifth_and_tonic)
                return put(score, staff, m2, i2, spelled(score, goal)), m1 + 1
    return None


def doubled(score: Score, rng: Random) -> tuple[Score, int] | None:
    leading = (score.key.tonic + 5) * 7 % 12
    for m1, i1, _, _ in dominants(score, rng):
        having = [staff for staff in range(4) if at(score, staff, m1, i1).pitches[0].midi % 12 == leading]
        others = [staff for staff in (0, 1, 2) if staff not in having]
        if len(having) != 1 or not others:
            continue
        root = (score.key.tonic + 1) * 7 % 12
        spare = [staff for staff in others if at(score, staff, m1, i1).pitches[0].midi % 12 == root]
        if spare:
            old = at(score, spare[0], m1, i1).pitches[0].midi
            goal = next(m for m in range(old - 9, old + 9) if m % 12 == leading and abs(m - old) <= 8)
            return put(score, spare[0], m1, i1, spelled(score, goal)), m1 + 1
    return None


def unresolved(score: Score, rng: Random) -> tuple[Score, int] | None:
    seventh = (score.key.tonic - 1) * 7 % 12
    for m1, i1, m2, i2 in dominants(score, rng):
        for staff in range(3):
            note = at(score, staff, m1, i1).pitches[0]
            if note.midi % 12 == seventh:
                goal = (score.key.tonic + 1) * 7 % 12
                return put(
                    score, staff, m2, i2, spelled(score, next(m for m in range(note.midi + 1, note.midi + 13) if m % 12 == goal))
                ), m1 + 1
    return None


def stretched(score: Score, rng: Random) -> tuple[Score, int] | None:
    """The alto moves up an augmented second."""
    for m1, i1, m2, i2 in moves(score, rng):
        note = at(score, 1, m1, i1).pitches[0]
        if -7 <= note.fifths + 9 <= 14:
            return put(score, 1, m2, i2, Pitch.from_midi(note.midi + 3, note.fifths + 9)), m1 + 1
    return None


def beyond(score: Score, rng: Random) -> tuple[Score, int] | None:
    m1, i1, _, _ = moves(score, rng)[0]
    note = at(score, 0, m1, i1).pitches[0]
    return put(score, 0, m1, i1, replace(note, octave=note.octave + 2)), m1 + 1


Breaking = Callable[[Score, Random], "tuple[Score, int] | None"]
WRITING: dict[tuple[str, tuple], Breaking] = {
    ("no_parallels", (("intervals", ("fifths",)),)): lambda score, rng: parallel(score, rng, 7, 4),
    ("no_parallels", (("intervals", ("octaves",)),)): lambda score, rng: parallel(score, rng, 12, 7),
    ("no_hidden", ()): hidden, ("no_crossing", ()): crossed, ("no_overlap", ()): overlapped,
    ("spacing", ()): gapped, ("leading_notes", ()): unled,
    ("leading_notes", (("also", "doubled"),)): doubled, ("sevenths", ()): unresolved, ("augmented_steps", ()): stretched,
    ("in_range", ()): beyond,
}  # fmt: skip


def writing_cases(seed: int) -> Iterator[Case]:
    for number, ((code, settings), breaking) in enumerate(WRITING.items()):
        rng = Random(f"{seed} {number}")
        good = chorale(seed * 31 + number)
        made = breaking(good, rng)
        if made is not None:
            parameters = {name: list(value) for name, value in settings if name != "also"}
            yield Case(Criterion(code, parameters), good, *made)
