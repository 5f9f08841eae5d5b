"""Edits of time: how long a note is, and notes that are written where there was something else."""

from collections.abc import Sequence
from dataclasses import replace

from .edit_errors import EditError
from .edit_targets import pitch_at, voice_at, with_voice
from .edits import Edit, Place
from .grammar import TRIPLET_TICKS, is_triplet_place
from .pitch_edits import meant_pitch
from .score import Chord, Pitch, Score, Voice
from .voice_writing import onset_of, silent_voice, write

PLAIN_TICKS = (3, 6, 12, 24, 48, 96, 192, 384)
MIDDLE_LINES = {"G": Pitch(5, 4), "F": Pitch(2, 3), "C3": Pitch(0, 4), "C4": Pitch(3, 3), "G8": Pitch(5, 3)}


def length(score: Score, change: Edit) -> Score:
    """A note of so many ticks."""
    return _with_length(score, change.place, change.values["ticks"])


def stretch(score: Score, change: Edit) -> Score:
    """Longer, shorter, dotted or not, a triplet or not."""
    voice = voice_at(score, change.place)
    pitch_at(voice, change.place)
    chord, onset_ticks = voice.chords[change.place.chord], onset_of(voice, change.place.chord)
    ticks, to = chord.duration_ticks, change.values["to"]
    if to == "triplet":
        return _with_length(score, change.place, _triplet_ticks(onset_ticks, ticks))
    if to == "dotted":
        return _with_length(score, change.place, ticks * 3 // 2 if ticks in PLAIN_TICKS else max(p for p in PLAIN_TICKS if p <= ticks))
    ladder = TRIPLET_TICKS if ticks in TRIPLET_TICKS else PLAIN_TICKS
    return _with_length(score, change.place, _neighbour(ladder, ticks, is_longer=to == "longer"))


def _neighbour(ladder: Sequence[int], ticks: int, *, is_longer: bool) -> int:
    if is_longer:
        return next((value for value in ladder if value > ticks), ladder[-1])
    return next((value for value in reversed(ladder) if value < ticks), ladder[0])


def _triplet_ticks(onset_ticks: int, ticks: int) -> int:
    """A third of a plain note; and the whole again where the first of a triplet is selected."""
    if ticks in TRIPLET_TICKS:
        if is_triplet_place(onset_ticks):
            raise EditError("edit.inside_a_triplet")
        return ticks * 3
    if ticks not in (12, 24, 48, 96):
        raise EditError("edit.not_a_triplet_length")
    return ticks // 3


def _with_length(score: Score, place: Place, ticks: int) -> Score:
    voice = voice_at(score, place)
    pitch_at(voice, place)
    chord = replace(voice.chords[place.chord], duration_ticks=ticks)
    onset_ticks = onset_of(voice, place.chord)
    silent = write(voice, onset_ticks, Chord(voice.chords[place.chord].duration_ticks))
    return with_voice(score, place, write(silent, onset_ticks, chord))


def write_note(score: Score, change: Edit) -> Score:
    """A note instead of what stands there: other notes, or a rest."""
    place = change.place
    voice = voice_at(score, place)
    if place.chord is not None:
        pitch_at(voice, place)
        onset_ticks = onset_of(voice, place.chord)
        voice = write(voice, onset_ticks, Chord(voice.chords[place.chord].duration_ticks))
    else:
        onset_ticks = place.onset_ticks
    return _written(score, place, voice, onset_ticks, change)


def add_note(score: Score, change: Edit) -> Score:
    """A note at a place in ticks; it may open the second voice."""
    measure = score.measures[change.place.measure]
    voices = measure.staves[change.place.staff].voices
    voice = voices[change.place.voice] if change.place.voice < len(voices) else silent_voice(measure.length_ticks)
    return _written(score, change.place, voice, change.place.onset_ticks, change)


def _written(score: Score, place: Place, voice: Voice, onset_ticks: int, change: Edit) -> Score:
    if onset_ticks >= voice.length_ticks:
        raise EditError("edit.no_such_place")
    pitch = meant_pitch(score, place, change.values["pitch"], _near(score, place, voice, onset_ticks))
    return with_voice(score, place, write(voice, onset_ticks, Chord(change.values["ticks"], (pitch,), (False,))))


def _near(score: Score, place: Place, voice: Voice, onset_ticks: int) -> Pitch:
    """The last pitch before a place in its voice, the top one of a chord; at the beginning the middle line of the staff."""
    earlier = [chord.pitches[-1] for onset, chord in voice.timed() if onset < onset_ticks and chord.pitches]
    for measure in reversed(score.measures[max(0, place.measure - 2) : place.measure]):
        if earlier:
            break
        voices = measure.staves[place.staff].voices
        earlier = [chord.pitches[-1] for chord in voices[place.voice].chords if chord.pitches] if place.voice < len(voices) else []
    if earlier:
        return earlier[-1]
    part = score.staff_parts[place.staff]
    return MIDDLE_LINES[score.parts[part].instrument.clefs[place.staff - score.staff_parts.index(part)]]
