"""Bossa nova: a steady bass, chords off the beat in a pattern of two measures, a tune that leans over the bar lines."""

from ..progressions import JAZZ_ENDINGS
from ..style import Chords, Style, bars
from ..textures import on_changes, on_pulses, pattern
from ..themes import Manner

MAJOR = Chords(
    opening=bars("""
        I^ I^ II7 II7
        I^ I^ ii7 V7
        I^ bII^ I^ bII7
        I^ #Io7 ii7 V7
        I^ IV^ iii7 VI7
        ii7 V7 iii7 VI7"""),
    closing=bars("""
        ii7 V7 I^ I^
        ii7 bII7 I^ I^
        IV^ iv6 iii7_VI7 ii7_V7
        II7 ii7_V7 I6 I6"""),
    bridge=bars("""
        IV^ IV^ iv7 bVII7
        bII^ bII^ bV7 bV7
        iii7 VI7 ii7 V7
        iv7 bVII7 bIII^ bVI^
        vi7 II7 ii7 V7"""),
)
MINOR = Chords(
    opening=bars("""
        i6 i6 iih V7
        i7 i7 iv7 V7
        i6 bVII7 bVI^ V7
        i7 bIII7 iih bII7
        i6 iv7 bVII7 bIII^"""),
    closing=bars("""
        iih V7 i6 i6
        bVI7 V7 i6 i6
        iv7 bII7 i6 i6"""),
    bridge=bars("""
        iv7 bVII7 bIII^ bVI^
        v7 I7 iv7 iv7
        bIII^ bIII^ iih V7
        bVI^ bVI^ iih V7"""),
)

STYLE = Style(
    name="bossa nova",
    period="modern",
    times=("4/4", "2/4", "2/2", "3/4", "6/8"),
    tempo_qpm=(108, 144),
    major_share=0.6,
    forms=("AABA", "ABAC", "ABA", "AB"),
    lengths=(16, 32, 32, 24),
    chords={"major": MAJOR, "minor": MINOR},
    endings=JAZZ_ENDINGS,
    manner=Manner("bossa", "jazz", rise=4.0, liveliness=0.85, pushes=0.5),
    left=(
        (pattern("x-----x-x-----x-", "bfbf"), on_changes("C"), pattern("x-----x---x-----", "bcc")),
        (pattern("x---x-x-x-x---x-|x-x---x-x---x---", "bcfbcf|bccfc"), pattern("x-x---x-x---x-x-|x---x---x-x---x-", "bccfcc|bcfcc"),
         pattern("x---x-----x-x---|x-x---x-x---x---", "bccf|bccfc"), on_pulses("bcfc")),
        (pattern("x-x-x---x-x---x-|x-x---x-x-x-x---", "bccfcc|bccfcc"), pattern("x-x-x-x-x-x-x-x-", "bcucfcuc"),
         pattern("x-x-x-x-x-x-x-x-|x-x-x-x-x-x-x-x-", "bccufccu|bccsfcuc")),
    ),
    bass=((pattern("x-------x-------", "bf"), on_pulses("bf")), (pattern("x-----x-x-----x-", "bffb"), on_pulses("bf")),
          (pattern("x-----x-x-----x-", "bffo"), on_pulses("bf"))),
    comp=(
        (pattern("x-------x-----x-", "c"), on_changes("c")),
        (pattern("x---x---..x---x-|..x---x-..x---x-", "c|c"), pattern("..x---x---x-x---|x---x-....x-x---", "c|c"), on_pulses("c")),
        (pattern("x-x---x-..x-..x-|..x-x---x-..x-x-", "c|c"), on_pulses("c")),
    ),
    kind="rootless",
    thickness=0.25,
    players=(("Guitar",), ("Piano",), ("Flute", "Guitar"), ("Voice", "Guitar"), ("Flute", "Piano"), ("Voice", "Piano"),
             ("Saxophone", "Piano")),
    line_range=(65, 84),
    has_slow_two=True,
    intro=0.4,
    titles=("Bossa", "Sand and Salt", "Slow Wave", "Morning Ferry", "Shade of the Almond Tree"),
)  # fmt: skip
