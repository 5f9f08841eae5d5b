"""Tango: marcato, síncopa and habanera in the left hand, minor, with a major section in the middle."""

from ..progressions import PLAIN_ENDINGS
from ..style import Chords, Style, bars
from ..textures import on_pulses, pattern
from ..themes import Manner

MINOR = Chords(
    opening=bars("""
        i i V7 V7
        i i iv i
        i V7 V7 i
        i I7 iv iv
        i bVI iih V7
        iv i V7 i"""),
    closing=bars("""
        iv i V7 i
        iih V7 i i
        bVI iv6 V7 i
        iv_#IVo7 i/5 V7 i"""),
    bridge=bars("""
        bIII bIII bVII7 bVII7
        bVI bIII bVII7 bIII
        bIII bVII7 bVII7 bIII
        iv bVII7 bIII bVI
        bIII bIII7 bVI V7"""),
)
MAJOR = Chords(
    opening=bars("""
        I I V7 V7
        I VI7 ii V7
        I I #Io7 ii
        V7 V7 I I"""),
    closing=bars("""
        IV iv6 I/5_V7 I
        ii V7 I I
        IV_#IVo7 I/5_VI7 II7_V7 I"""),
    bridge=bars("""
        vi vi III7 III7
        vi ii III7 vi
        vi III7 III7 vi
        IV I/3 III7 vi"""),
)
MARCATO = pattern("x---x---x---x---", "bcbc", "> . ")
MARCATO_STACCATO = pattern("x---x---x---x---", "bccc", ">...")
SINCOPA = pattern("x-x---x-x---x---", "bccbc", " > - ")
HABANERA = pattern("x-----x-x---x---", "bfcc", "    ")
HABANERA_OCTAVE = pattern("x-----x-x---x---", "bcoc", ">  .")
TRES = pattern("x-----x-----x---", "bcc", ">>>")

STYLE = Style(
    name="tango",
    period="modern",
    times=("4/4", "2/4", "2/2", "6/8", "3/4"),
    tempo_qpm=(100, 132),
    major_share=0.15,
    forms=("ABA", "AABA", "ABAC", "AABB"),
    lengths=(16, 32, 32, 24),
    chords={"minor": MINOR, "major": MAJOR},
    endings=PLAIN_ENDINGS,
    manner=Manner("tango", "", rise=5.0, liveliness=0.85, leaps=0.8),
    left=(
        (HABANERA, on_pulses("bc"), TRES),
        (HABANERA, HABANERA_OCTAVE, MARCATO, SINCOPA, on_pulses("bcbc", ">.-."), TRES, MARCATO_STACCATO),
        (SINCOPA, MARCATO, pattern("x-x---x-x-x---x-", "bccbcc", " >  > "), on_pulses("bcbc", ">.-."),
         pattern("x-x-x-x-x-x-x-x-", "boccfocc", ">...")),
    ),
    bass=((on_pulses("bf"), pattern("x-----x-x---x---", "bffo")),
          (on_pulses("bf", ">.-."), pattern("x-----x-x---x---", "bfob"), pattern("x-x---x-x---x---", "boobf", " > - ")),
          (on_pulses("bf", ">.-."), pattern("x-----x-x-x-x-x-", "bfobof"))),
    comp=((pattern("x-------x-------", "c"), on_pulses("c", "-.")), (pattern("x---x---x---x---", "c", "...."), on_pulses("c", ".")),
          (pattern("x-x---x-x---x---", "c", " > . "), on_pulses("c", "."))),
    kind="triad",
    thickness=0.35,
    arc="arch",
    tutti=0.2,
    articulation="accent",
    players=(("Piano",), ("Violin", "Piano"), ("Guitar",), ("Flute", "Piano"), ("Violin", "Guitar"), ("Violin", "Cello", "Piano"),
             ("Violin", "Violin", "Viola", "Cello")),
    line_range=(64, 85),
    has_slow_two=True,
    intro=0.3,
    final_hits=2,
    titles=("Tango", "Corner of the South", "Last Milonga", "Lantern Street", "Tango in Rain", "Harbour Tango"),
)  # fmt: skip
