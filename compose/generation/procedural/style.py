"""What a style is, as one value: its chords, its way of singing, its accompaniments."""

from dataclasses import dataclass

from .textures import Texture
from .themes import Manner

Bars = tuple[str, ...]


def bars(text: str) -> tuple[Bars, ...]:
    """Progressions in text: one a line, measures between blanks."""
    return tuple(tuple(line.split()) for line in text.strip().splitlines())


@dataclass(frozen=True, slots=True)
class Chords:
    """Four-measure progressions of one mode. opening: begin a section. closing: lead home. bridge: of contrasting sections.

    chorus: whole choruses of fixed length instead, as in the blues.
    """

    opening: tuple[Bars, ...]
    closing: tuple[Bars, ...]
    bridge: tuple[Bars, ...]
    chorus: tuple[Bars, ...] = ()


@dataclass(frozen=True)
class Style:
    """times: names of metres, the usual first. tempo_qpm: usual range. major_share: of the pieces. forms, lengths: usual ones, the
    likeliest first. endings: see `progressions`. kind: of voicing. left, bass, comp: textures of the left hand of a solo, of a bass line,
    of chords under a leader, each calm, moving and busy. swing: share of pieces whose eighths are swung. thickness: how often a solo's
    melody carries chord tones, on notes of thick_from_ticks and more. arc: "steady", "build", "arch" or "fade". articulation: see
    `articulating`. players: ensembles it is written for, the likeliest first. line_range: MIDI range of a solo piano's melody.
    chorus_length: measures of a chorus, 0 where the form is of sections. activity: how busy it usually is, 0 to 1. has_slow_two: whether
    its slow 2/4 moves in sixteenths. tutti: share of phrases in which a consort follows the leader's rhythm. intro: share of longer
    pieces whose leader lets the others begin. final_hits: how many short chords may end it instead of a long one.
    """

    name: str
    period: str
    times: tuple[str, ...]
    tempo_qpm: tuple[int, int]
    major_share: float
    forms: tuple[str, ...]
    lengths: tuple[int, ...]
    chords: dict[str, Chords]
    endings: dict[str, dict[str, tuple[str, str]]]
    manner: Manner
    left: tuple[tuple[Texture, ...], ...]
    bass: tuple[tuple[Texture, ...], ...]
    comp: tuple[tuple[Texture, ...], ...]
    kind: str = "triad"
    swing: float = 0.0
    thickness: float = 0.3
    arc: str = "steady"
    articulation: str = ""
    players: tuple[tuple[str, ...], ...] = (("Piano",),)
    line_range: tuple[int, int] = (64, 84)
    chorus_length: int = 0
    titles: tuple[str, ...] = ("Piece",)
    activity: tuple[float, float] = (0.2, 0.75)
    thick_from_ticks: int = 18
    has_slow_two: bool = False
    tutti: float = 0.0
    intro: float = 0.0
    final_hits: int = 0
