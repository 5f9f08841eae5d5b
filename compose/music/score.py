"""The score: immutable data that everything else is a function from or to.

A score grows measure by measure (`score.append(measure)`), which is what lets it stream.
Time inside a measure is counted in ticks, 24 to the quarter note, so that 32nd notes and
triplet sixteenths are exact integers; `onset` and `duration` give exact quarter notes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, lru_cache

from .errors import ScoreError
from .instruments import Instrument
from .pitch import Pitch, fifths_name

TICKS_PER_QUARTER = 24

DYNAMICS = ("ppp", "pp", "p", "mp", "mf", "f", "ff", "fff")
ARTICULATIONS = ("staccato", "accent", "tenuto", "fermata")
CADENCES = ("authentic", "half", "plagal", "deceptive")
SECTIONS = ("A", "B", "C", "D", "E", "F", "G", "H")
HARMONY_QUALITIES = ("major", "minor", "diminished", "augmented", "dominant-seventh", "major-seventh",
                     "minor-seventh", "half-diminished", "diminished-seventh", "suspended-fourth")


@lru_cache(maxsize=4096)
def quarters(ticks: int) -> Fraction:
    """Exact quarter notes; kept, because a score has few different ones and making a fraction is slow."""
    return Fraction(ticks, TICKS_PER_QUARTER)


@dataclass(frozen=True, slots=True)
class KeySignature:
    """fifths: sharps (positive) or flats (negative), -7 to 7. mode: "major" or "minor"."""

    fifths: int
    mode: str = "major"

    def __post_init__(self) -> None:
        if not -7 <= self.fifths <= 7 or self.mode not in ("major", "minor"):
            raise ScoreError(f"no such key signature: {self.fifths} {self.mode}")

    @property
    def tonic(self) -> int:
        """The tonic as a place on the line of fifths (A minor: A = 3)."""
        return self.fifths + (3 if self.mode == "minor" else 0)

    @property
    def name(self) -> str:
        """"Bb major", "F# minor"."""
        return f"{fifths_name(self.tonic)} {self.mode}"

    @property
    def scale(self) -> frozenset[int]:
        """Pitch classes 0-11 of the scale; minor includes the raised sixth and seventh degrees."""
        degrees = range(-1, 6) if self.mode == "major" else (-4, -3, -2, -1, 0, 1, 2, 3, 5)
        return frozenset((self.tonic + degree) * 7 % 12 for degree in degrees)


@dataclass(frozen=True, slots=True)
class TimeSignature:
    """beats over beat_type, 6/8 as TimeSignature(6, 8)."""

    beats: int
    beat_type: int

    def __post_init__(self) -> None:
        if self.beats < 1 or self.beat_type not in (1, 2, 4, 8, 16, 32):
            raise ScoreError(f"no such time signature: {self.beats}/{self.beat_type}")

    @property
    def length_ticks(self) -> int:
        """Length of a full measure in ticks."""
        return self.beats * 4 * TICKS_PER_QUARTER // self.beat_type

    @property
    def is_compound(self) -> bool:
        """6/8, 9/8, 12/8 and their kin, felt in dotted beats."""
        return self.beat_type >= 8 and self.beats % 3 == 0 and self.beats > 3

    @property
    def beat_ticks(self) -> int:
        """Length of the felt beat: a dotted quarter in 6/8, a quarter in 3/4."""
        return 4 * TICKS_PER_QUARTER // self.beat_type * (3 if self.is_compound else 1)

    @property
    def name(self) -> str:
        """"6/8"."""
        return f"{self.beats}/{self.beat_type}"


@dataclass(frozen=True, slots=True)
class Chord:
    """Pitches struck together in one voice: none is a rest, one a plain note.

    duration_ticks: notated length, positive.
    pitches: ascending.
    ties: one flag a pitch, True where it is tied to the same pitch of the next chord of the voice.
    articulation: one of ARTICULATIONS or "".
    """

    duration_ticks: int
    pitches: tuple[Pitch, ...] = ()
    ties: tuple[bool, ...] = ()
    articulation: str = ""

    def __post_init__(self) -> None:
        if self.duration_ticks < 1:
            raise ScoreError("a note needs a positive duration")
        if len(self.ties) != len(self.pitches):
            raise ScoreError("a chord needs one tie flag a pitch")

    @property
    def is_rest(self) -> bool:
        return not self.pitches

    @property
    def duration(self) -> Fraction:
        """Quarter notes, exact."""
        return quarters(self.duration_ticks)


@dataclass(frozen=True, slots=True)
class Voice:
    """One line of a staff: chords and rests end to end, filling the measure exactly."""

    chords: tuple[Chord, ...]

    @property
    def length_ticks(self) -> int:
        return sum(chord.duration_ticks for chord in self.chords)

    def timed(self) -> Iterator[tuple[int, Chord]]:
        """Each chord with its onset in ticks from the start of the measure."""
        onset_ticks = 0
        for chord in self.chords:
            yield onset_ticks, chord
            onset_ticks += chord.duration_ticks


@dataclass(frozen=True, slots=True)
class Harmony:
    """A chord of the plan. root: place on the line of fifths, None for no chord. quality: one of HARMONY_QUALITIES."""

    duration_ticks: int
    root: int | None
    quality: str = "major"


@dataclass(frozen=True, slots=True)
class Staff:
    """What one staff holds in one measure: one or two voices, and the dynamic that begins there ("" for none)."""

    voices: tuple[Voice, ...]
    dynamic: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of every staff of the score, top staff first.

    key, time: in force here. length_ticks: shorter than the time signature only in a pickup.
    harmony: the chords of the plan, empty or filling the measure. section: letter that begins here or "".
    cadence: one of CADENCES that ends here or "".
    """

    key: KeySignature
    time: TimeSignature
    staves: tuple[Staff, ...]
    length_ticks: int
    harmony: tuple[Harmony, ...] = ()
    section: str = ""
    cadence: str = ""

    def __post_init__(self) -> None:
        for number, staff in enumerate(self.staves):
            for voice in staff.voices:
                if voice.length_ticks != self.length_ticks:
                    raise ScoreError(f"staff {number}: voice of {voice.length_ticks} ticks in a measure of {self.length_ticks}")


@dataclass(frozen=True, slots=True)
class Part:
    """One player or section. A piano is one part on two staves."""

    instrument: Instrument
    name: str = ""

    @property
    def label(self) -> str:
        """The name to print before the first system."""
        return self.name or self.instrument.name

    @property
    def staff_count(self) -> int:
        return len(self.instrument.clefs)


@dataclass(frozen=True, slots=True)
class Note:
    """A sounding note, ties merged.

    onset, duration: quarter notes from the start of the score, exact. staff: index over all staves, top first.
    measure: index from 0 of the measure it starts in.
    """

    onset: Fraction
    duration: Fraction
    pitch: Pitch
    part: int
    staff: int
    voice: int
    measure: int
    articulation: str = ""


@dataclass(frozen=True)
class Score:
    """Parts, home key, tempo and the measures so far.

    key: home key; the degrees of the vocabulary are counted from its tonic.
    tempo_qpm: quarter notes per minute. title, composer: for the page head.
    has_chord_symbols: whether the harmony is printed above the staff. is_legato: whether slurs are drawn (slurs.py).
    has_hairpins: whether they are drawn and played where a dynamic leads to another (hairpins.py).
    """

    parts: tuple[Part, ...]
    key: KeySignature
    time: TimeSignature
    tempo_qpm: int
    measures: tuple[Measure, ...] = ()
    title: str = ""
    composer: str = ""
    has_chord_symbols: bool = False
    metadata: tuple[tuple[str, str], ...] = field(default=())
    is_legato: bool = False
    has_hairpins: bool = False

    def append(self, measure: Measure) -> "Score":
        """The score with one more measure. Raises ScoreError if the staves do not match the parts."""
        if len(measure.staves) != self.staff_count:
            raise ScoreError(f"a measure of {len(measure.staves)} staves for {self.staff_count}")
        return replace(self, measures=(*self.measures, measure))

    @property
    def staff_count(self) -> int:
        return sum(part.staff_count for part in self.parts)

    @cached_property
    def staff_parts(self) -> tuple[int, ...]:
        """For each staff, the index of its part."""
        return tuple(index for index, part in enumerate(self.parts) for _ in range(part.staff_count))

    @cached_property
    def measure_onsets_ticks(self) -> tuple[int, ...]:
        """Start of each measure in ticks from the start of the score, and the end of the last."""
        starts = [0]
        for measure in self.measures:
            starts.append(starts[-1] + measure.length_ticks)
        return tuple(starts)

    @property
    def duration_seconds(self) -> float:
        return self.measure_onsets_ticks[-1] / TICKS_PER_QUARTER * 60 / self.tempo_qpm

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Every sounding note, tied notes merged, in order of staff, voice and onset."""
        return tuple(_merge_ties(self))


def _merge_ties(score: Score) -> Iterator[Note]:
    for staff_index, part_index in enumerate(score.staff_parts):
        for voice_index in range(2):
            held: dict[Pitch, Note] = {}
            for measure_index, measure in enumerate(score.measures):
                start_ticks = score.measure_onsets_ticks[measure_index]
                voices = measure.staves[staff_index].voices
                if voice_index >= len(voices):
                    yield from held.values()
                    held = {}
                    continue
                for onset_ticks, chord in voices[voice_index].timed():
                    still_held: dict[Pitch, Note] = {}
                    for pitch, is_tied in zip(chord.pitches, chord.ties, strict=True):
                        note = held.pop(pitch, None)
                        if note is None:
                            note = Note(quarters(start_ticks + onset_ticks), chord.duration, pitch, part_index, staff_index, voice_index,
                                        measure_index, chord.articulation)
                        else:
                            note = replace(note, duration=note.duration + chord.duration)
                        if is_tied:
                            still_held[pitch] = note
                        else:
                            yield note
                    yield from held.values()
                    held = still_held
            yield from held.values()
