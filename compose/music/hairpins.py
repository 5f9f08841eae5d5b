"""Where a part grows louder or softer on its way to its next dynamic.

A hairpin always leads to a mark, the further the longer. It stays within the phrase before that mark: behind the last section, the last
cadence, the last mark and the last measure of rest. Nobody swells in a rest or on a string that only dies away: a crescendo needs somebody
who plays on until the mark comes. Where two hands have dynamics of their own, there is none. Nothing behind the mark changes it.

Source: Gould, Behind Bars, 2011, "Dynamics".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .dynamics import dynamics_in_force
from .score import DYNAMICS, Score, Voice

LONGEST_MEASURES = 4
DYING_AWAY = ("keyboard", "plucked")


@dataclass(frozen=True, slots=True)
class Hairpin:
    """first, last: measures it stands in, indices from 0, both included; it ends with the last one. before, after: of DYNAMICS."""

    first: int
    last: int
    before: str
    after: str

    @property
    def kind(self) -> str:
        """As MusicXML and ABC call it."""
        return "crescendo" if DYNAMICS.index(self.after) > DYNAMICS.index(self.before) else "diminuendo"


def hairpins(score: Score, part: int) -> tuple[Hairpin, ...]:
    """Those of a part, in order; they do not overlap. None where the score has none drawn."""
    if not score.has_hairpins:
        return ()
    staves = [staff for staff, owner in enumerate(score.staff_parts) if owner == part]
    hands = zip(*(dynamics_in_force(score, staff) for staff in staves), strict=True)
    marks = [both[0] if len(set(both)) == 1 else "" for both in hands]
    places = [place for place in range(1, len(marks)) if marks[place - 1] and marks[place] not in ("", marks[place - 1])]
    found = [Hairpin(_start(score, staves, place), place - 1, marks[place - 1], marks[place]) for place in places]
    return tuple(each for each in found if each.first <= each.last and _can_be_played(score, part, staves, each))


def _start(score: Score, staves: list[int], place: int) -> int:
    """The first measure of the way to the mark at `place`; `place` itself where there is none."""
    furthest = max(0, place - min(LONGEST_MEASURES, 1 + _steps(score, place)))
    start = place
    while start > furthest and _sounds(score, staves, start - 1) and (start == place or not _begins_anew(score, staves, start)):
        start -= 1
    return start


def _steps(score: Score, place: int) -> int:
    """From one dynamic to the next, of the player who has furthest to go: the others set out together with them."""
    marks = [dynamics_in_force(score, staff) for staff in range(score.staff_count)]
    return max(abs(DYNAMICS.index(each[place]) - DYNAMICS.index(each[place - 1])) for each in marks)


def _begins_anew(score: Score, staves: list[int], index: int) -> bool:
    measure = score.measures[index]
    return bool(measure.section or score.measures[index - 1].cadence or any(measure.staves[staff].dynamic for staff in staves))


def _sounds(score: Score, staves: list[int], index: int) -> bool:
    voices = [voice for staff in staves for voice in score.measures[index].staves[staff].voices]
    return any(not chord.is_rest for voice in voices for chord in voice.chords)


def _can_be_played(score: Score, part: int, staves: list[int], hairpin: Hairpin) -> bool:
    if not _sounds(score, staves, hairpin.last + 1):
        return False
    measure = score.measures[hairpin.last]
    voices = [voice for staff in staves for voice in measure.staves[staff].voices]
    if hairpin.kind == "diminuendo":
        return True
    if score.parts[part].instrument.family not in DYING_AWAY:
        return any(not voice.chords[-1].is_rest for voice in voices)
    return any(onset >= measure.length_ticks / 2 for voice in voices for onset in _strokes(voice))


def _strokes(voice: Voice) -> Iterator[int]:
    """Onsets in ticks of the chords of which something is struck and not only held on."""
    held = False
    for onset, chord in voice.timed():
        if chord.pitches and not held:
            yield onset
        held = bool(chord.ties) and all(chord.ties)
