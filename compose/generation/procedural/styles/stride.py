"""Stride piano: bass and chord in the left hand, syncopation in the right, chains of dominants."""

from ..progressions import PLAIN_ENDINGS
from ..style import Chords, Style, bars
from ..textures import on_pulses, pattern
from ..themes import Manner

MAJOR = Chords(
    opening=bars("""
        I VI7 II7 V7
        I_#Io7 ii7_V7 I VI7
        I I7 IV iv6
        I III7 VI7 VI7
        I6 I6 V7 V7
        I_VI7 II7_V7 I_VI7 II7_V7"""),
    closing=bars("""
        II7 V7 I I
        IV_#IVo7 I/5_VI7 II7_V7 I
        IV iv6 I/5_VI7 II7_V7
        II7_V7 I_VI7 II7_V7 I"""),
    bridge=bars("""
        III7 III7 VI7 VI7
        II7 II7 V7 V7
        IV IV I I
        vi III7 vi II7
        IV_iv6 I II7 V7"""),
)
MINOR = Chords(
    opening=bars("""
        i i V7 V7
        i_i7/7 bVI7_V7 i V7
        i iv6 i V7
        i VI7 II7 V7"""),
    closing=bars("""
        iv6 i V7 i
        bVI7 V7 i i
        iv6_#IVo7 i/5_bVI7 II7_V7 i"""),
    bridge=bars("""
        bIII bIII bVII7 bIII
        iv6 iv6 i i
        iv6 bVII7 bIII bVI
        I7 I7 iv6 iv6"""),
)

STYLE = Style(
    name="stride",
    period="modern",
    times=("4/4", "2/4", "2/2", "3/4", "6/8", "12/8"),
    tempo_qpm=(112, 184),
    major_share=0.85,
    forms=("AABA", "ABAC", "AABB", "ABA"),
    lengths=(16, 32, 32, 24),
    chords={"major": MAJOR, "minor": MINOR},
    endings=PLAIN_ENDINGS,
    manner=Manner("rag", "", rise=4.0, liveliness=1.0, leaps=0.7, pushes=0.2),
    left=(
        (on_pulses("bcfc"), pattern("x---x---x---x---", "bcfc")),
        (on_pulses("bcfc"), pattern("x---x---x---x---", "bcfc"), pattern("x---x---x---x---", "tcfc"), pattern("x---x---x---x---", "Bcfc"),
         pattern("x---x---x---x---|x---x---x---x---", "bcfc|bcbo")),
        (on_pulses("bcfc"), pattern("x---x---x---x---|x---x---x-x-x---", "bcfc|bcfof"), pattern("x---x---x---x-x-", "Bcfcc")),
    ),
    bass=((on_pulses("bf"),), (pattern("x---....x---....", "bf"), on_pulses("bf")), (on_pulses("bf"),)),
    comp=((on_pulses("c"),), (pattern("....x-......x-..", "c"),), (pattern("..x-..x-..x-..x-", "c"),)),
    kind="seventh",
    swing=0.55,
    thickness=0.45,
    thick_from_ticks=12,
    activity=(0.35, 0.85),
    players=(("Piano",), ("Clarinet", "Piano"), ("Trumpet", "Piano")),
    line_range=(67, 88),
    has_slow_two=True,
    final_hits=1,
    titles=("Stride", "Uptown Shuffle", "Rent Party", "Fast Left Hand", "Corner Club Stomp"),
)
