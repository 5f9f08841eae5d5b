"""Counterpoint in the five species."""

from collections.abc import Iterator
from random import Random

from compose.generation.exercises.templates import make
from compose.music.criteria.catalogue import Criterion

from .cases import Case
from .touching import at, put, spelled


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
