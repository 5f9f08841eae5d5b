"""Writing into one voice of one measure so that it stays exactly full.

A voice is looked at as the notes it sounds; rests are what lies between them. A note that is written takes the time it needs
from whatever stood there: notes that begin under it go, a note that reaches into it is cut, and what is left over rests.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from .edit_errors import EditError
from .quantise import notate
from .score import Chord, Pitch, Voice

VALUE_NAMES = {384: "long", 192: "double whole", 96: "whole", 48: "half", 24: "quarter", 12: "eighth", 6: "sixteenth", 3: "thirty-second"}


@dataclass(frozen=True, slots=True)
class Sounding:
    """A chord with its place in ticks from the start of the measure."""

    onset_ticks: int
    chord: Chord

    @property
    def end_ticks(self) -> int:
        return self.onset_ticks + self.chord.duration_ticks


def silent_voice(length_ticks: int) -> Voice:
    """A voice of rests."""
    return Voice(_rests(0, length_ticks))


def write(voice: Voice, onset_ticks: int, chord: Chord) -> Voice:
    """The voice with a chord, or where it has no pitches a rest, from `onset_ticks` on. Raises EditError where it does not fit."""
    length_ticks = voice.length_ticks
    end_ticks = onset_ticks + chord.duration_ticks
    if end_ticks > length_ticks:
        raise EditError("edit.no_room", room=name_of_length(length_ticks - onset_ticks))
    before = [_cut(note, onset_ticks) for note in _soundings(voice) if note.onset_ticks < onset_ticks]
    after = [note for note in _soundings(voice) if note.onset_ticks >= end_ticks]
    written = [] if chord.is_rest else [Sounding(onset_ticks, chord)]
    return fill([*before, *written, *after], length_ticks)


def fill(notes: list[Sounding], length_ticks: int) -> Voice:
    """Notes in order, with rests between them."""
    chords: list[Chord] = []
    now = 0
    for note in notes:
        chords += _rests(now, note.onset_ticks - now)
        chords += _notated(note)
        now = note.end_ticks
    return Voice((*chords, *_rests(now, length_ticks - now)))


def clear_ties(voice: Voice, following: Chord | None) -> Voice:
    """The voice without ties that lead nowhere. following: the first chord of the voice in the next measure."""
    chords = list(voice.chords)
    for number, chord in enumerate(chords):
        target = chords[number + 1] if number + 1 < len(chords) else following
        held = target.pitches if target else ()
        ties = tuple(is_tied and pitch in held for pitch, is_tied in zip(chord.pitches, chord.ties, strict=True))
        if ties != chord.ties:
            chords[number] = replace(chord, ties=ties)
    return Voice(tuple(chords))


def onset_of(voice: Voice, number: int) -> int:
    """Ticks from the start of the measure to chord `number`."""
    return sum(chord.duration_ticks for chord in voice.chords[:number])


def with_pitches(chord: Chord, pitches: list[tuple[Pitch, bool]]) -> Chord:
    """The chord with these pitches and their ties, lowest first. Raises EditError where two of them are one key of a piano."""
    ordered = sorted(pitches, key=lambda pair: pair[0].midi)
    for (lower, _), (upper, _) in pairwise(ordered):
        if lower.midi == upper.midi:
            raise EditError("edit.already_there", pitch=upper.name)
    articulation = chord.articulation if ordered else ""
    return Chord(chord.duration_ticks, tuple(pitch for pitch, _ in ordered), tuple(is_tied for _, is_tied in ordered), articulation)


def name_of_length(ticks: int) -> str:
    """In words: "a dotted half note", or how many quarter notes where no single value says it."""
    if ticks in VALUE_NAMES:
        return f"a {VALUE_NAMES[ticks]} note".replace("a eighth", "an eighth")
    if ticks % 3 == 0 and ticks * 2 // 3 in VALUE_NAMES and ticks * 2 % 3 == 0:
        return f"a dotted {VALUE_NAMES[ticks * 2 // 3]} note"
    return f"{ticks / 24:g} quarter notes"


def _soundings(voice: Voice) -> list[Sounding]:
    return [Sounding(onset_ticks, chord) for onset_ticks, chord in voice.timed() if not chord.is_rest]


def _cut(note: Sounding, end_ticks: int) -> Sounding:
    if note.end_ticks <= end_ticks:
        return note
    ties = (False,) * len(note.chord.pitches)
    return Sounding(note.onset_ticks, replace(note.chord, duration_ticks=end_ticks - note.onset_ticks, ties=ties))


def _notated(note: Sounding) -> list[Chord]:
    """The chord as one notated value, or as several that are tied."""
    values = notate(note.onset_ticks, note.chord.duration_ticks)
    if values is None:
        raise EditError("edit.rhythm")
    if len(values) == 1:
        return [note.chord]
    held = (True,) * len(note.chord.pitches)
    pieces = [Chord(ticks, note.chord.pitches, held) for ticks in values]
    pieces[0] = replace(pieces[0], articulation=note.chord.articulation)
    pieces[-1] = replace(pieces[-1], ties=note.chord.ties)
    return pieces


def _rests(onset_ticks: int, duration_ticks: int) -> tuple[Chord, ...]:
    values = notate(onset_ticks, duration_ticks)
    if values is None:
        raise EditError("edit.rhythm")
    return tuple(Chord(ticks) for ticks in values)
