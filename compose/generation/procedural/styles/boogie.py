"""Boogie-woogie: a figure in the left hand that never stops, riffs above it, twelve measures at a time."""

from ..progressions import BLUES_ENDINGS
from ..style import Chords, Style
from ..textures import figure, on_pulses, pattern
from ..themes import Manner
from . import blues

STRAIGHT = (
    figure((0,), (4,), (7,), (9,), (10,), (9,), (7,), (4,)),
    figure((0,), (12,), (4,), (16,), (7,), (19,), (9,), (21,)),
    figure((0,), (12,), (0,), (12,)),
    figure((0, 7), (0, 7), (0, 9), (0, 9), (0, 10), (0, 10), (0, 9), (0, 9)),
    figure((0,), (0,), (4,), (4,), (7,), (7,), (9,), (7,)),
    figure((0,), (7,), (9,), (7,), (10,), (9,), (7,), (4,)),
    figure((0,), (4,), (7,), (9,), (12,), (9,), (7,), (4,)),
)
MAJOR = Chords(blues.MAJOR.opening, blues.MAJOR.closing, blues.MAJOR.bridge, blues.MAJOR.chorus[:2] + blues.MAJOR.chorus[3:4])

STYLE = Style(
    name="boogie-woogie",
    period="modern",
    times=("4/4", "12/8", "2/2", "2/4", "6/8", "3/4"),
    tempo_qpm=(126, 184),
    major_share=0.92,
    forms=("A", "AB"),
    lengths=(12, 12, 24, 24, 36),
    chords={"major": MAJOR, "minor": blues.MINOR},
    endings=BLUES_ENDINGS,
    manner=Manner("riff", "blues", answers=0.25, rise=3.0, liveliness=1.0, leaps=0.8, pushes=0.15, replies=0.5),
    left=((figure((0, 7), (0, 9), unit=24), on_pulses("bobo")), STRAIGHT, STRAIGHT),
    bass=(STRAIGHT[:1], STRAIGHT[:1] + STRAIGHT[4:], STRAIGHT[4:]),
    comp=((pattern("x-......x-......", "c"), on_pulses("c")), (pattern("..x-..x-..x-..x-", "c"), on_pulses("c")),
          (pattern("x-x-..x-x-x-..x-", "c"), on_pulses("c"))),
    kind="shell",
    swing=0.55,
    thickness=0.5,
    thick_from_ticks=12,
    players=(("Piano",), ("Saxophone", "Piano"), ("Guitar", "Piano")),
    line_range=(66, 88),
    chorus_length=12,
    activity=(0.4, 0.9),
    has_slow_two=True,
    final_hits=1,
    titles=("Boogie", "Eight to the Bar", "Barrelhouse Boogie", "Rail Yard Boogie", "Saturday Boogie"),
)  # fmt: skip
