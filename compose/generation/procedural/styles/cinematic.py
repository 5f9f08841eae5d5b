"""Cinematic: an ostinato, broad chords, a tune in long notes, more and more of everything."""

from ..style import Chords, Style, bars
from ..textures import broken, on_changes, on_pulses, pattern
from ..themes import Manner

ENDINGS = {
    "major": {"authentic": ("V", "I"), "plagal": ("IV", "I"), "half": ("IV", "V"), "deceptive": ("V", "vi")},
    "minor": {"authentic": ("V", "i"), "plagal": ("iv", "i"), "half": ("iv", "V"), "deceptive": ("V", "bVI")},
}
MINOR = Chords(
    opening=bars("""
        i bVI bIII bVII
        i i bVI V
        i iv bVI V
        i iv i V
        i V i bVI
        i bVI i/3 V
        i bVI iv V"""),
    closing=bars("""
        bVI bVII i i
        iv bVI V i
        bVI bVII Vs_V i
        iv bVII V i"""),
    bridge=bars("""
        bVI bVII i i
        iv i bVI V
        iv bVII bIII V
        bVI bIII iv V
        bVI bVI iv V
        i bVII bVI V"""),
)
MAJOR = Chords(
    opening=bars("""
        I V/3 vi IV
        I IV vi V
        I bVII IV I
        I vi iii IV
        I I bVI bVII"""),
    closing=bars("""
        IV V I I
        bVI bVII I I
        ii IV V I"""),
    bridge=bars("""
        vi IV I V
        bVI bVII I I
        vi I/3 IV V
        IV V I vi
        ii I/3 IV V"""),
)

STYLE = Style(
    name="cinematic",
    period="contemporary",
    times=("4/4", "3/4", "6/8", "12/8", "5/4", "7/8", "2/2", "9/8", "6/4", "3/2", "2/4", "5/8", "3/8"),
    tempo_qpm=(72, 132),
    major_share=0.25,
    forms=("ABAB", "AABA", "ABC", "ABAC"),
    lengths=(16, 24, 32, 32, 48),
    chords={"major": MAJOR, "minor": MINOR},
    endings=ENDINGS,
    manner=Manner("hero", "", rise=5.5, liveliness=0.7, leaps=0.75),
    left=(
        (pattern("x---x---x---x---", "bfof"), on_changes("B"), on_pulses("b"), on_pulses("bof")),
        (broken(0, 1, 2, 1), broken(0, 2, 1, 2), pattern("x-x-x-x-x-x-x-x-", "bboboobo"), broken(0, 1, 2, 1, 3, 1, 2, 1), on_pulses("Bo")),
        (broken(0, 1, 2, 1, 3, 2, unit=6), broken(0, 1, 2, 3), pattern("x-xxx-xxx-xxx-xx", "boobooboo"), broken(0, 2, 1, 2, 0, 2, 3, 2)),
    ),
    bass=((on_changes("b"),), (on_pulses("b"), on_changes("b"), pattern("x-----x-x-------", "bbo")),
          (on_pulses("b"), pattern("x-x-x-x-x-x-x-x-", "b"))),
    comp=(
        (on_changes("c"),),
        (broken(1, 2, 3, 2), pattern("x-x-x-x-x-x-x-x-", "musumusu"), on_pulses("c")),
        (broken(1, 2, 3, 2), pattern("x-xxx-xxx-xxx-xx", "mussmussm"), broken(1, 3, 2, 3)),
    ),
    kind="triad",
    thickness=0.6,
    arc="build",
    tutti=0.15,
    activity=(0.3, 0.8),
    players=(("Piano",), ("Violin", "Violin", "Viola", "Cello"), ("Violin", "Cello", "Piano"), ("Cello", "Piano"),
             ("Violin", "Viola", "Cello"), ("Organ",), ("Horn", "Piano")),
    line_range=(64, 86),
    intro=0.55,
    titles=("Horizon", "The Long Road", "Rising Tide", "Opening Titles", "Northern Pass", "Before the Storm"),
)  # fmt: skip
