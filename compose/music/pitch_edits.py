"""Edits of a pitch: moving it, altering it, spelling it otherwise."""

from collections.abc import Callable

from .edit_targets import pitch_at, voice_at, with_voice
from .edits import Edit, Letter, Place
from .pitch_moves import Moment, altered, check_pitch, moved_by_octaves, moved_by_semitones, moved_by_steps, nearest_letter, respelled
from .score import Chord, Pitch, Score, Voice
from .voice_writing import onset_of, with_pitches


def move(score: Score, change: Edit) -> Score:
    """Up or down by steps of the scale, semitones or octaves."""
    count, by = change.values["count"], change.values["by"]

    def moved(pitch: Pitch, moment: Moment) -> Pitch:
        if by == "step":
            return moved_by_steps(pitch, count, moment.key)
        return moved_by_octaves(pitch, count) if by == "octave" else moved_by_semitones(score, pitch, count, moment)

    return _with_pitch(score, change.place, moved)


def accidental(score: Score, change: Edit) -> Score:
    """Another accidental on the same letter."""
    return _with_pitch(score, change.place, lambda pitch, _: altered(pitch, change.values["sign"]))


def respell(score: Score, change: Edit) -> Score:
    """The same sound under another name."""
    return _with_pitch(score, change.place, lambda pitch, _: respelled(score, pitch))


def _with_pitch(score: Score, place: Place, change: Callable[[Pitch, Moment], Pitch]) -> Score:
    """Another pitch for a notehead and for those in its measure that it is tied with: they are one note."""
    voice = voice_at(score, place)
    old = pitch_at(voice, place)
    measure = score.measures[place.measure]
    new = check_pitch(score, change(old, Moment(place.measure, onset_of(voice, place.chord), measure.key)))
    chords = list(voice.chords)
    for number in _tied_run(voice, place.chord, old):
        pairs = zip(chords[number].pitches, chords[number].ties, strict=True)
        chords[number] = with_pitches(chords[number], [(new if pitch == old else pitch, is_tied) for pitch, is_tied in pairs])
    return with_voice(score, place, Voice(tuple(chords)))


def _tied_run(voice: Voice, number: int, pitch: Pitch) -> range:
    """The chords of a measure through which one pitch is held without being struck again."""
    first, last = number, number
    while first and _holds(voice.chords[first - 1], pitch):
        first -= 1
    while last + 1 < len(voice.chords) and _holds(voice.chords[last], pitch) and pitch in voice.chords[last + 1].pitches:
        last += 1
    return range(first, last + 1)


def _holds(chord: Chord, pitch: Pitch) -> bool:
    return pitch in chord.pitches and chord.ties[chord.pitches.index(pitch)]


def meant_pitch(score: Score, place: Place, letter: Letter | None, near: Pitch) -> Pitch:
    """The pitch that was typed: the key's own accidental and the nearest octave where nothing else was said."""
    if letter is None:
        return near
    pitch = letter.pitch
    if pitch is None:
        pitch = nearest_letter(letter.step, near, score.measures[place.measure].key)
        if letter.accidental:
            pitch = Pitch(pitch.fifths + 7 * (letter.alter - pitch.alter), pitch.octave)
    return check_pitch(score, pitch)
