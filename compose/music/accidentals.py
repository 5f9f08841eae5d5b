"""Which noteheads need a printed accidental."""

from .score import Measure, Pitch, Score
from .ties import Place, tie_targets

SIGNS = {-2: "flat-flat", -1: "flat", 0: "natural", 1: "sharp", 2: "double-sharp"}


def printed_accidentals(score: Score, staff: int, first: int, last: int) -> dict[Place, tuple[str, bool]]:
    """For each notehead of a staff that needs one: its MusicXML accidental and whether it is only a courtesy.

    An accidental holds to the bar line for its octave, over both voices. A courtesy recalls the key signature after
    another alteration in the measure before, or in another octave of the same measure.
    """
    continued = set(tie_targets(score, staff, max(first - 1, 0)).values())
    printed = {}
    before = _altered(score.measures[first - 1], staff) if first else set()
    for index in range(first, last):
        measure = score.measures[index]
        in_force: dict[int, int] = {}
        for place, pitch in _in_time_order(measure, staff, index):
            if place in continued:
                continue
            by_key = _alter_of_key(pitch, measure)
            current = in_force.get(pitch.diatonic, by_key)
            octaves = {alter for diatonic, alter in in_force.items() if diatonic % 7 == pitch.diatonic % 7 and diatonic != pitch.diatonic}
            is_recalled = pitch.diatonic not in in_force and (
                (pitch.diatonic in before and pitch.alter == by_key) or octaves - {pitch.alter}
            )
            if pitch.alter != current or is_recalled:
                printed[place] = SIGNS.get(pitch.alter, "triple-sharp" if pitch.alter > 0 else "triple-flat"), pitch.alter == current
                in_force[pitch.diatonic] = pitch.alter
        before = _altered(measure, staff)
    return printed


def _in_time_order(measure: Measure, staff: int, index: int) -> list[tuple[Place, Pitch]]:
    heads = []
    for voice_index, voice in enumerate(measure.staves[staff].voices):
        for number, (onset_ticks, chord) in enumerate(voice.timed()):
            for place, pitch in enumerate(chord.pitches):
                heads.append((onset_ticks, (voice_index, index, number, place), pitch))
    heads.sort(key=lambda head: head[0])
    return [(place, pitch) for _, place, pitch in heads]


def _altered(measure: Measure, staff: int) -> set[int]:
    """Staff places that carry another alteration than the key's somewhere in the measure."""
    voices = measure.staves[staff].voices
    pitches = (pitch for voice in voices for chord in voice.chords for pitch in chord.pitches)
    return {pitch.diatonic for pitch in pitches if pitch.alter != _alter_of_key(pitch, measure)}


def _alter_of_key(pitch: Pitch, measure: Measure) -> int:
    """What the key signature makes of a letter: the seven letters it allows are neighbours on the line of fifths."""
    lowest = measure.key.fifths - 1
    return (lowest + (pitch.fifths - lowest) % 7 + 1) // 7
