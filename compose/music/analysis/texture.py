"""Texture: how many independent voices there are, and so which rules make sense."""

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ..saying import Saying, gettext_noop, say
from ..score import Score
from .lines import Line, lines_of, moments_of, named_by_height

PRESENT = 0.3  # a second voice of a staff that sounds less of the time is an occasional one
IS_CHORDAL = 0.1  # share of strokes of several notes from which a voice is no single line
ARPEGGIO_SKIPS = 0.6
HOMORHYTHM = 0.35
WIDEST_CHOIR = (36, 84)

SENTENCES = {
    "empty": gettext_noop("There are no notes yet."),
    "melody": gettext_noop("A single melody: rules about several voices do not apply."),
    "two-part": gettext_noop("Two independent voices: I look at how they move against each other."),
    "chorale": gettext_noop("Four voices like a choir: I look at all the rules of four-part writing."),
    "part-writing": gettext_noop("%(count)s independent voices: I look at how they move against each other."),
    "accompanied": gettext_noop("A melody with accompaniment: rules for independent voices do not apply."),
    "keyboard": gettext_noop("Chords and figures on a keyboard: rules for independent voices do not apply."),
}


@dataclass(frozen=True)
class Texture:
    """kind: of SENTENCES. lines: the voices to look at, top first. homorhythm: share of the moments at which all voices move together."""

    kind: str
    lines: tuple[Line, ...]
    homorhythm: float

    @property
    def has_independent_voices(self) -> bool:
        """Whether voice-leading rules apply."""
        return self.kind in ("two-part", "chorale", "part-writing")

    @property
    def saying(self) -> Saying:
        """What was decided, in a sentence."""
        return say(SENTENCES[self.kind], count=len(self.lines)) if self.kind == "part-writing" else say(SENTENCES[self.kind])


def texture_of(score: Score) -> Texture:
    """What kind of texture a score has."""
    every = lines_of(score)
    total = max(1, score.measure_onsets_ticks[-1])
    lines = tuple(line for line in every if line.voice == 0 or line.sounding_ticks >= PRESENT * total) or every
    if not lines:
        return Texture("empty", (), 0.0)
    singles = tuple(line for line in lines if line.chord_share <= IS_CHORDAL)
    homorhythm = _homorhythm(lines)
    if len(lines) == 1:
        return Texture("melody" if singles else "keyboard", lines, homorhythm)
    kind = _kind(score, lines, singles, homorhythm)
    return Texture(kind, named_by_height(lines) if kind in ("two-part", "chorale") else lines, homorhythm)


def _kind(score: Score, lines: tuple[Line, ...], singles: tuple[Line, ...], homorhythm: float) -> str:
    families = {score.parts[line.part].instrument.family for line in lines}
    if len(singles) < len(lines) or any(_is_figuration(line) for line in lines[1:]):
        return "keyboard" if len({line.part for line in lines}) == 1 else "accompanied"
    if len(lines) == 2:
        return "two-part"
    lowest, highest = min(line.low for line in lines), max(line.high for line in lines)
    is_choir = len(lines) == 4 and lowest >= WIDEST_CHOIR[0] and highest <= WIDEST_CHOIR[1]
    if is_choir and (families == {"voice"} or homorhythm >= HOMORHYTHM):
        return "chorale"
    if families & {"keyboard", "plucked"} and len({line.part for line in lines}) == 1 and homorhythm < HOMORHYTHM:
        return "keyboard"
    return "part-writing"


def _is_figuration(line: Line) -> bool:
    """Whether a voice plays broken chords: short notes, mostly skips."""
    moves = [abs(second.midi - first.midi) for first, second in pairwise(line.notes) if second.start == first.end]
    if len(moves) < 8 or median(note.end - note.start for note in line.notes) > 12:
        return False
    return sum(move > 2 for move in moves) / len(moves) >= ARPEGGIO_SKIPS


def _homorhythm(lines: tuple[Line, ...]) -> float:
    if len(lines) < 2:
        return 0.0
    moments = moments_of(lines)
    return sum(all(moment.begins) for moment in moments) / max(1, len(moments))
