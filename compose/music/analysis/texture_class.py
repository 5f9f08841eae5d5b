"""The texture of a whole piece in one word, measured on its notes alone: what a listener would call it.

`texture.py` asks another question, which rules of voice leading a piece has to keep. This one is a label for many pieces, so it looks
at nothing but onsets, lengths and pitches: hands and voices are the strands that the score writes them in.
"""

from dataclasses import dataclass

import numpy as np

from ..score import TICKS_PER_QUARTER, Score

TEXTURES = ("monophonic", "chordal", "melody and accompaniment", "broken chords", "polyphonic")

ALONE = 0.6  # share of the time with one note sounding from which a piece is a single line
TOGETHER, FULL, LEAST_VOICES = 0.74, 0.65, 2.3
MAIN_STRAND = 0.15  # a strand that moves at fewer of the moments is no voice of its own
LEAST_LOWER = 0.35  # share of the strokes below the top strand from which there is more than a melody with a bass
SINGLE = 0.15  # share of chords up to which a strand is a line
MELODIC, FIGURED, WHOLLY_FIGURED, PUMPED = 0.45, 0.3, 0.45, 0.25
NEAR, NEXT = TICKS_PER_QUARTER, 2 * TICKS_PER_QUARTER
LEAST_SKIP = 3  # semitones


@dataclass(frozen=True)
class Strand:
    """Counts of one voice or hand, or of several.

    skips, figures: leaps to the next single note, slow ones as well and quick ones only. pumps: leaps between a bass note and a chord.
    """

    strokes: int = 0
    chords: int = 0
    steps: int = 0
    skips: int = 0
    figures: int = 0
    pumps: int = 0
    height: float = 0.0

    def __add__(self, other: "Strand") -> "Strand":
        return Strand(self.strokes + other.strokes, self.chords + other.chords, self.steps + other.steps, self.skips + other.skips,
                      self.figures + other.figures, self.pumps + other.pumps)

    @property
    def is_line(self) -> bool:
        return self.chords <= SINGLE * self.strokes

    @property
    def is_melodic(self) -> bool:
        """Whether it moves like something to sing."""
        return self.is_line and self.steps >= MELODIC * max(1, self.steps + self.skips)

    @property
    def is_pumped(self) -> bool:
        """Whether it goes to and fro between bass notes and chords, as in a waltz or a march."""
        return self.pumps >= PUMPED * self.strokes

    def is_figured(self, share: float) -> bool:
        """Whether it plays broken chords. share: of its strokes that quick leaps have to reach."""
        return self.figures >= share * self.strokes and self.steps < MELODIC * (self.steps + self.skips)


def texture_class(score: Score) -> str:
    """One of TEXTURES, "" for a score without notes."""
    if not score.notes:
        return ""
    notes = _table(score)
    moments, beginning = np.unique(notes[:, 0], return_counts=True)
    ends = np.sort(notes[:, 1])
    lengths = np.diff(moments, append=ends[-1])
    sounding = np.searchsorted(notes[:, 0], moments, "right") - np.searchsorted(ends, moments, "right")
    if lengths[sounding < 2].sum() >= ALONE * lengths.sum():
        return "monophonic"
    top, lower = _top_and_lower(notes, len(moments))
    if _is_chordal(beginning, sounding, lengths) and not lower.is_pumped:
        return "chordal"
    if lower.is_melodic and lower.strokes >= LEAST_LOWER * (lower.strokes + top.strokes) and top.is_line:
        return "polyphonic"
    if lower.is_figured(FIGURED) or top.is_figured(WHOLLY_FIGURED):
        return "broken chords"
    return "melody and accompaniment"


def _table(score: Score) -> np.ndarray:
    """A row a note, by onset and pitch: start and end in ticks, MIDI pitch, number of its strand."""
    rows = [(*_ticks(note.onset, note.duration), note.pitch.midi, 2 * note.staff + note.voice) for note in score.notes]
    table = np.array(rows)
    return table[np.lexsort((table[:, 2], table[:, 0]))]


def _ticks(onset: object, duration: object) -> tuple[int, int]:
    start = onset.numerator * TICKS_PER_QUARTER // onset.denominator
    return start, start + duration.numerator * TICKS_PER_QUARTER // duration.denominator


def _is_chordal(beginning: np.ndarray, sounding: np.ndarray, lengths: np.ndarray) -> bool:
    """Whether all that sounds mostly begins together, and as many notes as the piece is usually thick."""
    several = sounding > 1
    usual = np.percentile(np.repeat(sounding, lengths), 75)
    return (
        (sounding * lengths).sum() >= LEAST_VOICES * lengths.sum()
        and (beginning[several] / sounding[several]).mean() >= TOGETHER
        and np.minimum(1, beginning / usual).mean() >= FULL
    )


def _strand(notes: np.ndarray) -> Strand:
    onsets, first, counts = np.unique(notes[:, 0], return_index=True, return_counts=True)
    lowest, highest = notes[first, 2], notes[first + counts - 1, 2]
    apart, moves = np.diff(onsets), np.abs(np.diff(lowest))
    is_next = apart <= NEXT
    is_single = (counts[1:] == 1) & (counts[:-1] == 1) & is_next
    pumps = ((counts[1:] == 1) != (counts[:-1] == 1)) & (moves >= LEAST_SKIP) & is_next
    skips = is_single & (moves >= LEAST_SKIP)
    return Strand(
        len(onsets), int((counts > 1).sum()), int((is_single & (moves > 0) & (moves < LEAST_SKIP)).sum()), int(skips.sum()),
        int((skips & (apart <= NEAR)).sum()), int(pumps.sum()), float(np.median(highest)),
    )  # fmt: skip


def _top_and_lower(notes: np.ndarray, moment_count: int) -> tuple[Strand, Strand]:
    """The highest strand that is busy enough, and all other ones together."""
    strands = [_strand(notes[notes[:, 3] == number]) for number in np.unique(notes[:, 3])]
    main = [strand for strand in strands if strand.strokes >= MAIN_STRAND * moment_count] or strands
    top = max(main, key=lambda strand: strand.height)
    return top, sum((strand for strand in strands if strand is not top), Strand())
