"""Finding the voice, chord and pitch an edit means, and putting back what became of them; all else stays the same object."""

from dataclasses import replace

from .edit_errors import EditError
from .edits import Place
from .score import Chord, Measure, Pitch, Score, Staff, Voice
from .voice_writing import clear_ties


def voice_at(score: Score, place: Place) -> Voice:
    """Raises EditError where the staff has no such voice."""
    voices = score.measures[place.measure].staves[place.staff].voices
    if place.voice >= len(voices):
        raise EditError("edit.no_second_voice")
    return voices[place.voice]


def pitch_at(voice: Voice, place: Place) -> Pitch:
    """The pitch of the notehead. Raises EditError where there is none."""
    if place.chord >= len(voice.chords):
        raise EditError("edit.no_such_place")
    chord = voice.chords[place.chord]
    if chord.is_rest:
        raise EditError("edit.rest")
    if place.pitch >= len(chord.pitches):
        raise EditError("edit.no_such_place")
    return chord.pitches[place.pitch]


def following(score: Score, place: Place) -> Chord | None:
    """The first chord of the same voice in the next measure."""
    if place.measure + 1 >= len(score.measures):
        return None
    voices = score.measures[place.measure + 1].staves[place.staff].voices
    return voices[place.voice].chords[0] if place.voice < len(voices) else None


def with_voice(score: Score, place: Place, voice: Voice) -> Score:
    """The score with another voice there, its ties cleared of what they no longer hold."""
    staff = score.measures[place.measure].staves[place.staff]
    voices = list(staff.voices)
    voices[place.voice : place.voice + 1] = [clear_ties(voice, following(score, place))]
    return with_staff(score, place, replace(staff, voices=tuple(voices)))


def with_staff(score: Score, place: Place, staff: Staff) -> Score:
    """The score with another staff in that measure."""
    measure = score.measures[place.measure]
    staves = tuple(staff if number == place.staff else other for number, other in enumerate(measure.staves))
    return with_measure(score, place.measure, replace(measure, staves=staves))


def with_measure(score: Score, index: int, measure: Measure) -> Score:
    """The score with another measure; the same object where nothing is other."""
    if measure == score.measures[index]:
        return score
    return replace(score, measures=(*score.measures[:index], measure, *score.measures[index + 1 :]))
