"""Which notes of a measure one slur joins, where a piece is to be played legato.

A slur depends on its measure alone, as the bow strokes of a plain score do: a piece that grows or is changed somewhere else keeps all the
others. It joins neighbours of one voice and ends before a rest, a note that is struck again, a leap of more than an octave, a chord of more
than two notes, and a note with an articulation of its own.

Source: Gould, Behind Bars, 2011, "Slurs".
"""

from itertools import pairwise

from .score import Chord, Voice

MOST_PITCHES = 2
LARGEST_LEAP = 12  # semitones


def slurs(voice: Voice) -> list[tuple[int, int]]:
    """(first, last) chord of each slur of a voice in one measure, by their place in it. Slurs do not overlap."""
    found: list[tuple[int, int]] = []
    start = 0
    for number, (before, after) in enumerate(pairwise(voice.chords), start=1):
        if not _are_joined(before, after):
            found += _slur(voice, start, number - 1)
            start = number
    return found + _slur(voice, start, len(voice.chords) - 1)


def _slur(voice: Voice, first: int, last: int) -> list[tuple[int, int]]:
    """None over a single note, and none over notes that a tie makes one."""
    pitches = {chord.pitches for chord in voice.chords[first : last + 1]}
    return [(first, last)] if len(pitches) > 1 else []


def _are_joined(before: Chord, after: Chord) -> bool:
    if not (_can_be_slurred(before) and _can_be_slurred(after)):
        return False
    is_same = before.pitches == after.pitches
    leap = abs(after.pitches[-1].midi - before.pitches[-1].midi)
    return all(before.ties) if is_same else leap <= LARGEST_LEAP


def _can_be_slurred(chord: Chord) -> bool:
    return 0 < len(chord.pitches) <= MOST_PITCHES and not chord.articulation
