"""A made set for every criterion: pieces that meet it, and the same pieces broken in a known bar; precision and recall over them.

`python -m tests.generation.made_set 40` prints the table with 40 pieces of each kind a criterion. The good pieces are answer keys of our
exercises, chosen by seed; a breaking changes as little as it can and knows which measure it spoilt.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random

from compose.generation.exercises.templates import make
from compose.music.analysis.analyse import analyse
from compose.music.analysis.lines import lines_of
from compose.music.criteria.catalogue import CATALOGUE, Criterion
from compose.music.score import Chord, Pitch, Score, Staff, TimeSignature, Voice


@dataclass(frozen=True)
class Case:
    """good meets the criterion; bad does not, because of `measure` (from 1; 0 where something is missing everywhere)."""

    criterion: Criterion
    good: Score
    bad: Score
    measure: int
    given: Score | None = None
    good_facts: Mapping[str, object] = field(default_factory=dict)
    bad_facts: Mapping[str, object] = field(default_factory=dict)


Notes = list[list[tuple[int, Chord]]]  # of each measure of a staff: onset and chord


def chorale(seed: int, **parameters: object) -> Score:
    return make("chorale", {"level": 1 + seed % 4, "phrases": 2, "mode": "either", **parameters}, seed).solution


def period(seed: int) -> Score:
    return make("period", {"mode": "either", "level": 1 + seed % 3}, seed).solution


def tune(seed: int) -> Score:
    """The melody of a period alone."""
    score = make("sight_reading", {"grade": 3, "instrument": "Violin"}, seed).solution
    return replace(score, measures=tuple(replace(measure, harmony=(), cadence="", section="") for measure in score.measures))


def at(score: Score, staff: int, measure: int, index: int) -> Chord:
    return score.measures[measure].staves[staff].voices[0].chords[index]


def put(score: Score, staff: int, measure: int, index: int, pitch: Pitch | None, **changes: object) -> Score:
    """The score with one note, indices from 0, at another pitch."""
    one = score.measures[measure]
    chords = list(one.staves[staff].voices[0].chords)
    old = chords[index]
    chords[index] = replace(old, **changes) if pitch is None else Chord(old.duration_ticks, (pitch,), (False,), old.articulation)
    staves = tuple(Staff((Voice(tuple(chords)),), other.dynamic) if number == staff else other for number, other in enumerate(one.staves))
    return replace(score, measures=(*score.measures[:measure], replace(one, staves=staves), *score.measures[measure + 1 :]))


def rested(score: Score, staff: int, measure: int) -> Score:
    one = score.measures[measure]
    rest = Staff((Voice((Chord(one.length_ticks),)),))
    staves = tuple(rest if number == staff else other for number, other in enumerate(one.staves))
    return replace(score, measures=(*score.measures[:measure], replace(one, staves=staves), *score.measures[measure + 1 :]))


def spelled(score: Score, midi: int, near: Pitch | None = None) -> Pitch:
    """A MIDI pitch spelled near the key, or near another pitch."""
    centre = score.key.tonic + 2 if near is None else near.fifths
    return Pitch.from_midi(midi, min((f for f in range(-14, 19) if f * 7 % 12 == midi % 12), key=lambda f: abs(f - centre)))


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


def bar_of(rng: Random, score: Score) -> int:
    """A measure from 0, neither the first nor the last."""
    return rng.randrange(1, len(score.measures) - 1)


def first_note(score: Score, measure: int) -> int:
    return next(index for index, chord in enumerate(score.measures[measure].staves[0].voices[0].chords) if chord.pitches)


def lifted(score: Score, measure: int, semitones: int, staff: int = 0) -> Score:
    """The first note of a measure moved."""
    index = first_note(score, measure)
    old = at(score, staff, measure, index).pitches[-1]
    return put(score, staff, measure, index, spelled(score, old.midi + semitones, old if semitones % 12 == 0 else None))


def frame_cases(seed: int) -> Iterator[Case]:
    rng = Random(f"frame {seed}")
    score, four = tune(seed), chorale(seed)
    measure = bar_of(rng, score)
    count = len(score.measures)
    odd = replace(score.measures[measure], time=TimeSignature(2, 4), length_ticks=48, staves=(Staff((Voice((Chord(48),)),)),))
    yield Case(
        Criterion("metre", {"time": "4/4"}),
        score,
        replace(score, measures=tuple(odd if n == measure else m for n, m in enumerate(score.measures))),
        measure + 1,
    )
    yield Case(
        Criterion("length", {"least": count, "most": count}), score, replace(score, measures=score.measures[: measure + 1]), measure + 1
    )
    yield Case(
        Criterion("tempo", {"least": score.tempo_qpm - 9, "most": score.tempo_qpm + 9}),
        score,
        replace(score, tempo_qpm=score.tempo_qpm + 30),
        1,
    )
    voice, place = rng.randrange(4), bar_of(rng, four)
    yield Case(Criterion("voices", {"count": 4}), four, rested(four, voice, place), place + 1)
    yield Case(Criterion("filled", {"voice": "every", "share": 1}), four, rested(four, voice, place), place + 1)
    marks = tuple(
        replace(m, staves=(replace(m.staves[0], dynamic="f" if n == measure else "p" if n == 0 else ""), *m.staves[1:]))
        for n, m in enumerate(score.measures)
    )
    yield Case(Criterion("dynamics", {"count": 2}), replace(score, measures=marks), score, 1)
    high = put(score, 0, measure, first_note(score, measure), Pitch(0, 9))
    yield Case(Criterion("playable", {"grade": 4}), score, high, measure + 1)


def key_cases(seed: int) -> Iterator[Case]:
    rng = Random(f"key {seed}")
    four = chorale(seed, level=1 + seed % 3)
    away = {"major": 5, "minor": -2}[four.key.mode]
    strange = replace(four, measures=tuple(replace(m, staves=tuple(_shifted(s, away) for s in m.staves)) for m in four.measures))
    yield Case(Criterion("key", {"key": four.key.name}), four, strange, len(four.measures))
    last = len(four.measures) - 1
    end = len(four.measures[last].staves[0].voices[0].chords) - 1
    other = four
    for staff, tone in enumerate((-3, 0, -3, -4) if four.key.mode == "minor" else (0, 4, 0, 3)):
        old = at(four, staff, last, end).pitches[0]
        goal = (four.key.tonic + tone) * 7 % 12
        other = put(
            other,
            staff,
            last,
            end,
            spelled(four, min(range(old.midi - 6, old.midi + 7), key=lambda m: (m % 12 != goal, abs(m - old.midi)))),
        )
    yield Case(Criterion("ends_with", {"cadence": "authentic"}), four, other, last + 1)
    wrong_last = put(four, 0, last, end, spelled(four, at(four, 0, last, end).pitches[0].midi - 5))
    yield Case(Criterion("ends_with", {"cadence": "perfect"}), four, wrong_last, last + 1)
    yield Case(Criterion("final_note", {"degree": "tonic", "voice": "top"}), four, wrong_last, last + 1)
    exercise = make("cadences", {"phrases": 2, "mode": "either", "level": 1 + seed % 3}, seed)
    (bar, kind), _ = exercise.draft.answers
    yield Case(Criterion("cadence_in", {"cadence": kind, "bar": bar}), exercise.given, _other_cadence(kind, seed), bar)
    numerals = _bars_of(four)
    place = rng.randrange(len(numerals))
    sounding = {name for names in numerals for name in names}
    yield Case(Criterion("contains", {"numerals": " ".join(sorted(sounding)[:3])}), four, _without(four, sorted(sounding)[:3]), 0)
    changed = _with_other_chord(four, place, rng)
    yield Case(Criterion("progression", {"numerals": " | ".join(" ".join(names) for names in numerals)}), four, changed, place + 1)
    waltz = make("waltz", {"level": 1 + seed % 3}, seed)
    where = bar_of(rng, waltz.solution)
    moved = waltz.solution
    for index in range(3):
        old = at(moved, 1, where, index)
        pitches = tuple(spelled(moved, pitch.midi + 1) for pitch in old.pitches)
        moved = put(moved, 1, where, index, None, pitches=pitches)
    yield Case(Criterion("chord_symbols"), waltz.solution, moved, where + 1)
    joined = replace(at(waltz.solution, 1, where, 1), duration_ticks=48)
    chords = (at(waltz.solution, 1, where, 0), joined)
    staves = (waltz.solution.measures[where].staves[0], Staff((Voice(chords),)))
    measures = tuple(replace(m, staves=staves) if n == where else m for n, m in enumerate(waltz.solution.measures))
    yield Case(
        Criterion("rhythms", {"rhythms": "4 4 4", "voice": "2"}), waltz.solution, replace(waltz.solution, measures=measures), where + 1
    )


def _shifted(staff: Staff, fifths: int) -> Staff:
    """A staff transposed along the line of fifths."""

    def moved(pitch: Pitch) -> Pitch:
        midi = pitch.midi + (fifths * 7 + 6) % 12 - 6
        return Pitch.from_midi(midi, pitch.fifths + fifths)

    return Staff(
        tuple(
            Voice(tuple(replace(c, pitches=tuple(sorted((moved(p) for p in c.pitches), key=lambda p: p.midi))) for c in v.chords))
            for v in staff.voices
        )
    )


def _bars_of(score: Score) -> list[list[str]]:
    """The numerals heard in each measure of a piece that stays in its key; chords held over the bar line are said again."""
    bars: list[list[str]] = [[] for _ in score.measures]
    onsets = score.measure_onsets_ticks
    for chord in analyse(score).chords:
        for number in range(len(score.measures)):
            if chord.start < onsets[number + 1] and chord.end > onsets[number]:
                bars[number].append(chord.function.figure(0))
    return bars


def _other_cadence(kind: str, seed: int) -> Score:
    """A piece whose first phrase ends in another way."""
    for other in range(seed * 50, seed * 50 + 50):
        exercise = make("cadences", {"phrases": 2, "mode": "either", "level": 2}, other)
        if exercise.draft.answers[0][1] != kind:
            return exercise.given
    raise AssertionError(kind)


def _without(score: Score, numerals: list[str]) -> Score:
    """The home chord, over and over, where more than that is asked for."""
    assert len(numerals) > 1
    length = score.time.length_ticks
    last = score.measures[-1]
    home = tuple(Staff((Voice((replace(staff.voices[0].chords[-1], duration_ticks=length, articulation=""),)),)) for staff in last.staves)
    return replace(score, measures=tuple(replace(last, staves=home) for _ in score.measures))


def _with_other_chord(score: Score, measure: int, rng: Random) -> Score:
    """A measure whose chords all become the subtonic chord, which the chorales never use."""
    tones = [(score.key.tonic - 2 + tone) * 7 % 12 for tone in (0, 4, 1)]
    for index in range(len(score.measures[measure].staves[0].voices[0].chords)):
        for staff, tone in enumerate((tones[0], tones[2], tones[1], tones[0])):
            old = at(score, staff, measure, index).pitches[0]
            goal = min(range(old.midi - 6, old.midi + 7), key=lambda m: (m % 12 != tone, abs(m - old.midi)))
            score = put(score, staff, measure, index, spelled(score, goal))
    return score


def melody_cases(seed: int) -> Iterator[Case]:
    rng = Random(f"melody {seed}")
    score = tune(seed)
    line = lines_of(score)[0]
    measure = bar_of(rng, score)
    low, high = min(note.midi for note in line.notes), max(note.midi for note in line.notes)
    names = {"low": _name(low), "high": _name(high)}
    yield Case(Criterion("range", {**names, "voice": "top"}), score, lifted(score, measure, 12 if rng.random() < 0.5 else -12), measure + 1)
    steps = _made_tune(score, (0, 1, 2, 3), (4, 3, 2, 1))
    leaps = _made_tune(score, (0, 1, 2, 3), (4, 3, 2, 1), jump=(measure, 9))
    yield Case(Criterion("stepwise", {"share": 1.0, "voice": "top"}), steps, leaps, measure + 1)
    yield Case(Criterion("largest_leap", {"semitones": 7, "voice": "top"}), steps, leaps, measure + 1)
    yield Case(
        Criterion("leaps_resolve", {"voice": "top"}),
        steps,
        _made_tune(score, (0, 1, 2, 3), (4, 3, 2, 1), jump=(measure, 9), goes_on=True),
        measure + 1,
    )
    once = _made_tune(score, (0, 1, 2, 3), (4, 3, 2, 1), top=1)
    again = put(once, 0, max(2, measure), 1, max((n.pitch for n in once.notes), key=lambda p: p.midi))
    yield Case(Criterion("climax", {"voice": "top"}), once, again, max(2, measure) + 1)
    allowed = ["half", "quarter"]
    split = (*steps.measures[measure].staves[0].voices[0].chords[:3],)
    last = steps.measures[measure].staves[0].voices[0].chords[3]
    pieces = (replace(last, duration_ticks=12), replace(last, duration_ticks=12))
    quick = tuple(replace(m, staves=(Staff((Voice((*split, *pieces)),)),)) if n == measure else m for n, m in enumerate(steps.measures))
    yield Case(Criterion("durations", {"allowed": allowed}), steps, replace(steps, measures=quick), measure + 1)


def _name(midi: int) -> str:
    return Pitch.from_midi(midi, (0, -5, 2, -3, 4, -1, 6, 1, -4, 3, -2, 5)[midi % 12]).name


def _made_tune(
    score: Score, up: tuple[int, ...], down: tuple[int, ...], *, jump: tuple[int, int] = (-1, 0), goes_on: bool = False, top: int = -1
) -> Score:
    """Quarter notes by step in the key of a score; a jump of so many letters inside a measure; the top in one measure."""
    scale = [Pitch(score.key.tonic + place, 0) for place in _scale(score)]
    measures = []
    for number, measure in enumerate(score.measures):
        shape = [*(up if number % 2 == 0 else down)]
        if number == jump[0]:
            shape = [
                shape[0],
                shape[0] + jump[1],
                shape[0] + jump[1] + (1 if goes_on else -1),
                shape[3] if not goes_on else shape[0] + jump[1],
            ]
        if number == top:
            shape = [*shape[:1], shape[1] + 2, *shape[2:]]
        chords = tuple(Chord(24, (_letter(scale, degree),), (False,)) for degree in shape)
        measures.append(replace(measure, staves=(Staff((Voice(chords),)),)))
    return replace(score, measures=tuple(measures))


def _scale(score: Score) -> tuple[int, ...]:
    return (0, 2, 4, -1, 1, 3, 5) if score.key.mode == "major" else (0, 2, -3, -1, 1, -4, -2)


def _letter(scale: list[Pitch], degree: int) -> Pitch:
    """The note a number of letters above the tonic near the middle of the staff."""
    home = Pitch(scale[0].fifths, 4)
    pitch = scale[degree % 7]
    letters = home.diatonic + degree
    return Pitch(pitch.fifths, (letters - (pitch.diatonic % 7)) // 7)


def species_cases(seed: int) -> Iterator[Case]:
    for species in (1, 2, 3, 4):
        rng = Random(f"species {seed} {species}")
        is_lower = seed % 2 == 0
        exercise = make("species", {"species": species, "cantus": "lower" if is_lower else "upper", "mode": "either"}, seed)
        staff = 0 if is_lower else 1
        score = exercise.solution
        measure = rng.randrange(2, len(score.measures) - 2)
        index = 1 if species == 4 else 0  # the weak half begins the ligature
        under = score.measures[measure].staves[1 - staff].voices[0].chords[0].pitches[0]
        old = at(score, staff, measure, index).pitches[0]
        clash = min(
            (f for f in range(old.midi - 7, old.midi + 8) if (f - under.midi) % 12 in (1, 2, 10, 11)), key=lambda m: abs(m - old.midi)
        )
        bad = put(score, staff, measure, index, spelled(score, clash))
        yield Case(Criterion(f"species_{species}", {"cantus": "lower" if is_lower else "upper"}), score, bad, measure + 1)


def florid_cases(seed: int) -> Iterator[Case]:
    """The fifth species takes what the others allow: a line of the second one is good in it until a downbeat clashes."""
    rng = Random(f"florid {seed}")
    exercise = make("species", {"species": 2 + seed % 2, "mode": "either"}, seed + 900)
    score = exercise.solution
    measure = rng.randrange(2, len(score.measures) - 2)
    under = score.measures[measure].staves[1].voices[0].chords[0].pitches[0]
    old = at(score, 0, measure, 0).pitches[0]
    clash = min((f for f in range(old.midi - 7, old.midi + 8) if (f - under.midi) % 12 in (1, 2, 10, 11)), key=lambda m: abs(m - old.midi))
    yield Case(Criterion("species_5", {"cantus": "lower"}), score, put(score, 0, measure, 0, spelled(score, clash)), measure + 1)


def task_cases(seed: int) -> Iterator[Case]:
    rng = Random(f"task {seed}")
    one, two = tune(seed), tune(seed + 500)
    a, b = one.measures[:4], tuple(replace(m, key=one.key) for m in two.measures[:4])
    form = replace(one, measures=(*a, *a, *b, *a))
    other = replace(one, measures=(*a, *b, *a, *a))
    yield Case(Criterion("form", {"form": "AABA"}), form, other, 5)
    measure = bar_of(rng, one)
    yield Case(Criterion("given_untouched"), one, lifted(one, measure, 2), measure + 1, given=one)
    low, high = 0.2 + 0.5 * rng.random(), rng.random() * 0.2
    yield Case(
        Criterion("style", {"style": "tango", "least": low}),
        one,
        one,
        0,
        None,
        {"style": {"tango": low + 0.01}},
        {"style": {"tango": high}},
    )
    yield Case(
        Criterion("originality", {"least": low}),
        one,
        one,
        measure + 1,
        None,
        {"originality": low},
        {"originality": high, "copied_measures": [measure + 1]},
    )
    exercise = make("wrong_note", {"mode": "either"}, seed)
    ((bar, voice),) = exercise.draft.answers
    other_bar = 1 + bar % len(exercise.given.measures)
    yield Case(Criterion("answers", {"expected": [[bar, voice]]}), exercise.given, exercise.given, other_bar, None,
               {"answers": [[bar, voice]]}, {"answers": [[other_bar, voice]]})  # fmt: skip


MAKERS = (writing_cases, frame_cases, key_cases, melody_cases, species_cases, florid_cases, task_cases)


@dataclass
class Count:
    """found: broken pieces seen as broken with the right measure as evidence. missed: the others. alarms: good ones."""

    found: int = 0
    missed: int = 0
    alarms: int = 0
    good: int = 0

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.alarms)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + self.missed)


def counts(seeds: range, *, is_loud: bool = False) -> dict[str, Count]:
    """What the criteria say of the made set."""
    table = {code: Count() for code in CATALOGUE}
    for seed in seeds:
        for maker in MAKERS:
            for case in maker(seed):
                _judge(table[case.criterion.code], case, f"{maker.__name__} {seed}", is_loud)
    return table


def _judge(count: Count, case: Case, name: str, is_loud: bool) -> None:
    good = case.criterion.check(case.good, case.given, case.good_facts)
    bad = case.criterion.check(case.bad, case.given, case.bad_facts)
    is_found = not bad.met and (case.measure in bad.measures if case.measure else not bad.measures)
    count.good += good.met
    count.alarms += not good.met
    count.found += is_found
    count.missed += not is_found
    if is_loud and (not good.met or not is_found):
        heard = [str(item.sentence) for item in (good if not good.met else bad).evidence][:3]
        print(name, case.criterion.to_json(), "alarm" if not good.met else f"missed bar {case.measure}", heard, file=sys.stderr)


def main(count: int) -> None:
    """Print the table."""
    table = counts(range(1, count + 1), is_loud=True)
    print("| criterion | good pieces | broken pieces | precision | recall |\n|---|---|---|---|---|")
    for code, line in table.items():
        print(f"| {code} | {line.good + line.alarms} | {line.found + line.missed} | {line.precision:.3f} | {line.recall:.3f} |")
    total = Count(*(sum(getattr(line, name) for line in table.values()) for name in ("found", "missed", "alarms", "good")))
    print(f"| all | {total.good + total.alarms} | {total.found + total.missed} | {total.precision:.4f} | {total.recall:.4f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
