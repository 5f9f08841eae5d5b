"""Single lines: range, steps and leaps, lengths."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from compose.music.analysis.lines import lines_of
from compose.music.criteria.catalogue import Criterion
from compose.music.score import Chord, Pitch, Score, Staff, Voice

from .cases import Case, tune
from .touching import bar_of, lifted, put


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
