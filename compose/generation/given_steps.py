"""The steps that a template gives for one staff of a measure, read as voices, as a rhythm or as chords."""

from functools import lru_cache

from ..music.grammar import B, C, D
from ..music.tokenizer import Step
from ..music.vocabulary import INDEX, NOTE_MARKS, RANGES, Kind

UNTIED = [value for value in range(RANGES["mark"].start, RANGES["mark"].stop) if not NOTE_MARKS[value - RANGES["mark"].start][1]]
TIED = [value for value in range(RANGES["mark"].start, RANGES["mark"].stop) if value not in UNTIED]
assert INDEX["mark"]["", False] in UNTIED


def is_tied(step: Step) -> bool:
    """Whether a NOTE or CHORD step is tied to the next chord."""
    return step[D] in TIED


def rhythm_of(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """VOICE, NOTE and REST steps: the rhythm of a staff."""
    return tuple(step for step in steps if step[0] != Kind.CHORD)


def chords_of(steps: tuple[Step, ...]) -> tuple[tuple[Step, ...], ...]:
    """VOICE steps and sounding chords (NOTE and its CHORDs) of a staff; chords tied together are one."""
    items: list[tuple[Step, ...]] = []
    was_tied = False
    number = 0
    while number < len(steps):
        if steps[number][0] == Kind.REST:
            was_tied, number = False, number + 1
            continue
        stop = number + 1
        while stop < len(steps) and steps[stop][0] == Kind.CHORD:
            stop += 1
        item = steps[number:stop]
        places = [step[B : C + 1] for step in item]
        if not (was_tied and item[0][0] == Kind.NOTE and places == [step[B : C + 1] for step in items[-1]]):
            items.append(item)
        was_tied = item[0][0] == Kind.NOTE and any(map(is_tied, item))
        number = stop
    return tuple(items)


@lru_cache(maxsize=4096)
def voice_steps(steps: tuple[Step, ...], voice: int) -> tuple[Step, ...]:
    """The steps of one voice of a staff, with its VOICE; none where there is no such voice."""
    starts = [number for number, step in enumerate(steps) if step[0] == Kind.VOICE]
    return steps[starts[voice] : [*starts, len(steps)][voice + 1]] if voice < len(starts) else ()
