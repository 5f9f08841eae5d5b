"""Ambient: open chords that change slowly, few notes above them, no hurry."""

from ..style import Chords, Style, bars
from ..textures import broken, held, on_changes, on_pulses, pattern
from ..themes import Manner

ENDINGS = {
    "major": {"authentic": ("Vs", "I"), "plagal": ("IV^", "I"), "half": ("IV^", "Vs"), "deceptive": ("V", "vi7")},
    "minor": {"authentic": ("V", "i"), "plagal": ("iv7", "i"), "half": ("bVI^", "V"), "deceptive": ("V", "bVI^")},
}
MAJOR = Chords(
    opening=bars("""
        I^ I^ IV^ IV^
        I I Is I
        I^ vi7 IV^ IV^
        I^ I^ vi7 vi7
        I iii7 IV^ IV^
        IV^ IV^ I^ I^"""),
    closing=bars("""
        IV^ IV^ I I
        vi7 IV^ I^ I^
        ii7 IV^ I I
        bVII IV I I"""),
    bridge=bars("""
        vi7 vi7 iii7 iii7
        ii7 ii7 IV^ IV^
        vi7 IV^ ii7 Vs
        bVI^ bVI^ bVII bVII
        iii7 vi7 IV^ IV^"""),
)
MINOR = Chords(
    opening=bars("""
        i i bVI^ bVI^
        i7 i7 iv7 iv7
        i bVII bVI^ bVI^
        i i bIII^ bIII^"""),
    closing=bars("""
        bVI^ bVII i i
        iv7 iv7 i i
        bVI^ bVI^ i i"""),
    bridge=bars("""
        bVI^ bVI^ bIII^ bIII^
        iv7 iv7 bVII bVII
        bIII^ bVII iv7 iv7
        bVI^ bIII^ bVII v7"""),
)

STYLE = Style(
    name="ambient",
    period="contemporary",
    times=("4/4", "3/4", "6/4", "12/8", "6/8", "5/4", "2/2", "3/2", "9/8", "2/4", "7/8", "5/8", "3/8"),
    tempo_qpm=(46, 76),
    major_share=0.65,
    forms=("ABA", "A", "AB", "ABC"),
    lengths=(16, 24, 24, 32, 40),
    chords={"major": MAJOR, "minor": MINOR},
    endings=ENDINGS,
    manner=Manner("air", "pentatonic", answers=0.35, rise=4.0, liveliness=1.0, leaps=0.55),
    left=(
        (held("t"), held("c"), on_changes("t"), pattern("x-------x-------", "bo"), pattern("x---------------", "t")),
        (broken(0, 1, 3, unit=24), pattern("x---x-------x---", "bfo"), on_changes("c"), broken(0, 1, 2, 3, unit=24)),
        (broken(0, 1, 3, 2), broken(0, 1, 2, 4, 3, 2), broken(0, 1, 3, 4, 3, 1)),
    ),
    bass=((held("b"),), (on_changes("b"), pattern("x-----------x---", "bf")), (on_changes("b"), on_pulses("b"))),
    comp=((held("c"),), (held("c"), broken(1, 2, 3, unit=24), pattern("....x-----------", "c")),
          (broken(1, 2, 4, 3), broken(2, 3, 1, 4, 3))),
    kind="open",
    thickness=0.3,
    arc="fade",
    activity=(0.05, 0.6),
    players=(("Piano",), ("Guitar",), ("Flute", "Piano"), ("Cello", "Piano"), ("Violin", "Violin", "Viola", "Cello"), ("Harp",),
             ("Organ",), ("Violin", "Piano")),
    line_range=(67, 91),
    intro=0.5,
    titles=("Still Water", "Slow Light", "Drift", "First Snow", "Open Sky", "Glass"),
)  # fmt: skip
