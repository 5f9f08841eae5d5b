"""The instruments and ensembles we can write for: one table each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Instrument:
    """name: as printed. abbreviation: for later systems. program: General MIDI, 0-127.

    low, high: comfortable range in MIDI pitch. clefs: one a staff, "G", "F", "C3" (alto), "C4" (tenor), "G8" (sounds an octave lower).
    family: for word matching and the mixer.
    """

    name: str
    abbreviation: str
    program: int
    low: int
    high: int
    clefs: tuple[str, ...] = ("G",)
    family: str = "other"


INSTRUMENTS = {
    instrument.name: instrument
    for instrument in (
        Instrument("Piano", "Pno.", 0, 21, 108, ("G", "F"), "keyboard"),
        Instrument("Harpsichord", "Hpd.", 6, 29, 89, ("G", "F"), "keyboard"),
        Instrument("Organ", "Org.", 19, 36, 96, ("G", "F"), "keyboard"),
        Instrument("Harp", "Hp.", 46, 24, 103, ("G", "F"), "plucked"),
        Instrument("Guitar", "Gtr.", 24, 40, 83, ("G8",), "plucked"),
        Instrument("Voice", "V.", 52, 55, 81, ("G",), "voice"),
        Instrument("Soprano", "S.", 52, 60, 81, ("G",), "voice"),
        Instrument("Alto", "A.", 52, 53, 74, ("G",), "voice"),
        Instrument("Tenor", "T.", 52, 48, 69, ("G8",), "voice"),
        Instrument("Bass", "B.", 52, 40, 64, ("F",), "voice"),
        Instrument("Violin", "Vln.", 40, 55, 100, ("G",), "strings"),
        Instrument("Viola", "Vla.", 41, 48, 88, ("C3",), "strings"),
        Instrument("Cello", "Vc.", 42, 36, 76, ("F",), "strings"),
        Instrument("Double bass", "Db.", 43, 28, 60, ("F",), "strings"),
        Instrument("Fiddle", "Fdl.", 110, 55, 93, ("G",), "strings"),
        Instrument("Piccolo", "Picc.", 72, 74, 108, ("G",), "woodwind"),
        Instrument("Flute", "Fl.", 73, 60, 96, ("G",), "woodwind"),
        Instrument("Recorder", "Rec.", 74, 60, 86, ("G",), "woodwind"),
        Instrument("Oboe", "Ob.", 68, 58, 91, ("G",), "woodwind"),
        Instrument("English horn", "E.H.", 69, 52, 81, ("G",), "woodwind"),
        Instrument("Clarinet", "Cl.", 71, 50, 91, ("G",), "woodwind"),
        Instrument("Bassoon", "Bsn.", 70, 34, 72, ("F",), "woodwind"),
        Instrument("Saxophone", "Sax.", 65, 49, 81, ("G",), "woodwind"),
        Instrument("Horn", "Hn.", 60, 34, 77, ("G",), "brass"),
        Instrument("Trumpet", "Tpt.", 56, 54, 84, ("G",), "brass"),
        Instrument("Trombone", "Tbn.", 57, 40, 72, ("F",), "brass"),
        Instrument("Tuba", "Tba.", 58, 28, 58, ("F",), "brass"),
    )
}

# Ensembles a description can ask for by one name. The order inside is the order on the page.
ENSEMBLES = {
    "solo piano": ("Piano",),
    "solo harpsichord": ("Harpsichord",),
    "solo organ": ("Organ",),
    "solo guitar": ("Guitar",),
    "solo violin": ("Violin",),
    "solo cello": ("Cello",),
    "solo flute": ("Flute",),
    "solo fiddle": ("Fiddle",),
    "solo voice": ("Voice",),
    "choir (SATB)": ("Soprano", "Alto", "Tenor", "Bass"),
    "voice and piano": ("Voice", "Piano"),
    "violin and piano": ("Violin", "Piano"),
    "flute and piano": ("Flute", "Piano"),
    "cello and piano": ("Cello", "Piano"),
    "string quartet": ("Violin", "Violin", "Viola", "Cello"),
    "string trio": ("Violin", "Viola", "Cello"),
    "piano trio": ("Violin", "Cello", "Piano"),
    "wind quintet": ("Flute", "Oboe", "Clarinet", "Horn", "Bassoon"),
}

MAX_PARTS = 8
