"""What a notation file says, before it is fitted to what a `Score` can hold. Readers fill it, `fitting.py` makes the score of it."""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

from ..pitch import LETTERS, STEPS, Pitch
from ..saying import SaidError

MOST_MEASURES = 256
MOST_NOTES = 20_000


class UnreadableMusic(SaidError):
    """A file that holds no music we can read, or more than we can hold: a sentence that says which."""

    code = "score.unreadable_upload"


@dataclass(slots=True)
class Sound:
    """A note or chord of one line. onset, duration: quarter notes, the onset from the start of its measure. ties: to the next chord."""

    onset: Fraction
    duration: Fraction
    pitches: list[Pitch]
    ties: list[bool]
    articulation: str = ""

    @property
    def end(self) -> Fraction:
        return self.onset + self.duration


@dataclass(slots=True)
class DraftHarmony:
    """A chord symbol. root: place on the line of fifths, None for no chord."""

    onset: Fraction
    root: int | None
    quality: str = "major"


@dataclass(slots=True)
class DraftMeasure:
    """One measure of one part. lines: sounds by (staff from 0, name of the voice). length: as far as the file wrote, rests included.

    fifths, time: where they are written, else None. repeat_starts, repeat_times: of the bar lines around it; endings: passes that play it.
    """

    lines: dict[tuple[int, str], list[Sound]] = field(default_factory=dict)
    length: Fraction = Fraction(0)
    fifths: int | None = None
    mode: str = ""
    time: tuple[int, int] | None = None
    dynamics: dict[int, str] = field(default_factory=dict)
    harmony: list[DraftHarmony] = field(default_factory=list)
    section: str = ""
    repeat_starts: bool = False
    repeat_times: int = 1
    endings: tuple[int, ...] = ()


@dataclass(slots=True)
class DraftPart:
    """program: General MIDI from 0, None where the file does not say. voices: by staff, noted by whoever needs them first."""

    name: str = ""
    program: int | None = None
    staff_count: int = 1
    measures: list[DraftMeasure] = field(default_factory=list)
    voices: dict[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """changes: what reading left out or altered, by the codes of `CHANGES`, and how often. mark: what the file says of who made it."""

    parts: list[DraftPart] = field(default_factory=list)
    title: str = ""
    composer: str = ""
    tempo_qpm: float | None = None
    changes: Counter[str] = field(default_factory=Counter)
    mark: dict[str, str] = field(default_factory=dict)


# What may be told of a reading; the page has a sentence for each.
CHANGES = (
    "grace_notes", "cue_notes", "moved", "relengthened", "ties", "voices_merged", "respelled", "out_of_reach", "drums",
    "articulations", "ornaments", "slurs", "slurs_drawn_anew", "lyrics", "tempo_changes", "repeats_written_out", "repeats_left_out",
    "jumps_left_out",
    "chords_simplified", "measures_filled", "measures_joined", "staves_joined", "instruments_replaced", "dynamics_moved",
    "dynamics_left_out", "hairpins_drawn_anew", "key_signatures", "tunes_left_out", "notes_left_out",
)  # fmt: skip


def pitch_of(letter: str, alter: int, octave: int) -> Pitch:
    """letter: C to B. alter: semitones. octave: scientific."""
    return Pitch(STEPS.index(letter) - 1 + 7 * alter, octave)


def moved(pitch: Pitch, steps: int, semitones: int) -> Pitch:
    """The pitch so many letters and semitones higher: from what a transposing instrument reads to what sounds."""
    diatonic = pitch.diatonic + steps
    letter, octave = LETTERS[diatonic % 7], diatonic // 7
    natural = pitch_of(letter, 0, octave)
    return pitch_of(letter, pitch.midi + semitones - natural.midi, octave)
