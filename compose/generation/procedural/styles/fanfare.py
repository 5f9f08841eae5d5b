"""The fanfare: calls on the notes of the chord, dotted and triplet rhythms, broad chords at the end."""

from ..style import Chords, Style, bars
from ..textures import on_changes, on_pulses, pattern
from ..themes import Manner
from .cinematic import ENDINGS

MAJOR = Chords(
    opening=bars("""
        I I IV V
        I I V I
        I IV I V
        I bVII IV I
        I I vi V
        I V/3 vi_IV V"""),
    closing=bars("""
        IV V I I
        IV_I/3 ii_V I I
        bVI bVII I I
        vi_IV V I I"""),
    bridge=bars("""
        vi vi IV V
        IV IV I V
        bVI bVI bVII bVII
        bIII bIII IV V
        ii V vi V"""),
)
MINOR = Chords(
    opening=bars("""
        i i bVI V
        i bVII bVI V
        i i bIII bVII
        i iv i V"""),
    closing=bars("""
        bVI bVII i i
        iv V i i
        bVI iv_V i i"""),
    bridge=bars("""
        bIII bIII bVII bVII
        bVI bIII iv V
        bVI bVII bIII V"""),
)

STYLE = Style(
    name="fanfare",
    period="",
    times=("4/4", "2/2", "3/4", "2/4", "6/8", "12/8", "9/8", "6/4", "3/2", "5/4", "3/8", "7/8", "5/8"),
    tempo_qpm=(88, 132),
    major_share=0.85,
    forms=("A", "AB", "ABA", "AABA"),
    lengths=(8, 8, 12, 16, 16),
    chords={"major": MAJOR, "minor": MINOR},
    endings=ENDINGS,
    manner=Manner("fanfare", "", rise=5.0, liveliness=0.9, leaps=0.35),
    left=(
        (on_changes("B"), pattern("x-------x-------", "BB"), on_pulses("b")),
        (pattern("x-----x-x-------", "BBB", ">  "), on_pulses("BBBB"), pattern("x--xx---x---x---", "BBBff"), on_changes("B")),
        (pattern("x--xx--xx---x---", "BBBBBf"), on_pulses("B"), pattern("x---x---x-x-x-x-", "BfBfBf")),
    ),
    bass=((on_changes("b"),), (pattern("x-----x-x---x---", "bbbf"), on_pulses("b"), on_changes("b")),
          (on_pulses("bf"), pattern("x--xx---x--xx---", "bbbbbb"))),
    comp=(
        (on_changes("c"), pattern("x-------x-------", "c")),
        (pattern("x-----x-x---x---", "c", ">  -"), pattern("x--xx---x-------", "c"), on_pulses("c", ">")),
        (pattern("x--xx--xx---x---", "c"), pattern("....x-xxx---x---", "c"), on_pulses("c")),
    ),
    kind="triad",
    thickness=0.9,
    thick_from_ticks=6,
    arc="steady",
    tutti=0.65,
    articulation="accent",
    players=(
        ("Piano",), ("Trumpet", "Trumpet", "Horn", "Trombone", "Tuba"), ("Trumpet", "Trumpet", "Trombone", "Tuba"),
        ("Trumpet", "Horn", "Trombone", "Tuba"), ("Organ",), ("Trumpet", "Organ"), ("Trumpet", "Trumpet", "Trombone"),
    ),
    line_range=(64, 83),
    titles=("Fanfare", "Opening Fanfare", "Fanfare for a Bright Day", "Call to the Square", "Festival Fanfare"),
)  # fmt: skip
