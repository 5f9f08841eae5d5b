"""Which noteheads are really tied: a tie counts only where the next chord of the voice has the same pitch."""

from collections.abc import Iterator

from .score import Chord, Score

Place = tuple[int, int, int, int]  # voice, measure, chord, pitch: indices from 0


def tie_targets(score: Score, staff: int, first: int = 0) -> dict[Place, Place]:
    """For one staff, from measure `first` on: each tied notehead and the notehead its tie leads to."""
    targets: dict[Place, Place] = {}
    for voice in range(2):
        previous: tuple[int, int, Chord] | None = None
        for measure, number, chord in voice_chords(score, staff, voice, first):
            if previous is not None and measure - previous[0] <= 1 and any(previous[2].ties):
                for place, (pitch, is_tied) in enumerate(zip(previous[2].pitches, previous[2].ties, strict=True)):
                    if is_tied and pitch in chord.pitches:
                        targets[voice, previous[0], previous[1], place] = (voice, measure, number, chord.pitches.index(pitch))
            previous = measure, number, chord
    return targets


def voice_chords(score: Score, staff: int, voice: int, first: int = 0) -> Iterator[tuple[int, int, Chord]]:
    """Measure, number in its measure and chord, for every chord and rest of one voice; measures without the voice are skipped."""
    for measure in range(first, len(score.measures)):
        voices = score.measures[measure].staves[staff].voices
        if voice < len(voices):
            for number, chord in enumerate(voices[voice].chords):
                yield measure, number, chord
