"""Direct edits of notes: each one gives a new score in which every other measure is the same object.

What an edit may be is in `edits.py`; how a voice stays full in `voice_writing.py`; how pitches are spelled in `pitch_moves.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from . import tokenizer
from .edit_errors import EditError
from .edit_targets import following, pitch_at, voice_at, with_measure, with_staff, with_voice
from .edits import Edit, Letter, Place
from .errors import ScoreError
from .grammar import TRIPLET_TICKS, is_triplet_place
from .pitch_moves import (
    Moment,
    altered,
    check_pitch,
    moved_by_octaves,
    moved_by_semitones,
    moved_by_steps,
    nearest_letter,
    respelled,
)
from .score import Chord, Harmony, Pitch, Score, Voice
from .vocabulary import SPANS_TICKS
from .voice_writing import onset_of, silent_voice, with_pitches, write

PLAIN_TICKS = (3, 6, 12, 24, 48, 96, 192, 384)
MIDDLE_LINES = {"G": Pitch(5, 4), "F": Pitch(2, 3), "C3": Pitch(0, 4), "C4": Pitch(3, 3), "G8": Pitch(5, 3)}


def edit(score: Score, edits: Sequence[Edit]) -> Score:
    """The score after these edits, one after another: names of notes in a later edit mean the score after the earlier ones.

    Raises EditError, with a sentence for the person, where one of them cannot be made; then none is.
    """
    changed = score
    for each in edits:
        if each.place.measure >= len(changed.measures):
            raise EditError("edit.no_such_measure", count=len(changed.measures), measure=each.place.measure + 1)
        if each.place.staff >= changed.staff_count:
            raise EditError("edit.no_such_place")
        changed = OPERATIONS[each.do](changed, each)
    return check_writable(changed)


def check_writable(score: Score) -> Score:
    """The score itself. Raises EditError where the vocabulary has no words for it."""
    try:
        tokenizer.encode(score)
    except ScoreError as error:
        raise EditError("edit.not_writable", why=str(error)) from error
    return score


def _move(score: Score, change: Edit) -> Score:
    count, by = change.values["count"], change.values["by"]

    def moved(pitch: Pitch, moment: Moment) -> Pitch:
        if by == "step":
            return moved_by_steps(pitch, count, moment.key)
        return moved_by_octaves(pitch, count) if by == "octave" else moved_by_semitones(score, pitch, count, moment)

    return _with_pitch(score, change.place, moved)


def _accidental(score: Score, change: Edit) -> Score:
    return _with_pitch(score, change.place, lambda pitch, _: altered(pitch, change.values["sign"]))


def _respell(score: Score, change: Edit) -> Score:
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


def _length(score: Score, change: Edit) -> Score:
    return _with_length(score, change.place, change.values["ticks"])


def _stretch(score: Score, change: Edit) -> Score:
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


def _write(score: Score, change: Edit) -> Score:
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


def _add(score: Score, change: Edit) -> Score:
    """A note at a place in ticks; it may open the second voice."""
    measure = score.measures[change.place.measure]
    voices = measure.staves[change.place.staff].voices
    voice = voices[change.place.voice] if change.place.voice < len(voices) else silent_voice(measure.length_ticks)
    return _written(score, change.place, voice, change.place.onset_ticks, change)


def _written(score: Score, place: Place, voice: Voice, onset_ticks: int, change: Edit) -> Score:
    if onset_ticks >= voice.length_ticks:
        raise EditError("edit.no_such_place")
    pitch = _meant(score, place, change.values["pitch"], _near(score, place, voice, onset_ticks))
    return with_voice(score, place, write(voice, onset_ticks, Chord(change.values["ticks"], (pitch,), (False,))))


def _stack(score: Score, change: Edit) -> Score:
    voice = voice_at(score, change.place)
    return _stacked(score, change.place, voice, _meant(score, change.place, change.values["pitch"], pitch_at(voice, change.place)))


def _third(score: Score, change: Edit) -> Score:
    """One more note in the chord, `count` letters above (or below) the selected one."""
    voice = voice_at(score, change.place)
    key = score.measures[change.place.measure].key
    pitch = moved_by_steps(pitch_at(voice, change.place), change.values["count"], key)
    return _stacked(score, change.place, voice, check_pitch(score, pitch))


def _stacked(score: Score, place: Place, voice: Voice, pitch: Pitch) -> Score:
    chords = list(voice.chords)
    chord = chords[place.chord]
    chords[place.chord] = with_pitches(chord, [*zip(chord.pitches, chord.ties, strict=True), (pitch, False)])
    return with_voice(score, place, Voice(tuple(chords)))


def _delete(score: Score, change: Edit) -> Score:
    """One note of a chord, or the whole of a single note, which leaves a rest."""
    voice = voice_at(score, change.place)
    pitch = pitch_at(voice, change.place)
    chord = voice.chords[change.place.chord]
    if len(chord.pitches) == 1:
        return _rest(score, change)
    chords = list(voice.chords)
    pairs = zip(chord.pitches, chord.ties, strict=True)
    chords[change.place.chord] = with_pitches(chord, [(other, is_tied) for other, is_tied in pairs if other != pitch])
    return with_voice(score, change.place, Voice(tuple(chords)))


def _rest(score: Score, change: Edit) -> Score:
    voice = voice_at(score, change.place)
    pitch_at(voice, change.place)
    silence = Chord(voice.chords[change.place.chord].duration_ticks)
    return with_voice(score, change.place, write(voice, onset_of(voice, change.place.chord), silence))


def _tie(score: Score, change: Edit) -> Score:
    place = change.place
    voice = voice_at(score, place)
    pitch = pitch_at(voice, place)
    chord = voice.chords[place.chord]
    is_tied = not chord.ties[place.pitch] if change.values["on"] is None else change.values["on"]
    ties = tuple(is_tied if number == place.pitch else tied for number, tied in enumerate(chord.ties))
    chords = list(voice.chords)
    chords[place.chord] = replace(chord, ties=ties)
    target = chords[place.chord + 1] if place.chord + 1 < len(chords) else following(score, place)
    if is_tied and (target is None or pitch not in target.pitches):
        raise EditError("edit.nothing_to_tie", pitch=pitch.name)
    return with_voice(score, place, Voice(tuple(chords)))


def _articulation(score: Score, change: Edit) -> Score:
    voice = voice_at(score, change.place)
    pitch_at(voice, change.place)
    chords = list(voice.chords)
    chords[change.place.chord] = replace(chords[change.place.chord], articulation=change.values["sign"])
    return with_voice(score, change.place, Voice(tuple(chords)))


def _dynamic(score: Score, change: Edit) -> Score:
    staff = score.measures[change.place.measure].staves[change.place.staff]
    return with_staff(score, change.place, replace(staff, dynamic=change.values["sign"]))


def _second_voice(score: Score, change: Edit) -> Score:
    measure = score.measures[change.place.measure]
    staff = measure.staves[change.place.staff]
    is_there = len(staff.voices) > 1
    is_wanted = not is_there if change.values["on"] is None else change.values["on"]
    if is_wanted == is_there:
        return score
    voices = (*staff.voices, silent_voice(measure.length_ticks)) if is_wanted else staff.voices[:1]
    return with_staff(score, change.place, replace(staff, voices=voices))


def _harmony(score: Score, change: Edit) -> Score:
    measure, chords = score.measures[change.place.measure], change.values["chords"]
    if chords and measure.length_ticks != measure.time.length_ticks:
        raise EditError("edit.short_measure")
    ticks = sum(chord.duration_ticks for chord in chords)
    if chords and (ticks != measure.length_ticks or any(chord.duration_ticks not in SPANS_TICKS for chord in chords)):
        raise EditError("edit.harmony_length", ticks=ticks, length=measure.length_ticks)
    return with_measure(score, change.place.measure, replace(measure, harmony=chords))


def _meant(score: Score, place: Place, letter: Letter | None, near: Pitch) -> Pitch:
    """The pitch that was typed: the key's own accidental and the nearest octave where nothing else was said."""
    if letter is None:
        return near
    pitch = letter.pitch
    if pitch is None:
        pitch = nearest_letter(letter.step, near, score.measures[place.measure].key)
        if letter.accidental:
            pitch = Pitch(pitch.fifths + 7 * (letter.alter - pitch.alter), pitch.octave)
    return check_pitch(score, pitch)


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


def _chord_symbols(score: Score, change: Edit) -> Score:
    """Chord symbols that share a measure evenly, beat by beat; they are printed from now on."""
    measure, symbols = score.measures[change.place.measure], change.values["symbols"]
    count = len(symbols)
    if count and measure.length_ticks != measure.time.length_ticks:
        raise EditError("edit.short_measure")
    units = measure.length_ticks // SPANS_TICKS[0]
    if count > units:
        raise EditError("edit.too_many_chords", most=units)
    edges = [number * units // count * SPANS_TICKS[0] for number in range(count)] + [measure.length_ticks] if count else []
    chords = tuple(Harmony(end - start, *symbol) for (start, end), symbol in zip(pairwise(edges), symbols, strict=True))
    return with_measure(replace(score, has_chord_symbols=score.has_chord_symbols or bool(count)), change.place.measure,
                        replace(measure, harmony=chords))  # fmt: skip


OPERATIONS: dict[str, Callable[[Score, Edit], Score]] = {
    "move": _move,
    "accidental": _accidental,
    "respell": _respell,
    "length": _length,
    "stretch": _stretch,
    "write": _write,
    "add": _add,
    "stack": _stack,
    "third": _third,
    "delete": _delete,
    "rest": _rest,
    "tie": _tie,
    "articulation": _articulation,
    "dynamic": _dynamic,
    "second_voice": _second_voice,
    "harmony": _harmony,
    "chord_symbols": _chord_symbols,
}
