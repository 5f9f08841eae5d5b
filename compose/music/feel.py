"""The small unevenness of a human performance: who plays a little late, and which note gets a little more weight.

It is the same every time, stays under 40 ms and 12 steps of velocity, and can be left out; the score itself is not touched.
Sources: melody lead, Goebl, JASA 110(1), 2001; phrase arcs, Todd, JASA 91(6), 1992; higher is louder, Friberg & Sundberg's rules (KTH).
"""

from dataclasses import dataclass, replace
from itertools import groupby
from zlib import crc32

from .performance import PlayedNote, levels
from .score import Score

MELODY_LEAD_MS = 14
SPREAD_MS = 4  # from note to note of a chord, upwards
TOGETHER_MS, ALONE_MS = 6, 5  # unevenness of a moment, and of a single note
PHRASE_MEASURES, PHRASE_TOUCH = 4, 5
CONTOUR_TOUCH = 3  # for an octave above the middle of the instrument
APPROACH_SHARE = 0.4  # how much of a new dynamic is reached before it is written
UNEVEN_TOUCH = 2
MOST_TOUCH = 12


@dataclass(frozen=True, slots=True)
class Feel:
    """late_ms: 0 or more, after the notated moment. touch: added to the velocity."""

    late_ms: int
    touch: int


def feel(score: Score, notes: tuple[PlayedNote, ...]) -> dict[str, Feel]:
    """The feel of each note by its id. notes: as `perform` gives them, a slice or all."""
    approaches = [_approaches(score, staff) for staff in range(score.staff_count)]
    middles = [(part.instrument.low + part.instrument.high) / 2 for part in score.parts]
    first_staves = {score.staff_parts.index(part) for part in range(len(score.parts))}
    felt = {}
    for (onset, staff), group in groupby(sorted(notes, key=_moment), key=lambda note: (note.onset_ticks, note.staff)):
        chord = list(group)
        together = _uneven(f"{onset}-{chord[0].part}")
        for place, note in enumerate(chord):
            is_melody = staff in first_staves and place == len(chord) - 1
            late = TOGETHER_MS * (1 + together) / 2 + ALONE_MS * (1 + _uneven(note.id)) / 2 + SPREAD_MS * place
            late += 0 if is_melody else MELODY_LEAD_MS
            touch = _arc(score, note) + CONTOUR_TOUCH * (note.pitch - middles[note.part]) / 12 + UNEVEN_TOUCH * _uneven(note.id + "v")
            touch += _approach(score, note, approaches[staff])
            felt[note.id] = Feel(round(late), round(min(max(touch, -MOST_TOUCH), MOST_TOUCH)))
    return felt


def humanise(score: Score, notes: tuple[PlayedNote, ...]) -> tuple[PlayedNote, ...]:
    """The notes as somebody would play them."""
    felt = feel(score, notes)
    return tuple(
        replace(
            note,
            onset_seconds=note.onset_seconds + felt[note.id].late_ms / 1000,
            velocity=min(max(note.velocity + felt[note.id].touch, 1), 127),
        )
        for note in notes
    )


def _moment(note: PlayedNote) -> tuple[int, int, int]:
    return note.onset_ticks, note.staff, note.pitch


def _uneven(name: str) -> float:
    """Between -1 and 1, always the same for a name."""
    return crc32(name.encode()) % 2001 / 1000 - 1


def _place(score: Score, note: PlayedNote) -> float:
    """How far into its measure a note begins, 0 to 1."""
    return (note.onset_ticks - score.measure_onsets_ticks[note.measure]) / score.measures[note.measure].length_ticks


def _arc(score: Score, note: PlayedNote) -> float:
    """Louder towards the middle of each phrase, softer at its ends."""
    where = (note.measure % PHRASE_MEASURES + _place(score, note)) / PHRASE_MEASURES
    return PHRASE_TOUCH * (8 * where * (1 - where) - 1)


def _approaches(score: Score, staff: int) -> list[int]:
    """For each measure, by how much the next one begins louder than it ends; nothing where a hairpin leads there."""
    loudness = levels(score, staff)
    return [after[0] - now[1] for now, after in zip(loudness, [*loudness[1:], loudness[-1][1:]], strict=True)]


def _approach(score: Score, note: PlayedNote, approaches: list[int]) -> float:
    return approaches[note.measure] * APPROACH_SHARE * _place(score, note)
