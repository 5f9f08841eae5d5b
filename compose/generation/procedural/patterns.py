"""Accompaniment patterns: a rhythm in text with a role for each stroke, laid over the chords.

Rhythm: see `metre.laid`. Roles, one a stroke: "b" the bass note, "o" the bass an octave higher, "f" the fifth below or above it, "B" bass
in octaves, "t" bass and tenth, "c" the chord, "C" all of it where no bass was struck, "u" the upper two notes of the chord, "s" its top
note, "m" its lowest note.
Marks, one a stroke, "" for none: "." staccato, ">" accent, "-" tenuto, " " nothing.
"""

from dataclasses import dataclass

from .lines import Event, Line, event
from .metre import SIXTEENTH, laid, pulses
from .room import Room

SKIPS = 0.1  # of the notes of a walking bass that are struck again before the next pulse
MARKS = {".": "staccato", ">": "accent", "-": "tenuto", " ": ""}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One or two measures. tick: length of a character of the rhythm in ticks."""

    rhythm: str
    roles: str
    marks: str = ""
    tick: int = SIXTEENTH


def play(room: Room, pattern: Pattern) -> Line:
    """The pattern over every measure of the room; its two halves, divided by "|", take turns."""
    rhythms, roles, marks = pattern.rhythm.split("|"), pattern.roles.split("|"), pattern.marks.split("|")
    line: Line = []
    for number, measure in enumerate(range(room.first, room.last)):
        turn = number % len(rhythms)
        start = measure * room.time.length_ticks
        strokes = laid(rhythms[turn], room.time, pattern.tick)
        said, marked = roles[turn % len(roles)], marks[turn % len(marks)]
        for index, (onset, duration) in enumerate(strokes):
            mark = MARKS[marked[index % len(marked)]] if marked else ""
            line += struck(room, said[index % len(said)], start + onset, duration, mark)
    return line


def struck(room: Room, role: str, onset: int, duration: int, mark: str = "") -> list[Event]:
    """The event of one stroke, none where the melody leaves no room for it."""
    chord = room.chord_at(onset)
    top = room.ceiling(onset, onset + duration)
    if role in "bof":
        pitches = tuple(pitch if pitch <= top else pitch - 12 for pitch in _bass(room, role, onset))
    elif role in "Bt":
        pitches = _bass(room, role, onset)
    else:
        voiced = room.voiced(onset, min(onset + duration, chord.end_ticks), 4 if role == "C" else room.hand.most)
        pitches = {"c": voiced, "C": voiced, "u": voiced[-2:], "s": voiced[-1:], "m": voiced[:1]}[role]
    pitches = tuple(pitch for pitch in pitches if pitch <= top)
    return [event(onset, duration, pitches, mark)] if pitches else []


def _bass(room: Room, role: str, onset: int) -> tuple[int, ...]:
    chord = room.chord_at(onset)
    low = room.bass(chord)
    if role == "o":
        return (low + 12,)
    if role == "B":
        return (low - 12, low) if low - 12 >= room.hand.floor else (low, low + 12)
    if role == "f" and chord.start_ticks < onset:  # a new chord begins with its own bass
        fifth = (room.tonic + chord.tones[2]) * 7 % 12
        below = low - (low - fifth) % 12
        return (below,) if below >= max(room.hand.floor, room.hand.bass_low - 3) and room.rng.random() < 0.6 else (below + 12,)
    if role == "t":
        tenth = 12 + chord.tones_above_bass[1]
        return (low, low + tenth) if chord.inversion == 0 and tenth <= 16 else (low, low + 12)
    return (low,)


def arpeggio(room: Room, order: tuple[int, ...], unit: int = 12) -> Line:
    """Broken chords in equal notes: `order` are rungs of the ladder bass, fifth, octave, tenth …; begun anew with every chord."""
    line: Line = []
    for measure in range(room.first, room.last):
        start = measure * room.time.length_ticks
        for place, size in pulses(room.time):
            for number in range(size // unit):
                onset = start + place + number * unit
                chord = room.chord_at(onset)
                since = (onset - max(chord.start_ticks, start)) // unit
                ladder = rungs(room, onset, unit)
                if ladder:
                    line.append(event(onset, unit, ladder[min(order[since % len(order)], len(ladder) - 1)]))
    return line


def rungs(room: Room, onset: int, duration: int) -> list[int]:
    """The bass note and the chord tones from a fifth above it upwards, below the melody."""
    chord = room.chord_at(onset)
    low = room.bass(chord)
    classes = {(room.tonic + tone) * 7 % 12 for tone in chord.tones}
    top = min(room.ceiling(onset, onset + duration), low + 20)
    return [low, *(pitch for pitch in range(low + 5, top + 1) if pitch % 12 in classes)]


def walking(room: Room) -> Line:
    """A walking bass: a note a pulse, the root on the change, the last one leading into the next root."""
    line: Line = []
    places = [measure * room.time.length_ticks + start for measure in range(room.first, room.last) for start, _ in pulses(room.time)]
    sizes = [size for _ in range(room.first, room.last) for _, size in pulses(room.time)]
    here = None
    for number, (onset, size) in enumerate(zip(places, sizes, strict=True)):
        chord = room.chord_at(onset)
        is_change = chord.start_ticks >= onset or onset % room.time.length_ticks == 0 or here is None
        after = room.next_chord(onset)
        leads = number + 1 == len(places) or places[number + 1] >= chord.end_ticks
        if is_change:
            pitch = room.bass(chord) if room.rng.random() < 0.8 or here is None else _fitting(room, chord, here)
        elif leads:
            pitch = _leading(room, here, room.bass(after))
        else:
            pitch = _fitting(room, chord, here)
        skips = not leads and room.rng.random() < (SKIPS if size == 24 else 3 * SKIPS)
        line.append(event(onset, size - 12 if skips else size, pitch))
        if skips:
            line.append(event(onset + size - 12, 12, pitch))
        here = pitch
    return line


def _fitting(room: Room, chord: object, here: int) -> int:
    """A tone of the chord's scale a step or a small leap away."""
    classes = {(room.tonic + tone) * 7 % 12 for tone in chord.tones}
    choices = [pitch for pitch in range(max(room.hand.bass_low, room.hand.floor, here - 7), min(room.hand.bass_high + 3, here + 7) + 1)
               if pitch % 12 in classes and pitch != here]
    return room.rng.choice(choices) if choices else here


def _leading(room: Room, here: int, goal: int) -> int:
    """A note that leads into the goal: a semitone or a tone beside it, from the side the line comes from."""
    steps = (-1, -2, 1) if here <= goal else (1, 2, -1)
    choices = [goal + step for step in steps if goal + step != here and goal + step >= room.hand.floor]
    return room.rng.choice(choices[:2])


def riff(room: Room, intervals: tuple[tuple[int, ...], ...], unit: int = 12, mark: str = "") -> Line:
    """A boogie figure: intervals above the root, struck in equal notes; thirds and sevenths follow the chord."""
    line: Line = []
    for measure in range(room.first, room.last):
        start = measure * room.time.length_ticks
        number = 0
        for place, size in pulses(room.time):
            steps = (24, 12) if size == 36 and unit == 12 else (unit,) * (size // unit)
            onset = start + place
            for length in steps:
                chord = room.chord_at(onset)
                if chord.start_ticks == onset:
                    number = 0
                root = room.bass(chord)
                is_minor = 3 in chord.tones_above_bass
                struck_now = [root + (tone - 1 if is_minor and tone % 12 == 4 else tone) for tone in intervals[number % len(intervals)]]
                top = room.ceiling(onset, onset + length)
                kept = [pitch for pitch in struck_now if pitch <= top] or [root]
                line.append(event(onset, length, kept, mark))
                onset += length
                number += 1
    return line
