"""The jazz ballad: chains of ii-V-I under a long line, rootless voicings, sometimes a walking bass."""

from ..progressions import JAZZ_ENDINGS
from ..style import Chords, Style, bars
from ..textures import WALKING, broken, on_changes, on_pulses, pattern
from ..themes import Manner

MAJOR = Chords(
    opening=bars("""
        I^_vi7 ii7_V7 iii7_VI7 ii7_V7
        I^ IV7 iii7_VI7 ii7_V7
        ii7 V7 I^ vi7
        I^_#Io7 ii7_#IIo7 iii7_bIIIo7 ii7_V7
        I^ viih_III7 vi7 v7_I7
        IV^ iv6 iii7_VI7 ii7_V7
        I^ bVII7 I^_VI7 ii7_V7"""),
    closing=bars("""
        ii7 V7 I^ I^
        IV^_iv7 iii7_VI7 ii7_V7 I^
        iii7_VI7 ii7_V7 I^_IV7 I^
        II7 ii7_V7 I^ I6
        iih V7 I^ I6"""),
    bridge=bars("""
        v7 I7 IV^ IV^
        iv7 bVII7 bIII^ bIII^
        III7 III7 VI7 VI7
        II7 II7 ii7 V7
        viih III7 vi7 II7
        ii7_V7 iii7_VI7 II7 V7
        #ivh VII7 iii7 VI7"""),
)
MINOR = Chords(
    opening=bars("""
        i6 iih_V7 i6 iih_V7
        i7 iv7 bVII7 bIII^
        i6_bVI^ iih_V7 i6 v7_I7
        iv7 bVII7 bIII^ bVI^
        i6 bVI7 iih V7"""),
    closing=bars("""
        iih V7 i6 i6
        bVI^ iih_V7 i6 i6
        iv7 V7 i6_bVI^ i6
        bVI7 V7 i6 i6"""),
    bridge=bars("""
        iv7 bVII7 bIII^ bIII^
        v7 I7 iv7 iv7
        iv7_bVII7 bIII^_bVI^ iih V7
        bVI^ bVI^ iih V7"""),
)

STYLE = Style(
    name="jazz ballad",
    period="modern",
    times=("4/4", "3/4", "2/2", "6/8", "12/8", "5/4", "2/4", "6/4"),
    tempo_qpm=(52, 84),
    major_share=0.6,
    forms=("AABA", "ABAC", "ABA", "AB"),
    lengths=(16, 32, 32, 32, 24),
    chords={"major": MAJOR, "minor": MINOR},
    endings=JAZZ_ENDINGS,
    manner=Manner("jazz", "jazz", rise=5.0, liveliness=0.9, leaps=0.85, pushes=0.25),
    left=(
        (on_changes("C"), pattern("x-----x-x-------", "CC"), pattern("x---------x-----", "bc")),
        (on_changes("C"), pattern("x-----x-....x---", "CCu"), WALKING, pattern("x---x-----x-x---", "bcfc"), on_pulses("bccc")),
        (WALKING, broken(0, 1, 3, 2), pattern("x-x---x-x-x---x-", "bcccfccc")),
    ),
    bass=((on_changes("b"), pattern("x-----------x---", "bf")), (WALKING, pattern("x-------x-------", "bf")), (WALKING,)),
    comp=(
        (on_changes("c"), pattern("x-----------x---", "c")),
        (pattern("x-----x-........", "c"), pattern("..x-----x-----x-", "c"), on_changes("c")),
        (pattern("x-----x-..x---x-", "c"), pattern("..x---x-..x-x---", "c"), on_pulses("c")),
    ),
    kind="rootless",
    activity=(0.1, 0.62),
    swing=0.45,
    thickness=0.55,
    arc="arch",
    articulation="tenuto",
    players=(
        ("Piano",), ("Guitar",), ("Saxophone", "Piano"), ("Trumpet", "Piano"), ("Violin", "Piano"), ("Flute", "Piano"), ("Voice", "Piano"),
        ("Clarinet", "Piano"),
    ),
    intro=0.35,
    titles=("Ballad", "After Hours", "Blue Lamp", "Quiet Corner", "Last Set", "Smoke and Rain"),
)  # fmt: skip
