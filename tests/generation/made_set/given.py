"""What was given with the exercise, and what other parts of the site say of a piece."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from compose.generation.exercises.templates import make
from compose.music.criteria.catalogue import Criterion

from .cases import Case, tune
from .touching import bar_of, lifted


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
