"""A window of a piece as a task: some of it is given, the rest has to be written with what is given in sight."""

from dataclasses import dataclass

import numpy as np

from ...music.grammar import DURATION_TICKS, FIRST_STAFF
from ...music.vocabulary import RANGES, TIMES, Kind
from ..foresight import BLIND, FORESIGHT, Foresight, Known, StaffSketch

GIVEN_WEIGHT = 0.25  # of a given step in the loss: it is written as in composing, without foresight
TASKS = {"infill": 0.4, "staves": 0.4, "part of staves": 0.2}
LONGEST_GAP = 8
HARMONY_GIVEN_SHARE = 0.5


@dataclass
class Template:
    """What is given: chords of each measure [M], staves of each measure [M, staves]."""

    harmony: np.ndarray
    staves: np.ndarray


class Window:
    """The steps of a window that starts with a measure, sorted by measure and staff. positions: of the place of each step.

    is_whole: whether its last measure is finished.
    """

    def __init__(self, steps: np.ndarray, positions: np.ndarray, *, is_whole: bool) -> None:
        self.steps = [tuple(step) for step in steps.tolist()]
        self.positions = positions.tolist()
        self.measures = np.cumsum((steps[:, 0] == Kind.MEASURE) | (steps[:, 0] == Kind.PICKUP)) - 1
        self.count = int(self.measures[-1]) + 1
        self.finished = self.count if is_whole else self.count - 1
        self.staves: list[int] = []  # of each step, -1 in head and harmony
        self.voices: list[int] = []
        staff = voice = -1
        for kind, a, *_ in self.steps:
            if kind in (Kind.MEASURE, Kind.PICKUP):
                staff, voice = -1, 0
            elif kind == Kind.VOICE:
                voice = 1 if a - FIRST_STAFF == staff else 0
                staff = a - FIRST_STAFF
            self.staves.append(staff)
            self.voices.append(voice)
        self.staff_count = max(self.staves) + 1

    def shown(self, template: Template) -> tuple[np.ndarray, np.ndarray]:
        """The foresight of each place [T, features], nothing where the step is given, and the weight of each step [T]."""
        is_free = self._free(template)
        foresight = Foresight(self._known(template))
        rows = np.zeros((len(self.steps), len(FORESIGHT)), np.int64)
        for number in np.flatnonzero(is_free):
            if number:
                before = number - 1
                place = (int(self.measures[before]), self.staves[before], max(0, self.voices[before]), self.positions[number])
                rows[number] = foresight.features(*place)
        return rows, np.where(is_free, 1.0, GIVEN_WEIGHT).astype(np.float32)

    def _free(self, template: Template) -> np.ndarray:
        """Whether each step is to be written. How a free staff ends is written too, whatever follows."""
        is_free = np.zeros(len(self.steps), bool)
        for number, step in enumerate(self.steps):
            measure, staff = self.measures[number], self.staves[number]
            is_ending = step[0] in (Kind.VOICE, Kind.MEASURE, Kind.END) and number > 0 and is_free[number - 1]
            if step[0] == Kind.HARMONY:
                is_free[number] = not template.harmony[measure]
            elif step[0] == Kind.END:
                is_free[number] = is_ending
            elif staff < 0:
                is_free[number] = is_ending and self.staves[number - 1] >= 0
            else:
                is_free[number] = not template.staves[measure, staff] or (is_ending and self.staves[number - 1] >= 0)
        return is_free

    def _known(self, template: Template) -> list[Known]:
        harmony: list[list] = [[] for _ in range(self.count)]
        staves: list[list[list]] = [[[] for _ in range(self.staff_count)] for _ in range(self.count)]
        lengths = [0] * self.count
        for number, step in enumerate(self.steps):
            measure, staff = int(self.measures[number]), self.staves[number]
            if step[0] == Kind.MEASURE:
                lengths[measure] = TIMES[step[1] - RANGES["time"].start].length_ticks
            elif step[0] == Kind.PICKUP:
                lengths[measure] = DURATION_TICKS[step[1]]
            elif step[0] == Kind.HARMONY:
                harmony[measure].append(step)
            elif step[0] != Kind.END:
                staves[measure][staff].append(step)
        return [
            Known(
                tuple(harmony[measure]) if template.harmony[measure] and measure < self.finished else None,
                tuple(
                    StaffSketch(tuple(steps)) if template.staves[measure, staff] and measure < self.finished else None
                    for staff, steps in enumerate(staves[measure])
                ),
                lengths[measure],
            )
            for measure in range(self.count)
        ]


def draw_template(window: Window, rng: np.random.Generator, task: str | None = None) -> Template:
    """What is given of a window. task: a name of TASKS, None draws one."""
    task = task or str(rng.choice(list(TASKS), p=list(TASKS.values())))
    shape = (window.count, window.staff_count)
    in_gap = _gaps(window.count, rng)
    chosen = rng.random(window.staff_count) < 0.5
    chosen[rng.integers(window.staff_count)] = True
    is_harmony_given = rng.random() < HARMONY_GIVEN_SHARE
    if chosen.all() and window.staff_count > 1 and is_harmony_given:
        chosen[rng.integers(window.staff_count)] = False
    if task == "infill" or (window.staff_count == 1 and is_harmony_given):
        return Template(~in_gap, np.broadcast_to(~in_gap[:, None], shape))
    if task == "staves":
        return Template(np.full(window.count, is_harmony_given), np.broadcast_to(chosen, shape))
    return Template(~in_gap | is_harmony_given, ~in_gap[:, None] | chosen)


def _gaps(count: int, rng: np.random.Generator) -> np.ndarray:
    """Runs of measures to be written, about half of the window."""
    in_gap = np.zeros(count, bool)
    number = int(rng.integers(0, min(LONGEST_GAP, count) + 1))
    while number < count:
        length = int(rng.integers(1, LONGEST_GAP + 1))
        in_gap[number : number + length] = True
        number += length + int(rng.integers(1, LONGEST_GAP + 1))
    if not in_gap.any():
        in_gap[rng.integers(count)] = True
    return in_gap


assert len(BLIND) == len(FORESIGHT)
