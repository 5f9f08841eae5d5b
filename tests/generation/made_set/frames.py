"""Metre, length, tempo, voices, dynamics, difficulty: what a piece is from outside."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from compose.music.criteria.catalogue import Criterion
from compose.music.score import Chord, Pitch, Staff, TimeSignature, Voice

from .cases import Case, chorale, tune
from .touching import bar_of, first_note, put, rested


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
