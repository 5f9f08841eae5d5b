"""Direct edits of notes: each one gives a new score in which every other measure is the same object.

What an edit may be is in `edits.py`; those of pitch and time are in `pitch_edits.py` and `length_edits.py`; how a voice stays full in
`voice_writing.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from . import tokenizer
from .edit_errors import EditError
from .edit_targets import following, pitch_at, voice_at, with_measure, with_staff, with_voice
from .edits import Edit, Place
from .errors import ScoreError
from .length_edits import add_note, length, stretch, write_note
from .pitch_edits import accidental, meant_pitch, move, respell
from .pitch_moves import check_pitch, moved_by_steps
from .score import Chord, Harmony, Pitch, Score, Voice
from .vocabulary import SPANS_TICKS
from .voice_writing import onset_of, silent_voice, with_pitches, write


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


def _stack(score: Score, change: Edit) -> Score:
    voice = voice_at(score, change.place)
    return _stacked(score, change.place, voice, meant_pitch(score, change.place, change.values["pitch"], pitch_at(voice, change.place)))


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
    "move": move,
    "accidental": accidental,
    "respell": respell,
    "length": length,
    "stretch": stretch,
    "write": write_note,
    "add": add_note,
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
