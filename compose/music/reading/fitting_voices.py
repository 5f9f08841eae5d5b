"""The lines of one staff in one measure as one or two voices that fill it, as they are written wherever that can be kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..grammar import is_legal_duration
from ..quantise import BEAT_TICKS, notate, snap
from ..relative import respell_within, to_relative
from ..score import TICKS_PER_QUARTER, Chord, KeySignature, Pitch, Voice
from ..voices import separate, to_voice
from .draft import Sound

SHORTEST_TICKS = 3
DUPLE_TICKS = 3  # multiples of a 32nd can always be written

Placed = tuple[int, int, Sound]  # from and to in ticks


def voices_of(lines: Sequence[list[Sound]], length_ticks: int, key: KeySignature, changes: Counter[str]) -> tuple[Voice, ...]:
    """lines: of one staff, the upper voice first. key: that the vocabulary counts from."""
    sounding = [[_in_reach(sound, key, changes) for sound in line] for line in lines]
    sounding = [[sound for sound in line if sound.pitches] for line in sounding]
    placed = [_on_grid(line, length_ticks, changes) for line in sounding]
    if not any(placed):
        return (Voice(tuple(Chord(ticks) for ticks in notate(0, length_ticks) or (length_ticks,))),)
    if len(placed) <= 2:
        voices = [_voice(line, length_ticks) for line in placed]
        if None not in voices:
            return tuple(voice for voice in voices if voice)
    return _separated(placed, length_ticks, key, changes)


def _in_reach(sound: Sound, key: KeySignature, changes: Counter[str]) -> Sound:
    """The sound with the pitches that the vocabulary has, each key of a piano once, lowest first."""
    found: dict[int, tuple[Pitch, bool]] = {}
    for pitch, is_tied in zip(sound.pitches, sound.ties, strict=True):
        fifths = respell_within(pitch.fifths, key)
        if fifths != pitch.fifths:
            changes["respelled"] += 1
            pitch = Pitch.from_midi(pitch.midi, fifths)
        if to_relative(pitch, key.tonic) is None:
            changes["out_of_reach"] += 1
        else:
            found.setdefault(pitch.midi, (pitch, is_tied))
    ordered = [found[midi] for midi in sorted(found)]
    return replace(sound, pitches=[pitch for pitch, _ in ordered], ties=[is_tied for _, is_tied in ordered])


def _on_grid(line: list[Sound], length_ticks: int, changes: Counter[str]) -> list[Placed]:
    """The sounds in order, on the grid, none longer than until the next."""
    line = sorted(line, key=lambda sound: sound.onset)
    times = np.array([float(time * TICKS_PER_QUARTER) for sound in line for time in (sound.onset, sound.end)])
    if _is_exact(line):
        grid = times.round().astype(int)
    else:
        grid = snap(times, ((times + 1e-3) // BEAT_TICKS).astype(np.int64))
        changes["moved"] += int((np.abs(grid - times)[::2] > 0.01).sum())
    placed: list[Placed] = []
    for number, sound in enumerate(line):
        onset, end = int(min(grid[2 * number], length_ticks - SHORTEST_TICKS)), int(min(grid[2 * number + 1], length_ticks))
        if placed and placed[-1][0] == onset:
            changes["notes_left_out"] += len(sound.pitches)
            continue
        if placed and placed[-1][1] > onset:
            changes["relengthened"] += 1
            placed[-1] = (placed[-1][0], onset, placed[-1][2])
        placed.append((onset, max(end, onset + SHORTEST_TICKS), sound))
    return placed


def _is_exact(line: list[Sound]) -> bool:
    """Whether everything stands where the grid has a place: multiples of a 32nd, or of a sixteenth of a triplet."""
    ticks = [time * TICKS_PER_QUARTER for sound in line for time in (sound.onset, sound.end)]
    return all(each.denominator == 1 and (each % 3 == 0 or each % 4 == 0) for each in ticks)


def _voice(line: list[Placed], length_ticks: int) -> Voice | None:
    """None where a length cannot be written in notated values."""
    chords: list[Chord] = []
    now = 0
    for onset, end, sound in line:
        rests, values = notate(now, onset - now), _values(onset, end - onset)
        if rests is None or values is None:
            return None
        chords += [Chord(ticks) for ticks in rests]
        chords += _tied(sound, values)
        now = end
    rests = notate(now, length_ticks - now)
    return None if rests is None else Voice((*chords, *(Chord(ticks) for ticks in rests)))


def _values(onset: int, duration: int) -> tuple[int, ...] | None:
    return (duration,) if is_legal_duration(onset, duration) else notate(onset, duration)


def _tied(sound: Sound, values: tuple[int, ...]) -> list[Chord]:
    """The articulation stands on the first value; a tie to the next chord leaves from the last."""
    held, ties = (True,) * len(sound.pitches), tuple(sound.ties)
    return [
        Chord(ticks, tuple(sound.pitches), held if number + 1 < len(values) else ties, "" if number else sound.articulation)
        for number, ticks in enumerate(values)
    ]


def _separated(placed: list[list[Placed]], length_ticks: int, key: KeySignature, changes: Counter[str]) -> tuple[Voice, ...]:
    """Everything taken together and laid out anew in two voices, on a coarser grid where it must be."""
    changes["voices_merged"] += 1
    for unit in (1, DUPLE_TICKS):
        notes = _notes(placed, unit, length_ticks)
        lines, changed = separate(notes)
        voices = [to_voice(line, length_ticks, key) for line in lines]
        if None not in voices:
            changes["relengthened"] += changed
            return tuple(voice for voice in voices if voice)
    raise AssertionError("multiples of a 32nd can always be written")


def _notes(placed: list[list[Placed]], unit: int, length_ticks: int) -> list[tuple[int, int, int, int, bool]]:
    """As `voices.separate` takes them. A note that is tied on ends in the next measure or where the tied one begins."""
    found: dict[tuple[int, int, int], tuple[int, bool]] = {}
    for line in placed:
        for onset, end, sound in line:
            start = onset // unit * unit
            stop = min(length_ticks, max(start + max(unit, SHORTEST_TICKS), -(-end // unit) * unit))
            for pitch, is_tied in zip(sound.pitches, sound.ties, strict=True):
                found[start, stop, pitch.midi] = (pitch.fifths, is_tied and stop == length_ticks)
    return [(start, stop, midi, fifths, is_held) for (start, stop, midi), (fifths, is_held) in found.items()]

