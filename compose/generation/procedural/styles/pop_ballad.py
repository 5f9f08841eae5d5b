"""The pop ballad: four chords, broken in the left hand, a tune that could be sung; verse and chorus."""

from ..progressions import PLAIN_ENDINGS
from ..style import Chords, Style, bars
from ..textures import broken, on_changes, on_pulses, pattern
from ..themes import Manner

MAJOR = Chords(
    opening=bars("""
        I V vi IV
        I V/3 vi IV
        vi IV I V
        I vi IV V
        I iii IV V
        I IV vi V
        I V/3 vi_I/5 IV
        I Is IV iv6"""),
    closing=bars("""
        IV V I I
        ii7 V I I
        IV I/3 ii7_V I
        vi IV Vs_V I
        IV iv6 I I"""),
    bridge=bars("""
        vi V IV V
        IV I/3 ii7 V
        vi iii IV I
        IV V iii vi
        ii7 iii IV Vs_V
        bVI bVII I I
        vi III IV V"""),
)
MINOR = Chords(
    opening=bars("""
        i bVI bIII bVII
        i bVII bVI V
        i v bVI iv
        i iv bVI V
        i bIII iv V
        i i7/7 bVI bVII"""),
    closing=bars("""
        iv V i i
        bVI bVII i i
        iv_V7 i bVI_V i
        bVI V i i"""),
    bridge=bars("""
        bIII bVII bVI V
        bVI bVII i i
        iv bVII bIII V
        bVI bIII iv V
        iv i bVI V"""),
)

STYLE = Style(
    name="pop ballad",
    period="contemporary",
    times=("4/4", "6/8", "3/4", "12/8", "2/2", "2/4", "9/8", "5/4", "6/4", "3/2", "7/8", "5/8", "3/8"),
    tempo_qpm=(60, 96),
    major_share=0.65,
    forms=("ABAB", "AABA", "ABA", "ABAC", "ABC"),
    lengths=(16, 24, 32, 32, 40),
    chords={"major": MAJOR, "minor": MINOR},
    endings=PLAIN_ENDINGS,
    manner=Manner("song", "", rise=4.5, liveliness=0.75, pushes=0.2),
    left=(
        (on_changes("t"), pattern("x-------x-------", "bo"), pattern("x-------x---x---", "bfo")),
        (broken(0, 1, 2, 1), broken(0, 1, 3, 2), pattern("x---x---x---x---", "bcoc"), on_pulses("bcc"),
         pattern("x-----x-x-------", "bfo"), broken(0, 1, 2, 3, 4, 3, 2, 1)),
        (broken(0, 1, 2, 3, 4, 3, 2, 1), broken(0, 2, 3, 2), broken(0, 1, 3, 1), pattern("x-x-x-x-x-x-x-x-", "bocococo")),
    ),
    bass=((on_changes("b"),), (pattern("x-----x-x-------", "bbo"), on_changes("b"), on_pulses("b")),
          (on_pulses("b"), pattern("x-----x-x-x-x---", "bbfob"), on_pulses("bf"))),
    comp=(
        (on_changes("c"), pattern("x-------x-------", "c")),
        (on_pulses("c"), pattern("x---x---x-----x-", "c"), pattern("..x-x-x-..x-x-x-", "cus"), broken(1, 2, 3, 2)),
        (broken(1, 2, 3, 2), pattern("x-x-x-x-x-x-x-x-", "mucucucu"), pattern("x---x-x-x---x-x-", "c")),
    ),
    kind="triad",
    thickness=0.35,
    arc="arch",
    articulation="tenuto",
    players=(("Piano",), ("Voice", "Piano"), ("Guitar",), ("Violin", "Piano"), ("Cello", "Piano"), ("Voice", "Guitar"), ("Flute", "Piano"),
             ("Violin", "Violin", "Viola", "Cello")),
    line_range=(62, 81),
    intro=0.45,
    titles=("Ballad", "Paper Boats", "Letters Home", "Streetlight", "Halfway Back", "One More Winter"),
)  # fmt: skip
