"""Split the notes of one staff in one measure into one or two lines of chords."""

from dataclasses import dataclass

from .quantise import notate
from .relative import respell_within
from .score import Chord, KeySignature, Pitch, Voice


@dataclass(slots=True)
class Struck:
    """Notes struck together with one length. pitches: {MIDI pitch: (fifths, is held into the next measure)}."""

    onset: int
    end: int
    pitches: dict[int, tuple[int, bool]]

    @property
    def top(self) -> int:
        return max(self.pitches)


def separate(notes: list[tuple[int, int, int, int, bool]]) -> tuple[list[list[Struck]], int]:
    """One or two lines without overlap, upper first, and how many notes had to be shortened or lengthened for it.

    notes: (onset, end, MIDI pitch, fifths, is held over) in ticks of the measure.
    """
    groups: dict[tuple[int, int], Struck] = {}
    for onset, end, pitch, fifths, is_held in notes:
        groups.setdefault((onset, end), Struck(onset, end, {})).pitches[pitch] = (fifths, is_held)
    lines: list[list[Struck]] = [[], []]
    changed = 0
    by_onset: dict[int, list[Struck]] = {}
    for struck in groups.values():
        by_onset.setdefault(struck.onset, []).append(struck)
    for onset in sorted(by_onset):
        together = sorted(by_onset[onset], key=lambda struck: -struck.top)
        while len(together) > 2:  # a third length at once joins its neighbour
            extra = together.pop()
            together[-1].pitches.update(extra.pitches)
            changed += len(extra.pitches)
        changed += _place(lines, together, onset)
    if not lines[0]:
        lines.reverse()
    return [line for line in lines if line] or [[]], changed


def _place(lines: list[list[Struck]], together: list[Struck], onset: int) -> int:
    free = [not line or line[-1].end <= onset for line in lines]
    if len(together) == 2:
        targets = [0, 1]
    elif all(free):
        targets = [0]
    elif free[0] != free[1]:
        targets = [free.index(True)]
    else:  # both lines are busy: cut the one that is nearer in pitch
        targets = [min((0, 1), key=lambda number: abs(lines[number][-1].top - together[0].top))]
    changed = 0
    for number, struck in zip(targets, together, strict=True):
        line = lines[number]
        if line and line[-1].end > onset:
            changed += len(line[-1].pitches)
            line[-1].end = onset
            if line[-1].onset == onset:
                struck.pitches.update(line.pop().pitches)
        line.append(struck)
    return changed


def to_voice(line: list[Struck], length_ticks: int, key: KeySignature) -> Voice | None:
    """The line as a voice that fills the measure, lengths written as notated values; None where they cannot be."""
    chords: list[Chord] = []
    now = 0
    for struck in line:
        rests = notate(now, struck.onset - now)
        values = notate(struck.onset, struck.end - struck.onset)
        if rests is None or values is None:
            return None
        chords.extend(Chord(ticks) for ticks in rests)
        chords.extend(_tied(struck, values, key))
        now = struck.end
    rests = notate(now, length_ticks - now)
    if rests is None:
        return None
    chords.extend(Chord(ticks) for ticks in rests)
    return Voice(tuple(chords))


def _tied(struck: Struck, values: tuple[int, ...], key: KeySignature) -> list[Chord]:
    spelled = sorted(((Pitch.from_midi(midi, respell_within(fifths, key)), is_held) for midi, (fifths, is_held) in struck.pitches.items()),
                     key=lambda pair: pair[0].midi)
    pitches = tuple(pitch for pitch, _ in spelled)
    inner = (True,) * len(pitches)
    last = tuple(is_held for _, is_held in spelled)
    return [Chord(ticks, pitches, inner if number + 1 < len(values) else last) for number, ticks in enumerate(values)]
