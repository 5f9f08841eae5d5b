"""The blues: twelve measures, three chords, a call and its answer."""

from ..progressions import BLUES_ENDINGS
from ..style import Chords, Style, bars
from ..textures import WALKING, broken, figure, on_changes, on_pulses, pattern
from ..themes import Manner

MAJOR = Chords(
    opening=bars("""
        I7 I7 I7 I7
        I7 IV7 I7 I7
        I7 IV7 I7_I7/3 I7"""),
    closing=bars("""
        V7 IV7 I7_IV7 I7_V7
        V7 V7 I7 V7
        V7 IV7 I7 I7_V7"""),
    bridge=bars("""
        IV7 IV7 I7 I7
        IV7 #IVo7 I7/5 VI7
        IV7 IV7 I7 VI7"""),
    chorus=bars("""
        I7 I7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 V7
        I7 IV7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 I7_V7
        I7 IV7 I7 I7 IV7 #IVo7 I7/5 VI7 ii7 V7 I7_VI7 ii7_V7
        I7 I7 I7 I7 IV7 IV7 I7 I7 V7 V7 I7_IV7 I7_V7
        I7 IV7 I7 I7 IV7 IV7 I7 VI7 II7 V7 I7_IV7 I7_V7"""),
)
MINOR = Chords(
    opening=bars("""
        i7 i7 i7 i7
        i7 iv7 i7 i7"""),
    closing=bars("""
        bVI7 V7 i7 i7_V7
        iv7 V7 i7_iv7 i7_V7
        iih V7 i7 V7"""),
    bridge=bars("""
        iv7 iv7 i7 i7
        iv7 iv7 i7 bVI^"""),
    chorus=bars("""
        i7 i7 i7 i7 iv7 iv7 i7 i7 bVI7 V7 i7 V7
        i7 iv7 i7 i7 iv7 iv7 i7 i7 iih V7 i7_iv7 i7_V7
        i7 iv7 i7 i7 iv7 iv7 i7 bVI^ bVI7 V7 i7_bVI7 V7"""),
)
FIVE_SIX = figure((0, 7), (0, 7), (0, 9), (0, 9))
FIVE_SIX_SEVEN = figure((0, 7), (0, 7), (0, 9), (0, 9), (0, 10), (0, 10), (0, 9), (0, 9))

STYLE = Style(
    name="blues",
    period="modern",
    times=("4/4", "12/8", "6/8", "3/4", "2/2", "2/4"),
    tempo_qpm=(66, 120),
    major_share=0.75,
    forms=("A", "AB"),
    lengths=(12, 12, 24, 24, 36, 48),
    chords={"major": MAJOR, "minor": MINOR},
    endings=BLUES_ENDINGS,
    manner=Manner("blues", "blues", answers=0.65, rise=3.5, liveliness=1.0, pushes=0.15, replies=0.6),
    left=(
        (pattern("x-----x-x-------", "bcc"), pattern("x-------x-------", "bc"), pattern("x-----x-x-----..", "ccb"), on_pulses("bc"),
         pattern("x---x-------x---", "bcf")),
        (FIVE_SIX, WALKING, pattern("x---x---x---x---", "bccc", "  - "), pattern("x---x-..x---x-..", "bcfc"), WALKING),
        (FIVE_SIX_SEVEN, FIVE_SIX, figure((0,), (4,), (7,), (9,), (10,), (9,), (7,), (4,)), broken(0, 1, 2, 1)),
    ),
    bass=((on_pulses("b"), on_changes("b")), (WALKING,), (WALKING, figure((0,), (4,), (7,), (9,), (10,), (9,), (7,), (4,)))),
    comp=(
        (on_changes("c"), pattern("....x-......x-..", "c")),
        (pattern("....x-......x-..", "c"), pattern("..x-....x-......", "c"), on_pulses("cc")),
        (pattern("..x-x-..x-..x-..", "c"), pattern("x-..x-..x-x-....", "c"), on_pulses("c")),
    ),
    kind="shell",
    swing=0.7,
    thickness=0.25,
    players=(("Piano",), ("Guitar",), ("Saxophone", "Piano"), ("Guitar", "Piano"), ("Voice", "Piano"), ("Clarinet", "Piano")),
    chorus_length=12,
    has_slow_two=True,
    intro=0.2,
    titles=("Blues", "Slow Blues", "Twelve-Bar Blues", "Crossroads Blues", "Kitchen Blues", "Late Train Blues"),
)
