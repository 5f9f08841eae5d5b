"""Textures: what an accompaniment can do with a stretch of chords, as named values that the tables of styles hold."""

from collections.abc import Callable
from dataclasses import dataclass

from .lines import Line
from .metre import pulses
from .patterns import MARKS, Pattern, arpeggio, play, riff, struck, walking
from .room import Room


@dataclass(frozen=True, slots=True)
class Texture:
    """write: fills a room. is_plain: only in metres of quarter pulses."""

    write: Callable[[Room], Line]
    is_plain: bool = False

    def suits(self, room_time: object) -> bool:
        """Whether it can be played in a metre."""
        return not self.is_plain or all(size == 24 for _, size in pulses(room_time))


def pattern(rhythm: str, roles: str, marks: str = "", tick: int = 6) -> Texture:
    """A rhythm in text with roles, see `patterns`."""
    return Texture(lambda room: play(room, Pattern(rhythm, roles, marks, tick)), is_plain=True)


def broken(*order: int, unit: int = 12) -> Texture:
    """Arpeggios: rungs of the ladder bass, fifth, octave, tenth …"""
    return Texture(lambda room: arpeggio(room, order, unit))


def figure(*intervals: tuple[int, ...], unit: int = 12, mark: str = "") -> Texture:
    """A boogie figure, see `patterns.riff`."""
    return Texture(lambda room: riff(room, intervals, unit, mark))


WALKING = Texture(walking)


def on_pulses(roles: str, marks: str = "") -> Texture:
    """One role a pulse, again from the first in each measure; works in every metre."""

    def write(room: Room) -> Line:
        line: Line = []
        for measure in range(room.first, room.last):
            for number, (place, size) in enumerate(pulses(room.time)):
                onset = measure * room.time.length_ticks + place
                mark = MARKS[marks[number % len(marks)]] if marks else ""
                line += struck(room, roles[number % len(roles)], onset, size, mark)
        return line

    return Texture(write)


def on_changes(roles: str, most_measures: int = 1) -> Texture:
    """All the roles at once, held from each change of chord to the next, a measure at most."""

    def write(room: Room) -> Line:
        line: Line = []
        length = room.time.length_ticks
        onset, end = room.first * length, room.last * length
        while onset < end:
            first = room.chord_at(onset)
            stop = min(end, first.end_ticks, (onset // length + 1) * length)
            while stop < end and stop - onset < most_measures * length and room.chord_at(stop).sounds_like(first):
                stop = min(end, room.chord_at(stop).end_ticks)
            for role in roles:
                line += struck(room, role, onset, stop - onset)
            onset = stop
        return line

    return Texture(write)


def held(roles: str) -> Texture:
    """All the roles at once, held until the chord really changes, four measures at most."""
    return on_changes(roles, most_measures=4)
