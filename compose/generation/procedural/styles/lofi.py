"""Lo-fi: a loop of seventh chords, struck a little off the beat, and a short tune that comes and goes."""

from ..progressions import JAZZ_ENDINGS
from ..style import Chords, Style, bars
from ..textures import broken, on_changes, on_pulses, pattern
from ..themes import Manner

MAJOR = Chords(
    opening=bars("""
        I^ iii7 ii7 V7
        ii7 V7 I^ vi7
        I^ vi7 ii7 V7
        IV^ V7 I^ vi7
        I^ iii7 IV^ iv6
        I^ IV^ I^ V7"""),
    closing=bars("""
        ii7 V7 I^ I^
        IV^ iii7_VI7 ii7_V7 I^
        IV^ iv7 I^ I^"""),
    bridge=bars("""
        vi7 ii7 V7 I^
        IV^ III7 vi7 II7_V7
        iii7 vi7 ii7 V7
        bVII^ bIII^ IV^ V7"""),
)
MINOR = Chords(
    opening=bars("""
        i7 iv7 i7 V7
        bVI^ V7 i7 i7
        i7 bVI^ iv7 V7
        i7 iv7 iih V7
        i7 bIII^ bVI^ V7"""),
    closing=bars("""
        bVI^ V7 i7 i7
        iv7 v7 i7 i7
        iih V7 i7 i7"""),
    bridge=bars("""
        bVI^ i7 iv7 V7
        iv7 bVII7 bIII^ V7
        bIII^ iih V7 i7
        bVI^ bVI^ iv7 V7"""),
)
ENDINGS = {"major": JAZZ_ENDINGS["major"], "minor": JAZZ_ENDINGS["minor"] | {"authentic": ("iih_V7", "i7"), "plagal": ("iv7", "i7")}}

STYLE = Style(
    name="lo-fi",
    period="contemporary",
    times=("4/4", "3/4", "6/8", "12/8", "2/2", "5/4", "2/4"),
    tempo_qpm=(66, 92),
    major_share=0.45,
    forms=("AABA", "ABAB", "ABA", "AB"),
    lengths=(16, 16, 24, 32),
    chords={"major": MAJOR, "minor": MINOR},
    endings=ENDINGS,
    manner=Manner("lofi", "pentatonic", answers=0.6, rise=3.5, liveliness=1.0, leaps=0.85, pushes=0.3, replies=0.3),
    left=(
        (on_changes("C"), pattern("x-----x---------", "bc"), pattern("x---------x-----", "CC")),
        (pattern("x-----x---x-----", "bcc"), pattern("x--x----..x--x--", "cu"), pattern("x-----x---x-x---|x--x--x---x-----", "bccf|bccu"),
         on_pulses("bc"), pattern("..x---x---x---x-", "C")),
        (pattern("x-x--xx-..x-x-x-", "bccfccuc"), broken(0, 1, 3, 2), pattern("x--x--x-x--x--x-", "bccfcc")),
    ),
    bass=((on_changes("b"),), (pattern("x-----x-..x-....", "bbf"), pattern("x-----..x-....x-", "bof"), on_pulses("b")), (on_pulses("bf"),)),
    comp=(
        (on_changes("c"), pattern("..x-------------", "c")),
        (pattern("x--x----..x-----", "c"), pattern("..x---x-....x---", "c"), on_pulses("c")),
        (pattern("x--x--x-..x--x--", "cuc"), pattern("..x-x-..x--xx---", "c"), on_pulses("c")),
    ),
    kind="rootless",
    swing=0.3,
    thickness=0.2,
    players=(("Piano",), ("Guitar",), ("Flute", "Piano"), ("Saxophone", "Piano"), ("Guitar", "Piano")),
    line_range=(66, 86),
    intro=0.5,
    titles=("Rain on the Sill", "Study Hours", "Late Bus", "Cold Coffee", "Window Seat", "Two in the Morning"),
)  # fmt: skip
