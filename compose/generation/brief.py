"""The brief: everything about a plan that the sampler has to keep or to be told, as plain values."""

from dataclasses import dataclass, field

import numpy as np

from ..music.header import Header
from ..music.score import SECTIONS

FORM_BY_LENGTH = ((7, "A"), (15, "AB"), (31, "AABA"), (63, "ABACA"), (10_000, "ABACABA"))


@dataclass(frozen=True, slots=True)
class Limits:
    """What the player can do, None or () where nothing was said.

    pitch_range: lowest and highest MIDI pitch. compass, hand_span, largest_leap: semitones. durations: names of note values.
    """

    pitch_range: tuple[int, int] | None = None
    compass: int | None = None
    hand_span: int | None = None
    largest_leap: int | None = None
    durations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Brief:
    """header: hard fields. conditions: a value an axis of conditions.AXES, "" where open. style: [S] unit vector or zeros.

    form: section letters, "" for a usual one. cadence: how the piece ends, one of CADENCES. dynamic: how it begins, one of DYNAMICS.
    course: {measure index: dynamic} of all later ones where they are settled, None leaves them to the generator.
    limits: of the player. articulation: how it is to be touched, a word of the plan, "" where nothing was said.
    sections: {measure index: letter} where they are settled, None to lay out the form.
    element: one of elements.ELEMENTS where only that is asked for, "" for a whole piece.
    """

    header: Header
    conditions: dict[str, str] = field(default_factory=dict)
    style: np.ndarray | None = None
    form: str = ""
    cadence: str = "authentic"
    dynamic: str = "mf"
    course: dict[int, str] | None = None
    limits: Limits = Limits()
    sections: dict[int, str] | None = None
    articulation: str = ""
    element: str = ""

    def section_starts(self) -> dict[int, str]:
        """{measure index: letter}: the form laid over the measures in units of four where they fit."""
        if self.sections is not None:
            return self.sections
        count = self.header.measure_count
        usual = next(form for most, form in FORM_BY_LENGTH if count <= most)
        letters = [letter for letter in self.form if letter in SECTIONS] or list(usual)
        letters = letters[: max(1, count // 2)]
        unit = 4 if count >= 4 * len(letters) else 1
        bounds = [round(count * number / len(letters) / unit) * unit for number in range(len(letters))]
        return dict(zip(bounds, letters, strict=True))

    def section_ends(self) -> frozenset[int]:
        """Indices of the measures that end a section."""
        starts = sorted(self.section_starts())
        return frozenset((*(start - 1 for start in starts[1:]), self.header.measure_count - 1))
