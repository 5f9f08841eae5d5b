"""The voices of a score as lines of notes on one time axis, and the moments at which any of them moves."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property

from ..performance import note_id
from ..score import Pitch, Score
from ..ties import tie_targets, voice_chords

FOUR_NAMES = ("Soprano", "Alto", "Tenor", "Bass")


@dataclass(frozen=True, slots=True)
class LineNote:
    """A sounding note of a line, ties merged. start, end: ticks from the start of the score. id: of its notehead.

    below: the other pitches of its chord.
    """

    start: int
    end: int
    pitch: Pitch
    id: str
    below: tuple[Pitch, ...] = ()
    has_fermata: bool = False

    @property
    def midi(self) -> int:
        return self.pitch.midi


@dataclass(frozen=True)
class Line:
    """One voice; of chords struck together only the top note. staff, voice: indices from 0."""

    name: str
    part: int
    staff: int
    voice: int
    notes: tuple[LineNote, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [note.start for note in self.notes]

    def index_at(self, tick: int) -> int | None:
        """The index of the note that sounds at a tick, None in a rest."""
        index = bisect_right(self._starts, tick) - 1
        return index if index >= 0 and self.notes[index].end > tick else None

    def note_at(self, tick: int) -> LineNote | None:
        """The note that sounds at a tick, None in a rest."""
        index = self.index_at(tick)
        return None if index is None else self.notes[index]

    def neighbours(self, index: int) -> tuple[int, int] | None:
        """Semitones from the note before and to the note after, None where one is missing or a rest lies between."""
        if not 0 < index < len(self.notes) - 1:
            return None
        before, note, after = self.notes[index - 1 : index + 2]
        if before.end != note.start or note.end != after.start:
            return None
        return note.midi - before.midi, after.midi - note.midi

    def is_passing(self, index: int) -> bool:
        """Half a beat at most, come to and left by step in one direction."""
        moves = self.neighbours(index)
        is_short = self.notes[index].end - self.notes[index].start <= 12
        return moves is not None and is_short and all(0 < abs(move) <= 2 for move in moves) and moves[0] * moves[1] > 0

    def is_ornament(self, index: int) -> bool:
        """A short note on a weak place, come to and left by step; or one that hangs over a beat and steps down."""
        moves = self.neighbours(index)
        if moves is None:
            return False
        note, before = self.notes[index], self.notes[index - 1]
        length = note.end - note.start
        is_weak = note.start % 24 != 0 and length <= 12
        if is_weak and all(0 < abs(move) <= 2 for move in moves):
            return True
        return moves[0] == 0 and moves[1] in (-1, -2) and length <= 24 and before.end - before.start >= length

    @cached_property
    def chord_share(self) -> float:
        """Share of the strokes that are more than one note."""
        return sum(bool(note.below) for note in self.notes) / max(1, len(self.notes))

    @property
    def sounding_ticks(self) -> int:
        return sum(note.end - note.start for note in self.notes)

    @property
    def low(self) -> int:
        return min(note.midi for note in self.notes)

    @property
    def high(self) -> int:
        return max(note.midi for note in self.notes)


def lines_of(score: Score) -> tuple[Line, ...]:
    """Every voice that has notes, top staff first, upper voice first."""
    found = []
    for staff, part in enumerate(score.staff_parts):
        targets = tie_targets(score, staff)
        for voice in range(2):
            notes = tuple(_notes(score, staff, voice, targets))
            if notes:
                found.append(Line(score.parts[part].label, part, staff, voice, notes))
    return _numbered(found)


def named_by_height(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Four voices on fewer staves as Soprano, Alto, Tenor and Bass, two as upper and lower voice."""
    if len(lines) not in (2, 4) or len({line.part for line in lines}) == len(lines):
        return lines
    names = FOUR_NAMES if len(lines) == 4 else ("Upper voice", "Lower voice")
    return tuple(Line(name, line.part, line.staff, line.voice, line.notes) for name, line in zip(names, lines, strict=True))


def _notes(score: Score, staff: int, voice: int, targets: dict) -> list[LineNote]:
    continued = set(targets.values())
    onsets = score.measure_onsets_ticks
    notes: list[LineNote] = []
    now, last_measure = 0, -1
    for measure, number, chord in voice_chords(score, staff, voice):
        if measure != last_measure:
            now, last_measure = onsets[measure], measure
        if chord.pitches:
            top = len(chord.pitches) - 1
            is_fermata = chord.articulation == "fermata"
            if (voice, measure, number, top) in continued and notes and notes[-1].end == now and notes[-1].pitch == chord.pitches[top]:
                last = notes[-1]
                notes[-1] = replace(last, end=now + chord.duration_ticks, has_fermata=last.has_fermata or is_fermata)
            else:
                name = note_id(measure, staff, voice, number, top)
                notes.append(LineNote(now, now + chord.duration_ticks, chord.pitches[top], name, chord.pitches[:-1], is_fermata))
        now += chord.duration_ticks
    return notes


def _numbered(lines: list[Line]) -> tuple[Line, ...]:
    names = [line.name for line in lines]
    numbered = []
    for index, line in enumerate(lines):
        number = f" {names[: index + 1].count(line.name)}" if names.count(line.name) > 1 else ""
        numbered.append(Line(line.name + number, line.part, line.staff, line.voice, line.notes))
    return tuple(numbered)


@dataclass(frozen=True, slots=True)
class Moment:
    """A tick at which some line begins a note. notes: what each line sounds, None in rests. begins: which of them begin here."""

    tick: int
    notes: tuple[LineNote | None, ...]
    begins: tuple[bool, ...]


def moments_of(lines: tuple[Line, ...]) -> list[Moment]:
    """Every tick at which one of the lines begins a note, in order."""
    ticks = sorted({note.start for line in lines for note in line.notes})
    places = [0] * len(lines)
    found = []
    for tick in ticks:
        notes: list[LineNote | None] = []
        for index, line in enumerate(lines):
            while places[index] < len(line.notes) and line.notes[places[index]].end <= tick:
                places[index] += 1
            note = line.notes[places[index]] if places[index] < len(line.notes) else None
            notes.append(note if note is not None and note.start <= tick else None)
        found.append(Moment(tick, tuple(notes), tuple(note is not None and note.start == tick for note in notes)))
    return found
