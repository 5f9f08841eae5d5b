"""Key, cadences, chords."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from compose.generation.exercises.templates import make
from compose.music.analysis.analyse import analyse
from compose.music.criteria.catalogue import Criterion
from compose.music.score import Pitch, Score, Staff, Voice

from .cases import Case, chorale
from .touching import at, bar_of, put, spelled


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
