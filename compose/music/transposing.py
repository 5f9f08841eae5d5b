"""Another key, and the pitches that players of transposing instruments read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from .pitch import Pitch, fifths_name
from .score import Chord, Harmony, KeySignature, Measure, Part, Score, Voice

ENHARMONIC = 12  # places on the line of fifths between two spellings of one sound
MOST_ACCIDENTALS = 7

Move = Callable[[Pitch], Pitch]


@dataclass(frozen=True, slots=True)
class Interval:
    """How far up (negative: down). fifths: places on the line of fifths. steps: letters, seven to the octave."""

    fifths: int
    steps: int

    @property
    def semitones(self) -> int:
        """7 for a perfect fifth up."""
        return 7 * self.fifths - 12 * ((4 * self.fifths - self.steps) // 7)

    def above(self, pitch: Pitch) -> Pitch:
        """The pitch that lies this far above."""
        return Pitch(pitch.fifths + self.fifths, (pitch.diatonic + self.steps) // 7)

    def respelled(self) -> "Interval":
        """The same sound spelled with one letter more (from sharps to flats) or less."""
        sign = -1 if self.fifths > 0 else 1
        return Interval(self.fifths + sign * ENHARMONIC, self.steps - sign)


UNISON = Interval(0, 0)
# What is read lies this far above what sounds.
WRITTEN = {
    "Clarinet": Interval(2, 1), "Trumpet": Interval(2, 1), "Horn": Interval(1, 4), "English horn": Interval(1, 4),
    "Saxophone": Interval(3, 5), "Piccolo": Interval(0, -7), "Double bass": Interval(0, 7),
}  # fmt: skip


def interval_of(semitones: int, key: KeySignature) -> Interval:
    """The interval spelled so that the new key has the fewest accidentals."""
    octaves, rest = divmod(semitones, 12)
    fifths = (7 * rest) % 12
    candidates = [fifths - 12, fifths] if fifths else [0]
    best = min(candidates, key=lambda each: (abs(key.fifths + each), each))
    steps = next(steps for steps in (4 * best % 7, 4 * best % 7 - 7, 4 * best % 7 + 7) if Interval(best, steps).semitones == rest)
    return Interval(best, steps + 7 * octaves)


def transpose(score: Score, interval: Interval) -> Score:
    """The score with every pitch, key and chord that far up. Signatures of more than seven accidentals are respelled."""
    if interval == UNISON:
        return score
    move = cache(interval.above)
    measures = tuple(_measure(measure, interval, move) for measure in score.measures)
    return replace(score, key=_key(score.key, interval), measures=measures)


def written_for(score: Score, part: int) -> tuple[Score, Interval]:
    """The score as the player of a part reads it, and how far above the sound that is."""
    interval = WRITTEN.get(score.parts[part].instrument.name, UNISON)
    if abs(score.key.fifths + interval.fifths) > MOST_ACCIDENTALS:
        interval = interval.respelled()
    return transpose(score, interval), interval


def written_name(part: Part) -> str:
    """ "Clarinet in B♭"; the plain name where what is read sounds as it is read, or an octave off."""
    interval = WRITTEN.get(part.instrument.name)
    if interval is None or interval.fifths == 0:
        return part.label
    return f"{part.label} in {fifths_name(-interval.fifths).replace('b', '♭')}"


def only_parts(score: Score, parts: tuple[int, ...]) -> tuple[Score, tuple[int, ...]]:
    """Some parts alone, and for each of their staves its index in the whole score."""
    staves = tuple(staff for staff, part in enumerate(score.staff_parts) if part in parts)
    if len(staves) == score.staff_count:
        return score, staves
    measures = tuple(replace(measure, staves=tuple(measure.staves[staff] for staff in staves)) for measure in score.measures)
    return replace(score, parts=tuple(score.parts[part] for part in sorted(set(parts))), measures=measures), staves


def _measure(measure: Measure, interval: Interval, move: Move) -> Measure:
    staves = tuple(replace(staff, voices=tuple(_voice(voice, move) for voice in staff.voices)) for staff in measure.staves)
    harmony = tuple(_harmony(each, interval) for each in measure.harmony)
    return replace(measure, key=_key(measure.key, interval), staves=staves, harmony=harmony)


def _voice(voice: Voice, move: Move) -> Voice:
    return Voice(tuple(chord if chord.is_rest else _chord(chord, move) for chord in voice.chords))


def _chord(chord: Chord, move: Move) -> Chord:
    return replace(chord, pitches=tuple(move(pitch) for pitch in chord.pitches))


def _harmony(harmony: Harmony, interval: Interval) -> Harmony:
    return harmony if harmony.root is None else replace(harmony, root=harmony.root + interval.fifths)


def _key(key: KeySignature, interval: Interval) -> KeySignature:
    fifths = key.fifths + interval.fifths
    if fifths > MOST_ACCIDENTALS:
        fifths -= ENHARMONIC
    elif fifths < -MOST_ACCIDENTALS:
        fifths += ENHARMONIC
    return KeySignature(fifths, key.mode)
